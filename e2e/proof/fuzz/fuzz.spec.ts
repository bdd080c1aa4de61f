import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { create, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { WebSocket } from 'ws';

import { percentile } from '../bench/statistics.ts';
import { askedNumber } from '../run/asked.ts';
import { Command } from '../../../fixtures/mock-cloud/room/codes.ts';
import { encodeFrame } from '../../../fixtures/mock-cloud/wire/frame.ts';
import {
  CloudSettingRequestSchema,
  GetConfigRequestSchema,
  HttpRequest2Schema,
  PcUpwardSchema,
} from '../../../fixtures/mock-cloud/wire/generated/link_pb.ts';
import { MessageType, ServiceNo } from '../../../fixtures/mock-cloud/wire/message-type.ts';
import { encodeRoomMessage } from '../../../fixtures/mock-cloud/wire/room-envelope.ts';
import type { WireClient } from '../../../fixtures/mock-cloud/testing/index.ts';
import { expect, OTHER_SECRET, ROOM, test } from '../../self/mock-cloud/cloud-test.ts';
import { createToken04 } from '../../../fixtures/mock-cloud/token04/sign.ts';
import { hostileFrames, type HostileFrame, type Loot } from './hostile-frames.ts';

/** `npm run fuzz -- --frames 1000000 --seed 7` gives these. */
const FRAMES = askedNumber('REJOIN_FUZZ_FRAMES', 20_000);
const SEED = askedNumber('REJOIN_FUZZ_SEED', 1);
/** What anybody else may have to wait while a hostile client does its worst, in ms; less by far where nothing else runs. */
const OTHERS_WAIT_MS = 3_000;
/** Bytes that may stay behind after any number of frames. */
const MAY_STAY_BYTES = 48 * 1_048_576;
const BATCH = 400;

/** Used memory, once everything is collected that can be. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}

/** Connects, takes and forgets whatever comes, and is told when the cloud has handled all it was sent. */
async function connectHostile(port: number): Promise<{
  readonly socket: WebSocket;
  readonly handled: () => Promise<void>;
}> {
  const socket = new WebSocket(`wss://127.0.0.1:${port}/accesshub`, { rejectUnauthorized: false });
  socket.on('error', () => undefined);
  socket.on('message', () => undefined);
  await new Promise<void>((resolve) => {
    socket.once('open', resolve);
    socket.once('close', () => resolve());
  });
  return {
    socket,
    handled: () =>
      new Promise<void>((resolve) => {
        if (socket.readyState !== WebSocket.OPEN) {
          resolve();
          return;
        }
        socket.once('pong', () => resolve());
        socket.once('close', () => resolve());
        socket.ping();
      }),
  };
}

/** Asks for the time of day, again and again, and notes how long the answers take; ends when told to. */
function watchDelay(clients: readonly WireClient[]) {
  const waits: number[] = [];
  let over = false;
  const watching = Promise.all(
    clients.map(async (client) => {
      while (!over) {
        const begunAt = performance.now();
        await client.linkHeartbeat();
        waits.push(performance.now() - begunAt);
        await nextTurn();
      }
    }),
  );
  return {
    async end() {
      over = true;
      await watching;
      return { worstMs: Math.max(...waits), p99Ms: percentile(waits, 0.99), answers: waits.length };
    },
  };
}

test(`${FRAMES} hostile frames (seed ${SEED}): no crash, nobody else is touched, nothing piles up`, async ({
  mock,
  tenant,
  otherTenant,
  join,
  pass,
  connect,
  clock,
}, testInfo) => {
  test.setTimeout(60_000 + FRAMES);
  const ann = await join('ann');
  const far = await join('far', { tenant: otherTenant });
  const mallory = await join('mallory', { room: 'elsewhere' });
  expect((await ann.addStream('s')).code).toBe(0);
  expect((await far.addStream('s')).code).toBe(0);
  const { body } = await (await connect()).login({ room: 'third', user: 'carl', token: pass('carl') });
  const forged = createToken04({
    appId: tenant.appId,
    secret: OTHER_SECRET,
    userId: 'mallory',
    lifetimeS: 60,
  });
  const loot: Loot = {
    appId: tenant.appId,
    otherAppId: otherTenant.appId,
    ownKey: mallory.contextKey,
    foreignKeys: [ann.contextKey, far.contextKey],
    reloginTokens: [Buffer.from(body.reloginToken).toString()],
    ownToken: pass('mallory'),
    foreignTokens: [pass('ann'), pass('far', otherTenant), forged].map((token) => token.slice(0, -1)),
    users: ['ann', 'far', 'carl'],
    room: ROOM,
  };
  const before = { bytes: heapBytes(), timers: clock.timerCount, far: otherTenant.journal.entries.length };

  const hostile = hostileFrames(loot);
  const delay = watchDelay([ann, far]);
  let sent = 0;
  let connections = 0;
  let client = await connectHostile(mock.port);
  for (let round = 0; sent < FRAMES; round += 1) {
    const batch: HostileFrame[] = fc.sample(hostile, {
      seed: SEED + round,
      numRuns: Math.min(BATCH, FRAMES),
    });
    for (let at = 0; at < batch.length; at += 8) {
      if (client.socket.readyState !== WebSocket.OPEN) {
        client = await connectHostile(mock.port);
        connections += 1;
      }
      const message = batch.slice(at, at + 8);
      client.socket.send(Buffer.concat(message.map(({ bytes }) => bytes)));
      sent += message.reduce((sum, { frames }) => sum + frames, 0);
    }
    await client.handled();
  }
  client.socket.terminate();
  const { worstMs, p99Ms, answers } = await delay.end();

  const grown = heapBytes() - before.bytes;
  testInfo.annotations.push({
    type: 'fuzz',
    description:
      `${sent} frames over ${connections} connections; the others' ${answers} answers took ` +
      `${p99Ms.toFixed(0)} ms (99 %), ${worstMs.toFixed(0)} ms at worst; ${(grown / 1_048_576).toFixed(1)} MB stayed`,
  });
  expect(worstMs, 'how long the others had to wait').toBeLessThan(OTHERS_WAIT_MS);
  expect(grown, 'bytes that stayed behind').toBeLessThan(MAY_STAY_BYTES);
  expect(clock.timerCount).toBeLessThanOrEqual(before.timers);
  expect(await ann.settled()).toEqual([]);
  expect(await far.settled()).toEqual([]);
  expect((await ann.heartbeat()).code).toBe(0);
  expect((await far.heartbeat()).code).toBe(0);
  expect(tenant.usersIn(ROOM)).toEqual(['ann']);
  expect(tenant.streamsIn(ROOM)).toEqual(['s']);
  expect(tenant.usersIn('third')).toEqual(['carl']);
  expect(otherTenant.usersIn(ROOM)).toEqual(['far']);
  expect(otherTenant.streamsIn(ROOM)).toEqual(['s']);
  const foreign = otherTenant.journal.entries
    .slice(before.far)
    .filter(({ kind }) => kind !== 'link-heartbeat' && kind !== 'heartbeat');
  expect(foreign).toEqual([]);
});

/** The most of a flood that may be handled between two of somebody else's questions: a tenth of the largest message. */
const TURN_FRAMES = 16_000;
const FLOOD_FRAMES = 160_000;

test('as many frames as fit into the largest message: the others have their turn in between', async ({
  mock,
  tenant,
  join,
}, testInfo) => {
  const ann = await join('ann');
  const { socket, handled } = await connectHostile(mock.port);
  const config = encodeFrame({
    type: MessageType.GetConfigRequest,
    streamId: 1,
    body: toBinary(GetConfigRequestSchema, create(GetConfigRequestSchema, { appid: tenant.appId })),
  });
  socket.send(config);
  await handled();
  const annsConnection = tenant.journal.entries.find(({ kind }) => kind === 'link-opened')?.detail;
  let turn = 0;
  let longestTurn = 0;
  tenant.journal.subscribe(({ kind, detail }) => {
    if (kind !== 'link-heartbeat') return;
    turn = detail?.['connection'] === annsConnection?.['connection'] ? 0 : turn + 1;
    longestTurn = Math.max(longestTurn, turn);
  });
  const delay = watchDelay([ann]);
  const beat = encodeFrame({ type: MessageType.HeartbeatRequest, streamId: 1, body: new Uint8Array() });
  socket.send(Buffer.concat(Array.from({ length: FLOOD_FRAMES }, () => beat)));
  await handled();
  const { worstMs, answers } = await delay.end();
  socket.terminate();
  testInfo.annotations.push({
    type: 'fuzz',
    description: `${answers} answers meanwhile, ${worstMs.toFixed(0)} ms at worst, ${longestTurn} frames in a row`,
  });
  // Counted in frames, not in time: how fast the machine is must not matter.
  expect(longestTurn).toBeGreaterThan(0);
  expect(longestTurn).toBeLessThan(TURN_FRAMES);
  expect((await ann.heartbeat()).code).toBe(0);
});

test.describe('a client that asks for more than anybody needs is closed, and nobody else notices', () => {
  const upward = (streamId: number, serviceNo: number, payload: Uint8Array, appid: number) =>
    encodeFrame({
      type: MessageType.PcUpward,
      streamId,
      body: toBinary(
        PcUpwardSchema,
        create(PcUpwardSchema, { txid: 1n, appid, idName: 'mallory', serviceNo, payload }),
      ),
    });

  for (const { what, reason, messages } of [
    {
      what: '100,000 setting files in one question',
      reason: 'setting files',
      messages: (appid: number) => {
        const files = Array.from({ length: 100_000 }, () => ({ fileName: 'f' }));
        const body = toBinary(CloudSettingRequestSchema, create(CloudSettingRequestSchema, { files }));
        const request = create(HttpRequest2Schema, { txid: 1n, appid, interfaceId: 14, body });
        return [
          encodeFrame({
            type: MessageType.HttpRequest2,
            streamId: 1,
            body: toBinary(HttpRequest2Schema, request),
          }),
        ];
      },
    },
    {
      what: 'a channel for each of 2,000 messages',
      reason: 'channels are open',
      messages: (appid: number) => {
        // The acknowledgement of a push: the cloud answers nothing to it.
        const ack = { cmd: Command.Push + 1, seq: 1, contextKey: 0, body: new Uint8Array() };
        const payload = encodeRoomMessage(ack, 0);
        return Array.from({ length: 2_000 }, (_, index) => upward(index, ServiceNo.Room, payload, appid));
      },
    },
  ])
    test(what, async ({ connect, tenant, join }) => {
      const ann = await join('ann');
      const mallory = await connect();
      for (const message of messages(tenant.appId)) mallory.sendBytes(message);
      expect(await mallory.closed).toMatchObject({ code: 1007, reason: expect.stringContaining(reason) });
      expect((await ann.heartbeat()).code).toBe(0);
    });
});
