// `npm run stand-in -- …`: the suite on the target `real`, against a mock that stands in for ZEGO's cloud. What follows
// `--` goes to Playwright, for example -g ROOM-08.
import { spawn } from 'node:child_process';

import { PLAYWRIGHT_CLI } from '../../proof/run/playwright-cli.ts';
import { startStandIn } from './stand-in.ts';

const USAGE = `npm run stand-in -- [WORDS OF PLAYWRIGHT…]

  -g RE        only cases whose title matches, for example -g ROOM-08; all by default, in real time
  --workers N  so many side by side
  …            everything else that “npx playwright test” knows`;

if (process.argv.includes('--help')) {
  console.log(USAGE);
  process.exit(0);
}

const standIn = await startStandIn();
const child = spawn(process.execPath, [PLAYWRIGHT_CLI, 'test', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, ...standIn.env },
});
// Ctrl-C reaches the child by itself; it ends its tests, and then this process ends, too.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
const code = await new Promise<number>((resolve) => {
  child.on('error', (error) => {
    console.error(`Playwright could not be started: ${error.message}`);
    resolve(1);
  });
  child.on('close', (code) => resolve(code ?? 1));
});
await standIn.close();
// Not by itself: Node 20 under tsx can spin for ever while it cleans up at its natural end, once sockets were reset.
process.exit(code);
