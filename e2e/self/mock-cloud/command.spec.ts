import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

import { expect, test as base } from '@playwright/test';

import { readOptions } from '../../../fixtures/cli/cloud/options.ts';
import { connectWireClient, createToken04 } from '../../../fixtures/mock-cloud/index.ts';
import { RoomCode } from '../../../fixtures/mock-cloud/room/codes.ts';
import { OTHER_SECRET, SECRET } from './cloud-test.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const APP_ID = 77_000_001;

/** `npm run cloud` as a process of its own. */
interface CloudCommand {
  /** Waits until `pattern` has been printed. */
  readonly printed: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly interrupt: () => void;
  readonly ended: Promise<number | null>;
  /** Everything that it has printed. */
  readonly output: () => string;
}

const test = base.extend<{ readonly startCloud: (...args: readonly string[]) => CloudCommand }>({
  startCloud: async ({}, use) => {
    const children: ChildProcess[] = [];
    await use((...args) => {
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', join(ROOT, 'fixtures/cli/cloud/cloud.ts'), ...args],
        { cwd: ROOT, env: { ...process.env, REJOIN_CLOUD_PORT: '', REJOIN_TARGET: 'mock' } },
      );
      children.push(child);
      return watch(child);
    });
    for (const child of children) child.kill('SIGKILL');
  },
});
// Starting a program takes seconds on a busy machine.
test.describe.configure({ timeout: 120_000 });

function watch(child: ChildProcessWithoutNullStreams): CloudCommand {
  let output = '';
  const looks = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      for (const look of looks) look();
    });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(output);
          if (found) resolve(found);
        };
        looks.add(look);
        look();
        void ended.then(() => reject(new Error(`it ended without printing ${String(pattern)}:\n${output}`)));
      }),
    ended,
    interrupt: () => child.kill('SIGINT'),
    output: () => output,
  };
}

test('npm run cloud takes an AppID and a secret: who has a token made with them is let in', async ({
  startCloud,
}) => {
  const { printed, interrupt, ended, output } = startCloud('--app-id', String(APP_ID), '--secret', SECRET);
  const [, port] = await printed(/https:\/\/127\.0\.0\.1:(\d+)/);
  await printed(/What the cloud sees/);
  expect(output()).toContain(`AppID             ${APP_ID}\n`);
  expect(output()).toContain(`ServerSecret      ${SECRET} `);
  const client = await connectWireClient({ port: Number(port), appId: APP_ID });
  const login = (secret: string) =>
    client.login({
      room: 'demo',
      user: 'ann',
      token: createToken04({ appId: APP_ID, secret, userId: 'ann', lifetimeS: 60 }),
    });
  expect((await login(OTHER_SECRET)).code).toBe(RoomCode.TokenInvalid);
  expect((await login(SECRET)).code).toBe(0);
  await client.addStream('s');
  await printed(/stream-added ann in \S+ stream s\n/);
  expect(output()).toMatch(/stream-added ann in demo stream s\n/);
  expect(output()).toMatch(/login-refused ann in demo \{"code":50119,"reason":"The token was not made with/);
  interrupt();
  expect(await ended, output()).toBe(0);
  expect(output()).not.toContain('undefined');
});

test('npm run cloud without options has an AppID and a random secret, and prints them', async ({
  startCloud,
}) => {
  const [text, port, secret = ''] = await startCloud().printed(
    /https:\/\/127\.0\.0\.1:(\d+)[^]*ServerSecret {6}(\S{32}) [^]*What the cloud sees/,
  );
  expect(text).toContain('AppID             1234567890\n');
  const client = await connectWireClient({ port: Number(port), appId: 1_234_567_890 });
  const token = createToken04({ appId: 1_234_567_890, secret, userId: 'ann', lifetimeS: 60 });
  expect((await client.login({ room: 'demo', user: 'ann', token })).code).toBe(0);
  await client.close();
});

test('npm run cloud says in one sentence that its port is taken, with the remedy', async ({ startCloud }) => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const { ended, output } = startCloud('--port', String(port));
  expect(await ended).toBe(1);
  expect(output().trim()).toBe(
    `Port ${port} is in use: end what listens there, or leave the port out to get a free one`,
  );
  other.close();
});

for (const [given, refusal] of [
  [{ 'app-id': '0' }, '--app-id is “0”: use a whole number from 1 to 4294967295.'],
  [{ 'app-id': '4294967296' }, '--app-id is “4294967296”: use a whole number from 1 to 4294967295.'],
  [{ 'app-id': '1e3' }, '--app-id is “1e3”: use a whole number from 1 to 4294967295.'],
  [{ port: '65536' }, '--port is “65536”: use a whole number from 1 to 65535.'],
  [
    { secret: 'short' },
    '--secret has 5 characters: a ServerSecret has 32. Leave it out to get a random one.',
  ],
] as const)
  test(`npm run cloud refuses ${JSON.stringify(given)} in one sentence`, () => {
    expect(() => readOptions(given, undefined)).toThrow(refusal);
  });

test('npm run cloud takes the port of the settings unless one is given, and a new secret each time', () => {
  expect(readOptions({}, 8_443)).toMatchObject({ appId: 1_234_567_890, port: 8_443 });
  expect(readOptions({ port: '8444' }, 8_443).port).toBe(8_444);
  expect(readOptions({}, undefined).port).toBeUndefined();
  expect(readOptions({}, undefined).secret).not.toBe(readOptions({}, undefined).secret);
});
