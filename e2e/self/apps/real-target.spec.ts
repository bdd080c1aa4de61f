import { ZEGO } from '../../apps/support/serve.ts';
import { expect, test } from '../stand-in/test.ts';

// Real time cannot be shortened, and an app of somebody else's has the SDK's own R of minutes: what comes back before P.
const CASES = ['BASE-01', 'PLAY-01', 'ANCHOR-01', 'ROOM-17'];

test.use({ standInOptions: { zego: ZEGO } });

test('REAL-01 the cases over an app of another make hold on the target “real”, played by a stand-in', async ({
  runOnReal,
}) => {
  test.setTimeout(600_000);
  const run = runOnReal({
    project: 'apps',
    files: ['e2e/apps/react-call.spec.ts'],
    grep: CASES.join('|'),
    args: ['--no-deps'],
  });
  expect(await run.ended, run.output()).toBe(0);
  expect(run.results().map(({ title, outcome }) => `${title.split(' ')[0] ?? ''} ${outcome}`)).toEqual(
    expect.arrayContaining(CASES.map((id) => `${id} expected`)),
  );
});

test('REAL-01 what breaks the link is a no-op: a case over an app fails on the target “real”', async ({
  runOnReal,
}) => {
  const run = runOnReal({
    project: 'apps',
    files: ['e2e/apps/react-call.spec.ts'],
    grep: 'ANCHOR-07',
    faults: 'inert',
    args: ['--no-deps'],
  });
  expect(await run.ended, run.output()).toBe(1);
  expect(run.results().map(({ outcome }) => outcome)).toEqual(['unexpected']);
});
