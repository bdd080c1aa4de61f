import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { expect, test } from '@playwright/test';

import { ROOT } from '../../proof/run/copy.ts';

/** Commands with options; none of them may begin its work for a slip of the keyboard. */
const COMMANDS = [
  'e2e/proof/bench/bench',
  'fixtures/cli/browsers/browsers',
  'fixtures/cli/cloud/cloud',
  'fixtures/cli/differences',
  'fixtures/cli/secrets',
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

for (const command of [
  'e2e/proof/soak/soak',
  'e2e/self/stand-in/run',
  'fixtures/cli/lab/lab',
  'fixtures/cli/secrets',
])
  test(`${command} --help prints how it is used, and nothing else`, () => {
    expect(run(command, '--help')).toEqual({
      status: 0,
      stdout: expect.stringMatching(USAGE),
      stderr: '',
    });
  });

test.describe('npm run secrets', () => {
  /** Calls it in a folder, with that folder in place of the project, and no settings but those of its `.env`. */
  function secrets(cwd: string, ...folders: readonly string[]) {
    const env = { ...process.env, REJOIN_SERVER_SECRET: '' };
    const script = join(ROOT, 'fixtures', 'cli', 'secrets.ts');
    const tsx = createRequire(import.meta.url).resolve('tsx');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', pathToFileURL(tsx).href, script, ...folders],
      { cwd, env, encoding: 'utf8' },
    );
    return { status, stdout, stderr };
  }

  test('has the secret from .env beside the configuration, not from the folder it is called in', ({}, testInfo) => {
    const secret = '0123456789abcdef0123456789abcdef';
    const [root, below] = [testInfo.outputPath('root'), testInfo.outputPath('root', 'below')];
    mkdirSync(below, { recursive: true });
    writeFileSync(join(root, 'playwright.config.ts'), '');
    writeFileSync(join(below, '.env'), `REJOIN_SERVER_SECRET=${secret}`);
    expect(secrets(below, '.')).toMatchObject({ status: 1, stderr: /REJOIN_SERVER_SECRET is not set/ });
    writeFileSync(join(root, '.env'), `REJOIN_SERVER_SECRET=${secret}`);
    expect(secrets(below, '.')).toMatchObject({ status: 1, stdout: /^1 files searched, 1 with a secret/ });
  });
});
