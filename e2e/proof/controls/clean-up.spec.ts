import type { ChildRun } from '../run/child-run.ts';
import { expect, test } from './test.ts';

/** How long a browser may take to be gone after its run has ended, in milliseconds. */
const GONE_WITHIN_MS = 5_000;
/**
 * How long a run may take to have a page open, in milliseconds. It starts with an empty cache, so it compiles what it
 * loads: some 8 s on a quiet machine, more than 30 s on a busy one (measured).
 */
const STARTED_WITHIN_MS = 120_000;

async function expectNothingLeft(run: ChildRun): Promise<void> {
  await expect.poll(run.processes, { message: 'processes left', timeout: GONE_WITHIN_MS }).toEqual([]);
  expect(run.temporaryFiles(), 'temporary files left').toEqual([]);
}

test.skip(process.platform !== 'linux', 'what a run leaves behind is found by way of /proc');

test('after Ctrl-C in the middle of a test no process and no temporary file is left', async ({
  runSuite,
}) => {
  const run = runSuite({ files: ['e2e/room/login.spec.ts'], grep: 'ROOM-01' });
  const page = () => run.processes().some((line) => line.includes('--type=renderer'));
  await expect
    .poll(page, { message: 'a page is open', timeout: STARTED_WITHIN_MS, intervals: [50] })
    .toBe(true);
  run.interrupt();
  expect(await run.ended, run.output()).toBe(130);
  await expectNothingLeft(run);
});

test('after a failed test no process and no temporary file is left', async ({ runSuite }) => {
  const run = runSuite({ grep: 'ROOM-18', faults: 'inert' });
  expect(await run.ended, run.output()).toBe(1);
  expect(run.results().map(({ outcome }) => outcome)).toEqual(['unexpected']);
  await expectNothingLeft(run);
});
