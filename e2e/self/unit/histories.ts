import fc from 'fast-check';

import type { Entry } from '../../../fixtures/timeline/entry.ts';
import type { TimelineHistory } from '../../../fixtures/timeline/history.ts';
import type { Measurement } from '../../../fixtures/timeline/timeline.ts';

const PEOPLE = [
  { name: 'anchor', userId: 'anchor', role: 'anchor' },
  { name: 'audience', userId: 'audience', role: 'audience' },
] as const;

/** A passed test with no entries, to be changed. */
export function makeHistory(changes: Partial<TimelineHistory> = {}): TimelineHistory {
  return {
    title: 'ROOM-99 a made-up case',
    outcome: 'passed',
    reasons: [],
    target: 'mock',
    clock: 'virtual',
    sdk: '3.12.0',
    browser: 'chromium 1',
    endMs: 10_000,
    people: PEOPLE,
    entries: [],
    measurements: [],
    ...changes,
  };
}

/** A room state. */
export function roomStateAt(at: number, who: string, state: string, code = 0): Entry {
  return { kind: 'room-state', state, code, room: 'room', note: '', atMs: at, who };
}

/** `roomUserUpdate`. */
export function userUpdateAt(at: number, who: string, change: 'ADD' | 'DELETE', user: string): Entry {
  return { kind: 'user-update', change, user, room: 'room', atMs: at, who };
}

/** The begin or the end of a fault. */
export function faultAt(at: number, who: string, kind: 'fault-begin' | 'fault-end', name = 'goDown'): Entry {
  return { kind, name, atMs: at, who };
}

/** The begin or the end of a fault of the cloud; it concerns everybody unless told otherwise. */
export function cloudFaultAt(
  at: number,
  kind: 'fault-begin' | 'fault-end',
  name: string,
  concerns?: string,
): Entry {
  return { kind, name, atMs: at, who: 'cloud', ...(concerns !== undefined && { concerns }) };
}

/** ROOM-08 in short: A logs in, is down for 110 s, and comes back. */
export const OUTAGE: readonly Entry[] = [
  { kind: 'call', name: 'loginRoom', about: 'r', atMs: 1_000, who: 'anchor' },
  roomStateAt(1_010, 'anchor', 'LOGINING'),
  roomStateAt(1_130, 'anchor', 'LOGINED'),
  userUpdateAt(1_230, 'audience', 'ADD', 'anchor'),
  faultAt(5_000, 'anchor', 'fault-begin'),
  roomStateAt(13_000, 'anchor', 'RECONNECTING', 1_000_017),
  userUpdateAt(94_000, 'audience', 'DELETE', 'anchor'),
  faultAt(115_000, 'anchor', 'fault-end'),
  roomStateAt(118_000, 'anchor', 'RECONNECTED'),
  userUpdateAt(118_100, 'audience', 'ADD', 'anchor'),
];

const who = fc.constantFrom('anchor', 'audience');
const at = fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 0, max: 600_000 }));
const code = fc.constantFrom(0, 1_000_017);
const text = fc.oneof(fc.string({ maxLength: 30 }), fc.constantFrom('<&"\'>', 'ﬀ日本語', ''));
const change = fc.constantFrom('ADD' as const, 'DELETE' as const);
const roomStates = ['LOGINING', 'LOGINED', 'RECONNECTING', 'RECONNECTED', 'RECONNECT_FAILED', 'KICKOUT'];

const entry: fc.Arbitrary<Entry> = fc.oneof(
  fc.record({
    kind: fc.constant('room-state' as const),
    state: fc.constantFrom(...roomStates),
    code,
    room: fc.constantFrom('room', 'other'),
    note: fc.constant(''),
    atMs: at,
    who,
  }),
  fc.record({
    kind: fc.constant('player-state' as const),
    state: fc.constantFrom('NO_PLAY', 'PLAY_REQUESTING', 'PLAYING'),
    code,
    stream: text,
    note: fc.constant(''),
    atMs: at,
    who,
  }),
  fc.record({ kind: fc.constant('user-update' as const), change, user: who, room: text, atMs: at, who }),
  fc.record({ kind: fc.constantFrom('step' as const, 'action' as const), name: text, atMs: at, who }),
  fc.record({ kind: fc.constant('page-error' as const), message: text, atMs: at, who }),
  fc.record({
    kind: fc.constantFrom('fault-begin' as const, 'fault-end' as const),
    name: fc.constantFrom('goDown', 'cut', 'crashPage', 'reload'),
    inert: fc.boolean(),
    atMs: at,
    who,
  }),
  fc.record({
    kind: fc.constantFrom('fault-begin' as const, 'fault-end' as const),
    name: fc.constantFrom('refuse (play, everybody, result 7)', 'kick (anchor)'),
    concerns: fc.constantFrom('anchor', 'nobody'),
    inert: fc.boolean(),
    atMs: at,
    who: fc.constant('cloud'),
  }),
  fc.record({
    kind: fc.constant('clock-gave-up' as const),
    name: text,
    atMs: at,
    who: fc.constantFrom('anchor', 'cloud'),
  }),
  fc.record({ kind: fc.constant('picture' as const), stream: text, moving: fc.boolean(), atMs: at, who }),
  fc.record({
    kind: fc.constant('cloud' as const),
    name: fc.constantFrom(
      'login anchor',
      'entered anchor',
      'presence-timeout anchor',
      'create-session audience',
    ),
    atMs: at,
    who: fc.constant('cloud'),
  }),
);

const measurement: fc.Arbitrary<Measurement> = fc.record(
  {
    name: text,
    decidedBy: fc.constantFrom('sdk' as const, 'cloud' as const, 'nobody' as const),
    documentedMs: fc.integer({ min: 0, max: 300_000 }),
    measuredMs: fc.integer({ min: -1_000, max: 400_000 }),
    earliestMs: fc.integer({ min: -500, max: 300_000 }),
    latestMs: fc.integer({ min: 0, max: 330_000 }),
    sinceMs: at,
    who,
    what: text,
  },
  { requiredKeys: ['name', 'decidedBy', 'measuredMs', 'earliestMs', 'latestMs'] },
);

/** Any history at all, sensible or not. */
export const anyHistory: fc.Arbitrary<TimelineHistory> = fc
  .record({
    title: text,
    changedSettings: fc.array(text, { maxLength: 2 }),
    outcome: fc.constantFrom('passed' as const, 'failed' as const, 'skipped' as const, 'running' as const),
    reasons: fc.array(text, { maxLength: 4 }),
    endMs: at,
    entries: fc.array(entry, { maxLength: 80, size: 'max' }),
    measurements: fc.array(measurement, { maxLength: 6 }),
  })
  .map((parts) => makeHistory(parts));
