import {
  expect,
  expectLogin,
  finding,
  gather,
  giveUp,
  lastMeasured,
  login,
  nothingUnexpected,
  RETRY_TIME_MS,
  RoomState,
  SdkCode,
  stateMachines,
  test,
  virtualTimeWaited,
} from '../../fixtures/index.ts';
import { seconds } from '../support/seconds.ts';

test('ROOM-15 roomRetryTime 20: RECONNECT_FAILED at T3 + 20 s, and a new login works', async ({
  newParticipant,
  clock,
}) => {
  const anchor = await newParticipant('anchor', { role: 'anchor', engineConfig: { roomRetryTime: 20 } });
  await gather(anchor);
  const outage = await anchor.link.goDown();
  await expect(anchor).toReach(RoomState.Reconnecting, { code: SdkCode.networkBroken });
  await expect(anchor).toReach(RoomState.ReconnectFailed, {
    code: SdkCode.loginTimeout,
    timing: giveUp(outage.begunAtMs, 20_000),
  });
  await outage.end();
  await clock.pass(10_000);
  await anchor.join();
  await expect(anchor).toReach(RoomState.Logining);
  await expect(anchor).toReach(RoomState.Logined);
});

test.describe('a history that breaks the state machine', () => {
  // RECONNECTING is announced 8 s after the loss, so there is none when R is shorter: that is what the case pins.
  test.use({ contracts: new Set([nothingUnexpected, virtualTimeWaited]) });

  test('ROOM-15 roomRetryTime 0 counts as 1: given up before RECONNECTING is ever announced', async ({
    newParticipant,
    clock,
    timeline,
  }) => {
    const anchor = await newParticipant('anchor', { role: 'anchor', engineConfig: { roomRetryTime: 0 } });
    // The first login must be done within that second too: let the link be there before.
    await anchor.open({ join: 'manual' });
    await clock.pass(1_000);
    await anchor.join();
    await expectLogin(anchor);
    const outage = await anchor.link.goDown();
    await expect(anchor).toReach(RoomState.ReconnectFailed, { timing: giveUp(outage.begunAtMs, 1_000) });
    // This and nothing else: given up without a word before.
    expect(stateMachines.violations(timeline)).toEqual([
      expect.stringContaining('went from LOGINED to RECONNECT_FAILED'),
    ]);
  });
});

test('ROOM-15 roomRetryTime 5000 counts as the default, 300', async ({ newParticipant, timeline }) => {
  const anchor = await newParticipant('anchor', { role: 'anchor', engineConfig: { roomRetryTime: 5_000 } });
  await login(anchor);
  const outage = await anchor.link.goDown();
  await expect(anchor).toReach(RoomState.Reconnecting);
  await expect(anchor).toReach(RoomState.ReconnectFailed, {
    timing: giveUp(outage.begunAtMs, RETRY_TIME_MS),
  });
  finding(
    'values above 3600 count as 3600.',
    `5000 counts as ${seconds(lastMeasured(timeline, 'T5 − T3 (R)'))}, the default.`,
  );
});

test('ROOM-16 the guide’s key room_retry_time 20: the SDK does not know it and keeps to 300 s', async ({
  newParticipant,
  timeline,
}) => {
  const anchor = await newParticipant('anchor', { role: 'anchor', engineConfig: { room_retry_time: 20 } });
  await login(anchor);
  const outage = await anchor.link.goDown();
  await expect(anchor).toReach(RoomState.Reconnecting);
  await expect(anchor).toReach(RoomState.ReconnectFailed, {
    timing: giveUp(outage.begunAtMs, RETRY_TIME_MS),
  });
  finding(
    'setEngineConfig({ room_retry_time: N }) sets R.',
    `with 20 it stays ${seconds(lastMeasured(timeline, 'T5 − T3 (R)'))}.`,
  );
});
