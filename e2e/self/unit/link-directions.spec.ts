import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';

import { expect, type BrowserContext } from '@playwright/test';

import { createFaultBox } from '../../../fixtures/test/link/fault.ts';
import { createLink, type Link } from '../../../fixtures/test/link/link.ts';
import { createMediaLine, type MediaLine, type MediaWay } from '../../../fixtures/test/link/media-line.ts';
import { startUplink } from '../../../fixtures/test/link/uplink.ts';
import { routeTo, test as base, type EchoCloud, type Tunnel } from './link-test.ts';

/** How many packets went in each direction, and how many of them arrived. */
interface Arrived {
  readonly up: number;
  readonly down: number;
}

interface DirectionFixtures {
  readonly mediaLine: MediaLine;
  readonly link: Link;
  /** Waits until all that gets through has arrived: by round trips to the same cloud, over a link without faults. */
  readonly settle: () => Promise<void>;
  /** Sends {@link PACKETS} packets each way through the media line. */
  readonly exchangeMedia: () => Promise<Arrived>;
}

const PACKETS = 500;
/** Few enough at a time for the buffers of the sockets: what does not arrive was lost by the relay. */
const BATCH = 50;
const LOOPBACK = '127.0.0.1';

/** Evenly spread numbers instead of random ones, so that a share of packets is that share to within a few. */
function evenlySpread(): () => number {
  const GOLDEN = (Math.sqrt(5) - 1) / 2;
  let count = 0;
  return () => (++count * GOLDEN) % 1;
}

const test = base.extend<DirectionFixtures>({
  mediaLine: async ({}, use) => {
    const line = createMediaLine(evenlySpread());
    await use(line);
    await line.close();
  },

  link: async ({ uplink, mediaLine }, use) => {
    const log = { now: () => 0, began: () => undefined, ended: () => undefined };
    const context = { setOffline: async () => undefined } as unknown as BrowserContext;
    const faults = createFaultBox('ann', log, false);
    await use(createLink(uplink, mediaLine, context, faults));
    await faults.endAll();
  },

  settle: async ({ cloud, dial }, use) => {
    const good = await startUplink(routeTo(cloud));
    const tunnel = await dial('cloud.test', good);
    let trips = 0;
    await use(async () => {
      for (let times = 0; times < 5; times += 1) {
        trips += 1;
        tunnel.socket.write(`trip ${trips};`);
        await tunnel.reads(`TRIP ${trips};`);
      }
    });
    await good.close();
  },

  exchangeMedia: async ({ mediaLine }, use) => {
    const [browser, sfu] = await Promise.all([openUdp(), openUdp()]);
    const way = await mediaLine.route(sfu.address());
    let back = way;
    sfu.on('message', (_packet, { address, port }) => (back = { address, port }));
    // The relay has to know the browser's address, and the SFU the relay's, whatever is lost later.
    browser.send('hello', way.port, way.address);
    await once(sfu, 'message');

    const send = async (direction: 'up' | 'down', from: UdpSocket, to: UdpSocket) => {
      let received = 0;
      const count = () => (received += 1);
      to.on('message', count);
      const before = mediaLine.counts(direction);
      for (let sent = BATCH; sent <= PACKETS; sent += BATCH) {
        const target = direction === 'up' ? way : back;
        for (let packet = 0; packet < BATCH; packet += 1) from.send('x', target.port, target.address);
        const handled = () => {
          const { passed, dropped } = mediaLine.counts(direction);
          return passed - before.passed + (dropped - before.dropped);
        };
        await expect.poll(handled, { intervals: [2] }).toBe(sent);
        const passed = mediaLine.counts(direction).passed - before.passed;
        await expect.poll(() => received, { intervals: [2] }).toBe(passed);
      }
      to.off('message', count);
      return received;
    };
    await use(async () => ({ up: await send('up', browser, sfu), down: await send('down', sfu, browser) }));
    browser.close();
    sfu.close();
  },
});

async function openUdp(): Promise<UdpSocket> {
  const socket = createSocket('udp4');
  socket.bind(0, LOOPBACK);
  await once(socket, 'listening');
  return socket;
}

/** A tunnel on which something has gone both ways, with the cloud's end of it. */
async function openTunnel(dial: () => Promise<Tunnel>, cloud: EchoCloud) {
  const known = new Set(cloud.sockets);
  const tunnel = await dial();
  tunnel.socket.write('x');
  await tunnel.reads('X');
  const far = cloud.sockets.find((socket) => !known.has(socket));
  if (!far) throw new Error('The cloud has no end of this tunnel.');
  const told: string[] = [];
  for (const event of ['end', 'close'] as const) {
    far.on(event, () => told.push(`cloud ${event}`));
    tunnel.socket.on(event, () => told.push(`client ${event}`));
  }
  far.on('error', ({ message }) => told.push(`cloud ${message}`));
  tunnel.socket.on('error', ({ message }) => told.push(`client ${message}`));
  return { tunnel, far, told };
}

