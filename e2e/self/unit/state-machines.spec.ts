import { expect, test } from '@playwright/test';

import {
  everyContract,
  nothingUnexpected,
  stateMachines,
  virtualTimeWaited,
} from '../../../fixtures/timeline/contract.ts';
import type { Entry } from '../../../fixtures/timeline/entry.ts';
import { mediaViolations } from '../../../fixtures/timeline/media-machine.ts';
import { roomViolations } from '../../../fixtures/timeline/room-machine.ts';
import { createTimeline } from '../../../fixtures/timeline/timeline.ts';

const roomStates = (states: string, who = 'ann', room = 'r'): Entry[] =>
  states
    .split(' ')
    .map((state, at) => ({ kind: 'room-state', state, code: 0, room, note: '', who, atMs: at }));

const mediaStates = (kind: 'publisher-state' | 'player-state', states: string, stream = 's'): Entry[] =>
  states.split(' ').map((state, at) => ({ kind, state, code: 0, stream, note: '', who: 'ann', atMs: at }));

test.describe('the room’s state machine', () => {
  for (const states of [
    'LOGINING',
    'LOGINING LOGINED',
    'LOGINING LOGIN_FAILED LOGINING LOGINED',
    'LOGINING LOGINED RECONNECTING RECONNECTED RECONNECTING RECONNECTED LOGOUT',
    'LOGINING LOGINED RECONNECTING RECONNECT_FAILED LOGINING LOGINED',
    'LOGINING LOGINED KICKOUT LOGINING',
    'LOGINING LOGINED KICKOUT LOGOUT LOGINING',
    'LOGINING LOGINED RECONNECTING RECONNECT_FAILED LOGOUT LOGINING',
    'LOGINING LOGIN_FAILED LOGOUT LOGINING',
    'LOGINING LOGINED RECONNECTING KICKOUT',
    'LOGINING LOGINED RECONNECTING RECONNECTED KICKOUT',
    'LOGINING LOGINED RECONNECTING LOGOUT LOGINING',
    'LOGINING LOGINED RECONNECTING LOGOUT_FAILED',
    'LOGINING LOGINED LOGOUT LOGINING',
    'LOGINING LOGINED LOGOUT_FAILED LOGINING',
  ])
    test(`accepts ${states}`, () => {
      expect(roomViolations(roomStates(states))).toEqual([]);
    });

  for (const [states, violation] of [
    ['LOGINED', 'went from start to LOGINED at 0 ms; allowed: LOGINING'],
    ['RECONNECTED', 'from start to RECONNECTED'],
    ['LOGINING LOGINING', 'from LOGINING to LOGINING'],
    ['LOGINING RECONNECTING', 'from LOGINING to RECONNECTING'],
    ['LOGINING LOGINED LOGINED', 'from LOGINED to LOGINED'],
    ['LOGINING LOGINED RECONNECTED', 'from LOGINED to RECONNECTED'],
    ['LOGINING LOGINED RECONNECT_FAILED', 'from LOGINED to RECONNECT_FAILED'],
    ['LOGINING LOGINED RECONNECTING RECONNECTING', 'from RECONNECTING to RECONNECTING'],
    ['LOGINING LOGINED RECONNECTING LOGINED', 'from RECONNECTING to LOGINED'],
    ['LOGINING LOGIN_FAILED RECONNECTING', 'from LOGIN_FAILED to RECONNECTING'],
    ['LOGINING LOGINED KICKOUT RECONNECTING', 'from KICKOUT to RECONNECTING'],
    ['LOGINING LOGINED KICKOUT LOGOUT LOGOUT', 'from LOGOUT to LOGOUT'],
    ['LOGINING LOGINED LOGOUT RECONNECTED', 'from LOGOUT to RECONNECTED'],
    ['LOGINING LOGINED RECONNECTING RECONNECT_FAILED RECONNECTED', 'from RECONNECT_FAILED to RECONNECTED'],
    ['LOGINING LOGINED DISCONNECTED', 'from LOGINED to DISCONNECTED'],
  ] as const)
    test(`rejects ${states}`, () => {
      expect(roomViolations(roomStates(states))).toEqual([expect.stringContaining(violation)]);
    });

  for (const [version, violations] of [
    ['3.9.0', []],
    ['3.10.0', []],
    ['3.5.0', [expect.stringContaining('from LOGINED to RECONNECT_FAILED')]],
    ['3.12.0', [expect.stringContaining('from LOGINED to RECONNECT_FAILED')]],
  ] as const)
    test(`SDK ${version} ${violations.length === 0 ? 'may give' : 'does not give'} up without having told RECONNECTING`, () => {
      const engine: Entry = { kind: 'step', name: `engine of SDK ${version}`, who: 'ann', atMs: 0 };
      expect(roomViolations([engine, ...roomStates('LOGINING LOGINED RECONNECT_FAILED')])).toEqual(
        violations,
      );
    });

  for (const [what, after, violations] of [
    ['begins anew', 'LOGINING LOGINED', []],
    ['may hear its goodbye first', 'LOGOUT LOGINING LOGINED', []],
    [
      'is in no room yet',
      'RECONNECTING',
      [expect.stringContaining('went from the page before a reload to RECONNECTING')],
    ],
  ] as const)
    test(`a page that is loaded again ${what}`, () => {
      const reload: Entry = { kind: 'fault-begin', name: 'reload', who: 'ann', atMs: 9 };
      const history = [...roomStates('LOGINING LOGINED'), reload, ...roomStates(after)];
      expect(roomViolations(history)).toEqual(violations);
    });

  test('keeps people and rooms apart', () => {
    expect(
      roomViolations([
        ...roomStates('LOGINING LOGINED'),
        ...roomStates('LOGINING LOGINED', 'bob'),
        ...roomStates('LOGINING LOGINED', 'ann', 'r2'),
      ]),
    ).toEqual([]);
    expect(roomViolations([...roomStates('LOGINING'), ...roomStates('LOGINED', 'bob')])).toEqual([
      expect.stringContaining('bob in r went from start to LOGINED'),
    ]);
  });
});

