import { Command } from '../../../fixtures/mock-cloud/room/codes.ts';
import { readText } from '../../../fixtures/mock-cloud/wire/protobuf.ts';
import { expect, ROOM, test, told } from './cloud-test.ts';

test.describe('messages between users', () => {
  test('reach everybody else in the room, once, and not the sender', async ({ join }) => {
    const [ann, bob, cat] = [await join('ann'), await join('bob'), await join('cat')];
    const out = await join('out', { room: 'elsewhere' });
    for (const client of [ann, bob, cat, out]) await client.settled();
    const before = [ann, bob, cat, out].map(({ pushes }) => pushes.length);
    const news = async (index: number) =>
      told((await [ann, bob, cat, out][index]?.settled()) ?? []).slice(before[index]);

    const said = await ann.broadcast('hello');
    expect(said.body.msgId).toBeGreaterThan(0n);
    const { msgList } = (await ann.barrage('one', 'two')).body;
    expect(msgList.map(({ msgClientId }) => readText(msgClientId))).toEqual(['ann-0', 'ann-1']);
    expect(new Set(msgList.map(({ msgId }) => readText(msgId))).size).toBe(2);
    expect((await ann.customCommand('wave')).code).toBe(0);
    expect((await ann.transparent('raw')).code).toBe(0);
    expect((await ann.channelMessage('kit')).code).toBe(0);

    const heard = [
      'broadcast of ann: hello',
      'barrage of ann: one',
      'barrage of ann: two',
      'custom-command {"from_userid":"ann","custom_content":"wave"}',
      'transparent of ann: raw',
      'channel-message of ann: kit',
    ];
    expect(await news(1)).toEqual(heard);
    expect(await news(2)).toEqual(heard);
    expect(await news(0)).toEqual([]);
    expect(await news(3)).toEqual([]);
  });

  test('with names go to those who are there; to the app’s server only, to nobody', async ({ join }) => {
    const [ann, bob, cat] = [await join('ann'), await join('bob'), await join('cat')];
    await cat.settled();
    const [bobs, cats] = [(await bob.settled()).length, cat.pushes.length];
    for (const answer of [
      await ann.customCommand('for bob', 'bob', 'nobody'),
      await ann.transparent('for cat', { users: ['cat'] }),
      await ann.transparent('for the server', { mode: 1 }),
      await ann.channelMessage('for nobody', 'nobody'),
    ])
      expect(answer.code).toBe(0);
    expect(told(await bob.settled()).slice(bobs)).toEqual([
      'custom-command {"from_userid":"ann","custom_content":"for bob"}',
    ]);
    expect(told(await cat.settled()).slice(cats)).toEqual(['transparent of ann: for cat']);
  });

  test('are missed by whoever is away: nothing is kept', async ({ join, tenant, connect, pass }) => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    tenant.sever('bob');
    await bob.closed;
    await ann.broadcast('while you were away');
    const again = await connect();
    await again.login({ room: ROOM, user: 'bob', token: pass('bob') });
    expect(told(await again.settled()).filter((text) => text.includes('broadcast'))).toEqual([]);
  });

  test('are in the journal by kind and number of receivers, not by what was said', async ({
    join,
    tenant,
  }) => {
    const ann = await join('ann');
    await join('bob');
    await ann.broadcast('something private');
    expect(tenant.journal.entries).toContainEqual(
      expect.objectContaining({
        ...{ kind: 'message', userId: 'ann', roomId: ROOM },
        detail: { what: 'broadcast', receivers: 1 },
      }),
    );
    expect(JSON.stringify(tenant.journal.entries)).not.toContain('private');
  });
});

test.describe('a command whose answer is scripted', () => {
  test('is answered with the code, and not carried out', async ({ join, tenant }) => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    await bob.settled();
    const before = bob.pushes.length;
    const lift = tenant.onCommand(Command.Broadcast, ({ userId }) =>
      userId === 'ann' ? { code: 3, message: 'too long' } : undefined,
    );
    expect(await ann.broadcast('hello')).toMatchObject({ code: 3, message: 'too long' });
    expect((await bob.broadcast('from bob')).code).toBe(0);
    lift();
    expect((await ann.broadcast('again')).code).toBe(0);
    expect(told(await bob.settled()).slice(before)).toEqual(['broadcast of ann: again']);
    expect(tenant.journal.entries).toContainEqual(
      expect.objectContaining({
        ...{ kind: 'command-scripted', userId: 'ann', roomId: ROOM },
        detail: { command: Command.Broadcast, answer: 3 },
      }),
    );
  });

  test('may be left without an answer, and sees what was asked; its user stays present', async ({
    join,
    tenant,
  }) => {
    const ann = await join('ann');
    const bodies: number[] = [];
    tenant.onCommand(Command.AddStream, ({ body }) => {
      bodies.push(body.length);
      return 'silence';
    });
    let answered = false;
    void ann.addStream('s').then(
      () => (answered = true),
      () => undefined,
    );
    // A round trip later nothing can be on its way any more.
    expect((await ann.heartbeat()).code).toBe(0);
    expect(answered).toBe(false);
    expect(bodies).toEqual([expect.any(Number)]);
    expect(tenant.streamsIn(ROOM)).toEqual([]);
  });

  test('the newest rule that has something to say counts; logins are refused', async ({ join, tenant }) => {
    const ann = await join('ann');
    tenant.onCommand(Command.Broadcast, () => ({ code: 1 }));
    tenant.onCommand(Command.Broadcast, () => undefined);
    expect((await ann.broadcast('hello')).code).toBe(1);
    tenant.onCommand(Command.Broadcast, () => ({ code: 2 }));
    expect((await ann.broadcast('hello')).code).toBe(2);
    expect(() => tenant.onCommand(Command.Login, () => undefined)).toThrow('answerLogins');
  });
});
