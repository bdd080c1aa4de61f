import {
  atOnce,
  backAfter,
  type Cloud,
  expect,
  finding,
  gather,
  giveUp,
  type JournalEntry,
  lastAt,
  lastMeasured,
  lastState,
  type Link,
  login,
  notJudged,
  presenceTimeout,
  reconnectingAfter,
  RETURN_MS,
  RoomState,
  SdkCode,
  test,
  userJoined,
  userLeft,
  WATCH_MS,
} from '../../fixtures/index.ts';

test('ROOM-07 back before the heartbeat times out: the others hear nothing', async ({
  anchor,
  audience,
  clock,
  cloud,
}) => {
  await gather(anchor, audience);
  const outage = await anchor.link.goDown();
  await expect(anchor).toReach(RoomState.Reconnecting, { code: SdkCode.networkBroken });
  await clock.pass(cloud.presenceTimeoutMs / 2);
  await outage.end();
  await expect(anchor).toReach(RoomState.Reconnected, {
    code: SdkCode.ok,
    timing: backAfter(outage),
  });
  await clock.pass(cloud.presenceTimeoutMs);
  expect(audience).toHaveHeardNothingElse();
});

test('ROOM-08 back after the heartbeat timed out: the others see A leave and return', async ({
  anchor,
  audience,
  clock,
  cloud,
  timeline,
}) => {
  await gather(anchor, audience);
  const outage = await anchor.link.goDown();
  await expect(anchor).toReach(RoomState.Reconnecting, { code: SdkCode.networkBroken });
  await expect(audience).toHear(userLeft(anchor), { timing: presenceTimeout(cloud, outage.begunAtMs) });
  if (cloud.target === 'mock') expectGuidesPresenceTimeout(cloud, lastMeasured(timeline, 'T4 − T3'));
  await clock.pass(20_000);
  await outage.end();
  await expect(anchor).toReach(RoomState.Reconnected, {
    code: SdkCode.ok,
    timing: backAfter(outage),
  });
  await expect(audience).toHear(userJoined(anchor), {
    timing: atOnce('T6 − T5', lastAt(timeline, RoomState.Reconnected), 100),
  });
  await clock.pass(cloud.presenceTimeoutMs);
});

/**
 * The guide's default of 90 s, in numbers: a mock with another default would agree with itself. P counts from the last
 * heartbeat, every 5 s; a step of virtual time is 1 s, and the last second is for real time that flows in it. (ZEGO's
 * cloud is measured: its own pages disagree.)
 */
function expectGuidesPresenceTimeout(cloud: Cloud, goneAfterMs: number): void {
  expect(cloud.presenceTimeoutMs).toBe(90_000);
  expect(cloud.heartbeatIntervalMs).toBe(5_000);
  expect(goneAfterMs).toBeGreaterThanOrEqual(85_000);
  expect(goneAfterMs).toBeLessThanOrEqual(92_000);
}

test('ROOM-09 not back within R: A gives up and tries no more, even when the network returns', async ({
  anchor,
  audience,
  clock,
  cloud,
  journal,
  room,
  timeline,
}) => {
  await gather(anchor, audience);
  const outage = await anchor.link.goDown();
  await expect(anchor).toReach(RoomState.Reconnecting, { code: SdkCode.networkBroken });
  await expect(audience).toHear(userLeft(anchor), { timing: presenceTimeout(cloud, outage.begunAtMs) });
  await expect(anchor).toReach(RoomState.ReconnectFailed, {
    code: SdkCode.loginTimeout,
    timing: giveUp(outage.begunAtMs, cloud.roomRetryTimeMs),
  });
  const { state, code } = lastState(timeline, RoomState.ReconnectFailed, anchor.name);
  const loginsBefore = journal && loginsOf(journal.entries, anchor.userId);
  await outage.end();
  await clock.pass(WATCH_MS);
  expect(anchor).toHaveHeardNothingElse();
  expect(audience).toHaveHeardNothingElse();
  if (journal) {
    expect(loginsOf(journal.entries, anchor.userId)).toBe(loginsBefore);
    expect(journal.usersIn(room)).toEqual([audience.userId]);
  } else notJudged('that A tries no more, and is not in the room');
  finding('RECONNECT_FAILED comes with 1002053.', `${state} comes with ${code}.`);
});

