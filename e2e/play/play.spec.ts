import {
  expect,
  expectAudienceBack,
  expectLogin,
  expectPlaying,
  expectPlayRequest,
  expectPublishing,
  expectStoppedPlaying,
  finding,
  gather,
  giveUp,
  goOnAir,
  ICE_GRACE_MS,
  lastAt,
  lastMeasured,
  login,
  loseAudiencesLink,
  MediaCode,
  notJudged,
  paceOfAttempt,
  type MockControls,
  type Participant,
  type ParticipantOptions,
  player,
  presenceTimeout,
  publisher,
  RETRY_TIME_MS,
  RETURN_MS,
  RoomState,
  SessionAnswer,
  streamAdded,
  streamDeleted,
  test,
  type TestClock,
  userJoined,
  userLeft,
  WATCH_MS,
} from '../../fixtures/index.ts';
import {
  expectBegunOnce,
  expectBoundedAttempts,
  sessionRequests,
  watchRequests,
} from '../support/attempts.ts';
import { seconds } from '../support/seconds.ts';

test.use({ media: true });

test('PLAY-01 B plays A’s stream: PLAY_REQUESTING, PLAYING, decoded frames rise, and the picture is A’s', async ({
  anchor,
  audience,
  clock,
  journal,
  timeline,
}) => {
  await goOnAir(anchor, audience);
  const before = (await audience.received()).videoFramesDecoded;
  await expect(audience).toSeeMoving(anchor);
  expect((await audience.received()).videoFramesDecoded).toBeGreaterThan(before);
  // Longer than an app that mistook something for a failure would wait before it tries again.
  await clock.pass(10_000);
  expectBegunOnce(timeline, journal, 'play', audience);
});

test('PLAY-01 two players of one stream: what one of them loses, the other does not', async ({
  anchor,
  audience,
  newParticipant,
}) => {
  const second = await newParticipant('second');
  await goOnAir(anchor, audience, second);
  const loss = await second.link.loseMedia();
  await expect(second).toSeeFrozen(anchor);
  await expect(audience).toSeeMoving(anchor);
  await second.noticeMediaLoss();
  await expect(second).toHear(player('PLAY_REQUESTING', MediaCode.playIceFailed), {
    withinMs: ICE_GRACE_MS,
  });
  await loss.end();
  await expect(second).toHear(player('PLAYING', 0), { withinMs: RETURN_MS });
  for (const participant of [audience, second]) await expect(participant).toSeeMoving(anchor);
  expect(audience).toHaveHeardNothingElse();
});

test('PLAY-02 B’s media is lost briefly: PLAY_REQUESTING, PLAYING, frames rise again', async ({
  anchor,
  audience,
}) => {
  await goOnAir(anchor, audience);
  const loss = await audience.link.loseMedia();
  await expect(audience).toSeeFrozen(anchor);
  await audience.noticeMediaLoss();
  await expect(audience).toHear(player('PLAY_REQUESTING', MediaCode.playIceFailed), {
    withinMs: ICE_GRACE_MS,
  });
  await loss.end();
  await expect(audience).toHear(player('PLAYING', 0), { withinMs: RETURN_MS });
  await expect(audience).toSeeMoving(anchor);
});

test('PLAY-03 every playing node refuses: the app tries again after 3 to 5 s, a bounded number of times, then says so', async ({
  anchor,
  newParticipant,
  clock,
  mock,
  timeline,
}) => {
  const audience = await newParticipant('audience', { engineConfig: { streamRetryTime: 10 } });
  const refusal = mock.media.faults.refuse('play', SessionAnswer.noService);
  await gather(audience, anchor);
  await expectPublishing(anchor);
  await expect(audience).toHear(streamAdded(anchor.streamId));
  for (let attempt = 0; attempt <= 5; attempt += 1) {
    await expectPlayRequest(audience, paceOfAttempt(attempt));
    await expect(audience).toHear(player('PLAY_REQUESTING', MediaCode.playRequestFailed));
    await expect(audience).toHear(player('NO_PLAY', MediaCode.playGivenUp), { withinMs: 20_000 });
  }
  await expectNoMoreAttempts(mock, audience, clock);
  expectBoundedAttempts(timeline, audience.name, 'startPlayingStream', 'NO_PLAY');
  await expect(audience.page.getByText('Gave up after several attempts')).toBeVisible();
  await refusal.end();
  await audience.page.getByRole('button', { name: 'Try again' }).click();
  await expectPlayRequest(audience);
  await expect(audience).toHear(player('PLAYING', 0), { pace: 'real-time' });
  await expect(audience).toSeeMoving(anchor);
});

