import { once } from 'node:events';
import { connect as connectTls } from 'node:tls';
import { deflateSync, inflateSync } from 'node:zlib';

import { fromBinary, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { WebSocket } from 'ws';

import { encodeFrame, MAX_BODY_BYTES } from '../../../fixtures/mock-cloud/wire/frame.ts';
import {
  CloudSettingRequestSchema,
  CloudSettingResponseSchema,
  Dispatch2RequestSchema,
  Dispatch2ResponseSchema,
  GetAppConfigRequestSchema,
  GetAppConfigResponseSchema,
  GetConfigRequestSchema,
  GetSvraddrRequestSchema,
  GetSvraddrResponseSchema,
  HttpRequest2Schema,
  HttpRequestSchema,
  HttpResponseSchema,
  InitConfigSchema,
  PcUpwardSchema,
  PushExceptionSchema,
} from '../../../fixtures/mock-cloud/wire/generated/link_pb.ts';
import { MessageType } from '../../../fixtures/mock-cloud/wire/message-type.ts';
import { encode } from '../../../fixtures/mock-cloud/wire/protobuf.ts';
import { connectWireClient } from '../../../fixtures/mock-cloud/testing/index.ts';
import { expect, ROOM, test, told } from './cloud-test.ts';

test.describe('the link', () => {
  test('tells its timers and the time with the configuration', async ({ connect, tenant, clock }) => {
    tenant.configure({ linkHeartbeatIntervalS: 2, linkHeartbeatTimeoutS: 7 });
    const { code, data } = await (await connect()).getConfig();
    expect(code).toBe(0);
    expect(data).toMatchObject({
      logicHbIntervalS: 2,
      logicHbTimeoutS: 7,
      ntpTimeMs: BigInt(clock.now()),
      clientOuterIp: expect.stringContaining('127.0.0.1'),
    });
  });

  test('answers heartbeats with the same txid and ts', async ({ connect, tenant, clock }) => {
    const client = await connect();
    const { data } = await client.getConfig();
    const beat = await client.linkHeartbeat();
    expect(beat).toMatchObject({
      txid: (data?.txid ?? 0n) + 1n,
      ts: 1n,
      ntpTimeMs: BigInt(clock.now()),
    });
    expect(tenant.journal.entries.map(({ kind }) => kind)).toEqual(['link-opened', 'link-heartbeat']);
  });

  test('is dropped when nothing at all is heard of it, and the user stays in the room until P', async ({
    join,
    tenant,
    clock,
  }) => {
    tenant.configure({ linkIdleTimeoutMs: 60_000 });
    const bob = await join('bob');
    const ann = await join('ann');
    clock.advance(59_999);
    await bob.linkHeartbeat();
    clock.advance(1);
    expect((await ann.closed).code).toBe(1006);
    await bob.linkHeartbeat();
    expect(tenant.usersIn(ROOM)).toEqual(['bob', 'ann']);
    expect(tenant.journal.entries.filter(({ kind }) => kind === 'link-idle')).toHaveLength(1);
  });

  test('of a wire client stays: it sends link heartbeats as the SDK does', async ({
    mock,
    tenant,
    clock,
    pass,
  }) => {
    tenant.configure({ linkIdleTimeoutMs: 60_000 });
    const { appId } = tenant;
    const ann = await connectWireClient({ port: mock.port, appId, clock });
    await ann.login({ room: ROOM, user: 'ann', token: pass('ann') });
    const beats = () => tenant.journal.entries.filter(({ kind }) => kind === 'link-heartbeat').length;
    for (let halfMinute = 1; halfMinute <= 6; halfMinute += 1) {
      clock.advance(30_000);
      await expect.poll(beats).toBe(halfMinute * 10);
    }
    expect(tenant.journal.entries.map(({ kind }) => kind)).not.toContain('link-idle');
    expect((await ann.getConfig()).code).toBe(0);
    expect(ann.oddFrames).toEqual([]);
    await ann.close();
    await expect.poll(() => clock.timerCount, { message: 'heartbeats and watches that go on' }).toBe(0);
  });

  test('writes every field the SDK reads, zeros included', async ({ connect, tenant: { appId } }) => {
    const client = await connect();
    const app = await client.ask(
      MessageType.GetAppConfigRequest,
      encode(GetAppConfigRequestSchema, { txid: 5n, appid: appId, configKey: 'init' }),
    );
    const { code, data } = fromBinary(GetAppConfigResponseSchema, app.body);
    expect(code).toBe(0);
    // Encoding refuses a message in which a required part is missing: what can be encoded again is complete.
    const config = fromBinary(InitConfigSchema, data?.data ?? new Uint8Array());
    expect(toBinary(InitConfigSchema, config)).toEqual(data?.data);
    const dispatch = await client.ask(
      MessageType.Dispatch2Request,
      encode(Dispatch2RequestSchema, { txid: 6n, appid: appId }),
    );
    expect(fromBinary(Dispatch2ResponseSchema, dispatch.body)).toMatchObject({
      code: 0,
      data: { txid: 6n, rand: '', secret: '', ttlS: 0 },
    });
    const address = await client.ask(
      MessageType.GetSvraddrRequest,
      encode(GetSvraddrRequestSchema, { txid: 7n, appid: appId }),
    );
    expect(fromBinary(GetSvraddrResponseSchema, address.body).data?.txid).toBe(7n);
  });

  test('answers an AppID that nobody has with the code for it', async ({ connect }) => {
    const client = await connect();
    const reply = await client.ask(
      MessageType.GetAppConfigRequest,
      encode(GetAppConfigRequestSchema, { txid: 5n, appid: 77 }),
    );
    expect(fromBinary(GetAppConfigResponseSchema, reply.body)).toMatchObject({
      code: 20012,
      data: { txid: 5n },
    });
  });

  test('serves empty cloud settings for every file that is asked for', async ({
    connect,
    tenant: { appId },
  }) => {
    const client = await connect();
    const files = ['init', 'room', 'rtc'];
    const body = encode(CloudSettingRequestSchema, {
      product: 1,
      files: files.map((fileName) => ({ fileName })),
    });
    const reply = await client.ask(
      MessageType.HttpRequest2,
      encode(HttpRequest2Schema, { txid: 8n, appid: appId, method: 2, interfaceId: 14, body }),
    );
    const response = fromBinary(HttpResponseSchema, reply.body);
    expect(response).toMatchObject({ txid: 8n, statusCode: 200 });
    const settings = fromBinary(CloudSettingResponseSchema, response.body);
    expect(settings.code).toBe(0n);
    expect(settings.fileResponse.map(({ fileName }) => fileName)).toEqual(files);
    for (const { jsonData, hash } of settings.fileResponse) {
      expect(inflateSync(jsonData).toString()).toBe('{}');
      expect(hash).not.toHaveLength(0);
    }
  });

  test('answers other HTTP requests 404, and notes which interface was asked for', async ({
    connect,
    tenant: { appId, journal },
  }) => {
    const client = await connect();
    const second = await client.ask(
      MessageType.HttpRequest2,
      encode(HttpRequest2Schema, { txid: 8n, appid: appId, interfaceId: 99 }),
    );
    expect(fromBinary(HttpResponseSchema, second.body)).toMatchObject({ txid: 8n, statusCode: 404 });
    expect(journal.entries.filter(({ kind }) => kind === 'unknown-interface')).toMatchObject([
      { detail: { interface: 99 } },
    ]);
    const first = await client.ask(
      MessageType.HttpRequest,
      encode(HttpRequestSchema, { txid: 9n, appid: appId, location: '/' }),
    );
    expect(fromBinary(HttpResponseSchema, first.body)).toMatchObject({ txid: 9n, statusCode: 404 });
  });

  test('ignores a message of an unknown type and notes it', async ({ connect, tenant }) => {
    const client = await connect();
    await client.getConfig();
    client.send({ type: 999, streamId: 51, body: Uint8Array.of(1, 2, 3) });
    await client.linkHeartbeat();
    expect(client.oddFrames).toEqual([]);
    expect(tenant.journal.entries).toContainEqual(
      expect.objectContaining({ kind: 'unknown-message', detail: { type: 999 } }),
    );
  });

  test('answers a message for an unknown service with PushException and goes on', async ({
    join,
    tenant,
  }) => {
    const client = await join('ann');
    const reply = await client.ask(
      MessageType.PcUpward,
      encode(PcUpwardSchema, {
        txid: 40n,
        appid: tenant.appId,
        serviceNo: 4711,
        payload: Uint8Array.of(1),
      }),
    );
    expect(reply.type).toBe(MessageType.PushException);
    expect(fromBinary(PushExceptionSchema, reply.body)).toMatchObject({ txid: 40n, msg: 'no such service' });
    expect((await client.heartbeat()).code).toBe(0);
  });

  test('handles every frame of one message', async ({ connect, tenant }) => {
    const client = await connect();
    await client.getConfig();
    const beat = encodeFrame({ type: MessageType.HeartbeatRequest, streamId: 99, body: new Uint8Array() });
    client.sendBytes(Buffer.concat([beat, beat, beat]));
    await client.linkHeartbeat();
    expect(tenant.journal.entries.filter(({ kind }) => kind === 'link-heartbeat')).toHaveLength(4);
  });

  const garbage: readonly (readonly [string, Uint8Array, RegExp])[] = [
    ['no frame at all', Buffer.from('GET / HTTP/1.1'), /a frame begins with 0x47 instead of 0xaf/],
    [
      'a frame cut short',
      encodeFrame({ type: 12, streamId: 3, body: Buffer.alloc(9) }).subarray(0, 15),
      /announces 9/,
    ],
    ['a broken link message', encodeFrame({ type: 12, streamId: 3, body: Uint8Array.of(0x0a, 0xff) }), /./],
  ];
  for (const [what, bytes, reason] of garbage) {
    test(`closes the connection that sends ${what}, with a reason; the others go on`, async ({
      join,
      tenant,
    }) => {
      const [ann, bob] = [await join('ann'), await join('bob')];
      ann.sendBytes(bytes);
      expect(await ann.closed).toMatchObject({ code: 1007, reason: expect.stringMatching(reason) });
      expect((await bob.heartbeat()).code).toBe(0);
      expect(tenant.journal.entries.filter(({ kind }) => kind === 'garbage')).toHaveLength(1);
      expect(tenant.usersIn(ROOM)).toEqual(['ann', 'bob']);
    });
  }

  test('closes the connection that sends a garbled room message', async ({ join, tenant }) => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    const garbled = encode(PcUpwardSchema, {
      txid: 1n,
      appid: tenant.appId,
      serviceNo: 17,
      payload: Buffer.from('1garbled'),
    });
    ann.send({ type: MessageType.PcUpward, streamId: 91, body: garbled });
    expect(await ann.closed).toMatchObject({ code: 1007, reason: expect.stringContaining('room message') });
    expect((await bob.heartbeat()).code).toBe(0);
  });

  test('takes nothing more from a connection that it closes for garbage', async ({
    connect,
    join,
    pass,
    tenant,
  }) => {
    const ann = await connect();
    const bob = await join('bob');
    await ann.getConfig();
    ann.sendBytes(Buffer.from('garbage'));
    const login = ann.login({ room: ROOM, user: 'ann', token: pass('ann') });
    await expect(login).rejects.toThrow('the connection ended');
    expect(tenant.usersIn(ROOM)).toEqual(['bob']);
    expect(told(await bob.settled())).toEqual([]);
  });

  test('survives a message that is too large', async ({ connect, join }) => {
    const [ann, bob] = [await connect(), await join('bob')];
    ann.sendBytes(Buffer.alloc(2 * MAX_BODY_BYTES + 1, 0xaf));
    expect((await ann.closed).code).toBe(1009);
    expect((await bob.heartbeat()).code).toBe(0);
  });

  test('survives whatever bytes come', async ({ connect, join }) => {
    const bob = await join('bob');
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 45 }),
        fc.uint8Array({ maxLength: 40 }),
        async (type, body) => {
          const ann = await connect();
          await ann.getConfig();
          ann.send({ type, streamId: 9, body });
          // Answered, ignored or closed: all is well, as long as it is one of them.
          await Promise.race([ann.linkHeartbeat().catch(() => undefined), ann.closed]);
          await ann.terminate();
          expect((await bob.heartbeat()).code).toBe(0);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('does not let a connection change its AppID', async ({ connect, tenant, otherTenant }) => {
    const client = await connect();
    await client.getConfig();
    const other = encode(GetConfigRequestSchema, { txid: 9n, appid: otherTenant.appId });
    client.send({ type: MessageType.GetConfigRequest, streamId: 71, body: other });
    expect(await client.closed).toEqual({
      code: 1008,
      reason: 'the AppID changed on an open connection',
    });
    expect(otherTenant.journal.entries).toEqual([]);
    expect(tenant.journal.entries.at(-1)?.kind).toBe('link-closed');
  });

  for (const path of ['/log', '/zglog/tlog?product=rtc_web', '/ws/report/stream?appid=1&product=rtc&token=t'])
    test(`takes the SDK’s reports at ${path} and acknowledges each; of garbage it says nothing`, async ({
      mock,
    }) => {
      const socket = new WebSocket(`wss://${mock.host}:${mock.port}${path}`, { rejectUnauthorized: false });
      const heard: unknown[] = [];
      socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString())));
      await once(socket, 'open');
      socket.send(deflateSync(JSON.stringify({ message_id: 7, product: 'rtc_web', s: '{}' })));
      socket.send(JSON.stringify({ message_id: 8 }));
      socket.send(Buffer.from([1, 2, 3]));
      socket.send(deflateSync(JSON.stringify({ message_id: 'none' })));
      socket.send(deflateSync(JSON.stringify({ message_id: 9, s: ' '.repeat(300_000) })));
      // Whatever it would say would come before its pong.
      socket.ping();
      await once(socket, 'pong');
      expect(heard).toEqual([
        { code: 0, data: { message_id: 7 } },
        { code: 0, data: { message_id: 8 } },
      ]);
      socket.close();
      await once(socket, 'close');
    });

  test('drops who sends reports and never reads the acknowledgements', async ({ mock }) => {
    const socket = new WebSocket(`wss://${mock.host}:${mock.port}/zglog/tlog`, { rejectUnauthorized: false });
    await once(socket, 'open');
    socket.pause();
    // More than the system itself takes in.
    const sent = Array.from(
      { length: 400_000 },
      () => new Promise<void>((resolve) => socket.send('{"message_id":1}', () => resolve())),
    );
    await Promise.all(sent);
    let closedWith: number | undefined;
    socket.on('close', (code) => (closedWith = code));
    socket.resume();
    // 1006: without a word.
    await expect.poll(() => closedWith, { timeout: 10_000 }).toBe(1006);
  });

  test('refuses WebSockets to other paths', async ({ mock }) => {
    const socket = new WebSocket(`wss://127.0.0.1:${mock.port}/elsewhere`, { rejectUnauthorized: false });
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toBe('Unexpected server response: 404');
  });

  for (const [what, request] of [
    ['an address that is none', 'GET // HTTP/1.1\r\nHost: x\r\n\r\n'],
    [
      'a WebSocket to an address that is none',
      'GET // HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    ],
  ] as const) {
    test(`answers ${what} with 404 and goes on`, async ({ mock, connect }) => {
      const socket = connectTls({ host: mock.host, port: mock.port, rejectUnauthorized: false });
      await once(socket, 'secureConnect');
      socket.write(request);
      const [answer] = (await once(socket, 'data')) as [Buffer];
      expect(answer.toString()).toContain('404');
      socket.destroy();
      expect((await (await connect()).getConfig()).code).toBe(0);
    });
  }
});
