import { connect as connectTcp } from 'node:net';

import { create, toBinary } from '@bufbuild/protobuf';

import { createToken04 } from '../../../fixtures/mock-cloud/token04/sign.ts';
import { Command, RoomCode } from '../../../fixtures/mock-cloud/room/codes.ts';
import { startMockCloud } from '../../../fixtures/mock-cloud/server.ts';
import { CommonRspSchema, AddStreamReqSchema } from '../../../fixtures/mock-cloud/wire/generated/room_pb.ts';
import { encodeFrame } from '../../../fixtures/mock-cloud/wire/frame.ts';
import { MessageType } from '../../../fixtures/mock-cloud/wire/message-type.ts';
import { expect, ROOM, SECRET, test, told } from './cloud-test.ts';
import { createManualClock } from './manual-clock.ts';
import { connectWireClient } from '../../../fixtures/mock-cloud/testing/index.ts';

test.describe('tenants', () => {
  test('see nothing of each other, down to the same room and user names', async ({
    join,
    tenant,
    otherTenant,
  }) => {
    const here = await join('ann');
    const there = await join('ann', { tenant: otherTenant });
    await join('bob', { tenant: otherTenant });
    await there.addStream('s');
    expect(told(await here.settled())).toEqual([]);
    expect((await here.addStream('s')).code).toBe(0);
    expect(tenant.usersIn(ROOM)).toEqual(['ann']);
    expect(otherTenant.usersIn(ROOM)).toEqual(['ann', 'bob']);
    tenant.kick('ann');
    expect(told(await there.settled())).toEqual(['ADD bob #2']);
    expect(otherTenant.journal.entries.map(({ kind }) => kind)).not.toContain('kicked');
  });

  test('have settings and scripted answers of their own', async ({ join, tenant, otherTenant, clock }) => {
    tenant.configure({ presenceTimeoutMs: 1_000 });
    tenant.answerLogins({ code: 1 }, { userId: 'bob' });
    await join('ann');
    await join('ann', { tenant: otherTenant });
    await join('bob', { tenant: otherTenant });
    clock.advance(1_000);
    expect(tenant.usersIn(ROOM)).toEqual([]);
    expect(otherTenant.usersIn(ROOM)).toEqual(['ann', 'bob']);
  });

  test('take no context key of another connection or tenant', async ({ join, connect, otherTenant }) => {
    const ann = await join('ann');
    const eve = await join('eve');
    const stranger = await connect(otherTenant);
    const logout = { cmd: Command.Logout, contextKey: ann.contextKey };
    const beat = { cmd: Command.Heartbeat, contextKey: ann.contextKey };
    for (const thief of [eve, stranger]) {
      await thief.command(logout, CommonRspSchema);
      expect((await thief.command(beat, CommonRspSchema)).code).toBe(RoomCode.SessionUnknown);
    }
    expect((await ann.heartbeat()).body.onlineCount).toBe(2);
  });

  test('take no relogin token of another tenant', async ({ connect, pass, otherTenant }) => {
    const here = await connect();
    const { body } = await here.login({ room: ROOM, user: 'ann', token: pass('ann') });
    const there = await connect(otherTenant);
    const answer = await there.login({
      room: ROOM,
      user: 'ann',
      token: pass('ann', otherTenant),
      reloginToken: Buffer.from(body.reloginToken).toString(),
    });
    expect(answer.code).toBe(0);
    expect(otherTenant.journal.entries.map(({ kind }) => kind)).not.toContain('resumed');
    expect((await here.heartbeat()).code).toBe(0);
  });

  test('take no token of another tenant', async ({ connect, pass, tenant, otherTenant }) => {
    const there = await connect(otherTenant);
    const answer = await there.login({ room: ROOM, user: 'ann', token: pass('ann', tenant) });
    expect(answer.code).toBe(RoomCode.TokenInvalid);
  });

  test('are added once each, with a right AppID and secret', ({ mock, tenant }) => {
    const add =
      (appId: number, secret = SECRET) =>
      () =>
        mock.addTenant({ appId, secret });
    expect(add(tenant.appId)).toThrow(`AppID ${tenant.appId} is taken`);
    expect(add(0)).toThrow('AppID 0 is not a whole number');
    expect(add(2 ** 32)).toThrow('AppID 4294967296 is not a whole number');
    expect(add(7, 'short')).toThrow('The ServerSecret has 5 characters instead of 32');
  });

  test('that are removed drop their clients and end their timers', async ({ mock, clock, connect, join }) => {
    const bob = await join('bob');
    const before = clock.timerCount;
    const leaving = mock.addTenant({ appId: 77, secret: SECRET, clock });
    const ann = await connect(leaving);
    const token = createToken04(
      { appId: 77, secret: SECRET, userId: 'ann', lifetimeS: 60 },
      { nowMs: clock.now() },
    );
    await ann.login({ room: ROOM, user: 'ann', token });
    mock.removeTenant(leaving);
    await ann.closed;
    expect(clock.timerCount).toBe(before);
    expect((await bob.heartbeat()).code).toBe(0);
  });
});

