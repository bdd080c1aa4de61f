import {
  atOnce,
  expect,
  expectGone,
  expectPlaying,
  expectPlayRequest,
  expectPublishing,
  expectPublishRequest,
  expectStoppedPlaying,
  failed,
  finding,
  gather,
  giveUp,
  goOnAir,
  healAnchorsLink,
  ICE_GRACE_MS,
  lastAt,
  lastMeasured,
  login,
  loseAnchorsLink,
  MediaCode,
  notJudged,
  paceOfAttempt,
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
  userJoined,
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

test('PUB-01 A publishes: PUBLISH_REQUESTING, PUBLISHING, and B hears of the stream', async ({
  anchor,
  audience,
  clock,
  journal,
  timeline,
}) => {
  await goOnAir(anchor, audience);
  // Longer than an app that mistook something for a failure would wait before it tries again.
  await clock.pass(10_000);
  expectBegunOnce(timeline, journal, 'publish', anchor);
});

for (const { name, wish, video, audio } of [
  { name: 'VP8', wish: { codec: 'VP8' }, video: 'video/VP8', audio: true },
  { name: 'H264', wish: { codec: 'H264' }, video: 'video/H264', audio: true },
  { name: 'pictures only', wish: { address: { microphone: 'off' } }, video: 'video/H264', audio: false },
] as const)
  test(`PUB-01 with ${name}: B receives what A sends`, async ({ newParticipant, audience }) => {
    const anchor = await newParticipant('anchor', { role: 'anchor', publish: true, ...wish });
    await goOnAir(anchor, audience);
    const received = await audience.received();
    expect(received.codecs).toContain(video);
    expect(received.audioBytes > 0).toBe(audio);
  });

test('PUB-01 with sound only: B hears it and sees no picture', async ({ newParticipant, audience }) => {
  const anchor = await newParticipant('anchor', {
    role: 'anchor',
    publish: true,
    address: { camera: 'off' },
  });
  await gather(audience, anchor);
  await expectPublishing(anchor);
  await expect(audience).toHear(streamAdded(anchor.streamId));
  await expectPlayRequest(audience);
  await expect(audience).toHear(player('PLAYING', 0), { pace: 'real-time' });
  await expect.poll(async () => (await audience.received()).audioBytes).toBeGreaterThan(2_000);
  expect((await audience.received()).videoFramesDecoded).toBe(0);
});

test('PUB-02 A stops publishing: NO_PUBLISH, and B hears it at once', async ({
  anchor,
  audience,
  timeline,
}) => {
  await goOnAir(anchor, audience);
  await anchor.stopPublishing();
  await expect(anchor).toHear(publisher('NO_PUBLISH', 0), { pace: 'real-time' });
  await expect(audience).toHear(streamDeleted(anchor.streamId), {
    timing: atOnce('DELETE − stopPublishingStream', lastAt(timeline, 'stopPublishingStream')),
  });
  await expectStoppedPlaying(audience, anchor);
});

test('PUB-03 A’s whole link is down for less than P: A publishes again, B never hears of it, its picture moves again', async ({
  anchor,
  audience,
  clock,
}) => {
  await goOnAir(anchor, audience);
  const outage = await loseAnchorsLink(anchor);
  await expect(audience).toSeeFrozen(anchor);
  await clock.pass(10_000);
  await healAnchorsLink(anchor, outage);
  await expect(audience).toSeeMoving(anchor);
  await clock.pass(WATCH_MS);
  expect(audience).toHaveHeardNothingElse();
});

test('PUB-04 link down longer than P, back within S: DELETE at P, ADD once A has published again by itself', async ({
  anchor,
  audience,
  clock,
  cloud,
}) => {
  await goOnAir(anchor, audience);
  const outage = await loseAnchorsLink(anchor);
  await expectGone(audience, anchor, presenceTimeout(cloud, outage.begunAtMs));
  await clock.pass(10_000);
  await healAnchorsLink(anchor, outage);
  await expect(audience).toHear(userJoined(anchor));
  await expectPlaying(audience, anchor);
});

test('PUB-05 link down longer than S: NO_PUBLISH with a code, DELETE and no ADD', async ({
  anchor,
  audience,
  clock,
  cloud,
  journal,
}) => {
  await goOnAir(anchor, audience);
  const outage = await loseAnchorsLink(anchor);
  await expectGone(audience, anchor, presenceTimeout(cloud, outage.begunAtMs));
  await expect(anchor).toReach(RoomState.ReconnectFailed, {
    timing: giveUp(outage.begunAtMs, cloud.roomRetryTimeMs),
  });
  await expect(anchor).toHear(publisher('NO_PUBLISH', MediaCode.publishGivenUp));
  const expectNothingMore = watchRequests(journal, 'publish', anchor);
  await outage.end();
  await clock.pass(WATCH_MS);
  expectNothingMore();
  expect(audience).toHaveHeardNothingElse();
});

test('PUB-06 every publishing node refuses: the app tries again after 3 to 5 s, a bounded number of times, then says so', async ({
  newParticipant,
  clock,
  mock,
  timeline,
}) => {
  const anchor = await newParticipant('anchor', {
    role: 'anchor',
    publish: true,
    engineConfig: { streamRetryTime: 10 },
  });
  const refusal = mock.media.faults.refuse('publish', SessionAnswer.noService);
  await login(anchor);
  for (let attempt = 0; attempt <= 5; attempt += 1) {
    await expectPublishRequest(anchor, paceOfAttempt(attempt));
    await expect(anchor).toHear(publisher('PUBLISH_REQUESTING', MediaCode.publishRequestFailed));
    await expect(anchor).toHear(publisher('NO_PUBLISH', MediaCode.publishGivenUp), { withinMs: 20_000 });
  }
  const expectNothingMore = watchRequests(mock.journal, 'publish', anchor);
  await clock.pass(60_000);
  expectNothingMore();
  expectBoundedAttempts(timeline, anchor.name, 'startPublishingStream', 'NO_PUBLISH');
  await expect(anchor.page.getByText('Gave up after several attempts')).toBeVisible();
  await refusal.end();
  await anchor.page.getByRole('button', { name: 'Try again' }).click();
  await expectPublishing(anchor);
});

test('PUB-07 another user publishes that stream ID already: NO_PUBLISH, no retry, the first stream is untouched', async ({
  anchor,
  audience,
  newParticipant,
  clock,
  journal,
  provoke,
}) => {
  await goOnAir(anchor, audience);
  const rival = await newParticipant('rival', {
    role: 'anchor',
    publish: true,
    ...provoke<Partial<ParticipantOptions>>('a stream ID that is in use', { streamId: anchor.streamId }, {}),
  });
  await login(rival);
  await expect(rival).toHear(streamAdded(anchor.streamId));
  for (const person of [audience, anchor]) {
    await expect(person).toHear(userJoined(rival));
    await expect(rival).toHear(userJoined(person));
  }
  await expectPublishRequest(rival);
  await expect(rival).toHear(publisher('NO_PUBLISH', MediaCode.duplicateStream));
  await clock.pass(60_000);
  if (journal) expect(sessionRequests(journal, 'publish', rival)).toHaveLength(1);
  else notJudged('that the rival asks the cloud only once');
  await expect(audience).toSeeMoving(anchor);
});

test('PUB-08 streamRetryTime 15: given up 15 s after the start', async ({
  newParticipant,
  mock,
  timeline,
}) => {
  const anchor = await newParticipant('anchor', {
    role: 'anchor',
    publish: true,
    engineConfig: { streamRetryTime: 15 },
  });
  mock.media.faults.refuse('publish', SessionAnswer.noService);
  await login(anchor);
  await expectPublishRequest(anchor);
  await expect(anchor).toHear(publisher('PUBLISH_REQUESTING', MediaCode.publishRequestFailed));
  await expect(anchor).toHear(publisher('NO_PUBLISH', MediaCode.publishGivenUp), {
    timing: giveUp(lastAt(timeline, 'startPublishingStream'), 15_000),
  });
});

test('PUB-08 the guide’s key av_retry_time 15: the SDK does not know it and keeps to 300 s', async ({
  newParticipant,
  mock,
  timeline,
}) => {
  const anchor = await newParticipant('anchor', {
    role: 'anchor',
    publish: true,
    engineConfig: { av_retry_time: 15 },
  });
  mock.media.faults.refuse('publish', SessionAnswer.noService);
  await login(anchor);
  await expectPublishRequest(anchor);
  await expect(anchor).toHear(publisher('PUBLISH_REQUESTING', MediaCode.publishRequestFailed));
  await expect(anchor).toHear(publisher('NO_PUBLISH', MediaCode.publishGivenUp), {
    timing: giveUp(lastAt(timeline, 'startPublishingStream'), RETRY_TIME_MS),
  });
  finding(
    'setEngineConfig({ av_retry_time: N }) sets S.',
    `with 15 it stays ${seconds(lastMeasured(timeline, 'T5 − T3 (R)'))}.`,
  );
});

test('PUB-09 only media is lost: the room says nothing, A publishes again, B’s picture tells the truth', async ({
  anchor,
  audience,
  clock,
}) => {
  await goOnAir(anchor, audience);
  const loss = await anchor.link.loseMedia();
  await expect(audience).toSeeFrozen(anchor);
  await anchor.noticeMediaLoss();
  await expect(anchor).toHear(publisher('PUBLISH_REQUESTING', MediaCode.publishIceFailed), {
    withinMs: ICE_GRACE_MS,
  });
  await loss.end();
  await expect(anchor).toHear(publisher('PUBLISHING', 0), { withinMs: RETURN_MS });
  await expect(audience).toSeeMoving(anchor);
  await clock.pass(WATCH_MS);
  expect(audience).toHaveHeardNothingElse();
});

for (const mode of ['silent', 'refuse'] as const)
  test(`PUB-10 the first node is ${mode === 'silent' ? 'dead' : 'refusing'}, the second alive: published through the second`, async ({
    anchor,
    audience,
    mock,
  }) => {
    const [first = '', second] = mock.media.nodes();
    const nodeFault = mock.media.setNodeMode(first, mode);
    await login(anchor);
    await expectPublishRequest(anchor);
    await expect(anchor).toHear(
      publisher(
        'PUBLISH_REQUESTING',
        mode === 'silent' ? MediaCode.publishRequestTimeout : MediaCode.publishRequestFailed,
      ),
    );
    await expect(anchor).toHear(publisher('PUBLISHING', 0));
    expect(mock.media.nodeOf(anchor.userId, anchor.streamId)).toBe(second);
    await nodeFault.end();
    await login(audience);
    await expectPlaying(audience, anchor);
    await expect(audience).toHear(userJoined(anchor));
    await expect(anchor).toHear(userJoined(audience));
  });

test('PUB-01 without permission for the camera: the page says so, and nothing is published', async ({
  anchor,
  journal,
  clock,
  provoke,
}) => {
  const refuseCamera = () => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
  };
  await anchor.page.addInitScript(provoke('a camera that is refused', refuseCamera, () => undefined));
  await login(anchor);
  await expect(anchor).toHear(failed('createStream'));
  await clock.pass(10_000);
  if (journal) expect(sessionRequests(journal, 'publish', anchor)).toEqual([]);
  else notJudged('that the cloud is not asked to publish');
  await expect(anchor.page.locator('#room-code')).not.toBeEmpty();
});
