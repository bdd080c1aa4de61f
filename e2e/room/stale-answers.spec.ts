import {
  backAfter,
  expect,
  finding,
  gather,
  lastAt,
  lastMeasured,
  presenceTimeout,
  RETURN_MS,
  RoomState,
  SdkCode,
  test,
  userJoined,
  userLeft,
} from '../../fixtures/index.ts';
import { seconds } from '../support/seconds.ts';

test.describe('a link that the SDK keeps while its room heartbeats go unanswered', () => {
  // With the defaults (100 s against about 12 s) the SDK keeps such a link only while a stream is connected.
  test.use({
    cloudSettings: {
      presenceTimeoutMs: 10_000,
      roomHeartbeatTimeoutMs: 10_000,
      linkHeartbeatIntervalS: 10,
      linkHeartbeatTimeoutS: 30,
      // The answers to the old heartbeats are handled before the login's comes.
      loginLatencyMs: 500,
    },
  });

  test('ROOM-24 old heartbeats are answered “no such session” while A logs in again: A says RECONNECTED, and is lost', async ({
    anchor,
    audience,
    clock,
    cloud,
    mock,
    timeline,
  }) => {
    await gather(anchor, audience);
    const silence = await anchor.link.silence();
    await expect(audience).toHear(userLeft(anchor), { timing: presenceTimeout(cloud, silence.begunAtMs) });
    await expect(anchor).toReach(RoomState.Reconnecting, { code: SdkCode.networkRecovery });
    await silence.end();
    await expect(anchor).toReach(RoomState.Reconnected, { code: SdkCode.ok, withinMs: RETURN_MS });
    await expect(audience).toHear(userJoined(anchor));

    await expect(audience).toHear(userLeft(anchor), {
      timing: presenceTimeout(cloud, lastAt(timeline, RoomState.Reconnected)),
    });
    const goneAfterMs = lastMeasured(timeline, 'T4 − T3');
    await clock.pass(cloud.presenceTimeoutMs);
    expect(anchor).toHaveHeardNothingElse();
    const back = mock.journal.entries.findLastIndex(({ kind }) => kind === 'entered');
    const since = mock.journal.entries.slice(back).filter(({ userId }) => userId === anchor.userId);
    expect(since.map(({ kind }) => kind)).toEqual(['entered', 'presence-timeout']);
    const heartbeats = since.filter(({ kind }) => kind === 'heartbeat').length;

    // What heals it is that the link breaks for good.
    const cut = await anchor.link.cut();
    await cut.end();
    await expect(anchor).toReach(RoomState.Reconnecting, { code: SdkCode.ok });
    await expect(anchor).toReach(RoomState.Reconnected, { timing: backAfter(cut) });
    await expect(audience).toHear(userJoined(anchor));
    await clock.pass(2 * cloud.presenceTimeoutMs);
    expect(audience).toHaveHeardNothingElse();
    finding(
      'who is RECONNECTED is in the room.',
      `A sends ${heartbeats} heartbeats any more, so the others see it leave after ${seconds(goneAfterMs)} (P is ${seconds(cloud.presenceTimeoutMs)} here); A never learns of it.`,
    );
  });
});
