import { createToken04, privilegePayload } from '../../../fixtures/mock-cloud/token04/sign.ts';
import { RoomCode, StreamEnd } from '../../../fixtures/mock-cloud/room/codes.ts';
import { expect, ROOM, SECRET, test, told } from './cloud-test.ts';
import type { WireClient } from '../../../fixtures/mock-cloud/testing/index.ts';

const streamIds = async (client: WireClient) =>
  (await client.streamList()).body.streamInfoList.map(({ streamId }) => Buffer.from(streamId).toString());

test.describe('streams', () => {
  test('added, updated and deleted are told to the others only, counted one by one', async ({
    join,
    tenant,
  }) => {
    const [ann, bob] = [await join('ann', { userUpdate: false }), await join('bob', { userUpdate: false })];
    expect((await ann.addStream('s', 'one')).body).toMatchObject({ streamSeq: 1, streamVer: 1 });
    expect((await ann.updateStream('s', 'two')).body).toMatchObject({ streamSeq: 2, streamVer: 2 });
    expect(tenant.streamsIn(ROOM)).toEqual(['s']);
    expect((await ann.deleteStream('s')).body).toMatchObject({ streamSeq: 3 });
    expect(await bob.settled()).toMatchObject([
      { kind: 'stream-add', streamSeq: 1, streams: [{ stream: 's', user: 'ann', extraInfo: 'one' }] },
      { kind: 'stream-update', streamSeq: 2, streams: [{ stream: 's', extraInfo: 'two' }] },
      { kind: 'stream-delete', streamSeq: 3, streams: [{ stream: 's', closeType: StreamEnd.Stopped }] },
    ]);
    expect(told(await ann.settled())).toEqual([]);
    expect(tenant.streamsIn(ROOM)).toEqual([]);
    expect((await bob.heartbeat()).body.streamSeq).toBe(3);
  });

  test('are listed, and come with the login', async ({ join, connect, pass }) => {
    const ann = await join('ann');
    await ann.addStream('s1', 'extra');
    await ann.addStream('s2');
    expect(await streamIds(ann)).toEqual(['s1', 's2']);
    const bob = await connect();
    const { body } = await bob.login({ room: ROOM, user: 'bob', token: pass('bob') });
    expect(body).toMatchObject({ streamCount: 2, streamListSeq: 2, streamFetchFlag: 0 });
    expect(body.streamInfoList.map(({ streamId }) => Buffer.from(streamId).toString())).toEqual(['s1', 's2']);
    expect(Buffer.from(body.streamInfoList[0]?.extraInfo ?? []).toString()).toBe('extra');
  });

  test('added twice by their owner are told once', async ({ join }) => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    const first = await ann.addStream('s');
    expect((await ann.addStream('s')).body.streamSid).toBe(first.body.streamSid);
    expect(told(await bob.settled())).toEqual(['stream-add s #1 (0)']);
  });

  test('of others can neither be taken nor deleted nor changed', async ({ join, tenant }) => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    await ann.addStream('s', 'hers');
    expect((await bob.addStream('s')).code).toBe(RoomCode.StreamTaken);
    expect(RoomCode.StreamTaken).toBe(1012);
    await bob.deleteStream('s');
    await bob.updateStream('s', 'his');
    expect(tenant.streamsIn(ROOM)).toEqual(['s']);
    expect(told(await ann.settled())).toEqual(['ADD bob #2']);
    expect((await ann.heartbeat()).body.streamSeq).toBe(1);
  });

  test('are refused to whom the token forbids it, until it is renewed', async ({
    join,
    tenant,
    clock,
    pass,
  }) => {
    const token = createToken04(
      {
        appId: tenant.appId,
        secret: SECRET,
        userId: 'ann',
        lifetimeS: 60,
        payload: privilegePayload(ROOM, { login: true, publish: false }),
      },
      { nowMs: clock.now() },
    );
    const [bob, ann] = [await join('bob'), await join('ann', { token })];
    expect((await ann.addStream('s')).code).toBe(RoomCode.PublishForbidden);
    expect(RoomCode.PublishForbidden).toBe(2002);
    expect(told(await bob.settled())).toEqual(['ADD ann #2']);
    expect((await ann.renewToken('nonsense')).code).toBe(RoomCode.TokenInvalid);
    expect((await ann.addStream('s')).code).toBe(RoomCode.PublishForbidden);
    expect((await ann.renewToken(pass('ann'))).code).toBe(0);
    expect((await ann.addStream('s')).code).toBe(0);
  });

  test.describe('end with their owner, before it', () => {
    test('when it logs out', async ({ join }) => {
      const [bob, ann] = [await join('bob'), await join('ann')];
      await ann.addStream('s');
      await ann.logout();
      expect(told(await bob.settled()).slice(2)).toEqual([`stream-delete s #2 (0)`, 'DELETE ann #3']);
    });

    test('when it falls silent', async ({ join, clock, tenant }) => {
      const [bob, ann] = [await join('bob'), await join('ann')];
      await ann.addStream('s1');
      await ann.addStream('s2');
      await ann.terminate();
      clock.advance(60_000);
      await bob.heartbeat();
      clock.advance(30_000);
      expect(told(await bob.settled()).slice(3)).toEqual([
        'stream-delete s1 #3 (1)',
        'stream-delete s2 #4 (1)',
        'DELETE ann #3',
      ]);
      expect(tenant.streamsIn(ROOM)).toEqual([]);
    });

    test('when it logs in again: DELETE first, then the user anew', async ({ join }) => {
      const [bob, ann] = [await join('bob'), await join('ann')];
      await ann.addStream('s');
      const again = await join('ann');
      await again.addStream('s');
      expect(told(await bob.settled()).slice(2)).toEqual([
        'stream-delete s #2 (2)',
        'DELETE ann #3',
        'ADD ann #4',
        'stream-add s #3 (0)',
      ]);
    });

    test('when it is kicked', async ({ join, tenant }) => {
      const [bob, ann] = [await join('bob'), await join('ann')];
      await ann.addStream('s');
      tenant.kick('ann');
      expect(told(await bob.settled()).slice(2)).toEqual(['stream-delete s #2 (3)', 'DELETE ann #3']);
    });
  });

  test('stay while their owner is away for less than P', async ({ connect, join, pass }) => {
    const bob = await join('bob');
    const first = await connect();
    const request = { room: ROOM, user: 'ann', token: pass('ann') };
    const { body } = await first.login(request);
    await first.addStream('s');
    await first.terminate();
    const second = await connect();
    await second.login({ ...request, reloginToken: Buffer.from(body.reloginToken).toString() });
    expect(await streamIds(second)).toEqual(['s']);
    expect(told(await bob.settled())).toEqual(['ADD ann #2', 'stream-add s #1 (0)']);
  });
});
