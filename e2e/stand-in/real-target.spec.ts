import { expect, test } from './test.ts';

/**
 * What stands for the whole suite here, because real time cannot be shortened: every kind of case once. All of it:
 * `npm run stand-in`, which takes about ten minutes.
 */
const SUBSET = [
  // Login, its errors, and what the others hear.
  'ROOM-01',
  'ROOM-02',
  'ROOM-04',
  'ROOM-05',
  // The guide's three cases.
  'ROOM-07',
  'ROOM-08',
  'ROOM-09',
  // Kicks: by a second login, and by the server API.
  'ROOM-10',
  'ROOM-12',
  // Logout and switching.
  'ROOM-13',
  'ROOM-22',
  // R set by the app.
  'ROOM-15 roomRetryTime 20',
  // The ways to lose a link that the proxy on this machine makes.
  'ROOM-21 the link is (cut|setOffline)',
  // Skipped with a reason: they set or script the cloud.
  'ROOM-20',
  'PUB-06',
  // Media, and media that is lost inside Chromium.
  'PUB-01 A publishes',
  'PUB-04',
  'PUB-09',
  'PLAY-02',
  'ANCHOR-04',
];
/** Media costs CPU, waiting does not. */
const WORKERS = 6;
const NEEDS_THE_MOCK = /^Only on the mock: this case (sets|scripts) /;

test('REAL-01 cases of every kind hold on the target “real”, played by a stand-in behind ZEGO’s host names', async ({
  runOnReal,
}) => {
  const run = runOnReal({ grep: SUBSET.join('|'), workers: WORKERS });
  expect(await run.ended, run.output()).toBe(0);
  const results = run.results();
  expect(results.filter(({ outcome }) => outcome === 'unexpected' || outcome === 'flaky')).toEqual([]);

  const skipped = results.filter(({ outcome }) => outcome === 'skipped');
  expect(new Set(skipped.map(({ title }) => title.split(' ')[0]))).toEqual(
    new Set(['ROOM-20', 'ROOM-22', 'PUB-06']),
  );
  for (const { title, annotations } of skipped)
    expect(annotations.find(({ type }) => type === 'skip')?.description, title).toMatch(NEEDS_THE_MOCK);
  const passed = results.filter(({ outcome }) => outcome === 'expected');
  for (const pattern of SUBSET.filter((id) => id !== 'ROOM-20' && id !== 'PUB-06'))
    expect(
      passed.some(({ title }) => new RegExp(pattern).test(title)),
      pattern,
    ).toBe(true);
});

test('REAL-01 a case that needs its fault fails on the target “real” when the fault is a no-op', async ({
  runOnReal,
}) => {
  const run = runOnReal({ grep: 'ROOM-18|PLAY-02', faults: 'inert', workers: 2 });
  expect(await run.ended, run.output()).toBe(1);
  expect(run.results().map(({ outcome }) => outcome)).toEqual(['unexpected', 'unexpected']);
});