const BLIPS = 5;
/**
 * Each reconnect of SDK 3.12.0 leaves two 15-minute timers and two 2-second checks behind: pinned at both ends, so that
 * worse and better are seen. Short timers wait by chance when they are counted: 3.4 to 4.2 have been seen. One timer less at
 * each reconnect would give about 3.
 */
const LEFT_BEHIND = { atLeast: 3.2, atMost: 4.5 };

test('ROOM-17 five blips in a row: strictly alternating states, nothing piles up', async ({
  anchor,
  audience,
  clock,
}) => {
  await gather(anchor, audience);
  await clock.pass(10_000);
  const countTimers = async () => (clock.kind === 'virtual' ? anchor.pendingTimers() : undefined);
  const before = { connections: anchor.link.openConnections, timers: await countTimers() };
  for (let blip = 1; blip <= BLIPS; blip += 1) {
    const outage = await anchor.link.cut();
    await clock.pass(10_000);
    await outage.end();
    await expect(anchor).toReach(RoomState.Reconnecting);
    await expect(anchor).toReach(RoomState.Reconnected, { withinMs: RETURN_MS });
    await clock.pass(10_000);
  }
  expect(anchor.link.openConnections).toBeLessThanOrEqual(before.connections);
  expect(audience).toHaveHeardNothingElse();
  const timers = await countTimers();
  if (timers === undefined || before.timers === undefined) {
    notJudged('that timers do not pile up', 'in real time they cannot be counted');
    return;
  }
  const leftEach = (timers - before.timers) / BLIPS;
  expect(leftEach, 'timers that each reconnect leaves behind').toBeGreaterThanOrEqual(LEFT_BEHIND.atLeast);
  expect(leftEach, 'timers that each reconnect leaves behind').toBeLessThanOrEqual(LEFT_BEHIND.atMost);
  finding(
    'reconnecting leaves nothing behind.',
    `${leftEach.toFixed(1)} timers stay behind in the page at each reconnect.`,
  );
});

test('ROOM-19 B is offline while A leaves and D joins: afterwards B’s view is right', async ({
  anchor,
  audience,
  newParticipant,
  clock,
}) => {
  await gather(anchor, audience);
  const outage = await audience.link.goDown();
  await expect(audience).toReach(RoomState.Reconnecting);
  await anchor.leave();
  await expect(anchor).toReach(RoomState.Logout);
  const late = await newParticipant('late');
  await login(late);
  await expect(late).toHear(userJoined(audience));
  await outage.end();
  await expect(audience).toReach(RoomState.Reconnected, { withinMs: RETURN_MS });
  await expect(audience).toHear(userJoined(late));
  await expect(audience).toHear(userLeft(anchor));
  await clock.pass(WATCH_MS);
  expect(audience).toHaveHeardNothingElse();
});

test.describe('with another presence timeout', () => {
  test.use({ cloudSettings: { presenceTimeoutMs: 30_000 } });

  test('ROOM-20 P is 30 s on this cloud: T4 follows it', async ({ anchor, audience, cloud }) => {
    await gather(anchor, audience);
    const outage = await anchor.link.goDown();
    await expect(anchor).toReach(RoomState.Reconnecting);
    await expect(audience).toHear(userLeft(anchor), { timing: presenceTimeout(cloud, outage.begunAtMs) });
  });
});

