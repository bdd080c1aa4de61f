import {
  expect,
  finding,
  gather,
  lastState,
  login,
  notJudged,
  type ParticipantOptions,
  RETURN_MS,
  RoomState,
  SdkCode,
  test,
  userJoined,
  userLeft,
  WATCH_MS,
} from '../../fixtures/index.ts';

test('ROOM-10 the same user ID logs in elsewhere: the first is put out and stays out', async ({
  anchor,
  audience,
  newParticipant,
  clock,
  journal,
  room,
  provoke,
}) => {
  await gather(anchor, audience);
  const second = await newParticipant('second', {
    role: 'anchor',
    ...provoke<Partial<ParticipantOptions>>('a user ID that is in use', { userId: anchor.userId }, {}),
  });
  await login(second);
  await expect(anchor).toReach(RoomState.Kickout, { code: SdkCode.loggedInElsewhere });
  await expect(second).toHear(userJoined(audience));
  await expect(audience).toHear(userLeft(anchor));
  await expect(audience).toHear(userJoined(second));
  await clock.pass(WATCH_MS);
  expect(anchor).toHaveHeardNothingElse();
  if (journal) expect(journal.usersIn(room)).toEqual([audience.userId, second.userId]);
  else notJudged('that the second is in the room, and the first no more');
});

test('ROOM-11 the same user ID logs in elsewhere while the first is offline: the first never comes back', async ({
  anchor,
  audience,
  newParticipant,
  clock,
  journal,
  room,
  timeline,
}) => {
  await gather(anchor, audience);
  const outage = await anchor.link.goDown();
  await expect(anchor).toReach(RoomState.Reconnecting);
  const second = await newParticipant('second', { role: 'anchor', userId: anchor.userId });
  await login(second);
  await expect(second).toHear(userJoined(audience));
  await expect(audience).toHear(userLeft(anchor));
  await expect(audience).toHear(userJoined(second));
  await outage.end();
  await expect(anchor).toReach(RoomState.ReconnectFailed, {
    code: SdkCode.elsewhereOnReturn,
    withinMs: RETURN_MS,
  });
  await clock.pass(WATCH_MS);
  expect(anchor).toHaveHeardNothingElse();
  expect(second).toHaveHeardNothingElse();
  if (journal) expect(journal.usersIn(room)).toEqual([audience.userId, second.userId]);
  else notJudged('that the second is in the room, and the first no more');
  const { state, code } = lastState(timeline, RoomState.ReconnectFailed, anchor.name);
  finding(
    'a client that returns to a room where its user ID is in use elsewhere is kicked out (KICKOUT, 1002086 since 3.11.0).',
    `the code is ${code}, but the state is ${state}.`,
  );
});

test('ROOM-12 the server kicks A: KICKOUT with the server’s code', async ({
  anchor,
  audience,
  clock,
  cloud,
}) => {
  await gather(anchor, audience);
  await cloud.kick(anchor.userId, anchor.room);
  await expect(anchor).toReach(RoomState.Kickout, { code: SdkCode.kickedByServer });
  await expect(audience).toHear(userLeft(anchor));
  await clock.pass(WATCH_MS);
  expect(anchor).toHaveHeardNothingElse();
});
