import { expect, test } from '@playwright/test';

import { publisher, roomState, userJoined, userLeft } from '../../../fixtures/test/matchers/expectations.ts';
import type { JudgedEntry } from '../../../fixtures/timeline/entry.ts';
import { mismatch, type Timing } from '../../../fixtures/timeline/expectation.ts';
import { lastAt, lastMeasured, lastState } from '../../../fixtures/timeline/last-at.ts';
import { createTimeline, type Timeline } from '../../../fixtures/timeline/timeline.ts';

const logined: JudgedEntry = {
  kind: 'room-state',
  state: 'LOGINED',
  code: 0,
  room: 'r',
  note: '',
  who: 'ann',
  atMs: 90_000,
};
const left: JudgedEntry = {
  kind: 'user-update',
  change: 'DELETE',
  user: 'ann',
  room: 'r',
  who: 'bob',
  atMs: 5,
};

const stopped: JudgedEntry = {
  kind: 'publisher-state',
  state: 'NO_PUBLISH',
  code: 0,
  stream: 's',
  note: '',
  who: 'ann',
  atMs: 7,
};

test.describe('expectations', () => {
  test('are met by what they name', () => {
    expect(mismatch(logined, roomState('LOGINED'), undefined)).toBeUndefined();
    expect(mismatch(logined, roomState('LOGINED', 0, 'r'), undefined)).toBeUndefined();
    expect(mismatch(left, userLeft({ userId: 'ann' }), undefined)).toBeUndefined();
  });

  test('say what came instead', () => {
    expect(mismatch(logined, roomState('RECONNECTED'), undefined)).toBe(
      'was told LOGINED (0) in r at 90000 ms instead',
    );
    expect(mismatch(left, userJoined({ userId: 'ann' }), undefined)).toBe(
      'was told roomUserUpdate DELETE ann at 5 ms instead',
    );
    expect(mismatch(left, userLeft({ userId: 'cat' }), undefined)).toBe(
      'was told roomUserUpdate DELETE ann at 5 ms instead',
    );
  });

  // What is expected and what came instead are read side by side: both must name what differs, a code of 0 too.
  for (const [expectation, entry, expected, came] of [
    [roomState('LOGINED', 0), { ...logined, code: 7 }, 'room state LOGINED (0)', 'LOGINED (7) in r'],
    [roomState('LOGINED', 7), logined, 'room state LOGINED (7)', 'LOGINED (0) in r'],
    [roomState('LOGINED', 0, 'other'), logined, 'room state LOGINED (0) in other', 'LOGINED (0) in r'],
    [publisher('NO_PUBLISH', 7), stopped, 'publisher state NO_PUBLISH (7)', 'NO_PUBLISH (0) of s'],
    [
      publisher('NO_PUBLISH', 0),
      { ...stopped, code: 7 },
      'publisher state NO_PUBLISH (0)',
      'NO_PUBLISH (7) of s',
    ],
  ] as const)
    test(`name what differs: ${expected} and ${came}`, () => {
      expect(expectation.text).toBe(expected);
      expect(mismatch(entry, expectation, undefined)).toBe(`was told ${came} at ${entry.atMs} ms instead`);
    });

  const timing: Timing = {
    name: 'T4 − T3',
    decidedBy: 'cloud',
    sinceMs: 1_000,
    documentedMs: 90_000,
    earliestMs: 85_000,
    latestMs: 90_500,
  };
  for (const [at, right] of [
    [85_999, false],
    [86_000, true],
    [91_500, true],
    [91_501, false],
  ] as const)
    test(`${at - 1_000} ms after the begin is ${right ? 'in time' : 'out of time'}`, () => {
      const fault = mismatch({ ...logined, atMs: at }, roomState('LOGINED'), timing);
      expect(fault).toBe(
        right
          ? undefined
          : `was told so ${at - 1_000} ms after the begin of T4 − T3; right is 85000 to 90500 ms`,
      );
    });
});

test.describe('what is looked up in a history', () => {
  const timeline = {
    entries: [
      { kind: 'call', name: 'loginRoom', about: 'r', who: 'ann', atMs: 1 },
      { ...logined, atMs: 2 },
      { ...logined, who: 'bob', code: 7, atMs: 3 },
    ],
    measurements: [
      { name: 'T', decidedBy: 'sdk', measuredMs: 5, earliestMs: 0, latestMs: 9 },
      { name: 'T', decidedBy: 'sdk', measuredMs: 6, earliestMs: 0, latestMs: 9 },
    ],
  } satisfies Pick<Timeline, 'entries' | 'measurements'>;

  test('is the last of its name, of anybody or of one', () => {
    expect(lastAt(timeline, 'loginRoom')).toBe(1);
    expect(lastAt(timeline, 'LOGINED')).toBe(3);
    expect(lastState(timeline, 'LOGINED').code).toBe(7);
    expect(lastState(timeline, 'LOGINED', 'ann').code).toBe(0);
    expect(lastMeasured(timeline, 'T')).toBe(6);
  });

  test('must be there', () => {
    expect(() => lastAt(timeline, 'logoutRoom')).toThrow('“logoutRoom” is not in the history');
    expect(() => lastState(timeline, 'LOGINED', 'cat')).toThrow('“LOGINED” is not in the history');
    expect(() => lastMeasured(timeline, 'R')).toThrow('measured no “R”');
  });
});

test.describe('the timeline', () => {
  const start = () => {
    let nowMs = 500;
    const timeline = createTimeline({ now: () => nowMs, touch: () => undefined });
    return { timeline, pass: (ms: number) => (nowMs += ms) };
  };
  const state = (name: string) =>
    ({ kind: 'room-state', state: name, code: 0, room: 'r', note: '' }) as const;

  test('counts its times from its begin', () => {
    const { timeline, pass } = start();
    pass(40);
    timeline.add('ann', { kind: 'action', name: 'joins' });
    timeline.add('ann', { kind: 'action', name: 'joined earlier' }, 510);
    expect(timeline.entries.map(({ atMs }) => atMs)).toEqual([40, 10]);
    expect(timeline.now()).toBe(40);
  });

  test('keeps the order within a lane, and lanes and people apart', () => {
    const { timeline } = start();
    timeline.add('ann', state('LOGINING'));
    timeline.add('bob', state('LOGINED'));
    timeline.add('ann', { kind: 'user-update', change: 'ADD', user: 'bob', room: 'r' });
    timeline.add('ann', state('LOGINED'));
    expect(timeline.peek('ann', 'room')).toMatchObject({ state: 'LOGINING' });
    timeline.take('ann', 'room');
    expect(timeline.peek('ann', 'room')).toMatchObject({ state: 'LOGINED' });
    expect(timeline.peek('ann', 'updates')).toMatchObject({ user: 'bob' });
    expect(timeline.peek('bob', 'updates')).toBeUndefined();
    timeline.take('bob', 'updates');
    expect(timeline.unaccounted()).toHaveLength(3);
  });

  test('tells the clock of every entry, and takes none once it is sealed', () => {
    let touches = 0;
    const timeline = createTimeline({ now: () => 0, touch: () => (touches += 1) });
    timeline.add('ann', state('LOGINING'));
    timeline.seal();
    timeline.add('ann', state('LOGOUT'));
    expect(touches).toBe(1);
    expect(timeline.entries).toHaveLength(1);
  });
});