test.describe('a difficult client', () => {
  test('with an unknown room command gets an answer, and harms nobody', async ({ join, tenant }) => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    expect(await ann.command({ cmd: 999_999 }, CommonRspSchema)).toMatchObject({
      code: RoomCode.UnknownCommand,
      message: 'command 999999 is not known here',
    });
    expect((await ann.heartbeat()).code).toBe(0);
    expect((await bob.heartbeat()).code).toBe(0);
    expect(tenant.journal.entries).toContainEqual(
      expect.objectContaining({
        ...{ kind: 'unknown-command', userId: 'ann' },
        detail: { service: 17, cmd: 999_999 },
      }),
    );
  });

  test('with an unknown command and no name is known by its session', async ({ join, connect, tenant }) => {
    const [ann, stranger] = [await join('ann'), await connect()];
    for (const client of [ann, stranger]) await client.command({ cmd: 888_888, userId: '' }, CommonRspSchema);
    const unknown = tenant.journal.entries.filter(({ kind }) => kind === 'unknown-command');
    expect(unknown.map(({ userId }) => userId)).toEqual(['ann', undefined]);
    expect(unknown[0]).toMatchObject({ detail: { service: 17, cmd: 888_888 } });
  });

  test('that floods does not stop the others', async ({ join, tenant }) => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    const beat = encodeFrame({ type: MessageType.HeartbeatRequest, streamId: 99, body: new Uint8Array() });
    const flood = Buffer.concat(Array.from({ length: 500 }, () => beat));
    for (let wave = 0; wave < 10; wave++) ann.sendBytes(flood);
    expect((await bob.heartbeat()).code).toBe(0);
    await ann.linkHeartbeat();
    expect(tenant.journal.entries.filter(({ kind }) => kind === 'link-heartbeat')).toHaveLength(5_001);
  });

  test('that does not read is dropped before it eats the memory', async ({ join, tenant }) => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    ann.stopReading();
    const body = toBinary(
      AddStreamReqSchema,
      create(AddStreamReqSchema, {
        streamId: Buffer.from('s'),
        extraInfo: new Uint8Array(500_000),
      }),
    );
    const severed = new Promise<void>((resolve) => {
      tenant.journal.subscribe(({ kind }) => {
        if (kind === 'link-closed') resolve();
      });
    });
    for (let time = 0; time < 40; time++) {
      await bob.command({ cmd: Command.AddStream, body }, CommonRspSchema);
      await bob.deleteStream('s');
    }
    await severed;
    expect((await bob.heartbeat()).code).toBe(0);
    await ann.terminate();
  });

  test('that is severed or asked to reconnect is that alone', async ({ join, tenant }) => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    tenant.askToReconnect('ann');
    await ann.linkHeartbeat();
    expect(ann.oddFrames.map(({ type }) => type)).toEqual([MessageType.CloseConnection]);
    tenant.sever('ann');
    expect((await ann.closed).code).toBe(1006);
    expect(tenant.usersIn(ROOM)).toEqual(['ann', 'bob']);
    expect((await bob.heartbeat()).code).toBe(0);
  });
});

test.describe('a mock cloud that is closed', () => {
  test('leaves no connection, no timer and no port behind', async () => {
    const clock = createManualClock();
    const mock = await startMockCloud({ clock });
    mock.addTenant({ appId: 1, secret: SECRET });
    const idle = connectTcp(mock.port, mock.host);
    idle.on('error', () => undefined);
    const idleClosed = new Promise((resolve) => idle.once('close', resolve));
    const client = await connectWireClient({ port: mock.port, appId: 1 });
    const token = createToken04(
      { appId: 1, secret: SECRET, userId: 'ann', lifetimeS: 60 },
      { nowMs: clock.now() },
    );
    expect((await client.login({ room: ROOM, user: 'ann', token })).code).toBe(0);
    // The user's presence and the link's.
    expect(clock.timerCount).toBe(2);
    await mock.close();
    await Promise.all([client.closed, idleClosed]);
    expect(clock.timerCount).toBe(0);
    const again = await startMockCloud({ port: mock.port });
    await expect(startMockCloud({ port: mock.port })).rejects.toThrow(`Port ${mock.port} is in use`);
    await again.close();
  });
});
