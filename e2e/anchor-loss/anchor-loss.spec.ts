import {
  atOnce,
  comeBack,
  expect,
  expectBackOnAir,
  expectGone,
  expectGoodbye,
  expectPlaying,
  expectPlayRequest,
  goOnAir,
  healAnchorsLink,
  lastState,
  login,
  loseAnchorsLink,
  MediaCode,
  player,
  presenceTimeout,
  publisher,
  RETURN_MS,
  RoomState,
  SessionAnswer,
  streamAdded,
  streamDeleted,
  test,
  userJoined,
  userLeft,
  WATCH_MS,
} from '../../fixtures/index.ts';
import { expectBoundedAttempts, watchRequests } from '../support/attempts.ts';

test.use({ media: true });

test('ANCHOR-01 A’s network is bad for less than P: A’s SDK publishes again by itself, B is told nothing, its picture freezes and moves again', async ({
  anchor,
  audience,
  clock,
  cloud,
  journal,
  timeline,
}) => {
  await goOnAir(anchor, audience);
  const expectNoRequest = watchRequests(journal, 'play', audience);
  // Bad enough for A's SDK to notice, in the room and in media, and long enough that a player with a patience of its own
  // would lose it.
  const bad = await loseAnchorsLink(anchor);
  await expect(audience).toSeeFrozen(anchor);
  await clock.pass(bad.begunAtMs + cloud.presenceTimeoutMs / 2 - timeline.now());
  expect(audience).toHaveHeardNothingElse();
  await healAnchorsLink(anchor, bad);
  await expect(audience).toSeeMoving(anchor);
  await clock.pass(WATCH_MS);
  // Neither DELETE nor ADD, and not a word from the player: its own way to the cloud was good all the time, so it has
  // stayed PLAYING, and has asked for nothing.
  expect(audience).toHaveHeardNothingElse();
  expect(lastState(timeline, 'PLAYING', audience.name).atMs).toBeLessThan(bad.begunAtMs);
  expectNoRequest();
  const calls = timeline.entries.filter(({ kind, who }) => kind === 'call' && who === anchor.name);
  expect(calls.filter((call) => 'name' in call && call.name === 'startPublishingStream')).toHaveLength(1);
});

test('ANCHOR-02 A is offline past P, then back: DELETE stops, ADD starts, the picture moves', async ({
  anchor,
  audience,
  clock,
  cloud,
}) => {
  await goOnAir(anchor, audience);
  const outage = await loseAnchorsLink(anchor);
  await expectGone(audience, anchor, presenceTimeout(cloud, outage.begunAtMs));
  await clock.pass(5_000);
  await healAnchorsLink(anchor, outage);
  await expect(audience).toHear(userJoined(anchor));
  await expectPlaying(audience, anchor);
});

test('ANCHOR-03 A’s page crashes, and A broadcasts again before P: DELETE, then ADD, once each', async ({
  anchor,
  audience,
  newParticipant,
  clock,
  cloud,
}) => {
  await goOnAir(anchor, audience);
  await anchor.crashPage();
  await expect(audience).toSeeFrozen(anchor);
  await clock.pass(20_000);
  expect(audience).toHaveHeardNothingElse();
  const again = await newParticipant('anchor again', {
    role: 'anchor',
    publish: true,
    userId: anchor.userId,
  });
  await login(again);
  await expectGone(audience, anchor);
  await expectBackOnAir(again, audience);
  await clock.pass(cloud.presenceTimeoutMs);
  expect(audience).toHaveHeardNothingElse();
});

test('ANCHOR-04 A’s page crashes and never returns: DELETE at P, playing stopped, nothing more', async ({
  anchor,
  audience,
  clock,
  cloud,
  journal,
}) => {
  await goOnAir(anchor, audience);
  const crash = await anchor.crashPage();
  await expectGone(audience, anchor, presenceTimeout(cloud, crash.begunAtMs));
  expect(await anchor.page.title(), 'the title of a page that has crashed').toBe('');
  const expectNothingMore = watchRequests(journal, 'play', audience);
  await clock.pass(WATCH_MS);
  expectNothingMore();
});

test('ANCHOR-05 A’s page crashes and A returns after P: DELETE at P, ADD on return', async ({
  anchor,
  audience,
  newParticipant,
  clock,
  cloud,
}) => {
  await goOnAir(anchor, audience);
  const crash = await anchor.crashPage();
  await expectGone(audience, anchor, presenceTimeout(cloud, crash.begunAtMs));
  await clock.pass(10_000);
  await comeBack(
    await newParticipant('anchor again', { role: 'anchor', publish: true, userId: anchor.userId }),
    audience,
  );
});

