import { KickReason, RoomCode } from '../../../fixtures/mock-cloud/room/codes.ts';
import { expect, ROOM, test, told } from './cloud-test.ts';
import type { WireClient } from '../../../fixtures/mock-cloud/testing/index.ts';

const names = async (client: WireClient) => {
  const { body } = await client.userList();
  return {
    seq: Number(body.serverUserSeq),
    users: body.userBaseInfoList.map(({ idName }) => Buffer.from(idName).toString()),
    lastIndex: Number(body.serverUserIndex),
    lastReturned: Number(body.retUserIndex),
  };
};

test.describe('the user list', () => {
  test('counts the joiner’s own coming and is complete', async ({ join }) => {
    const ann = await join('ann', { userUpdate: false });
    expect(await names(ann)).toEqual({ seq: 1, users: ['ann'], lastIndex: 0, lastReturned: 0 });
    const bob = await join('bob', { userUpdate: false });
    expect(await names(bob)).toEqual({ seq: 2, users: ['ann', 'bob'], lastIndex: 1, lastReturned: 1 });
  });

  test('and every push after it make one unbroken count', async ({ join }) => {
    const ann = await join('ann');
    const bob = await join('bob');
    await join('cat');
    await bob.logout();
    expect(told(await ann.settled())).toEqual(['ADD bob #2', 'ADD cat #3', 'DELETE bob #4']);
    expect(await names(ann)).toMatchObject({ seq: 4, users: ['ann', 'cat'] });
    expect((await ann.heartbeat()).body).toMatchObject({ userSeq: 4n, onlineCount: 2 });
  });

  test('comes before any push: what happened until then is in it', async ({ connect, join, pass }) => {
    const ann = await connect();
    await ann.login({ room: ROOM, user: 'ann', token: pass('ann') });
    const bob = await join('bob');
    await join('cat');
    await bob.logout();
    expect(told(await ann.settled())).toEqual([]);
    expect(await names(ann)).toMatchObject({ seq: 4, users: ['ann', 'cat'] });
    await join('dan');
    expect(told(await ann.settled())).toEqual(['ADD dan #5']);
  });

  test('nobody without userUpdate hears of the others', async ({ join }) => {
    const ann = await join('ann', { userUpdate: false });
    await ann.userList();
    const bob = await join('bob');
    await bob.logout();
    expect(told(await ann.settled())).toEqual([]);
  });

  test('a push carries the session’s key and goes to the others only', async ({ join }) => {
    const ann = await join('ann');
    const bob = await join('bob');
    expect(await ann.nextPush()).toEqual({
      contextKey: ann.contextKey,
      kind: 'users',
      userSeq: 2,
      changes: [{ change: 'ADD', user: 'bob' }],
    });
    expect(told(await bob.settled())).toEqual([]);
  });

  test('a push takes as long as the cloud is told to take', async ({ join, tenant, clock }) => {
    const ann = await join('ann');
    tenant.configure({ pushLatencyMs: 100 });
    await join('bob');
    clock.advance(99);
    expect(told(await ann.settled())).toEqual([]);
    clock.advance(1);
    expect(told(await ann.settled())).toEqual(['ADD bob #2']);
  });

  test('a heartbeat counts no further than the pushes that were sent', async ({ join, tenant, clock }) => {
    const ann = await join('ann');
    tenant.configure({ pushLatencyMs: 100 });
    await join('bob');
    // A greater number would make the SDK fetch the list and announce everybody again.
    expect((await ann.heartbeat()).body.userSeq).toBe(1n);
    clock.advance(100);
    await ann.settled();
    expect((await ann.heartbeat()).body.userSeq).toBe(2n);
  });

  test('a change is not told right behind the answer to a heartbeat, a kickout is, and brings it along', async ({
    join,
    tenant,
  }) => {
    const ann = await join('ann');
    const askedAt = performance.now();
    await ann.heartbeat();
    await join('bob');
    expect(told(await ann.settled())).toEqual(['ADD bob #2']);
    // The SDK would otherwise hear of bob first, and take the answer for one that knows less than it should.
    expect(performance.now() - askedAt).toBeGreaterThan(80);
    await ann.heartbeat();
    await join('cid');
    tenant.kick('ann');
    expect(tenant.underWay()).toBe(0);
    expect(told(await ann.settled())).toEqual(['ADD bob #2', 'ADD cid #3', 'KICKOUT 2']);
  });

  test('a change is held back as long as the setting says, and counts as under way until it is told', async ({
    join,
    tenant,
  }) => {
    tenant.configure({ pushAfterHeartbeatMs: 86_400_000 });
    const ann = await join('ann');
    await ann.heartbeat();
    await join('bob');
    await ann.linkHeartbeat();
    expect(told(ann.pushes)).toEqual([]);
    expect(tenant.underWay()).toBe(1);
    tenant.kick('ann');
    expect(tenant.underWay()).toBe(0);
  });

  test('with 0 a change is told right behind the answer to a heartbeat', async ({ join, tenant }) => {
    expect(tenant.settings.pushAfterHeartbeatMs).toBe(100);
    tenant.configure({ pushAfterHeartbeatMs: 0 });
    const ann = await join('ann');
    for (const guest of ['bob', 'cat', 'dan']) {
      await ann.heartbeat();
      await join(guest);
      expect(tenant.underWay(), 'held back').toBe(0);
    }
    expect(told(await ann.settled())).toEqual(['ADD bob #2', 'ADD cat #3', 'ADD dan #4']);
  });

  test('a heartbeat before the list was asked for counts nothing: the client knows of nobody yet', async ({
    join,
    connect,
    pass,
  }) => {
    await join('ann');
    const bob = await connect();
    await bob.login({ room: ROOM, user: 'bob', token: pass('bob') });
    expect((await bob.heartbeat()).body.userSeq).toBe(0n);
    await bob.userList();
    expect((await bob.heartbeat()).body.userSeq).toBe(2n);
  });
});