test.describe('of the room link', () => {
  test('silence holds both directions, and both arrive when it ends', async ({
    link,
    dial,
    cloud,
    settle,
  }) => {
    const { tunnel, far, told } = await openTunnel(dial, cloud);
    const silence = await link.silence();
    tunnel.socket.write('from the client');
    far.write('from the cloud');
    await settle();
    expect(cloud.heard()).not.toContain('from the client');
    expect(tunnel.got()).toBe('X');
    expect(told).toEqual([]);
    await silence.end();
    await tunnel.reads('FROM THE CLIENT');
    await tunnel.reads('from the cloud');
    expect(cloud.heard()).toContain('from the client');
  });

  test('cut ends both directions with a reset, and new connections are refused', async ({
    link,
    dial,
    cloud,
  }) => {
    const { tunnel, far, told } = await openTunnel(dial, cloud);
    // Not by `once`: it fails at the 'error' that goes before 'close'.
    const closed = Promise.all(
      [tunnel.socket, far].map((side) => new Promise((resolve) => side.on('close', resolve))),
    );
    const cut = await link.cut();
    tunnel.socket.write('from the client');
    far.write('from the cloud');
    await closed;
    expect(told.join()).toMatch(/client (read|write) ECONNRESET/);
    expect(told.join()).toMatch(/cloud (read|write) ECONNRESET/);
    expect(cloud.heard()).not.toContain('from the client');
    expect(tunnel.got()).toBe('X');
    await expect(dial()).rejects.toThrow('the connection ended');
    await cut.end();
    await openTunnel(dial, cloud);
  });

  test('close ends both directions in order, and new connections are refused', async ({
    link,
    dial,
    cloud,
  }) => {
    const { tunnel, far, told } = await openTunnel(dial, cloud);
    const ended = Promise.all([once(tunnel.socket, 'end'), once(far, 'end')]);
    const closing = await link.close();
    tunnel.socket.write('from the client');
    far.write('from the cloud');
    await ended;
    expect(told).toEqual(expect.arrayContaining(['client end', 'cloud end']));
    expect(told.join()).not.toContain('ECONNRESET');
    expect(cloud.heard()).not.toContain('from the client');
    expect(tunnel.got()).toBe('X');
    await expect(dial()).rejects.toThrow('the connection ended');
    await closing.end();
    await openTunnel(dial, cloud);
  });

  test('goDown: nothing passes either way, the cloud is not told, media is lost both ways', async ({
    link,
    dial,
    cloud,
    settle,
    exchangeMedia,
  }) => {
    const { tunnel, far, told } = await openTunnel(dial, cloud);
    const clientClosed = new Promise((resolve) => tunnel.socket.on('close', resolve));
    const outage = await link.goDown();
    await clientClosed;
    let answered = false;
    const dialing = dial().then((next) => {
      answered = true;
      return next;
    });
    far.write('from the cloud');
    await settle();
    expect(tunnel.got()).toBe('X');
    expect(told.filter((event) => event.startsWith('cloud'))).toEqual([]);
    expect(answered).toBe(false);
    expect(await exchangeMedia()).toEqual({ up: 0, down: 0 });
    await outage.end();
    const next = await dialing;
    next.socket.write('late');
    await next.reads('LATE');
    // What the cloud said into the dead connection is lost: nobody is at its other end.
    expect(tunnel.got()).toBe('X');
    expect(await exchangeMedia()).toEqual({ up: PACKETS, down: PACKETS });
  });
});

test.describe('of media', () => {
  for (const { way, up, down } of [
    { way: 'up', up: 0, down: PACKETS },
    { way: 'down', up: PACKETS, down: 0 },
    { way: 'both', up: 0, down: 0 },
  ] satisfies ({ way: MediaWay } & Arrived)[])
    test(`loseMedia ${way}: so many packets arrive as should`, async ({ link, mediaLine, exchangeMedia }) => {
      expect(await exchangeMedia()).toEqual({ up: PACKETS, down: PACKETS });
      const loss = await link.loseMedia({ way });
      expect(await exchangeMedia()).toEqual({ up, down });
      expect(mediaLine.reachable).toBe(false);
      await loss.end();
      expect(await exchangeMedia()).toEqual({ up: PACKETS, down: PACKETS });
      expect(mediaLine.reachable).toBe(true);
    });

  for (const way of ['up', 'down', 'both'] as const)
    test(`loseMedia ${way} with a loss ratio of 0.3: that share is lost, and in no other direction`, async ({
      link,
      mediaLine,
      exchangeMedia,
    }) => {
      const loss = await link.loseMedia({ way, lossRatio: 0.3 });
      expect(loss.name).toBe(`loseMedia (${way}, 30 %)`);
      const { up, down } = await exchangeMedia();
      expectShare(up, way === 'down' ? 1 : 0.7);
      expectShare(down, way === 'up' ? 1 : 0.7);
      // Some get through, so peer connections may come about.
      expect(mediaLine.reachable).toBe(true);
    });

  test('several losses act together, each with its own end', async ({ link, exchangeMedia }) => {
    const half = await link.loseMedia({ way: 'up', lossRatio: 0.5 });
    const other = await link.loseMedia({ way: 'both', lossRatio: 0.5 });
    const together = await exchangeMedia();
    expectShare(together.up, 0.25);
    expectShare(together.down, 0.5);
    await other.end();
    const one = await exchangeMedia();
    expectShare(one.up, 0.5);
    expectShare(one.down, 1);
    await half.end();
    expect(await exchangeMedia()).toEqual({ up: PACKETS, down: PACKETS });
  });
});

/** Numbers that are evenly spread hit a share to within a few packets; a ratio of its own would be off by far more. */
function expectShare(arrived: number, share: number): void {
  expect(Math.abs(arrived - share * PACKETS)).toBeLessThanOrEqual(share === 1 ? 0 : 5);
}

test('numbers that make no sense are refused in words', async ({ link }) => {
  await expect(link.loseMedia({ lossRatio: 30 })).rejects.toThrow('lossRatio is 30; give the share');
  await expect(link.slow({ delayMs: -1 })).rejects.toThrow('delayMs is -1');
  await expect(link.slow({ bytesPerSecond: 0 })).rejects.toThrow('there is silence()');
});