for (const how of ['with goodbye', 'without goodbye'] as const)
  test(`ANCHOR-06 A’s browser is killed ${how}, and A broadcasts again before P: DELETE, then ADD`, async ({
    audience,
    newParticipant,
    clock,
  }) => {
    const anchor = await newParticipant('anchor', { role: 'anchor', publish: true, ownBrowser: true });
    await goOnAir(anchor, audience);
    await anchor.killBrowser(how);
    // Or an anchor that lives on, and is put out by the one that comes again, would look the same to the audience.
    await expect(audience).toSeeFrozen(anchor);
    await clock.pass(20_000);
    expect(audience).toHaveHeardNothingElse();
    const again = await newParticipant('anchor again', {
      role: 'anchor',
      publish: true,
      userId: anchor.userId,
    });
    await login(again);
    await expectGone(audience, anchor);
    await expectBackOnAir(again, audience);
  });

test('ANCHOR-06 A’s browser is killed and never comes back: DELETE at P', async ({
  audience,
  newParticipant,
  cloud,
}) => {
  const anchor = await newParticipant('anchor', { role: 'anchor', publish: true, ownBrowser: true });
  await goOnAir(anchor, audience);
  const killed = await anchor.killBrowser('without goodbye');
  await expectGone(audience, anchor, presenceTimeout(cloud, killed.begunAtMs));
});

test('ANCHOR-07 A closes the tab: the page says goodbye, DELETE comes at once', async ({
  anchor,
  audience,
}) => {
  await goOnAir(anchor, audience);
  const closed = await anchor.closeTab();
  await expectGone(audience, anchor, atOnce('DELETE − close', closed.begunAtMs));
});

test('ANCHOR-07 A reloads the page: DELETE, then ADD', async ({ anchor, audience }) => {
  await goOnAir(anchor, audience);
  await anchor.reload();
  await expectGone(audience, anchor);
  await expectGoodbye(anchor);
  await expect(anchor).toReach(RoomState.Logining, { pace: 'real-time' });
  await expect(anchor).toReach(RoomState.Logined, { pace: 'real-time' });
  await expectBackOnAir(anchor, audience);
});

test('ANCHOR-08 A’s process is frozen past P, then thawed: DELETE at P, and A recovers', async ({
  audience,
  newParticipant,
  clock,
  cloud,
}) => {
  const anchor = await newParticipant('anchor', { role: 'anchor', publish: true, ownBrowser: true });
  await goOnAir(anchor, audience);
  const frozen = await anchor.freeze();
  // Without this, a browser that is only left out of the clock would look the same to the cloud.
  await expect(audience).toSeeFrozen(anchor);
  await expectGone(audience, anchor, presenceTimeout(cloud, frozen.begunAtMs));
  await clock.pass(5_000);
  await frozen.end();
  await expect(anchor).toReach(RoomState.Reconnecting, { withinMs: RETURN_MS });
  await expect(anchor).toReach(RoomState.Reconnected, { withinMs: RETURN_MS });
  await expect(audience).toHear(userJoined(anchor));
  // The cloud dropped the silent link long ago, so the SDK asks anew, and is told that its old session is gone.
  await expect(anchor).toHear(publisher('PUBLISH_REQUESTING', MediaCode.publishServerClosed), {
    withinMs: RETURN_MS,
  });
  await expect(anchor).toHear(publisher('PUBLISHING', 0), { withinMs: RETURN_MS });
  await expect(audience).toHear(streamAdded(anchor.streamId), { withinMs: RETURN_MS });
  await expectPlayRequest(audience);
  await expect(audience).toHear(player('PLAYING', 0), { withinMs: RETURN_MS });
  await expect(audience).toSeeMoving(anchor);
});

test('ANCHOR-09 while A is gone the audience’s own retries are 3 to 5 s apart, bounded, and ended by DELETE', async ({
  anchor,
  newParticipant,
  clock,
  mock,
  timeline,
}) => {
  const audience = await newParticipant('audience', { engineConfig: { streamRetryTime: 4 } });
  await goOnAir(anchor, audience);
  await anchor.crashPage();
  mock.media.faults.refuse('play', SessionAnswer.noService);
  mock.media.resetSession(audience.userId, anchor.streamId);
  await expect(audience).toHear(player('PLAY_REQUESTING', MediaCode.playInterrupted));
  for (let attempt = 0; attempt <= 5; attempt += 1) {
    if (attempt > 0) await expectPlayRequest(audience, 'fast-forward');
    await expect(audience).toHear(player('PLAY_REQUESTING', MediaCode.playRequestFailed));
    await expect(audience).toHear(player('NO_PLAY', MediaCode.playGivenUp), { withinMs: 20_000 });
  }
  expectBoundedAttempts(timeline, audience.name, 'startPlayingStream', 'NO_PLAY');
  const expectNothingMore = watchRequests(mock.journal, 'play', audience);
  await expect(audience).toHear(streamDeleted(anchor.streamId), { withinMs: 120_000 });
  await expect(audience).toHear(userLeft(anchor));
  await clock.pass(WATCH_MS);
  expectNothingMore();
});
