import { createToken04, privilegePayload } from '../../../fixtures/mock-cloud/token04/sign.ts';
import type { TokenReason } from '../../../fixtures/mock-cloud/room/admission.ts';
import { RoomCode } from '../../../fixtures/mock-cloud/room/codes.ts';
import { createLoginRules } from '../../../fixtures/mock-cloud/room/login-rules.ts';
import { expect, OTHER_SECRET, ROOM, SECRET, test, told } from './cloud-test.ts';

test.describe('login', () => {
  test('with a good token gives everything that the SDK needs', async ({ connect, tenant, pass, clock }) => {
    tenant.configure({ roomHeartbeatIntervalMs: 4_000, roomHeartbeatTimeoutMs: 50_000 });
    const client = await connect();
    const { code, body } = await client.login({ room: ROOM, user: 'ann', token: pass('ann') });
    expect(code).toBe(0);
    expect(body).toMatchObject({
      liveroomHbIntervalMs: 4_000,
      liveroomHbTimeoutMs: 50_000,
      retTimestampMs: BigInt(clock.now()),
      onlineCount: 1,
      streamInfoList: [],
      anchorInfo: {},
    });
    expect(body.switchSessionId).not.toBe(0n);
    expect(body.userSessionId).not.toBe(0n);
    expect(body.reloginToken).not.toHaveLength(0);
    expect(client.contextKey).not.toBe(0);
    expect(tenant.usersIn(ROOM)).toEqual(['ann']);
  });

  const claims = { secret: SECRET, userId: 'ann', lifetimeS: 60 };
  const badTokens: readonly (readonly [
    string,
    number,
    TokenReason,
    (appId: number, nowMs: number) => string,
  ])[] = [
    ['no token', RoomCode.TokenInvalid, 'no token', () => ''],
    ['a malformed token', RoomCode.TokenInvalid, 'not a token04', () => '04nonsense'],
    [
      'an expired token',
      RoomCode.TokenExpired,
      'expired',
      (appId, now) => createToken04({ ...claims, appId }, { nowMs: now - 60_000 }),
    ],
    [
      'a token for another user',
      RoomCode.TokenInvalid,
      "another user's",
      (appId, nowMs) => createToken04({ ...claims, appId, userId: 'eve' }, { nowMs }),
    ],
    [
      'a token made with another secret',
      RoomCode.TokenInvalid,
      'wrong secret',
      (appId, nowMs) => createToken04({ ...claims, appId, secret: OTHER_SECRET }, { nowMs }),
    ],
    [
      'a token for another app',
      RoomCode.TokenInvalid,
      'another app',
      (appId, nowMs) => createToken04({ ...claims, appId: appId + 1 }, { nowMs }),
    ],
    [
      'a token for another room',
      RoomCode.TokenInvalid,
      'another room',
      (appId, nowMs) =>
        createToken04(
          { ...claims, appId, payload: privilegePayload('elsewhere', { login: true, publish: true }) },
          { nowMs },
        ),
    ],
    [
      'a token that forbids login',
      RoomCode.TokenInvalid,
      'no login',
      (appId, nowMs) =>
        createToken04(
          { ...claims, appId, payload: privilegePayload(ROOM, { login: false, publish: true }) },
          { nowMs },
        ),
    ],
  ];
  for (const [what, code, reason, makeToken] of badTokens) {
    test(`with ${what} is refused with ${code}; nobody hears of it`, async ({
      connect,
      join,
      tenant,
      clock,
    }) => {
      const bob = await join('bob');
      const ann = await connect();
      const answer = await ann.login({
        room: ROOM,
        user: 'ann',
        token: makeToken(tenant.appId, clock.now()),
      });
      expect(answer.code).toBe(code);
      expect(answer.message).not.toBe('');
      expect(tenant.usersIn(ROOM)).toEqual(['bob']);
      expect(told(await bob.settled())).toEqual([]);
      expect(tenant.journal.entries.at(-2)).toMatchObject({
        kind: 'login-refused',
        userId: 'ann',
        detail: { code },
      });
      expect(tenant.journal.entries.filter(({ kind }) => kind === 'token-wrong')).toMatchObject([
        { userId: 'ann', roomId: ROOM, detail: { reason, accepted: false } },
      ]);
    });

    test(`with ${what} is let in where tokens are accepted; the journal says what is wrong`, async ({
      connect,
      join,
      tenant,
      clock,
    }) => {
      const bob = await join('bob');
      tenant.configure({ tokens: 'accept' });
      const ann = await connect();
      const token = makeToken(tenant.appId, clock.now());
      expect((await ann.login({ room: ROOM, user: 'ann', token })).code).toBe(0);
      expect((await ann.addStream('s')).code).toBe(0);
      expect(told(await bob.settled())).toEqual(['ADD ann #2', 'stream-add s #1 (0)']);
      const wrong = tenant.journal.entries.filter(({ kind }) => kind === 'token-wrong');
      const sentence: unknown = expect.stringMatching(/^[A-Z][^.]+: [a-z].+\.$/);
      expect(wrong).toMatchObject([{ userId: 'ann', detail: { reason, accepted: true, sentence } }]);
      // A journal is shown and kept; a token opens a door.
      if (token !== '') expect(JSON.stringify(tenant.journal.entries)).not.toContain(token);
    });
  }

  test('with a good token says nothing is wrong with it', async ({ join, tenant }) => {
    await join('ann');
    tenant.configure({ tokens: 'accept' });
    await join('bob');
    expect(tenant.journal.entries.map(({ kind }) => kind)).not.toContain('token-wrong');
  });

  test('with a token that forbids to publish allows it where tokens are accepted', async ({
    connect,
    tenant,
    clock,
  }) => {
    tenant.configure({ tokens: 'accept' });
    const payload = privilegePayload(ROOM, { login: true, publish: false });
    const token = createToken04({ ...claims, appId: tenant.appId, payload }, { nowMs: clock.now() });
    const ann = await connect();
    await ann.login({ room: ROOM, user: 'ann', token });
    expect((await ann.addStream('s')).code).toBe(0);
  });

  test('renewed with a bad token is told in the journal, and accepted where tokens are', async ({
    join,
    tenant,
  }) => {
    const ann = await join('ann');
    expect((await ann.renewToken('nonsense')).code).toBe(RoomCode.TokenInvalid);
    tenant.configure({ tokens: 'accept' });
    expect((await ann.renewToken('nonsense')).code).toBe(0);
    expect(tenant.journal.entries.filter(({ kind }) => kind === 'token-wrong')).toMatchObject([
      { userId: 'ann', detail: { reason: 'not a token04', accepted: false } },
      { userId: 'ann', detail: { reason: 'not a token04', accepted: true } },
    ]);
  });

  test('to a full room is refused; room for those who are in it', async ({ join, connect, pass, tenant }) => {
    tenant.configure({ roomCapacity: 1 });
    const ann = await join('ann');
    const bob = await connect();
    const request = { room: ROOM, user: 'bob', token: pass('bob') };
    expect((await bob.login(request)).code).toBe(RoomCode.RoomFull);
    expect((await bob.login({ ...request, room: 'room-2' })).code).toBe(0);
    expect((await ann.login({ room: ROOM, user: 'ann', token: pass('ann') })).code).toBe(0);
    await ann.logout();
    expect((await bob.login(request)).code).toBe(0);
  });

  test('side by side fill a room no further than it holds', async ({ connect, pass, tenant, clock }) => {
    tenant.configure({ roomCapacity: 1, loginLatencyMs: 100 });
    const people = ['ann', 'bob', 'cat'];
    const logins = await Promise.all(
      people.map(async (user) => {
        const client = await connect();
        return { client, answer: client.login({ room: ROOM, user, token: pass(user) }) };
      }),
    );
    await Promise.all(logins.map(({ client }) => client.linkHeartbeat()));
    clock.advance(100);
    const codes = await Promise.all(logins.map(async ({ answer }) => (await answer).code));
    expect(codes.sort()).toEqual([0, RoomCode.RoomFull, RoomCode.RoomFull]);
    expect(tenant.usersIn(ROOM)).toHaveLength(1);
  });

  test('takes as long as the cloud is told to take', async ({ connect, pass, tenant, clock }) => {
    tenant.configure({ loginLatencyMs: 120 });
    const client = await connect();
    const login = client.login({ room: ROOM, user: 'ann', token: pass('ann') });
    await client.linkHeartbeat();
    clock.advance(119);
    expect(tenant.usersIn(ROOM)).toEqual([]);
    clock.advance(1);
    expect(tenant.usersIn(ROOM)).toEqual(['ann']);
    expect((await login).code).toBe(0);
  });

  test('twice on one connection leaves one session', async ({ join, pass, tenant }) => {
    const bob = await join('bob');
    const ann = await join('ann');
    await ann.login({ room: ROOM, user: 'ann', token: pass('ann') });
    await ann.userList();
    expect(tenant.usersIn(ROOM)).toEqual(['bob', 'ann']);
    expect(told(await bob.settled())).toEqual(['ADD ann #2', 'DELETE ann #3', 'ADD ann #4']);
    expect(told(await ann.settled())).toEqual([]);
  });
});

