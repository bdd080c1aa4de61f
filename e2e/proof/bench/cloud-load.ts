import { randomBytes } from 'node:crypto';

import { createToken04 } from '../../../fixtures/mock-cloud/token04/sign.ts';
import { connectWireClient, type WireClient } from '../../../fixtures/mock-cloud/testing/index.ts';
import { startMockHost } from './mock-host.ts';
import type { BenchResult } from './bench-result.ts';
import { percentile } from './statistics.ts';
import { renderTable } from './table.ts';

/** How many people, in how many rooms. */
interface Load {
  readonly clients: number;
  readonly rooms: number;
}

interface LoadResult {
  readonly load: Load;
  /** From the request to the answer, in milliseconds. */
  readonly loginMs: readonly number[];
  /** From a newcomer's request to each member's being told, in milliseconds. */
  readonly pushMs: readonly number[];
  /** CPU time of the mock for all of it, in milliseconds. */
  readonly cpuMs: number;
  /** Resident memory of the mock with nobody there and with everybody there, in bytes. */
  readonly emptyBytes: number;
  readonly fullBytes: number;
  readonly wallMs: number;
}

const APP_ID = 1_000_001;
const SECRET = randomBytes(16).toString('hex');
/** Connections and logins under way at the same time. */
const SIDE_BY_SIDE = 10;
/** How often somebody comes and goes while the others listen. */
const ROUNDS = 20;
/** How long an answer may take, in milliseconds: under load, longer than in a test. */
const PATIENCE_MS = 60_000;
const LOADS: readonly Load[] = [
  { clients: 1, rooms: 1 },
  { clients: 100, rooms: 1 },
  { clients: 100, rooms: 10 },
  { clients: 1_000, rooms: 1 },
  { clients: 1_000, rooms: 100 },
];

/** Puts wire clients on a mock cloud that is alone in its process, and tells latencies, CPU and memory. */
export async function measureCloudLoad(): Promise<BenchResult> {
  const rows: string[][] = [];
  const short: string[] = [];
  for (const load of LOADS) {
    console.log(`${load.clients} clients in ${load.rooms} rooms …`);
    const result = await measure(load);
    rows.push(row(result));
    const middle = (values: readonly number[]) => percentile(values, 0.5).toFixed(1);
    short.push(`${load.clients} in ${load.rooms}: ${middle(result.loginMs)}, ${middle(result.pushMs)} ms`);
  }
  const text = renderTable(
    [
      'clients',
      'rooms',
      'login p50 ms',
      'p99',
      'push p50 ms',
      'p99',
      'pushes',
      'CPU s',
      'MB empty',
      'MB full',
      'wall s',
    ],
    rows,
  );
  return { text, summary: `mock, clients in rooms: login, push (p50): ${short.join('; ')}` };
}

async function measure(load: Load): Promise<LoadResult> {
  const host = await startMockHost(APP_ID, SECRET);
  const clients: WireClient[] = [];
  try {
    const startedAt = performance.now();
    const before = await host.report();
    const connect = () => connectWireClient({ port: before.port, appId: APP_ID, patienceMs: PATIENCE_MS });
    const names = Array.from({ length: load.clients }, (_, index) => index);
    await eachSideBySide(names, async (index) => {
      clients[index] = await connect();
    });

    const loginMs: number[] = [];
    await eachSideBySide([...clients.entries()], async ([index, client]) => {
      loginMs.push(await enter(client, `user-${index}`, roomOf(index, load)));
    });
    await Promise.all(clients.map(takeAllPushes));
    const full = await host.report();

    const pushMs: number[] = [];
    const newcomer = await connect();
    clients.push(newcomer);
    for (let round = 0; round < ROUNDS; round++) {
      const room = round % load.rooms;
      const members = clients.filter(
        (client, index) => client !== newcomer && roomOf(index, load) === roomName(room),
      );
      pushMs.push(...(await told(members, () => enter(newcomer, 'newcomer', roomName(room)))));
      pushMs.push(...(await told(members, () => newcomer.logout())));
    }
    const after = await host.report();
    return {
      load,
      loginMs,
      pushMs,
      cpuMs: after.cpuMs - before.cpuMs,
      emptyBytes: before.memoryBytes,
      fullBytes: full.memoryBytes,
      wallMs: performance.now() - startedAt,
    };
  } finally {
    await Promise.all(clients.map((client) => client.terminate()));
    await host.close();
  }
}

/** Logs in and takes the user list, as the SDK does. @returns how long the login took, in milliseconds. */
async function enter(client: WireClient, user: string, room: string): Promise<number> {
  const token = createToken04({ appId: APP_ID, secret: SECRET, userId: user, lifetimeS: 3_600 });
  const startedAt = performance.now();
  const { code, message } = await client.login({ room, user, token });
  const tookMs = performance.now() - startedAt;
  if (code !== 0) throw new Error(`${user} was not let in: ${code} ${message}`);
  // Whoever has not asked who is there is not told who comes and goes.
  await client.userList();
  return tookMs;
}

/** How long after the begin of `cause` each member's next push came, in milliseconds. */
async function told(members: readonly WireClient[], cause: () => Promise<unknown>): Promise<number[]> {
  const startedAt = performance.now();
  const heard = members.map(async (member) => {
    await member.nextPush();
    return performance.now() - startedAt;
  });
  await cause();
  return Promise.all(heard);
}

async function takeAllPushes(client: WireClient): Promise<void> {
  await client.settled();
  while (client.pushes.length > 0) await client.nextPush();
}

async function eachSideBySide<T>(items: readonly T[], action: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const lanes = Array.from({ length: SIDE_BY_SIDE }, async () => {
    for (const item of queue) await action(item);
  });
  await Promise.all(lanes);
}

function roomOf(index: number, { rooms }: Load): string {
  return roomName(index % rooms);
}

function roomName(number: number): string {
  return `room-${number}`;
}

function row({ load, loginMs, pushMs, cpuMs, emptyBytes, fullBytes, wallMs }: LoadResult): string[] {
  const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(0);
  return [
    String(load.clients),
    String(load.rooms),
    percentile(loginMs, 0.5).toFixed(1),
    percentile(loginMs, 0.99).toFixed(1),
    percentile(pushMs, 0.5).toFixed(1),
    percentile(pushMs, 0.99).toFixed(1),
    String(pushMs.length),
    (cpuMs / 1000).toFixed(2),
    megabytes(emptyBytes),
    megabytes(fullBytes),
    (wallMs / 1000).toFixed(1),
  ];
}
