import { expect, test } from '@playwright/test';

import { clockTime, NeglectedDuty } from '../../../fixtures/cases/duty.ts';
import {
  callsOf,
  entriesOf,
  isIn,
  isOver,
  listedStreams,
  mediaStateOf,
  roomStateOf,
  toldOfStream,
} from '../../../fixtures/cases/told.ts';
import type { Entry } from '../../../fixtures/timeline/entry.ts';
import { roomStateAt } from './histories.ts';

const stream = (atMs: number, change: 'ADD' | 'DELETE', id: string, who = 'ann'): Entry => ({
  kind: 'stream-update',
  change,
  stream: id,
  user: 'bob',
  room: 'room',
  atMs,
  who,
});
const call = (atMs: number, name: string, about: string): Entry => ({
  kind: 'call',
  name,
  about,
  atMs,
  who: 'ann',
});
const player = (atMs: number, state: string, id: string): Entry => ({
  kind: 'player-state',
  state,
  code: 0,
  stream: id,
  note: '',
  atMs,
  who: 'ann',
});

test.describe('of what people were told', () => {
  const history = {
    entries: [
      roomStateAt(100, 'ann', 'LOGINED'),
      roomStateAt(150, 'bob', 'KICKOUT'),
      stream(200, 'ADD', 's'),
      stream(250, 'ADD', 'bob-only', 'bob'),
      call(210, 'startPlayingStream', 's'),
      player(220, 'PLAYING', 's'),
      player(230, 'NO_PLAY', 't'),
      call(300, 'startPlayingStream', 't'),
      stream(400, 'DELETE', 's'),
      stream(500, 'ADD', 't'),
    ],
  };

  test('only what is one’s own counts, of its kind, from the moment on', () => {
    expect(entriesOf(history, 'ann', 'call').map(({ about }) => about)).toEqual(['s', 't']);
    expect(entriesOf(history, 'ann', 'call', 300).map(({ about }) => about)).toEqual(['t']);
    expect(callsOf(history, 'ann', 'startPlayingStream', { about: 's' })).toHaveLength(1);
    expect(callsOf(history, 'ann', 'startPlayingStream', { sinceMs: 211 })).toHaveLength(1);
    expect(callsOf(history, 'ann', 'stopPlayingStream')).toEqual([]);
  });

  test('the last room state says who is in, and for whom all is over', () => {
    expect([roomStateOf(history, 'ann'), roomStateOf(history, 'ann', 101)]).toEqual(['LOGINED', undefined]);
    expect([isIn(history, 'ann'), isIn(history, 'ann', 101), isIn(history, 'bob')]).toEqual([
      true,
      false,
      false,
    ]);
    expect([isOver(history, 'ann'), isOver(history, 'bob'), isOver(history, 'nobody')]).toEqual([
      false,
      true,
      false,
    ]);
    const away = { entries: [...history.entries, roomStateAt(600, 'ann', 'RECONNECTING')] };
    expect([isIn(away, 'ann'), isOver(away, 'ann')]).toEqual([false, false]);
  });

  test('streams are those that came and have not gone, in the room that one is in', () => {
    expect([...listedStreams(history, 'ann')]).toEqual(['t']);
    const out = { entries: [...history.entries, roomStateAt(600, 'ann', 'RECONNECT_FAILED')] };
    expect([...listedStreams(out, 'ann')]).toEqual([]);
    expect(toldOfStream(history, 'ann', 'DELETE', 's', 0)).toBe(400);
    expect(toldOfStream(history, 'ann', 'DELETE', 's', 401)).toBeUndefined();
    expect(mediaStateOf(history, 'ann', 'player-state', 's')).toBe('PLAYING');
    expect(mediaStateOf(history, 'ann', 'publisher-state', 's')).toBeUndefined();
  });
});

test.describe('a neglected duty', () => {
  const neglect = { duty: 'app', what: 'ann does nothing.', guide: 'Do something.', who: ['ann'] } as const;

  test('says what is missing, whose it is, the guide’s sentence, and what was seen when', () => {
    const entries: Entry[] = [
      roomStateAt(900, 'ann', 'LOGINED'),
      roomStateAt(65_432, 'ann', 'RECONNECTING', 7),
      call(2_000, 'startPlayingStream', 's'),
      roomStateAt(3_000, 'bob', 'LOGINED'),
      { kind: 'sdk-event', name: 'soundLevelUpdate', detail: '[]', who: 'ann', atMs: 4_000 },
      { kind: 'step', name: 'engine of SDK 3', who: 'ann', atMs: 4_000 },
    ];
    const error = new NeglectedDuty({ entries }, { ...neglect, sinceMs: 1_000 });
    expect(error).toMatchObject({ name: 'NeglectedDuty', duty: 'app' });
    expect(error.message.split('\n')).toEqual([
      'ann does nothing.',
      'Whose duty: the app',
      'The guide: Do something.',
      'Seen:',
      '  0:02.0 ann: startPlayingStream s',
      '  1:05.4 ann: RECONNECTING (7)',
    ]);
  });

  test('says so when nothing was seen, and of much only the last', () => {
    const of = (entries: Entry[], duty: 'sdk' | 'cloud') =>
      new NeglectedDuty({ entries }, { ...neglect, duty, sinceMs: 0 }).message.split('\n');
    expect(of([], 'sdk').slice(1)).toEqual([
      'Whose duty: the SDK',
      'The guide: Do something.',
      'Seen:',
      '  nothing',
    ]);
    const many = of(
      Array.from({ length: 30 }, (_, at) => roomStateAt(at * 1_000, 'ann', `STATE-${at}`)),
      'cloud',
    );
    expect(many[1]).toBe('Whose duty: the cloud');
    expect(many.slice(4)).toHaveLength(18);
    expect(many.at(-1)).toBe('  0:29.0 ann: STATE-29');
  });
});

for (const [atMs, text] of [
  [0, '0:00.0'],
  [-50, '0:00.0'],
  [59_940, '0:59.9'],
  [59_960, '1:00.0'],
  [123_100, '2:03.1'],
  [3_600_000, '60:00.0'],
] as const)
  test(`${atMs} ms since the test began are ${text}`, () => {
    expect(clockTime(atMs)).toBe(text);
  });