test.describe('scripted answers to logins', () => {
  test('say what the script says, as often as it says', async ({ connect, pass, tenant }) => {
    const client = await connect();
    const request = { room: ROOM, user: 'ann', token: pass('ann') };
    tenant.answerLogins({ code: 50_200, message: 'not now' }, { times: 2 });
    expect(await client.login(request)).toMatchObject({ code: 50_200, message: 'not now' });
    expect((await client.login(request)).code).toBe(50_200);
    expect((await client.login(request)).code).toBe(0);
  });

  test('are only for the user and the room that they name', async ({ connect, pass, tenant }) => {
    const client = await connect();
    tenant.answerLogins({ code: 1 }, { userId: 'ann', roomId: 'a' });
    const code = async (user: string, room: string) =>
      (await client.login({ room, user, token: pass(user) })).code;
    expect(await code('bob', 'a')).toBe(0);
    expect(await code('ann', 'b')).toBe(0);
    expect(await code('ann', 'a')).toBe(1);
  });

  test('can be silence', async ({ connect, pass, tenant }) => {
    const client = await connect();
    const lift = tenant.answerLogins('silence');
    const unanswered = client.login({ room: ROOM, user: 'ann', token: pass('ann') });
    await client.linkHeartbeat();
    lift();
    expect((await client.login({ room: ROOM, user: 'ann', token: pass('ann') })).code).toBe(0);
    expect(tenant.journal.entries.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['login', 'login-unanswered', 'login', 'entered']),
    );
    await client.terminate();
    await expect(unanswered).rejects.toThrow('the connection ended');
  });

  test('end when they are lifted; the newest goes first', () => {
    const rules = createLoginRules();
    const liftOld = rules.add({ code: 1 });
    const liftNew = rules.add({ code: 2 }, { times: 1 });
    expect(rules.take('ann', 'r')).toEqual({ code: 2 });
    expect(rules.take('ann', 'r')).toEqual({ code: 1 });
    liftNew();
    liftOld();
    liftOld();
    expect(rules.take('ann', 'r')).toBeUndefined();
  });
});