test.describe('the media state machine', () => {
  const kinds = [
    ['publisher-state', 'NO_PUBLISH', 'PUBLISH_REQUESTING', 'PUBLISHING'],
    ['player-state', 'NO_PLAY', 'PLAY_REQUESTING', 'PLAYING'],
  ] as const;
  for (const [kind, off, requesting, on] of kinds) {
    for (const states of [
      `${requesting} ${on}`,
      `${requesting} ${requesting} ${on} ${requesting} ${off} ${requesting}`,
      `${requesting} ${on} ${off} ${requesting} ${on}`,
      `${requesting} ${off}`,
    ])
      test(`accepts ${states}`, () => {
        expect(mediaViolations(mediaStates(kind, states))).toEqual([]);
      });
    for (const states of [
      on,
      off,
      `${requesting} ${on} ${on}`,
      `${requesting} ${on} ${off} ${off}`,
      `${requesting} ${on} ${off} ${on}`,
      `${requesting} CONFUSED`,
    ])
      test(`rejects ${kind} ${states}`, () => {
        expect(mediaViolations(mediaStates(kind, states))).toHaveLength(1);
      });
  }

  test('keeps streams, publishers and players apart', () => {
    expect(
      mediaViolations([
        ...mediaStates('publisher-state', 'PUBLISH_REQUESTING PUBLISHING'),
        ...mediaStates('publisher-state', 'PUBLISH_REQUESTING PUBLISHING', 's2'),
        ...mediaStates('player-state', 'PLAY_REQUESTING PLAYING'),
      ]),
    ).toEqual([]);
    expect(mediaViolations(mediaStates('player-state', 'PUBLISHING'))).toEqual([
      'ann’s s went from NO_PLAY to PUBLISHING at 0 ms',
    ]);
  });
});

test.describe('contracts', () => {
  const roomState = { kind: 'room-state', code: 0, room: 'r', note: '' } as const;
  const newTimeline = () => createTimeline({ now: () => 0, touch: () => undefined });

  test('hold on a history in which everything was expected', () => {
    const timeline = newTimeline();
    timeline.add('ann', { ...roomState, state: 'LOGINING' });
    timeline.add('ann', { kind: 'step', name: 'asked for the camera' });
    timeline.add('cloud', { kind: 'cloud', name: 'login' });
    timeline.take('ann', 'room');
    for (const contract of everyContract) expect(contract.violations(timeline), contract.name).toEqual([]);
  });

  test('name what nobody expected', () => {
    const timeline = newTimeline();
    timeline.add('bob', { kind: 'user-update', change: 'DELETE', user: 'ann', room: 'r' }, 90_000);
    expect(nothingUnexpected.violations(timeline)).toEqual([
      'bob: roomUserUpdate DELETE ann at 90000 ms was not expected',
    ]);
  });

  test('name uncaught errors of the page, and both machines’ violations', () => {
    const timeline = newTimeline();
    timeline.add('ann', { kind: 'page-error', message: 'TypeError: x' });
    timeline.add('ann', { ...roomState, state: 'LOGINED' });
    timeline.add('ann', { kind: 'player-state', state: 'PLAYING', code: 0, stream: 's', note: '' });
    timeline.take('ann', 'room');
    timeline.take('ann', 'player');
    expect(nothingUnexpected.violations(timeline)).toEqual([
      'ann: uncaught error in the page: TypeError: x at 0 ms',
    ]);
    expect(stateMachines.violations(timeline)).toHaveLength(2);
  });

  test('name what virtual time did not wait for', () => {
    const timeline = newTimeline();
    timeline.add('ann', { kind: 'clock-gave-up', name: 'its traffic' });
    expect(virtualTimeWaited.violations(timeline)).toEqual([
      'ann: the clock gave up waiting for its traffic at 0 ms: it was stuck, and time has gone on without it',
    ]);
    expect(nothingUnexpected.violations(timeline)).toEqual([]);
    expect(everyContract).toContain(virtualTimeWaited);
  });
});
