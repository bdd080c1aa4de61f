import {
  expect,
  expectLogin,
  finding,
  gather,
  giveUp,
  type JournalEntry,
  lastMeasured,
  lastState,
  notJudged,
  presenceTimeout,
  RoomState,
  SdkCode,
  test,
  userJoined,
  userLeft,
  WATCH_MS,
} from '../../fixtures/index.ts';
import { seconds } from '../support/seconds.ts';

/** Shorter than any P and R, longer than a login. */
const LIFETIME_S = 30;

test('ROOM-04 a token that expires while A is away: no way back with it, given up at R; a new one works', async ({
  backEnd,
  anchor,
  audience,
  cloud,
  clock,
  journal,
  timeline,
}) => {
  let lifetimeS: number | undefined = LIFETIME_S;
  backEnd.issuePass = (request) => ({
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
  const { code } = lastState(timeline, RoomState.ReconnectFailed, anchor.name);
  const refused = (entries: readonly JournalEntry[]) =>
    entries.filter(({ kind }) => kind === 'login-refused').map(({ epochMs }) => epochMs);
  const attempts = journal && refused(journal.entries);
  await clock.pass(WATCH_MS);
  if (journal && attempts) {
    expect(attempts.length, 'it does try').toBeGreaterThan(1);
    expect(refused(journal.entries), 'not one further attempt').toEqual(attempts);
  } else notJudged('that the SDK tries the token while R lasts, and no more after it');

  lifetimeS = undefined;
  await anchor.join();
  await expectLogin(anchor);
  await expect(anchor).toHear(userJoined(audience));
  await expect(audience).toHear(userJoined(anchor));
  finding(
    'a token that has expired is reported as 1102018.',
    `not on the way back: the SDK ${howOften(attempts)}, and gives up after ${seconds(lastMeasured(timeline, 'T5 − T3 (R)'))} with ${code}.`,
  );
});

/** How often the cloud refused the token, as far as it can be known. */
function howOften(attempts: readonly number[] | undefined): string {
  if (!attempts) return 'says nothing of it';
  const [first = 0, last = 0] = [attempts[0], attempts.at(-1)];
  const everyS = (last - first) / (attempts.length - 1) / 1_000;
  return `tries the same token ${attempts.length} times, every ${everyS.toFixed(1)} s`;
}
