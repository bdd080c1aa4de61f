import { spawnSync } from 'node:child_process';

import { expect, test } from '@playwright/test';

/** The commands that measure and prove; none of them may begin its work for a slip of the keyboard. */
const COMMANDS = [
  'bench/bench',
  'differences/run',
  'proof/browsers/browser-matrix',
  'proof/controls/controls',
  'proof/flake/flake',
  'proof/fuzz/fuzz',
  'proof/leaks/leaks',
  'proof/matrix/matrix',
  'proof/mutants/mutants',
  'proof/soak/soak',
];

function run(command: string, argument: string) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', `fixtures/${command}.ts`, argument],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

const USAGE = /^npm run [a-z-]+ -- .*\n\n(?: {2}\S.*\n)+$/;

for (const command of COMMANDS)
  test(`${command} refuses what it does not know, and says how it is used`, () => {
    const { status, stdout, stderr } = run(command, '--sed');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    const [reason, ...usage] = stderr.split('\n\n');
    expect(reason).toBe("Unknown option '--sed'.");
    expect(usage.join('\n\n')).toMatch(USAGE);
  });

test('--help prints how a command is used, and nothing else', () => {
  expect(run('proof/soak/soak', '--help')).toEqual({
    status: 0,
    stdout: expect.stringMatching(USAGE),
    stderr: '',
  });
});
