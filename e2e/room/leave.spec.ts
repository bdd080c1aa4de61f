import {
  atOnce,
  expect,
  expectLogin,
  failed,
  finding,
  gather,
  lastAt,
  lastState,
  login,
  nothingUnexpected,
  presenceTimeout,
  RoomState,
  SdkCode,
  stateMachines,
  test,
  userJoined,
  userLeft,
  virtualTimeWaited,
  WATCH_MS,
} from '../../fixtures/index.ts';

// P is short here: what it would bring after it must show within the case.
test.use({ mockSettings: { presenceTimeoutMs: 30_000 } });

test('ROOM-13 A logs out: LOGOUT, and the others hear it at once', async ({
  anchor,
  audience,
  clock,
  cloud,
  timeline,
}) => {
  await gather(anchor, audience);
  await anchor.leave();
  await expect(anchor).toReach(RoomState.Logout, { code: SdkCode.ok, pace: 'real-time' });
  await expect(audience).toHear(userLeft(anchor), {
    timing: atOnce('DELETE − logoutRoom', lastAt(timeline, 'logoutRoom')),
  });
  await clock.pass(cloud.presenceTimeoutMs);
  expect(audience).toHaveHeardNothingElse();
});

test('ROOM-14 A logs out while the network is gone: LOGOUT at once, the others hear it at P', async ({
  anchor,
  audience,
  clock,
  cloud,
  timeline,
}) => {
  await gather(anchor, audience);
  const outage = await anchor.link.goDown();
  await expect(anchor).toReach(RoomState.Reconnecting);
  await anchor.leave();
  await expect(anchor).toReach(RoomState.Logout, { code: SdkCode.ok });
  await expect(audience).toHear(userLeft(anchor), { timing: presenceTimeout(cloud, outage.begunAtMs) });
  await outage.end();
  await clock.pass(WATCH_MS);
  expect(anchor).toHaveHeardNothingElse();
  const { state, code } = lastState(timeline, RoomState.Logout, anchor.name);
  finding('a logout that cannot reach the server is LOGOUT_FAILED.', `${state} with code ${code}.`);
});

test('ROOM-22 A switches to another room: the old room sees A leave at once, the new one sees A come', async ({
  anchor,
  audience,
  newParticipant,
  timeline,
  room,
}) => {
  const elsewhere = `${room}-elsewhere`;
  await gather(anchor, audience);
  const host = await newParticipant('host', { room: elsewhere });
  await login(host);
  await anchor.switchTo(elsewhere);
  await expect(anchor).toReach(RoomState.Logout, { room, pace: 'real-time' });
  const switchedMs = lastAt(timeline, 'switchRoom');
  await expect(anchor).toReach(RoomState.Logining, { room: elsewhere, pace: 'real-time' });
  await expect(anchor).toReach(RoomState.Logined, { room: elsewhere, code: SdkCode.ok, pace: 'real-time' });
  await expect(audience).toHear(userLeft(anchor), { timing: atOnce('DELETE − switchRoom', switchedMs) });
  await expect(host).toHear(userJoined(anchor), { timing: atOnce('ADD − switchRoom', switchedMs) });
  await expect(anchor).toHear(userJoined(host));
});

test('ROOM-22 A switches to a room that the cloud refuses: LOGIN_FAILED there, and A is gone from the old one', async ({
  anchor,
  audience,
  mock,
  room,
  timeline,
}) => {
  const elsewhere = `${room}-elsewhere`;
  await gather(anchor, audience);
  mock.answerLogins({ code: 50119, message: 'not allowed' }, { roomId: elsewhere });
  await anchor.switchTo(elsewhere);
  await expect(anchor).toReach(RoomState.Logout, { room, pace: 'real-time' });
  const switchedMs = lastAt(timeline, 'switchRoom');
  await expect(anchor).toReach(RoomState.Logining, { room: elsewhere, pace: 'real-time' });
  await expect(anchor).toReach(RoomState.LoginFailed, {
    room: elsewhere,
    code: SdkCode.tokenInvalid,
    pace: 'real-time',
  });
  await expect(anchor).toHear(failed('switchRoom', SdkCode.tokenInvalid));
  await expect(audience).toHear(userLeft(anchor), { timing: atOnce('DELETE − switchRoom', switchedMs) });
  expect(mock.usersIn(room)).toEqual(['audience']);
});

test.describe('a history that breaks the state machine', () => {
  // LOGOUT of a room that was never joined is the deviation that the case pins: the other contract still holds.
  test.use({ contracts: new Set([nothingUnexpected, virtualTimeWaited]) });

  test('ROOM-23 logoutRoom of a room that was never joined: LOGOUT, and neither an error nor LOGOUT_FAILED', async ({
    anchor,
    clock,
    timeline,
  }) => {
    await anchor.open({ join: 'manual' });
    await clock.pass(5_000);
    await anchor.leave();
    await expect(anchor).toReach(RoomState.Logout, { code: SdkCode.ok });
    const { state, code } = lastState(timeline, RoomState.Logout, anchor.name);
    await clock.pass(10_000);
    expect(anchor).toHaveHeardNothingElse();
    await anchor.join();
    await expectLogin(anchor);
    // This and nothing else: LOGOUT out of nothing.
    expect(stateMachines.violations(timeline)).toEqual([
      expect.stringContaining('went from start to LOGOUT'),
    ]);
    finding('the state becomes LOGOUT_FAILED.', `${state} with code ${code}, though nobody was logged in.`);
  });
});
