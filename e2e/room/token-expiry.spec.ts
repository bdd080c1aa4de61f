import {
  expect,
  expectLogin,
  finding,
  gather,
  giveUp,
  presenceTimeout,
  RoomState,
  SdkCode,
  test,
  userJoined,
  userLeft,
  WATCH_MS,
} from '../../fixtures/index.ts';

/** Shorter than any P and R, longer than a login. */
const LIFETIME_S = 30;

test('ROOM-04 a token that expires while A is away: no way back with it, given up at R; a new one works', async ({
  app,
  anchor,
  audience,
  cloud,
  clock,
  journal,
}) => {
  finding(
    'a token that has expired is reported as 1102018.',
    'not on the way back: the SDK tries the same token again every 1 to 3 s, and gives up at R with 1002031.',
  );
  let lifetimeS: number | undefined = LIFETIME_S;
  app.issuePass = (request) => ({
    ...cloud.issuePass(request),
    token: cloud.token({
      userId: request.user,
      ...(request.user === anchor.userId && lifetimeS !== undefined && { lifetimeS }),
    }),
  });
  await gather(anchor, audience);
  const outage = await anchor.link.goDown();
  await expect(anchor).toReach(RoomState.Reconnecting, { code: SdkCode.networkBroken });
  await clock.pass(LIFETIME_S * 1_000);
  await outage.end();
  await expect(audience).toHear(userLeft(anchor), { timing: presenceTimeout(cloud, outage.begunAtMs) });
  await expect(anchor).toReach(RoomState.ReconnectFailed, {
    code: SdkCode.loginTimeout,
    timing: giveUp(outage.begunAtMs, cloud.roomRetryTimeMs),
  });
  const refused = () => journal?.entries.filter(({ kind }) => kind === 'login-refused').length;
  const refusedBefore = refused();
  if (journal) expect(refusedBefore).toBeGreaterThan(1);
  await clock.pass(WATCH_MS);
  expect(refused(), 'not one further attempt').toBe(refusedBefore);

  lifetimeS = undefined;
  await anchor.join();
  await expectLogin(anchor);
  await expect(anchor).toHear(userJoined(audience));
  await expect(audience).toHear(userJoined(anchor));
});
