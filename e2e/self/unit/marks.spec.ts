import { expect, test } from '@playwright/test';

import type { Entry } from '../../../fixtures/timeline/entry.ts';
import { findMarks } from '../../../fixtures/timeline/marks.ts';
import { cloudFaultAt, faultAt, makeHistory, OUTAGE, roomStateAt, userUpdateAt } from './histories.ts';

const marksOf = (entries: readonly Entry[]) =>
  findMarks(makeHistory({ entries })).map(
    ({ name, round, atMs: at, who }) => `${name}.${round} ${at} ${who}`,
  );

test('T0 to T6 are where the guide says', () => {
  expect(marksOf(OUTAGE)).toEqual([
    'T0.1 1000 anchor',
    'T1.1 1130 anchor',
    'T2.1 1230 audience',
    'T3.1 5000 anchor',
    'T4.1 94000 audience',
    'T5.1 118000 anchor',
    'T6.1 118100 audience',
  ]);
});

test('A is who suffers the fault, whatever its role', () => {
  const entries = [
    roomStateAt(1, 'anchor', 'LOGINED'),
    roomStateAt(2, 'audience', 'LOGINED'),
    faultAt(3, 'audience', 'fault-begin'),
    userUpdateAt(4, 'anchor', 'DELETE', 'audience'),
    roomStateAt(5, 'audience', 'RECONNECT_FAILED'),
  ];
  expect(marksOf(entries)).toEqual([
    'T1.1 2 audience',
    'T3.1 3 audience',
    'T4.1 4 anchor',
    'T5.1 5 audience',
  ]);
});

test('each fault begins a round of its own, but not one that begins while another lasts', () => {
  const entries = [
    roomStateAt(1, 'anchor', 'LOGINED'),
    faultAt(10, 'anchor', 'fault-begin', 'cut'),
    faultAt(11, 'anchor', 'fault-begin', 'setOffline'),
    faultAt(12, 'anchor', 'fault-end', 'cut'),
    faultAt(13, 'anchor', 'fault-end', 'setOffline'),
    roomStateAt(14, 'anchor', 'RECONNECTED'),
    faultAt(20, 'anchor', 'fault-begin', 'cut'),
    roomStateAt(24, 'anchor', 'RECONNECTED'),
  ];
  expect(marksOf(entries)).toEqual([
    'T1.1 1 anchor',
    'T3.1 10 anchor',
    'T5.1 14 anchor',
    'T3.2 20 anchor',
    'T5.2 24 anchor',
  ]);
});

test('who comes back under the same user ID is A', () => {
  const people = [
    { name: 'anchor', userId: 'ann', role: 'anchor' },
    { name: 'audience', userId: 'bob', role: 'audience' },
    { name: 'anchor again', userId: 'ann', role: 'anchor' },
  ] as const;
  const entries = [
    roomStateAt(1, 'anchor', 'LOGINED'),
    faultAt(2, 'anchor', 'fault-begin', 'crashPage'),
    userUpdateAt(3, 'audience', 'DELETE', 'ann'),
    roomStateAt(4, 'anchor again', 'LOGINED'),
    userUpdateAt(5, 'audience', 'ADD', 'ann'),
  ];
  const names = findMarks({ people, entries }).map(({ name, atMs: at }) => `${name} ${at}`);
  expect(names).toEqual(['T1 1', 'T3 2', 'T4 3', 'T5 4', 'T6 5']);
});

test('an ADD without a DELETE before it is no return', () => {
  const entries = [
    roomStateAt(1, 'anchor', 'LOGINED'),
    faultAt(2, 'anchor', 'fault-begin'),
    userUpdateAt(3, 'audience', 'ADD', 'anchor'),
  ];
  expect(marksOf(entries)).toEqual(['T1.1 1 anchor', 'T3.1 2 anchor']);
});

test('entries that came out of order are put in order; nobody means no marks', () => {
  expect(marksOf([...OUTAGE].reverse())).toEqual(marksOf(OUTAGE));
  expect(findMarks({ people: [], entries: [] })).toEqual([]);
});

test('a fault of the cloud is T3 of whom it concerns', () => {
  const entries = [
    roomStateAt(1, 'anchor', 'LOGINED'),
    roomStateAt(2, 'audience', 'LOGINED'),
    cloudFaultAt(3, 'fault-begin', 'kick (audience)', 'audience'),
    cloudFaultAt(3, 'fault-end', 'kick (audience)', 'audience'),
    roomStateAt(4, 'audience', 'KICKOUT'),
    userUpdateAt(5, 'anchor', 'DELETE', 'audience'),
  ];
  expect(marksOf(entries)).toEqual(['T1.1 2 audience', 'T3.1 3 cloud', 'T5.1 4 audience', 'T4.1 5 anchor']);
  const [, begin] = findMarks(makeHistory({ entries }));
  expect(begin?.meaning).toBe('the fault begins: kick (audience) of the cloud');
});

test('a fault of the cloud that concerns everybody is T3 of A; one that concerns somebody else is not', () => {
  const entries = [
    roomStateAt(1, 'anchor', 'LOGINED'),
    cloudFaultAt(2, 'fault-begin', 'refuse (play, everybody, result 7)'),
    cloudFaultAt(5, 'fault-end', 'refuse (play, everybody, result 7)'),
    faultAt(6, 'anchor', 'fault-begin', 'cut'),
    faultAt(7, 'anchor', 'fault-end', 'cut'),
    cloudFaultAt(8, 'fault-begin', 'sever (audience)', 'audience'),
  ];
  expect(marksOf(entries)).toEqual(['T1.1 1 anchor', 'T3.1 2 cloud', 'T3.2 6 anchor']);
});

test('a fault that begins before A logs in hides neither T0 nor T1, and the login is no return', () => {
  const entries: Entry[] = [
    cloudFaultAt(1, 'fault-begin', 'refuse (publish, everybody, result 7)'),
    { kind: 'call', name: 'loginRoom', about: 'r', atMs: 2, who: 'anchor' },
    roomStateAt(3, 'anchor', 'LOGINED'),
    userUpdateAt(4, 'audience', 'ADD', 'anchor'),
  ];
  expect(marksOf(entries)).toEqual(['T3.1 1 cloud', 'T0.1 2 anchor', 'T1.1 3 anchor', 'T2.1 4 audience']);
});
