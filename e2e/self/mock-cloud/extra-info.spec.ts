import type { TransChannel } from '../../../fixtures/mock-cloud/wire/generated/room_pb.ts';
import { RoomCode } from '../../../fixtures/mock-cloud/room/codes.ts';
import { readText } from '../../../fixtures/mock-cloud/wire/protobuf.ts';
import type { WireClient } from '../../../fixtures/mock-cloud/testing/index.ts';
import { expect, ROOM, test, told } from './cloud-test.ts';

/** The keys that a reply lists, for example `clt: k #1`. */
function listed(channels: readonly TransChannel[]): string[] {
  return channels.flatMap(({ transChannel, transSeqList }) =>
    transSeqList.map(
      ({ transType, transSeq }) => `${readText(transChannel)}: ${readText(transType)} #${transSeq}`,
    ),
  );
}

async function fetch(client: WireClient, ...keys: readonly string[]): Promise<string[]> {
  const { transList } = (await client.extraInfo(...keys)).body;
  return transList.map(
    ({ errCode, transType, transData, transSeq, idName }) =>
      `${errCode} ${readText(transType)}=${readText(transData)} #${transSeq} by ${readText(idName)}`,
  );
}

/** Logs in with the proof of an earlier session, or none. */
async function enter(client: WireClient, user: string, token: string, reloginToken?: string) {
  const again = reloginToken !== undefined && { reloginToken };
  const { body } = await client.login({ room: ROOM, user, token, ...again });
  return { list: listed(body.transChannelList), proof: readText(body.reloginToken) };
}

