import { spawnSync } from 'node:child_process';

import { expect, test } from '@playwright/test';

/** The commands that measure and prove; none of them may begin its work for a slip of the keyboard. */
const COMMANDS = [
  'e2e/proof/bench/bench',
  'fixtures/cli/cloud/cloud',
  'fixtures/cli/differences',
  'e2e/proof/browsers/browser-matrix',
  'e2e/proof/controls/controls',
  'e2e/proof/flake/flake',
  'e2e/proof/fuzz/fuzz',
  'e2e/proof/leaks/leaks',
  'e2e/proof/matrix/matrix',
  'e2e/proof/mutants/mutants',
  'e2e/proof/soak/soak',
];

function run(command: string, argument: string) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', `${command}.ts`, argument],
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
  expect(run('e2e/proof/soak/soak', '--help')).toEqual({
    status: 0,
    stdout: expect.stringMatching(USAGE),
    stderr: '',
  });
});