test.describe('with a long heartbeat interval', () => {
  test.use({ cloudSettings: { roomHeartbeatIntervalMs: 30_000 } });

  test('ROOM-20 heartbeats every 30 s: P counts from the last one, so T4 comes up to 30 s early', async ({
    anchor,
    audience,
    clock,
    cloud,
    mock,
  }) => {
    await gather(anchor, audience);
    await clock.pass(45_000);
    const outage = await anchor.link.goDown();
    await expect(anchor).toReach(RoomState.Reconnecting);
    const timing = presenceTimeout(cloud, outage.begunAtMs);
    await expect(audience).toHear(userLeft(anchor), { timing });
    const last = mock.journal.entries.findLast(
      ({ kind, userId }) => kind === 'heartbeat' && userId === 'anchor',
    );
    const gone = mock.journal.entries.findLast(({ kind }) => kind === 'presence-timeout');
    expect((gone?.epochMs ?? 0) - (last?.epochMs ?? 0)).toBe(cloud.presenceTimeoutMs);
  });
});

const WAYS: readonly {
  readonly name: string;
  readonly begin: (link: Link) => ReturnType<Link['cut']>;
  /** After how long the SDK knows; at once by default: the browser is told, or the socket is closed. */
  readonly noticed?: Readonly<Record<Cloud['target'], Parameters<typeof reconnectingAfter>[1]>>;
}[] = [
  { name: 'cut (RST)', begin: (link) => link.cut() },
  { name: 'closed (FIN)', begin: (link) => link.close() },
  {
    name: 'silent (black hole)',
    begin: (link) => link.silence(),
    // By missing answers to the link's own heartbeats only: the SDK closes the socket at the first beat more than the
    // time-out (9 s on the mock) after one at which an interval (3 s) had gone by in silence. On the real cloud these are
    // up to 30 s and 10 s.
    noticed: {
      mock: { atLeastMs: 9_000, atMostMs: 9_000 + 3 * 3_000 },
      real: { atLeastMs: 3_000, atMostMs: 30_000 + 3 * 10_000 },
    },
  },
  { name: 'setOffline', begin: (link) => link.setOffline() },
  { name: 'down as a whole', begin: (link) => link.goDown() },
];

test.describe('with a short presence timeout, so that what it would bring shows within the case', () => {
  test.use({ mockSettings: { presenceTimeoutMs: 40_000 } });

  test('ROOM-18 A’s address changes: RECONNECTED within a few seconds', async ({
    anchor,
    audience,
    clock,
    cloud,
  }) => {
    await gather(anchor, audience);
    const change = await anchor.link.changeAddress();
    await expect(anchor).toReach(RoomState.Reconnecting, { code: SdkCode.ok });
    await expect(anchor).toReach(RoomState.Reconnected, {
      code: SdkCode.ok,
      // The guide says “a few seconds”; the SDK waits 1 to 3 s before its first attempt.
      timing: {
        name: 'T5 − T3',
        decidedBy: 'sdk',
        sinceMs: change.begunAtMs,
        earliestMs: 500,
        latestMs: 5_500,
      },
    });
    await clock.pass(cloud.presenceTimeoutMs);
    expect(audience).toHaveHeardNothingElse();
  });

  for (const { name, begin, noticed } of WAYS)
    test(`ROOM-21 the link is ${name}, and back before P: A reconnects, the others hear nothing`, async ({
      anchor,
      audience,
      clock,
      cloud,
    }) => {
      await gather(anchor, audience);
      const outage = await begin(anchor.link);
      await expect(anchor).toReach(RoomState.Reconnecting, {
        code: SdkCode.networkBroken,
        timing: reconnectingAfter(outage.begunAtMs, noticed?.[cloud.target]),
      });
      await clock.pass(5_000);
      await outage.end();
      await expect(anchor).toReach(RoomState.Reconnected, { timing: backAfter(outage) });
      await clock.pass(cloud.presenceTimeoutMs);
      expect(audience).toHaveHeardNothingElse();
    });
});

function loginsOf(journal: readonly JournalEntry[], userId: string): number {
  return journal.filter((entry) => entry.kind === 'login' && entry.userId === userId).length;
}
