import {
  atOnce,
  expect,
  failed,
  finding,
  gather,
  giveUp,
  lastAt,
  lastMeasured,
  lastState,
  login,
  notJudged,
  RoomState,
  SdkCode,
  test,
  type TokenRequest,
  userJoined,
  userLeft,
  WATCH_MS,
} from '../../fixtures/index.ts';
import { seconds } from '../support/seconds.ts';

test('ROOM-01 a good token: LOGINING, LOGINED, each once, code 0', async ({ anchor, timeline }) => {
  await anchor.open();
  await expect(anchor).toReach(RoomState.Logining, { code: SdkCode.ok, pace: 'real-time' });
  await expect(anchor).toReach(RoomState.Logined, {
    code: SdkCode.ok,
    pace: 'real-time',
    timing: atOnce('T1 − T0', lastAt(timeline, 'loginRoom'), 120),
  });
});

test('ROOM-02 A logs in while B is there: B hears of A only, once A’s login has begun', async ({
  anchor,
  audience,
  timeline,
}) => {
  await login(audience);
  await anchor.open();
  await expect(anchor).toReach(RoomState.Logining, { pace: 'real-time' });
  await expect(audience).toHear(userJoined(anchor), {
    timing: atOnce('T2 − T0', lastAt(timeline, 'loginRoom'), 220),
  });
  await expect(anchor).toReach(RoomState.Logined, { pace: 'real-time' });
  await expect(anchor).toHear(userJoined(audience));
});

test('ROOM-03 C listens to nobody: it hears nothing, whatever A does', async ({
  anchor,
  audience,
  newParticipant,
  clock,
  provoke,
}) => {
  const deaf = await newParticipant('deaf', { userUpdate: provoke('a deaf ear', false, true) });
  await gather(deaf, audience, anchor);
  await anchor.leave();
  await expect(anchor).toReach(RoomState.Logout);
  await expect(audience).toHear(userLeft(anchor));
  await clock.pass(WATCH_MS);
  expect(deaf).toHaveHeardNothingElse();
});

const BAD_TOKENS: readonly { name: string; code: number; wish: Partial<TokenRequest> | 'malformed' }[] = [
  { name: 'malformed', code: SdkCode.tokenInvalid, wish: 'malformed' },
  { name: 'expired', code: SdkCode.tokenExpired, wish: { lifetimeS: 60, ageMs: 3_600_000 } },
  { name: 'made for another user', code: SdkCode.tokenInvalid, wish: { userId: 'somebody' } },
  {
    name: 'made with another secret',
    code: SdkCode.tokenInvalid,
    wish: { secret: '0123456789abcdef0123456789abcdef' },
  },
];

for (const { name, code, wish } of BAD_TOKENS)
  test(`ROOM-04 a token that is ${name}: LOGIN_FAILED, and nobody hears anything`, async ({
    backEnd,
    anchor,
    audience,
    journal,
    cloud,
    clock,
    room,
    provoke,
  }) => {
    await login(audience);
    const token = wish === 'malformed' ? '04AAAAnotatoken' : cloud.token({ userId: anchor.userId, ...wish });
    backEnd.issuePass = provoke(
      'a bad token',
      (request) => ({ ...cloud.issuePass(request), token }),
      backEnd.issuePass,
    );
    await anchor.open();
    await expect(anchor).toReach(RoomState.Logining);
    await expect(anchor).toReach(RoomState.LoginFailed, { code });
    await expect(anchor).toHear(failed('loginRoom', code));
    await clock.pass(WATCH_MS);
    if (journal) expect(journal.usersIn(room)).toEqual([audience.userId]);
    else notJudged('that A is not in the room');
  });

test('ROOM-05 an AppID that the cloud does not know: LOGIN_FAILED', async ({
  backEnd,
  anchor,
  cloud,
  provoke,
}) => {
  backEnd.issuePass = provoke(
    'an AppID of nobody',
    (request) => ({ ...cloud.issuePass(request), appId: cloud.appId === 1 ? 2 : cloud.appId - 1 }),
    backEnd.issuePass,
  );
  await anchor.open();
  await expect(anchor).toReach(RoomState.Logining);
  await expect(anchor).toReach(RoomState.LoginFailed, { code: SdkCode.appIdInvalid });
  await expect(anchor).toHear(failed('loginRoom', SdkCode.appIdInvalid));
  // What the tap hears of the SDK, the page tells its user as well.
  await expect(anchor.page.locator('#log')).toContainText(
    new RegExp(`join:failed .*\\(code ${SdkCode.appIdInvalid}\\)`),
  );
  await expect(anchor.page.locator('#room-code')).toContainText(
    new RegExp(`\\w.*\\(code ${SdkCode.appIdInvalid}\\)`),
  );
});

for (const how of ['refuse', 'hang'] as const) {
  const what = how === 'refuse' ? 'refuses' : 'is silent';

  test(`ROOM-06 the cloud ${what} while A logs in: LOGIN_FAILED after R, and no sooner`, async ({
    anchor,
    clock,
    timeline,
    cloud,
    journal,
  }) => {
    await anchor.link.blockCloud(how);
    await anchor.open();
    await expect(anchor).toReach(RoomState.Logining);
    const loginRoomMs = lastAt(timeline, 'loginRoom');
    await clock.pass(cloud.roomRetryTimeMs / 2);
    expect(anchor).toHaveHeardNothingElse();
    await expect(anchor).toReach(RoomState.LoginFailed, {
      code: SdkCode.loginTimeout,
      timing: giveUp(loginRoomMs, cloud.roomRetryTimeMs),
    });
    await expect(anchor).toHear(failed('loginRoom', SdkCode.loginTimeout));
    if (journal) expect(journal.entries.filter(({ kind }) => kind === 'login')).toEqual([]);
    else notJudged('that no login reached the cloud');
    const { state, code } = lastState(timeline, RoomState.LoginFailed, anchor.name);
    finding(
      'a login that gets no answer fails with 1002053.',
      `${state} with ${code}, R (${seconds(lastMeasured(timeline, 'T5 − T3 (R)'))}) after loginRoom.`,
    );
  });

  test(`ROOM-06 the cloud ${what} while A logs in, but comes back within R: LOGINED`, async ({
    anchor,
    clock,
  }) => {
    const outage = await anchor.link.blockCloud(how);
    await anchor.open();
    await expect(anchor).toReach(RoomState.Logining);
    await clock.pass(20_000);
    expect(anchor).toHaveHeardNothingElse();
    await outage.end();
    await expect(anchor).toReach(RoomState.Logined, { code: SdkCode.ok, withinMs: 30_000 });
  });
}

test('ROOM-06 no answer to the login itself, then the link breaks once: LOGINED', async ({
  anchor,
  mock,
  clock,
}) => {
  const silence = mock.answerLogins('silence');
  await anchor.open();
  await expect(anchor).toReach(RoomState.Logining);
  await clock.pass(15_000);
  expect(anchor).toHaveHeardNothingElse();
  await silence.end();
  await anchor.link.changeAddress();
  await expect(anchor).toReach(RoomState.Logined, { withinMs: 30_000 });
});
