import { expect, test } from '@playwright/test';

import type { Recording, TimedAction } from '../../../fixtures/cli/lab/record/recording.ts';
import { writeSpec } from '../../../fixtures/cli/lab/record/write-spec.ts';
import type { HarnessEvent, Entry, PageEvent } from '../../../fixtures/timeline/entry.ts';

const CAMERA = 'anchor-camera';
const NETWORK_BROKEN = 1_000_017;

type Line = Entry | { readonly done: TimedAction };

function told(at: number, who: string, what: PageEvent | HarnessEvent): Line {
  return { ...what, atMs: at, who };
}
const room = (at: number, who: string, state: string, code = 0) =>
  told(at, who, { kind: 'room-state', state, code, room: 'lab', note: '' });
const user = (at: number, who: string, change: 'ADD' | 'DELETE', name: string) =>
  told(at, who, { kind: 'user-update', change, user: name, room: 'lab' });
const stream = (at: number, who: string, change: 'ADD' | 'DELETE') =>
  told(at, who, { kind: 'stream-update', change, stream: CAMERA, user: 'anchor', room: 'lab' });
const publisher = (at: number, who: string, state: string, code = 0) =>
  told(at, who, { kind: 'publisher-state', state, code, stream: CAMERA, note: '' });
const player = (at: number, who: string, state: string, code = 0) =>
  told(at, who, { kind: 'player-state', state, code, stream: CAMERA, note: '' });
const picture = (at: number, who: string, moving: boolean) =>
  told(at, who, { kind: 'picture', stream: CAMERA, moving });

type Action = TimedAction extends infer Each
  ? Each extends TimedAction
    ? Omit<Each, 'atMs' | 'entriesBefore'>
    : never
  : never;
const action = (at: number, what: Action): Line => ({
  done: { ...what, atMs: at, entriesBefore: 0 } as TimedAction,
});

/** A recording of lines in the order they came. */
function recordingOf(lines: readonly Line[], change: Partial<Recording> = {}): Recording {
  const entries: Entry[] = [];
  const actions: TimedAction[] = [];
  for (const line of lines)
    if ('done' in line) actions.push({ ...line.done, entriesBefore: entries.length });
    else entries.push(line);
  return {
    title: 'a session',
    clock: 'virtual',
    settings: {},
    presenceTimeoutMs: 90_000,
    heartbeatIntervalMs: 5_000,
    roomRetryTimeMs: 300_000,
    people: [
      { name: 'audience', userId: 'audience', role: 'audience', seat: 'audience' },
      { name: 'anchor', userId: 'anchor', role: 'anchor', seat: 'anchor' },
      { name: 'anchor again', userId: 'anchor', role: 'anchor', seat: 'anchor' },
    ],
    roles: {
      anchor: { name: 'anchor', takes: ['publish', 'userId', 'engineConfig'] },
      audience: { name: 'audience', takes: ['publish', 'userId', 'engineConfig'] },
    },
    appFile: undefined,
    actions,
    entries,
    endMs: Math.max(...entries.map(({ atMs }) => atMs)) + 600,
    ...change,
  };
}

const ON_AIR: readonly Line[] = [
  action(0, { kind: 'come', who: 'audience' }),
  room(100, 'audience', 'LOGINING'),
  room(200, 'audience', 'LOGINED'),
  action(1_000, { kind: 'come', who: 'anchor' }),
  room(1_100, 'anchor', 'LOGINING'),
  room(1_200, 'anchor', 'LOGINED'),
  user(1_250, 'audience', 'ADD', 'anchor'),
  publisher(1_260, 'anchor', 'PUBLISH_REQUESTING'),
  user(1_270, 'anchor', 'ADD', 'audience'),
  publisher(1_400, 'anchor', 'PUBLISHING'),
  stream(1_450, 'audience', 'ADD'),
  player(1_460, 'audience', 'PLAY_REQUESTING'),
  player(1_700, 'audience', 'PLAYING'),
  picture(2_500, 'audience', true),
];

/** The statements of the test, without layout. */
function statements(recording: Recording): string[] {
  const text = writeSpec(recording, '../../fixtures/index.ts');
  return (text.split('=> {\n')[1] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^(await|const|expect|mock)/.test(line));
}

