import { expect, test } from '@playwright/test';

import { roomState, userJoined, userLeft } from '../../../fixtures/test/matchers/expectations.ts';
import type { JudgedEntry } from '../../../fixtures/timeline/entry.ts';
import { mismatch } from '../../../fixtures/timeline/expectation.ts';
import { createTimeline } from '../../../fixtures/timeline/timeline.ts';

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

test.describe('expectations', () => {
  test('are met by what they name', () => {
    expect(mismatch(logined, roomState('LOGINED'), undefined)).toBeUndefined();
    expect(mismatch(logined, roomState('LOGINED', 0, 'r'), undefined)).toBeUndefined();
    expect(mismatch(left, userLeft({ userId: 'ann' }), undefined)).toBeUndefined();
  });

  test('say what came instead', () => {
    expect(mismatch(logined, roomState('RECONNECTED'), undefined)).toBe(
      'was told LOGINED at 90000 ms instead',
    );
    expect(mismatch({ ...logined, code: 7 }, roomState('LOGINED', 0), undefined)).toBe(
      'was told LOGINED (7) at 90000 ms instead',
    );
    expect(mismatch(logined, roomState('LOGINED', 0, 'other'), undefined)).toBe(
      'was told LOGINED at 90000 ms instead',
    );
    expect(mismatch(left, userJoined({ userId: 'ann' }), undefined)).toBe(
      'was told roomUserUpdate DELETE ann at 5 ms instead',
    );
    expect(mismatch(left, userLeft({ userId: 'cat' }), undefined)).toBe(
      'was told roomUserUpdate DELETE ann at 5 ms instead',
    );
  });

  const timing = { name: 'T4 − T3', sinceMs: 1_000, documentedMs: 90_000, earlyMs: 5_000, lateMs: 500 };
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
