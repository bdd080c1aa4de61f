import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';

import { expect, test as setup } from '@playwright/test';

const APPS = join(import.meta.dirname, '..');
/** What is made, and not written. */
const MADE = new Set(['node_modules', 'dist', '.next', 'out']);

// Each app is installed and built with its own tools, once: what has not changed is not built again.
for (const app of readdirSync(APPS).filter((name) => existsSync(join(APPS, name, 'package.json'))))
  setup(`${app} is built`, async () => {
    setup.setTimeout(900_000);
    const folder = join(APPS, app);
    const mark = join(folder, 'dist', '.built-from');
    const sources = hashOf(folder);
    if (existsSync(mark) && readFileSync(mark, 'utf8') === sources) return;
    expect(await run(folder, 'ci', '--no-audit', '--no-fund'), 'npm ci').toBe('');
    expect(await run(folder, 'run', 'build'), 'npm run build').toBe('');
    writeFileSync(mark, sources);
  });

/** Runs npm; '' when all went well, and what it said otherwise. */
function run(folder: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    // A build of the demo page in this process has set it, and npm would leave the tools out.
    const { NODE_ENV: _, ...env } = process.env;
    const npm = spawn('npm', args, {
      env,
      cwd: folder,
      stdio: 'pipe',
      shell: process.platform === 'win32',
    });
    let said = '';
    for (const stream of [npm.stdout, npm.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    npm.on('error', reject);
    npm.on('close', (code) => resolve(code === 0 ? '' : `npm ended with ${code}: ${said.slice(-2_000)}`));
  });
}

function hashOf(folder: string): string {
  const hash = createHash('sha256');
  const add = (path: string) => {
    if (statSync(path).isDirectory())
      for (const name of readdirSync(path).sort()) {
        if (!MADE.has(name)) add(join(path, name));
      }
    else hash.update(path.slice(folder.length)).update(readFileSync(path));
  };
  add(folder);
  return hash.digest('hex');
}
