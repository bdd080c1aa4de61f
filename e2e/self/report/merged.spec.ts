import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { expect, test } from '@playwright/test';

import type { RunSummary } from '../../../fixtures/report/to-summary.ts';

const PLAYWRIGHT = dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json'));
const CLI = join(PLAYWRIGHT, 'cli.js');
// By its address: the output folder, where these specs are written, need not lie within the project.
const RUNNER = JSON.stringify(pathToFileURL(join(PLAYWRIGHT, 'index.mjs')).href);
const ROOT = resolve(import.meta.dirname, '../../..');
const fixture = (path: string) => JSON.stringify(pathToFileURL(join(ROOT, 'fixtures', path)).href);

/** Tests that attach a history as the fixtures do, but need no browser. */
const SUITE = `
import { expect, test as base } from ${RUNNER};
const { attachHistory } = await import(${fixture('test/fixtures/attach-history.ts')});
const { createTimeline } = await import(${fixture('timeline/timeline.ts')});
const note = (type, description) => base.info().annotations.push({ type, description });
const finding = (guide, measured) => note('finding', 'The guide: ' + guide + ' Measured: ' + measured);
const notJudged = (what) => note('not-judged', what);
const test = base.extend({
  timeline: async ({}, use, testInfo) => {
    let now = 0;
    const timeline = createTimeline({ now: () => now, touch: () => undefined });
    timeline.introduce({ name: 'anchor', userId: 'anchor', role: 'anchor' });
    timeline.add('anchor', { kind: 'room-state', state: 'LOGINED', code: 0, room: 'r', note: '' });
    timeline.measure({ name: 'T4 − T3', decidedBy: 'cloud', documentedMs: 90000, measuredMs: 89000, earliestMs: 85000, latestMs: 95000, sinceMs: 0 });
    now = 100000;
    await use(timeline);
    testInfo.annotations.push({ type: 'virtual-ms', description: '95000' });
    await attachHistory(testInfo, timeline, { target: 'mock', clock: 'virtual', sdk: '3.12.0', browser: 'none 1' });
  },
});
`;
// One of the cases is skipped on purpose: the report must show that, too.
const FIRST = `${SUITE}
import { goesWell } from './shared.ts';
goesWell(test, finding, notJudged);
test('ROOM-03 is left out', async ({ timeline }) => { test.skip(true, 'needs the mock'); });`;
/** A case that is written elsewhere than in the spec that calls for it, as those over an app are. */
const SHARED = `
export const goesWell = (test, finding, notJudged) => test('ROOM-01 goes well', async ({ timeline }) => {
  finding('one.', 'two.');
  notJudged('what only the cloud knows');
  test.info().annotations.push({ type: 'outside', description: 'fonts.example' });
});
`;
const SECOND = `${SUITE}
test('ROOM-02 goes wrong', async ({ timeline }) => {
  finding('one.', 'three, before it went wrong.');
  expect(1, 'one is two').toBe(2);
});`;

test('shards that ran apart become one report', async ({ page }, testInfo) => {
  const folder = testInfo.outputPath('suite');
  mkdirSync(join(folder, 'blobs'), { recursive: true });
  const reporter = join(ROOT, 'fixtures/report/report-reporter.ts');
  writeFileSync(
    join(folder, 'playwright.config.ts'),
    `export default { testDir: 'specs', workers: 1, respectGitIgnore: false };`,
  );
  // Without one, the run would take the project for its own, and empty its output folder.
  writeFileSync(join(folder, 'package.json'), `{ "type": "module" }`);
  mkdirSync(join(folder, 'specs'));
  writeFileSync(join(folder, 'specs/one.spec.ts'), FIRST);
  writeFileSync(join(folder, 'specs/two.spec.ts'), SECOND);
  writeFileSync(join(folder, 'specs/shared.ts'), SHARED);

  for (const shard of ['1', '2']) {
    const run = await playwright(folder, 'test', '--reporter=blob', `--shard=${shard}/2`);
    expect(run.code, run.output).toBe(shard === '1' ? 0 : 1);
    for (const name of readdirSync(join(folder, 'blob-report')))
      copyFileSync(join(folder, 'blob-report', name), join(folder, 'blobs', name));
  }
  const merge = await playwright(folder, 'merge-reports', '--reporter', reporter, 'blobs');
  expect(merge.code, merge.output).toBe(0);

  expect(merge.output).toContain('ROOM 1 of 2');
  expect(merge.output).toContain('1 passed, 1 failed, 1 skipped');
  expect(merge.output).toContain('285 s virtual');
  expect(merge.output).toContain('Times as they should be: 3 of 3 set by the mock itself');
  expect(merge.output).toMatch(/✗ ROOM-02: Error: one is two/);
  expect(merge.output).toContain('ROOM-01  The guide: one. Measured: two.');
  expect(merge.output).toContain('ROOM-01  what only the cloud knows');
  expect(merge.output, 'a finding of a test that failed').not.toContain('before it went wrong');

  const summary = JSON.parse(readFileSync(join(folder, 'rejoin-report/summary.json'), 'utf8')) as RunSummary;
  expect(summary).toMatchObject({ passed: 1, failed: 1, flaky: 0, skipped: 1, notJudged: 1, virtualS: 285 });
  expect(readdirSync(join(folder, 'rejoin-report')).sort()).toEqual(['index.html', 'summary.json']);

  await page.goto(pathToFileURL(join(folder, 'rejoin-report/index.html')).href);
  // What failed comes first.
  await expect(page.getByRole('rowheader')).toHaveText([/ROOM-02/, /ROOM-01/, /ROOM-03/]);
  await expect(page.getByRole('rowheader', { name: 'ROOM-01' })).toContainText('specs/one.spec.ts');
  await expect(page.getByText('fonts.example')).toBeVisible();
  const picture = page.getByRole('img', { name: 'failed: ROOM-02 goes wrong' });
  await expect(picture).toBeVisible();
  // All of the history came through: its one state is drawn.
  await expect(picture.locator('text').filter({ hasText: 'LOGINED' }).first()).toBeVisible();
  await expect(page.getByText('needs the mock').first()).toBeVisible();
});

interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs Playwright's command in a folder, to its end. */
function playwright(folder: string, ...args: readonly string[]): Promise<Ended> {
  return new Promise((done) => {
    // A run around this one may have told its reporters where to write: this one's go to the folder.
    const env = { ...process.env, CI: '1', FORCE_COLOR: '0', PLAYWRIGHT_BLOB_OUTPUT_DIR: 'blob-report' };
    const options = { cwd: folder, env, timeout: 90_000 };
    execFile(process.execPath, [CLI, ...args], options, (failure, stdout, stderr) => {
      const code = failure ? (typeof failure.code === 'number' ? failure.code : -1) : 0;
      done({ code, output: `${stdout}${stderr}` });
    });
  });
}
