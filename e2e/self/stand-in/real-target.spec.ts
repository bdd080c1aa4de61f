import type { TestResult } from '../../proof/run/json-results.ts';
import { expect, test } from './test.ts';

// Real time cannot be shortened, so these stand for the whole suite: every kind of case once. All of it: `npm run
// stand-in`.

/** Cases that mostly wait. */
const ROOM = [
  // Login, its errors, a token that expires.
  'ROOM-01',
  'ROOM-04 a token that (is expired|is made with|expires)',
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
  'ROOM-22 A switches to another room',
  // R set by the case itself.
  'ROOM-15 roomRetryTime 20',
  // The ways to lose a link that the proxy on this machine makes.
  'ROOM-21 the link is (cut|setOffline)',
];
/** Cases with pictures, which cost CPU: media is lost inside Chromium here. */
const MEDIA = ['PUB-01 A publishes', 'PUB-04', 'PLAY-02', 'ANCHOR-04'];
/** Cases that set or script the cloud. */
const MOCK_ONLY = ['ROOM-20', 'ROOM-22 A switches to a room that', 'PUB-06'];
/** Cases that prove only a part of what they say where the cloud's journal cannot be read: they must say so. */
const IN_PART = /^(ROOM-04|ROOM-09|ROOM-10|PUB-01 A publishes|ANCHOR-04)/;
const REASON = /^Only on the mock: this case (sets|scripts) /;

/** Every pattern has a test, and every test has this outcome. */
function expectAll(results: readonly TestResult[], patterns: readonly string[], outcome: string): void {
  for (const pattern of patterns) {
    const meant = results.filter(({ title }) => new RegExp(pattern).test(title));
    expect(new Set(meant.map((result) => result.outcome)), pattern).toEqual(new Set([outcome]));
  }
}

for (const { what, patterns, workers } of [
  { what: 'room', patterns: ROOM, workers: 5 },
  { what: 'media', patterns: MEDIA, workers: 2 },
])
  test(`REAL-01 ${what} cases hold on the target “real”, played by a stand-in behind ZEGO’s host names`, async ({
    runOnReal,
  }) => {
    const run = runOnReal({ grep: patterns.join('|'), workers });
    expect(await run.ended, run.output()).toBe(0);
    expectAll(run.results(), patterns, 'expected');
    for (const { title, annotations } of run.results())
      expect(
        annotations.some(({ type }) => type === 'not-judged'),
        `${title}: says that it judges only a part`,
      ).toBe(IN_PART.test(title));
  });

test('REAL-01 cases that need the mock are skipped on the target “real”, with the reason', async ({
  runOnReal,
}) => {
  const run = runOnReal({ grep: MOCK_ONLY.join('|') });
  expect(await run.ended, run.output()).toBe(0);
  expectAll(run.results(), MOCK_ONLY, 'skipped');
  for (const { title, annotations } of run.results())
    expect(annotations.find(({ type }) => type === 'skip')?.description, title).toMatch(REASON);
});

test('REAL-01 a case that needs its fault fails on the target “real” when the fault is a no-op', async ({
  runOnReal,
}) => {
  const run = runOnReal({ grep: 'ROOM-18|PLAY-02', faults: 'inert', workers: 2 });
  expect(await run.ended, run.output()).toBe(1);
  expectAll(run.results(), ['ROOM-18', 'PLAY-02'], 'unexpected');
});