test('PLAY-04 the stream is deleted while the SDK is retrying: B stops at once, not one further attempt', async ({
  anchor,
  audience,
  clock,
  mock,
}) => {
  await playInVain(mock, audience, anchor);
  await clock.pass(10_000);
  await anchor.stopPublishing();
  await expect(anchor).toHear(publisher('NO_PUBLISH', 0));
  await expect(audience).toHear(streamDeleted(anchor.streamId), { pace: 'real-time' });
  await expectStoppedPlaying(audience, anchor);
  await expectNoMoreAttempts(mock, audience, clock);
});

test('PLAY-04 the stream is deleted while the app waits for its next attempt: not one further attempt', async ({
  anchor,
  newParticipant,
  clock,
  mock,
}) => {
  const audience = await newParticipant('audience', { engineConfig: { streamRetryTime: 10 } });
  await playInVain(mock, audience, anchor);
  await expect(audience).toHear(player('NO_PLAY', MediaCode.playGivenUp), { withinMs: 20_000 });
  // The app waits 3 to 5 s for its next attempt now.
  await anchor.stopPublishing();
  await expect(anchor).toHear(publisher('NO_PUBLISH', 0));
  await expect(audience).toHear(streamDeleted(anchor.streamId), { pace: 'real-time' });
  await expectNoMoreAttempts(mock, audience, clock);
});

/** A publishes, every playing node refuses, and B’s SDK has begun to try again and again. */
async function playInVain(mock: MockControls, audience: Participant, anchor: Participant): Promise<void> {
  mock.media.faults.refuse('play', SessionAnswer.noService);
  await gather(audience, anchor);
  await expectPublishing(anchor);
  await expect(audience).toHear(streamAdded(anchor.streamId));
  await expectPlayRequest(audience);
  await expect(audience).toHear(player('PLAY_REQUESTING', MediaCode.playRequestFailed));
}

/** For a minute the cloud is asked for nothing more; what is on its way already does not count. */
async function expectNoMoreAttempts(
  { journal }: MockControls,
  audience: Participant,
  clock: TestClock,
): Promise<void> {
  await clock.pass(0);
  const expectNothingMore = watchRequests(journal, 'play', audience);
  await clock.pass(60_000);
  expectNothingMore();
}

test('PLAY-05 the stream does not exist: NO_PLAY with its code, and no retry storm', async ({
  newParticipant,
  clock,
  journal,
  timeline,
  provoke,
}) => {
  const audience = await newParticipant('audience', {
    engineConfig: { streamRetryTime: 10 },
    ...provoke<Partial<ParticipantOptions>>(
      'a stream that there is not',
      { address: { play: 'nothing' } },
      {},
    ),
  });
  await login(audience);
  for (let attempt = 0; attempt <= 5; attempt += 1) {
    await expectPlayRequest(audience, paceOfAttempt(attempt));
    await expect(audience).toHear(player('PLAY_REQUESTING', MediaCode.streamNotFound));
    await expect(audience).toHear(player('NO_PLAY', MediaCode.playGivenUp), { withinMs: 20_000 });
  }
  await clock.pass(60_000);
  expectBoundedAttempts(timeline, audience.name, 'startPlayingStream', 'NO_PLAY');
  // The SDK itself asks about once a second while it tries.
  if (journal) expect(sessionRequests(journal, 'play', audience).length).toBeLessThanOrEqual(6 * 12);
  else notJudged('how often the SDK asks the cloud');
});

test('PLAY-05 B may not play: NO_PLAY with its code, and no retry at all', async ({
  anchor,
  audience,
  clock,
  mock,
}) => {
  mock.media.faults.refuse('play', SessionAnswer.playForbidden);
  await gather(audience, anchor);
  await expectPublishing(anchor);
  await expect(audience).toHear(streamAdded(anchor.streamId));
  await expectPlayRequest(audience);
  await expect(audience).toHear(player('NO_PLAY', MediaCode.playForbidden));
  await clock.pass(60_000);
  expect(sessionRequests(mock.journal, 'play', audience)).toHaveLength(1);
});

