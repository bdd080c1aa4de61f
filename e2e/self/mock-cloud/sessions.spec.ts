import { RoomCode } from '../../../fixtures/mock-cloud/room/codes.ts';
import { expect, ROOM, test, told } from './cloud-test.ts';
import type { WireClient } from '../../../fixtures/mock-cloud/testing/index.ts';

/** Logs in and gives the relogin token that proves the session later on. */
async function enter(client: WireClient, token: string, reloginToken?: string) {
  const answer = await client.login({
    room: ROOM,
    user: 'ann',
    token,
    ...(reloginToken !== undefined && { reloginToken }),
  });
  if (answer.code !== 0) return { code: answer.code, proof: '', ids: [] };
  const { body } = answer;
  return {
    code: 0,
    proof: Buffer.from(body.reloginToken).toString(),
    ids: [body.switchSessionId, body.userSessionId],
  };
}

test.describe('coming back', () => {
  test('with the relogin token resumes the session: the others hear nothing', async ({
    connect,
    join,
    pass,
    tenant,
  }) => {
    const bob = await join('bob');
    const before = await connect();
    const first = await enter(before, pass('ann'));
    await before.terminate();
    const after = await connect();
    const second = await enter(after, pass('ann'), first.proof);
    expect(second.ids).toEqual(first.ids);
    expect(after.contextKey).not.toBe(before.contextKey);
    expect(told(await bob.settled())).toEqual(['ADD ann #2']);
    expect((await after.heartbeat()).code).toBe(0);
    expect(tenant.journal.entries.map(({ kind }) => kind)).toContain('resumed');
  });

  test('hears nothing by push until the list has been taken again', async ({ connect, join, pass }) => {
    const before = await connect();
    const { proof } = await enter(before, pass('ann'));
    await before.userList();
    await before.terminate();
    const bob = await join('bob');
    const after = await connect();
    await enter(after, pass('ann'), proof);
    await bob.logout();
    expect(told(await after.settled())).toEqual([]);
    expect((await after.userList()).body.serverUserSeq).toBe(3n);
  });

  test('again and again is still the same session', async ({ connect, join, pass }) => {
    const bob = await join('bob');
    let { proof } = await enter(await connect(), pass('ann'));
    for (let time = 0; time < 5; time++) {
      const next = await enter(await connect(), pass('ann'), proof);
      expect(next.code).toBe(0);
      proof = next.proof;
    }
    expect(told(await bob.settled())).toEqual(['ADD ann #2']);
  });

  test('works once more when the answer to an earlier try was lost', async ({ connect, join, pass }) => {
    const bob = await join('bob');
    const { proof } = await enter(await connect(), pass('ann'));
    // The cloud has answered, the client has not heard it: it shows what it has had before, on the same
    // connection and on another one, while the cloud believes the first still open.
    const second = await connect();
    expect((await enter(second, pass('ann'), proof)).code).toBe(0);
    expect((await enter(second, pass('ann'), proof)).code).toBe(0);
    expect((await enter(await connect(), pass('ann'), proof)).code).toBe(0);
    expect(told(await bob.settled())).toEqual(['ADD ann #2']);
  });

  test('without it is a new session: the others hear DELETE, then ADD', async ({ connect, join, pass }) => {
    const bob = await join('bob');
    const first = await connect();
    const { ids } = await enter(first, pass('ann'));
    await first.terminate();
    const second = await enter(await connect(), pass('ann'));
    expect(second.ids).not.toEqual(ids);
    expect(told(await bob.settled())).toEqual(['ADD ann #2', 'DELETE ann #3', 'ADD ann #4']);
  });

  test('after P is a new session: ADD, and no second DELETE', async ({ connect, join, pass, clock }) => {
    const bob = await join('bob');
    const first = await connect();
    const { proof } = await enter(first, pass('ann'));
    await first.terminate();
    clock.advance(60_000);
    await bob.heartbeat();
    clock.advance(30_000);
    const second = await enter(await connect(), pass('ann'), proof);
    expect(second.code).toBe(0);
    expect(told(await bob.settled())).toEqual(['ADD ann #2', 'DELETE ann #3', 'ADD ann #4']);
  });

  test('an old session’s key is worth nothing any more', async ({ connect, pass }) => {
    const first = await connect();
    const { proof } = await enter(first, pass('ann'));
    const second = await connect();
    await enter(second, pass('ann'), proof);
    expect((await first.heartbeat()).code).toBe(RoomCode.SessionUnknown);
    expect((await second.heartbeat()).code).toBe(0);
  });
});

test.describe('the same user ID elsewhere', () => {
  test('puts the first one out with reason 1; the others hear DELETE, then ADD', async ({ join }) => {
    const bob = await join('bob');
    const first = await join('ann');
    const second = await join('ann');
    expect(told(await first.settled())).toEqual(['KICKOUT 1']);
    expect(told(await second.settled())).toEqual([]);
    expect(told(await bob.settled())).toEqual(['ADD ann #2', 'DELETE ann #3', 'ADD ann #4']);
    expect((await first.heartbeat()).code).toBe(RoomCode.SessionUnknown);
    expect((await second.heartbeat()).code).toBe(0);
  });

  test('is not put out by the first one coming back by itself', async ({ connect, join, pass, tenant }) => {
    const bob = await join('bob');
    const first = await connect();
    const { proof } = await enter(first, pass('ann'));
    await first.terminate();
    const second = await join('ann');
    const returning = await enter(await connect(), pass('ann'), proof);
    expect(returning.code).toBe(RoomCode.LoggedInElsewhere);
    // Nor when the first one has lost its proof.
    expect((await enter(await connect(), pass('ann'), '')).code).toBe(RoomCode.LoggedInElsewhere);
    expect(told(await second.settled())).toEqual([]);
    expect((await second.heartbeat()).code).toBe(0);
    expect(told(await bob.settled())).toEqual(['ADD ann #2', 'DELETE ann #3', 'ADD ann #4']);
    expect(tenant.usersIn(ROOM)).toEqual(['bob', 'ann']);
  });

  test('does not stop an automatic login that begins anew on its own connection', async ({
    connect,
    pass,
  }) => {
    const client = await connect();
    await enter(client, pass('ann'));
    expect((await enter(client, pass('ann'), '')).code).toBe(0);
  });

  test('is nobody’s business in another room', async ({ join, tenant }) => {
    const first = await join('ann', { room: 'a' });
    await join('ann', { room: 'b' });
    expect(told(await first.settled())).toEqual([]);
    expect([tenant.usersIn('a'), tenant.usersIn('b')]).toEqual([['ann'], ['ann']]);
  });
});
