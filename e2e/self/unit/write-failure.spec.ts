import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { expect, test } from '@playwright/test';

import { explainWriteFailure } from '../../../fixtures/report/write-file.ts';
import { ROOT } from '../../proof/run/copy.ts';
import { PLAYWRIGHT_CLI } from '../../proof/run/playwright-cli.ts';

test('what cannot be written is explained by the system’s code', () => {
  const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
  expect(explainWriteFailure(full)).toBe('the disk is full: free some space and run again (ENOSPC)');
  // As Playwright passes on what another reporter threw.
  expect(explainWriteFailure('Error: EROFS: read-only file system, open …')).toContain('can only be read');
  expect(explainWriteFailure(new Error('Unexpected token'))).toBeUndefined();
});

// A run of Playwright inside this one takes half a minute on a busy machine.
test.setTimeout(120_000);

interface Ended {
  readonly code: unknown;
  readonly output: string;
}

/** A run of one test that passes, in a folder where something is in the way of its reports. */
function run(folder: string, reporters: string): Promise<Ended> {
  const runner = createRequire(import.meta.url)
    .resolve('@playwright/test')
    .replace(/index\.js$/, 'index.mjs');
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    join(folder, 'playwright.config.ts'),
    `export default { testDir: 'specs', respectGitIgnore: false, reporter: ${reporters} };`,
  );
  mkdirSync(join(folder, 'specs'), { recursive: true });
  writeFileSync(
    join(folder, 'specs', 'one.spec.ts'),
    `import { test } from ${JSON.stringify(pathToFileURL(runner).href)}; test('ROOM-01 passes', () => {});`,
  );
  return new Promise((done) => {
    const options = { cwd: folder, env: { ...process.env, CI: '1', FORCE_COLOR: '0' } };
    execFile(process.execPath, [PLAYWRIGHT_CLI, 'test'], options, (failure, stdout, stderr) =>
      done({ code: failure ? failure.code : 0, output: `${stdout}${stderr}` }),
    );
  });
}

const OURS = JSON.stringify([join(ROOT, 'fixtures', 'report', 'report-reporter.ts')]);

test('a report that cannot be written costs neither the summary nor the truth of the exit code', async ({}, testInfo) => {
  const folder = testInfo.outputPath('run');
  mkdirSync(folder);
  writeFileSync(join(folder, 'rejoin-report'), 'a file, where a folder must be');
  const { code, output } = await run(folder, `[${OURS}]`);
  expect(output).toContain('1 passed');
  expect(output).toMatch(
    /Report: rejoin-report.summary\.json could not be written, a file lies where a folder must be: remove it \(E(EXIST|NOTDIR)\)\.$/m,
  );
  expect(code).toBe(1);
});

test('what another reporter could not write is explained after the summary', async ({}, testInfo) => {
  const folder = testInfo.outputPath('run');
  mkdirSync(folder);
  writeFileSync(join(folder, 'taken'), 'a file, where a folder must be');
  const { code, output } = await run(folder, `[['json', { outputFile: 'taken/results.json' }], ${OURS}]`);
  expect(output).toMatch(
    /1 passed[^]*Report: rejoin-report.index\.html\nAnother report of this run could not be written: a file lies where a folder must be/,
  );
  expect(code).toBe(1);
});