test.describe('leaving', () => {
  test('logout is told to the others at once, and is answered', async ({ join, tenant, clock }) => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    expect((await bob.logout()).code).toBe(0);
    expect(told(await ann.settled())).toEqual(['ADD bob #2', 'DELETE bob #3']);
    expect(tenant.usersIn(ROOM)).toEqual(['ann']);
    clock.advance(200_000);
    expect(tenant.journal.entries.filter(({ kind }) => kind === 'presence-timeout')).toHaveLength(1);
  });

  test('a logout of a session that is gone is answered as done, anything else as unknown', async ({
    join,
  }) => {
    const ann = await join('ann');
    await ann.logout();
    expect((await ann.logout()).code).toBe(0);
    expect((await ann.heartbeat()).code).toBe(RoomCode.SessionUnknown);
    expect((await ann.userList()).code).toBe(RoomCode.SessionUnknown);
    expect((await ann.addStream('s')).code).toBe(RoomCode.SessionUnknown);
  });

  test('a kick reaches the kicked first and then the others', async ({ join, tenant }) => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    tenant.kick('bob', 'out');
    expect(await bob.nextPush()).toEqual({
      contextKey: bob.contextKey,
      kind: 'kickout',
      reason: KickReason.Server,
      message: 'out',
    });
    expect(told(await ann.settled())).toEqual(['ADD bob #2', 'DELETE bob #3']);
    expect((await bob.heartbeat()).code).toBe(RoomCode.SessionUnknown);
    expect(() => tenant.kick('bob')).toThrow(`User bob is in no room of AppID ${tenant.appId}`);
  });

  test('an expired token is told with its own reason', async ({ join, tenant }) => {
    const ann = await join('ann');
    tenant.expireToken('ann');
    expect(told(await ann.settled())).toEqual([`KICKOUT ${KickReason.TokenExpired}`]);
    expect(tenant.usersIn(ROOM)).toEqual([]);
  });

  test('a kicked user may come again', async ({ join, tenant }) => {
    await join('ann');
    tenant.kick('ann');
    await join('ann');
    expect(tenant.usersIn(ROOM)).toEqual(['ann']);
  });

  test('a cloud that forgets everything tells nobody and knows no session', async ({
    join,
    tenant,
    clock,
  }) => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    tenant.forgetEverything();
    expect(told(await ann.settled())).toEqual(['ADD bob #2']);
    expect((await bob.heartbeat()).code).toBe(RoomCode.SessionUnknown);
    expect(tenant.usersIn(ROOM)).toEqual([]);
    expect(tenant.journal.entries.filter(({ kind }) => kind === 'forgotten')).toEqual(
      ['ann', 'bob'].map((userId) => ({ kind: 'forgotten', epochMs: clock.now(), userId, roomId: ROOM })),
    );
    clock.advance(200_000);
    expect(tenant.journal.entries.map(({ kind }) => kind)).not.toContain('presence-timeout');
  });
});
