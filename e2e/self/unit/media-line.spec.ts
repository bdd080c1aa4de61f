import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

import { test as base, expect } from '@playwright/test';

import { createMediaLine, type MediaLine } from '../../../fixtures/test/link/media-line.ts';

const HOST = '127.0.0.1';
const PACKETS = 200;

interface Ends {
  readonly line: MediaLine;
  /** What is sent now each way, so many packets; says how many of them arrived once the loss is over. */
  send(endLoss: () => Promise<void>): Promise<{ up: number; down: number }>;
}

async function open(): Promise<Socket> {
  const socket = createSocket('udp4').bind(0, HOST);
  await once(socket, 'listening');
  return socket;
}

/** Sends a packet, and lets the relay, which lives in this process, take it. */
async function give(from: Socket, text: string, port: number): Promise<void> {
  await new Promise((done) => from.send(text, port, HOST, done));
  for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
}

const test = base.extend<{ readonly ends: Ends }>({
  ends: async ({}, use) => {
    const line = createMediaLine();
    const [browser, cloud] = await Promise.all([open(), open()]);
    const { port } = await line.route({ address: HOST, port: cloud.address().port });
    // The cloud learns the way by the browser's first packet.
    browser.send('hello', port, HOST);
    const [, { port: way }] = (await once(cloud, 'message')) as [Buffer, { port: number }];
    await use({
      line,
      async send(endLoss) {
        const heard = { up: 0, down: 0 };
        const arrived = (socket: Socket, direction: 'up' | 'down') =>
          new Promise<void>((done) => {
            socket.on('message', (packet) => {
              if (packet.toString() === 'last') done();
              else heard[direction] += 1;
            });
          });
        // The loopback keeps the order: behind the last one nothing comes any more.
        const all = Promise.all([arrived(cloud, 'up'), arrived(browser, 'down')]);
        for (let packet = 0; packet < PACKETS; packet += 1) {
          await give(browser, 'up', port);
          await give(cloud, 'down', way);
        }
        await endLoss();
        await Promise.all([give(browser, 'last', port), give(cloud, 'last', way)]);
        await all;
        for (const socket of [cloud, browser]) socket.removeAllListeners('message');
        return heard;
      },
    });
    await line.close();
    browser.close();
    cloud.close();
  },
});

for (const { way, up, down } of [
  { way: 'both', up: 0, down: 0 },
  { way: 'up', up: 0, down: PACKETS },
  { way: 'down', up: PACKETS, down: 0 },
] as const)
  test(`media that is lost ${way} is lost that way only, and comes again afterwards`, async ({ ends }) => {
    const { line } = ends;
    const restore = await line.lose(way, 1);
    expect(line.reachable).toBe(false);
    expect(await ends.send(restore)).toEqual({ up, down });
    expect(line.reachable).toBe(true);
    expect(await ends.send(async () => undefined)).toEqual({ up: PACKETS, down: PACKETS });
  });

test('a share is lost when a share shall be lost, and several losses act together', async ({ ends }) => {
  const { line } = ends;
  const some = await line.lose('up', 0.5);
  const more = await line.lose('both', 0.2);
  expect(line.reachable).toBe(true);
  const { up, down } = await ends.send(async () => {
    await some();
    await more();
  });
  // 80 and 160 are meant; far outside of this lies nothing that chance brings about.
  expect(up).toBeGreaterThan(30);
  expect(up).toBeLessThan(130);
  expect(down).toBeGreaterThan(120);
  expect(down).toBeLessThan(PACKETS);
});