test('everybody’s usual coming is goOnAir, with or without the SDK’s “not connected yet”', () => {
  expect(statements(recordingOf(ON_AIR))[0]).toBe('await goOnAir(anchor, audience);');
  const hesitant = ON_AIR.toSpliced(11, 0, publisher(1_300, 'anchor', 'PUBLISH_REQUESTING', NETWORK_BROKEN));
  expect(statements(recordingOf(hesitant))[0]).toBe('await goOnAir(anchor, audience);');
});

test('a coming that was not as usual is written statement by statement', () => {
  const refused = [
    ...ON_AIR.slice(0, 4),
    room(1_100, 'anchor', 'LOGINING'),
    room(1_200, 'anchor', 'LOGIN_FAILED', 1_002_031),
  ];
  expect(statements(recordingOf(refused))).toEqual([
    'await login(audience);',
    'await clock.pass(1_000);',
    'await anchor.open();',
    'await expect(anchor).toReach(RoomState.Logining);',
    'await expect(anchor).toReach(RoomState.LoginFailed, { code: 1_002_031 });',
    'expect(audience).toHaveHeardNothingElse();',
    'expect(anchor).toHaveHeardNothingElse();',
  ]);
});

test('an outage past P: the actions, what was told, P measured once, and the time between', () => {
  const lines = statements(
    recordingOf([
      ...ON_AIR,
      action(10_000, { kind: 'begin', who: 'anchor', fault: 'goDown', key: 7 }),
      room(18_000, 'anchor', 'RECONNECTING', NETWORK_BROKEN),
      stream(98_000, 'audience', 'DELETE'),
      user(98_010, 'audience', 'DELETE', 'anchor'),
      player(98_020, 'audience', 'NO_PLAY'),
      action(120_000, { kind: 'end', who: 'anchor', key: 7 }),
      room(124_500, 'anchor', 'RECONNECTED'),
    ]),
  );
  expect(lines.slice(1)).toEqual([
    'await clock.pass(7_500);',
    'expect(audience).toHaveHeardNothingElse();',
    'expect(anchor).toHaveHeardNothingElse();',
    'const outage = await anchor.link.goDown();',
    'await expect(anchor).toReach(RoomState.Reconnecting, { code: 1_000_017, withinMs: 30_000 });',
    'await expect(audience).toHear(streamDeleted(anchor.streamId), { timing: presenceTimeout(cloud, outage.begunAtMs) });',
    'await expect(audience).toHear(userLeft(anchor));',
    `await expect(audience).toHear(player('NO_PLAY', 0));`,
    'await clock.pass(22_000);',
    'expect(audience).toHaveHeardNothingElse();',
    'await outage.end();',
    'await expect(anchor).toReach(RoomState.Reconnected, { withinMs: 25_000 });',
    'expect(audience).toHaveHeardNothingElse();',
    'expect(anchor).toHaveHeardNothingElse();',
  ]);
});

test('giving up is measured by R, as it was set or as the cloud has it', () => {
  const outage = (giveUpAt: number, change: Partial<Recording> = {}) =>
    writeSpec(
      recordingOf(
        [
          ...ON_AIR,
          action(10_000, { kind: 'begin', who: 'anchor', fault: 'goDown', key: 1 }),
          room(giveUpAt, 'anchor', 'RECONNECT_FAILED', 1_002_031),
        ],
        change,
      ),
      'rejoin',
    );
  expect(outage(310_100)).toContain('timing: giveUp(outage.begunAtMs, cloud.roomRetryTimeMs)');
  expect(outage(70_100, { settings: { roomRetryTime: 60 } })).toContain('giveUp(outage.begunAtMs, 60_000)');
  expect(outage(200_000)).not.toContain('giveUp');
});