for (const { key, afterS } of [
  { key: 'streamRetryTime', afterS: 15 },
  { key: 'av_retry_time', afterS: RETRY_TIME_MS / 1_000 },
])
  test(`PLAY-06 ${key} 15: given up after ${afterS} s`, async ({
    anchor,
    newParticipant,
    mock,
    timeline,
  }) => {
    const audience = await newParticipant('audience', { engineConfig: { [key]: 15 } });
    await playInVain(mock, audience, anchor);
    await expect(audience).toHear(player('NO_PLAY', MediaCode.playGivenUp), {
      timing: giveUp(lastAt(timeline, 'startPlayingStream'), afterS * 1_000),
    });
    if (key === 'av_retry_time')
      finding(
        'setEngineConfig({ av_retry_time: N }) sets S.',
        `with 15 it stays ${seconds(lastMeasured(timeline, 'T5 − T3 (R)'))}.`,
      );
  });

test('PLAY-07 B’s whole link is down for less than P: B reconnects and its picture moves again', async ({
  anchor,
  audience,
  clock,
}) => {
  await goOnAir(anchor, audience);
  const outage = await loseAudiencesLink(audience);
  await clock.pass(10_000);
  await outage.end();
  await expectAudienceBack(audience);
  await expect(audience).toSeeMoving(anchor);
  await clock.pass(WATCH_MS);
  expect(anchor).toHaveHeardNothingElse();
});

test('PLAY-07 B’s whole link is down between P and R: A sees B leave and return, B’s picture moves again', async ({
  anchor,
  audience,
  cloud,
}) => {
  await goOnAir(anchor, audience);
  const outage = await loseAudiencesLink(audience);
  await expect(anchor).toHear(userLeft(audience), { timing: presenceTimeout(cloud, outage.begunAtMs) });
  await outage.end();
  await expectAudienceBack(audience);
  await expect(anchor).toHear(userJoined(audience));
  await expect(audience).toSeeMoving(anchor);
});

test('PLAY-07 B’s whole link is down longer than R: room and player end together, B asks for nothing more, and can join anew', async ({
  anchor,
  audience,
  clock,
  cloud,
  journal,
}) => {
  await goOnAir(anchor, audience);
  const outage = await loseAudiencesLink(audience);
  await expect(anchor).toHear(userLeft(audience), { timing: presenceTimeout(cloud, outage.begunAtMs) });
  await expect(audience).toReach(RoomState.ReconnectFailed, {
    timing: giveUp(outage.begunAtMs, cloud.roomRetryTimeMs),
  });
  await expect(audience).toHear(player('NO_PLAY', MediaCode.playGivenUp));
  const expectNothingMore = watchRequests(journal, 'play', audience);
  await outage.end();
  await clock.pass(WATCH_MS);
  expectNothingMore();
  expect(audience).toHaveHeardNothingElse();
  await audience.join();
  await expectLogin(audience);
  await expectPlaying(audience, anchor);
  await expect(audience).toHear(userJoined(anchor));
  await expect(anchor).toHear(userJoined(audience));
});

test('PLAY-08 the first node is dead, the second alive: played through the second, never NO_PLAY', async ({
  anchor,
  audience,
  mock,
}) => {
  await login(anchor);
  await expectPublishing(anchor);
  const [first = '', second] = mock.media.nodes();
  mock.media.setNodeMode(first, 'silent');
  await login(audience);
  await expect(audience).toHear(streamAdded(anchor.streamId));
  await expectPlayRequest(audience);
  await expect(audience).toHear(player('PLAY_REQUESTING', MediaCode.playRequestTimeout));
  await expect(audience).toHear(player('PLAYING', 0));
  expect(mock.media.nodeOf(audience.userId, anchor.streamId)).toBe(second);
  await expect(audience).toSeeMoving(anchor);
  await expect(audience).toHear(userJoined(anchor));
  await expect(anchor).toHear(userJoined(audience));
});
