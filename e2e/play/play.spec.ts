import {
  expect,
  expectAudienceBack,
  expectLogin,
  expectPlaying,
  expectPlayRequest,
  expectPublishing,
  finding,
  gather,
  giveUp,
  goOnAir,
  ICE_GRACE_MS,
  lastAt,
  login,
  loseAudiencesLink,
  MediaCode,
  paceOfAttempt,
  type Participant,
  type ParticipantOptions,
  player,
  presenceTimeout,
  publisher,
  RETRY_TIME_MS,
  RoomState,
  SessionAnswer,
  streamAdded,
  streamDeleted,
  type Tenant,
  test,
  type TestClock,
  userJoined,
  userLeft,
  WATCH_MS,
} from '../../fixtures/index.ts';
import { expectBegunOnce, expectBoundedAttempts, sessionRequests } from '../support/attempts.ts';

test.use({ media: true });

test('PLAY-01 B plays A’s stream: PLAY_REQUESTING, PLAYING, decoded frames rise, and the picture is A’s', async ({
  anchor,
  audience,
  timeline,
}) => {
  await goOnAir(anchor, audience);
  const before = (await audience.received()).videoFramesDecoded;
  await expect(audience).toSeeMoving(anchor);
  expect((await audience.received()).videoFramesDecoded).toBeGreaterThan(before);
  expectBegunOnce(timeline, 'startPlayingStream');
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
  await expect(audience).toHear(player('PLAYING', 0), { withinMs: 60_000 });
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
  const lift = mock.media.faults.refuse('play', SessionAnswer.noService);
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
  lift();
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
  await expect(audience).toHear(player('NO_PLAY', 0));
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
async function playInVain(mock: Tenant, audience: Participant, anchor: Participant): Promise<void> {
  mock.media.faults.refuse('play', SessionAnswer.noService);
  await gather(audience, anchor);
  await expectPublishing(anchor);
  await expect(audience).toHear(streamAdded(anchor.streamId));
  await expectPlayRequest(audience);
  await expect(audience).toHear(player('PLAY_REQUESTING', MediaCode.playRequestFailed));
}

/** For a minute the cloud is asked for nothing more; what is on its way already does not count. */
async function expectNoMoreAttempts(mock: Tenant, { userId }: Participant, clock: TestClock): Promise<void> {
  await clock.pass(0);
  const asked = sessionRequests(mock.journal.entries, 'play', userId).length;
  await clock.pass(60_000);
  expect(sessionRequests(mock.journal.entries, 'play', userId)).toHaveLength(asked);
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
  const asked = sessionRequests(journal?.entries, 'play', audience.userId).length;
  expect(asked).toBeLessThanOrEqual(6 * 12);
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
  expect(sessionRequests(mock.journal.entries, 'play', audience.userId)).toHaveLength(1);
});

for (const { key, seconds } of [
  { key: 'streamRetryTime', seconds: 15 },
  { key: 'av_retry_time', seconds: RETRY_TIME_MS / 1_000 },
])
  test(`PLAY-06 ${key} 15: given up after ${seconds} s`, async ({
    anchor,
    newParticipant,
    mock,
    timeline,
  }) => {
    if (key === 'av_retry_time')
      finding(
        'setEngineConfig({ av_retry_time: N }) sets S.',
        'the key has no effect; streamRetryTime is the one that works.',
      );
    const audience = await newParticipant('audience', { engineConfig: { [key]: 15 } });
    await playInVain(mock, audience, anchor);
    await expect(audience).toHear(player('NO_PLAY', MediaCode.playGivenUp), {
      timing: giveUp(lastAt(timeline, 'startPlayingStream'), seconds * 1_000),
    });
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
  const asked = sessionRequests(journal?.entries, 'play', audience.userId).length;
  await outage.end();
  await clock.pass(WATCH_MS);
  expect(sessionRequests(journal?.entries, 'play', audience.userId)).toHaveLength(asked);
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
