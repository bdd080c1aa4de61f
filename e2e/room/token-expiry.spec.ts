import {
  backAfter,
  type Cloud,
  expect,
  expectLogin,
  finding,
  gather,
  giveUp,
  type JournalEntry,
  lastAt,
  lastMeasured,
  lastState,
  notJudged,
  type Participant,
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

/** Of A's tokens in cases about their renewal: the SDK warns 30 s before the end. */
const RENEWED_LIFETIME_S = 120;
const WARNING_MS = 30_000;

test('ROOM-04 a token that expires while A is away: no way back with it, given up at R; a new one works', async ({
  backEnd,
  newParticipant,
  audience,
  cloud,
  clock,
  journal,
  timeline,
}) => {
  const anchor = await newParticipant('anchor', { role: 'anchor', address: { renew: 'off' } });
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

/** Gives A tokens of two minutes. */
function shorten(backEnd: { issuePass: Cloud['issuePass'] }, cloud: Cloud, userId: string): void {
  backEnd.issuePass = (request) => ({
    ...cloud.issuePass(request),
    token: cloud.token({
      userId: request.user,
      ...(request.user === userId && { lifetimeS: RENEWED_LIFETIME_S }),
    }),
  });
}

/** When the SDK warned somebody of the end of its token, and when its page renewed it, in ms since the test began. */
function renewals({ name, timeline }: Participant) {
  const at = (kind: 'sdk-event' | 'call', what: string) =>
    timeline.entries.flatMap((entry) =>
      entry.who === name && entry.kind === kind && entry.name === what ? [entry.atMs] : [],
    );
  return { warnings: at('sdk-event', 'tokenWillExpire'), renewed: at('call', 'renewToken') };
}

test('TOKEN-01 tokens of two minutes: the SDK warns 30 s before each ends, the app renews, and nobody is put out', async ({
  backEnd,
  anchor,
  audience,
  cloud,
  clock,
  timeline,
}) => {
  shorten(backEnd, cloud, anchor.userId);
  await gather(anchor, audience);
  const loginMs = lastAt(timeline, 'LOGINED', anchor.name);
  await clock.pass(RENEWED_LIFETIME_S * 1_000);
  const { warnings, renewed } = renewals(anchor);
  expect(warnings).toHaveLength(1);
  expect(Math.abs((warnings[0] ?? 0) - loginMs - RENEWED_LIFETIME_S * 1_000 + WARNING_MS)).toBeLessThan(
    3_000,
  );
  expect(renewed).toHaveLength(1);
  await clock.pass(RENEWED_LIFETIME_S * 1_000);
  expect(renewals(anchor).renewed.length).toBeGreaterThanOrEqual(2);
  for (const person of [anchor, audience]) expect(person).toHaveHeardNothingElse();
});

test('TOKEN-02 the first token dies while A is away, and was renewed before: A is back with the new one', async ({
  backEnd,
  anchor,
  audience,
  cloud,
  clock,
}) => {
  shorten(backEnd, cloud, anchor.userId);
  await gather(anchor, audience);
  await clock.pass(RENEWED_LIFETIME_S * 1_000 - WARNING_MS / 2);
  expect(renewals(anchor).renewed).toHaveLength(1);
  const outage = await anchor.link.goDown();
  await expect(anchor).toReach(RoomState.Reconnecting, { code: SdkCode.networkBroken });
  await clock.pass(WARNING_MS);
  await outage.end();
  await expect(anchor).toReach(RoomState.Reconnected, { timing: backAfter(outage) });
  expect(audience).toHaveHeardNothingElse();
});

/** How often the cloud refused the token, as far as it can be known. */
function howOften(attempts: readonly number[] | undefined): string {
  if (!attempts) return 'says nothing of it';
  const [first = 0, last = 0] = [attempts[0], attempts.at(-1)];
  const everyS = (last - first) / (attempts.length - 1) / 1_000;
  return `tries the same token ${attempts.length} times, every ${everyS.toFixed(1)} s`;
}