test('who comes again is a new participant with the same user; who leaves then is the earlier one', () => {
  const lines = statements(
    recordingOf([
      ...ON_AIR,
      action(3_000, { kind: 'begin', who: 'anchor', fault: 'crashPage', key: 1 }),
      picture(5_000, 'audience', false),
      action(6_000, { kind: 'come', who: 'anchor again' }),
      room(6_100, 'anchor again', 'LOGINING'),
      room(6_200, 'anchor again', 'LOGINED'),
      stream(6_210, 'audience', 'DELETE'),
      user(6_220, 'audience', 'DELETE', 'anchor'),
      player(6_230, 'audience', 'NO_PLAY'),
      user(6_240, 'audience', 'ADD', 'anchor'),
      stream(6_400, 'audience', 'ADD'),
      player(6_410, 'audience', 'PLAY_REQUESTING'),
      player(6_900, 'audience', 'PLAYING'),
      picture(8_000, 'audience', true),
    ]),
  );
  expect(lines.slice(1)).toEqual([
    'await anchor.crashPage();',
    'await expect(audience).toSeeFrozen(anchor);',
    'await clock.pass(1_000);',
    `const anchorAgain = await newParticipant('anchor again', { role: 'anchor', publish: true, userId: anchor.userId });`,
    'await login(anchorAgain);',
    'await expect(audience).toHear(streamDeleted(anchor.streamId));',
    'await expect(audience).toHear(userLeft(anchor));',
    `await expect(audience).toHear(player('NO_PLAY', 0));`,
    'await expect(audience).toHear(userJoined(anchorAgain));',
    'await expectPlaying(audience, anchorAgain);',
    'expect(audience).toHaveHeardNothingElse();',
    'expect(anchorAgain).toHaveHeardNothingElse();',
  ]);
});

test('an attempt that the SDK announces again and again is one, and may be told more or less often', () => {
  const lines = statements(
    recordingOf([
      ...ON_AIR,
      action(3_000, { kind: 'begin', who: 'anchor', fault: 'goDown', key: 1 }),
      publisher(20_000, 'anchor', 'PUBLISH_REQUESTING', 1_103_028),
      publisher(33_000, 'anchor', 'PUBLISH_REQUESTING', 1_000_017),
      publisher(34_000, 'anchor', 'PUBLISH_REQUESTING', 1_000_017),
      publisher(36_000, 'anchor', 'PUBLISHING'),
    ]),
  );
  expect(lines.filter((line) => line.includes('publisher'))).toEqual([
    "await expect(anchor).toHear(publisher('PUBLISH_REQUESTING'), { withinMs: 40_000 });",
    "await expectAttemptToEnd(anchor, 'publisher', publisher('PUBLISHING'), 40_000);",
  ]);
});

test('whoever is killed or frozen gets a browser of its own; P, R and S are set as they were', () => {
  const text = writeSpec(
    recordingOf([...ON_AIR, action(3_000, { kind: 'begin', who: 'anchor', fault: 'freeze', key: 1 })], {
      settings: { presenceTimeoutMs: 30_000, roomRetryTime: 60 },
    }),
    '../../../fixtures/index.ts',
  );
  expect(text).toContain(
    `const anchor = await newParticipant('anchor', { role: 'anchor', publish: true, ownBrowser: true, engineConfig: {"roomRetryTime":60} });`,
  );
  expect(text).toContain('test.use({ cloudSettings: { presenceTimeoutMs: 30_000 } });');
  expect(text).toContain(`from '../../../fixtures/index.ts';`);
  expect(text).toContain('async ({ newParticipant })');
});

test('a page’s buttons and the cloud’s powers are written as calls', () => {
  const lines = statements(
    recordingOf([
      ...ON_AIR,
      action(3_000, { kind: 'press', who: 'anchor', button: 'stopPublishing' }),
      publisher(3_100, 'anchor', 'NO_PUBLISH'),
      action(3_600, { kind: 'power', power: 'kick', who: 'anchor', on: true }),
      room(3_700, 'anchor', 'KICKOUT', 1_002_055),
    ]),
  );
  expect(lines.slice(1)).toEqual([
    'await anchor.stopPublishing();',
    `await expect(anchor).toHear(publisher('NO_PUBLISH', 0));`,
    'mock.kick(anchor.userId);',
    'await expect(anchor).toReach(RoomState.Kickout, { code: 1_002_055 });',
    'expect(audience).toHaveHeardNothingElse();',
    'expect(anchor).toHaveHeardNothingElse();',
  ]);
});

test('a session in which nothing was done is refused', () => {
  expect(() => writeSpec(recordingOf([], { endMs: 0 }), 'rejoin')).toThrow('nothing to replay');
});