test.describe('room extra info', () => {
  test('that is set is told to the others and not to the setter, change by change', async ({
    join,
    tenant,
  }) => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    const cat = await join('cat', { room: 'elsewhere' });
    const first = await ann.setExtraInfo('live', 'on');
    expect(first.body).toMatchObject({ transSeq: 1, transListSeq: 1 });
    expect(readText(first.body.transType)).toBe('live');
    expect(readText(first.body.transChannel)).toBe('clt');
    expect((await ann.setExtraInfo('host', 'ann')).body).toMatchObject({ transSeq: 1, transListSeq: 2 });
    expect((await bob.setExtraInfo('live', 'on')).body).toMatchObject({ transSeq: 2, transListSeq: 3 });
    expect(told(await bob.settled())).toEqual(['ann set live to on #1', 'ann set host to ann #1']);
    expect(told(await ann.settled())).toEqual(['ADD bob #2', 'bob set live to on #2']);
    expect(told(await cat.settled())).toEqual([]);
    expect(tenant.extraInfoIn(ROOM)).toEqual({ live: 'on', host: 'ann' });
    expect(tenant.extraInfoIn('elsewhere')).toEqual({});
  });

  test('is in the journal by its key, not by its value', async ({ join, tenant }) => {
    const ann = await join('ann');
    await ann.setExtraInfo('live', 'something private');
    expect(tenant.journal.entries).toContainEqual(
      expect.objectContaining({
        ...{ kind: 'extra-info-set', userId: 'ann', roomId: ROOM },
        detail: { key: 'live', seq: 1 },
      }),
    );
    expect(JSON.stringify(tenant.journal.entries)).not.toContain('private');
  });

  test('is listed to whoever comes later, and fetched by its keys', async ({
    connect,
    join,
    pass,
    clock,
  }) => {
    const ann = await join('ann');
    expect(listed((await ann.heartbeat()).body.transChannelList)).toEqual([]);
    await ann.setExtraInfo('a', '1');
    await ann.setExtraInfo('b', '2');
    await ann.setExtraInfo('a', '3');
    const bob = await connect();
    expect((await enter(bob, 'bob', pass('bob'))).list).toEqual(['clt: a #2', 'clt: b #1']);
    expect(await fetch(bob, 'b', 'a')).toEqual(['0 b=2 #1 by ann', '0 a=3 #2 by ann']);
    expect((await bob.extraInfo('a')).body).toMatchObject({
      transListSeq: 3,
      transList: [{ transSendTimeMs: BigInt(clock.now()), role: 2 }],
    });
    expect(await fetch(bob, 'none')).toEqual(['1000001109 none= #0 by ']);
    expect(await fetch(bob)).toEqual([]);
  });

  test('that somebody missed is listed at the next login and in every heartbeat', async ({
    connect,
    join,
    pass,
  }) => {
    const ann = await join('ann');
    const bob = await connect();
    const { proof } = await enter(bob, 'bob', pass('bob'));
    await bob.terminate();
    await ann.setExtraInfo('live', 'on');
    await ann.setExtraInfo('live', 'off');
    const back = await connect();
    expect((await enter(back, 'bob', pass('bob'), proof)).list).toEqual(['clt: live #2']);
    expect(told(await back.settled())).toEqual([]);
    const { body } = await back.heartbeat();
    expect(listed(body.transChannelList)).toEqual(['clt: live #2']);
    expect(body.transListSeq).toBe(2);
    expect(await fetch(back, 'live')).toEqual(['0 live=off #2 by ann']);
  });

  test('stays when its setter leaves, and goes with the room; its numbers never fall', async ({
    connect,
    join,
    pass,
    tenant,
  }) => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    await ann.setExtraInfo('live', 'on');
    await ann.setExtraInfo('live', 'off');
    await ann.logout();
    expect(await fetch(bob, 'live')).toEqual(['0 live=off #2 by ann']);
    await bob.logout();
    expect(tenant.extraInfoIn(ROOM)).toEqual({});
    const cat = await connect();
    expect((await enter(cat, 'cat', pass('cat'))).list).toEqual([]);
    // A client that was here before still has number 2, and takes nothing that is not above it.
    expect((await cat.setExtraInfo('live', 'again')).body).toMatchObject({ transSeq: 3, transListSeq: 3 });
    expect((await cat.setExtraInfo('new', '')).body).toMatchObject({ transSeq: 3, transListSeq: 4 });
  });

  test('is forgotten with everything, and its numbers go on', async ({ connect, join, pass, tenant }) => {
    const ann = await join('ann');
    for (const value of ['1', '2', '3']) await ann.setExtraInfo('live', value);
    tenant.forgetEverything();
    expect((await ann.setExtraInfo('live', '4')).code).toBe(RoomCode.SessionUnknown);
    const back = await connect();
    expect((await enter(back, 'ann', pass('ann'))).list).toEqual([]);
    const { body } = await back.heartbeat();
    expect(body.transListSeq).toBe(3);
    expect((await back.setExtraInfo('live', '5')).body.transSeq).toBe(4);
  });

  test('survives its only user’s logging in anew', async ({ connect, join, pass }) => {
    const ann = await join('ann');
    await ann.setExtraInfo('live', 'on');
    expect((await enter(await connect(), 'ann', pass('ann'))).list).toEqual(['clt: live #1']);
  });

  test('takes the cloud its time to push', async ({ join, tenant, clock }) => {
    tenant.configure({ pushLatencyMs: 100 });
    const [ann, bob] = [await join('ann'), await join('bob')];
    await ann.setExtraInfo('live', 'on');
    expect(told(await bob.settled())).toEqual([]);
    clock.advance(100);
    expect(told(await bob.settled())).toEqual(['ann set live to on #1']);
  });

  test('has no more keys than a room holds; those that are there can still be changed', async ({ join }) => {
    const ann = await join('ann');
    for (let count = 0; count < 100; count++) await ann.setExtraInfo(`key ${count}`, '');
    expect((await ann.setExtraInfo('one more', '')).code).toBe(RoomCode.TooManyKeys);
    expect((await ann.setExtraInfo('key 7', 'x')).body).toMatchObject({ transSeq: 2, transListSeq: 101 });
  });
});
