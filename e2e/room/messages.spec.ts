import {
  backAfter,
  expect,
  finding,
  gather,
  type Participant,
  presenceTimeout,
  RoomState,
  SdkCode,
  test,
  userJoined,
  userLeft,
} from '../../fixtures/index.ts';
import { chatOf, say } from '../support/chat.ts';

test('MSG-01 A says something: everybody else reads it once, and A is told that it was sent', async ({
  anchor,
  audience,
  newParticipant,
}) => {
  const third = await newParticipant('third');
  await gather(anchor, audience, third);
  await say(anchor, 'hello');
  await expect(chatOf(anchor)).toHaveText(['you: hello']);
  for (const person of [audience, third]) await expect(chatOf(person)).toHaveText(['anchor: hello']);
  await say(third, 'hello back');
  await expect(chatOf(anchor)).toHaveText(['you: hello', 'third: hello back']);
  await expect(chatOf(audience)).toHaveText(['anchor: hello', 'third: hello back']);
});

test('MSG-02 A says something while A is away: it is refused at once, and not sent later', async ({
  anchor,
  audience,
  clock,
}) => {
  await gather(anchor, audience);
  const outage = await anchor.link.goDown();
  await expect(anchor).toReach(RoomState.Reconnecting);
  await say(anchor, 'lost');
  await expect(chatOf(anchor)).toHaveText([/^not sent: /]);
  expect(refusals(anchor)).toEqual([SdkCode.linkBroken]);
  await outage.end();
  await expect(anchor).toReach(RoomState.Reconnected, { timing: backAfter(outage) });
  await clock.pass(10_000);
  await say(anchor, 'back');
  await expect(chatOf(audience)).toHaveText(['anchor: back']);
});

test('MSG-02 A says something while B is away: A is told that it was sent, and B never reads it', async ({
  anchor,
  audience,
  clock,
  cloud,
}) => {
  await gather(anchor, audience);
  const outage = await audience.link.goDown();
  await expect(audience).toReach(RoomState.Reconnecting);
  await say(anchor, 'missed');
  await expect(chatOf(anchor)).toHaveText(['you: missed']);
  await expect(anchor).toHear(userLeft(audience), { timing: presenceTimeout(cloud, outage.begunAtMs) });
  await outage.end();
  await expect(audience).toReach(RoomState.Reconnected, { timing: backAfter(outage) });
  await expect(anchor).toHear(userJoined(audience));
  await clock.pass(10_000);
  await say(anchor, 'heard');
  await expect(chatOf(audience)).toHaveText(['anchor: heard']);
  finding(
    'nothing is said of messages to somebody who is away.',
    `sent were “missed”, while B was away, and “heard”; read was ${(await chatOf(audience).allTextContents()).join(', ')}.`,
  );
});

test('MSG-03 A says more than one thing a second: the SDK refuses the rest, and nothing of what it took is lost', async ({
  anchor,
  audience,
}) => {
  await gather(anchor, audience);
  const said = ['one', 'two', 'three', 'four', 'five'];
  for (const text of said) await say(anchor, text);
  await expect(chatOf(anchor)).toHaveCount(said.length);
  const taken = (await chatOf(anchor).allTextContents()).filter((line) => line.startsWith('you: '));
  const refused = refusals(anchor);
  expect(taken.length + refused.length).toBe(said.length);
  expect(new Set(refused)).toEqual(new Set([SdkCode.messageTooSoon]));
  await expect(chatOf(audience)).toHaveText(taken.map((line) => line.replace('you', 'anchor')));
});

/** The codes with which the SDK has refused somebody's messages. */
function refusals({ name, timeline }: Participant): number[] {
  return timeline.entries.flatMap((entry) =>
    entry.who === name && entry.kind === 'refused-call' && entry.name === 'sendBroadcastMessage'
      ? [entry.code]
      : [],
  );
}
