import { once } from 'node:events';
import { createServer as createHttpServer, request as httpRequest } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { test as base, expect } from '@playwright/test';

import { createFaultBox } from '../../../fixtures/test/link/fault.ts';
import { startUplink, type Uplink } from '../../../fixtures/test/link/uplink.ts';

/** The far end of the network: answers every text with the same text in capitals. */
interface Cloud {
  readonly port: number;
  readonly sockets: Socket[];
  /** What it has heard, over all connections. */
  heard(): string;
}

/** A tunnel through the uplink, as a browser opens it. */
interface Tunnel {
  readonly socket: Socket;
  /** The proxy's answer to CONNECT. */
  readonly status: string;
  /** Waits until this has come back. */
  reads(text: string): Promise<void>;
  /** What has come back so far. */
  got(): string;
}

interface LinkFixtures {
  readonly cloud: Cloud;
  readonly uplink: Uplink;
  /** Begins a CONNECT; the result settles when it is answered or fails. */
  readonly dial: (host?: string) => Promise<Tunnel>;
}

const test = base.extend<LinkFixtures>({
  cloud: async ({}, use) => {
    const sockets: Socket[] = [];
    let heard = '';
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
      socket.on('data', (bytes) => {
        heard += bytes.toString();
        socket.write(bytes.toString().toUpperCase());
      });
      socket.on('end', () => socket.end());
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    await use({ port: (server.address() as AddressInfo).port, sockets, heard: () => heard });
    for (const socket of sockets) socket.destroy();
    await new Promise((done) => server.close(done));
  },

  uplink: async ({ cloud }, use) => {
    const uplink = await startUplink((host) =>
      host === 'cloud.test' ? { host: '127.0.0.1', port: cloud.port } : undefined,
    );
    await use(uplink);
    await uplink.close();
  },

  dial: async ({ uplink }, use) => {
    const sockets: Socket[] = [];
    await use(async (host = 'cloud.test') => {
      const socket = connect(Number(new URL(uplink.proxyUrl).port), '127.0.0.1');
      sockets.push(socket);
      let got = '';
      const lookers = new Set<() => void>();
      socket.on('data', (bytes) => {
        got += bytes.toString();
        for (const look of lookers) look();
      });
      socket.on('error', () => undefined);
      const reads = (text: string) =>
        new Promise<void>((resolve, reject) => {
          const look = () => {
            if (!got.includes(text)) return;
            lookers.delete(look);
            resolve();
          };
          lookers.add(look);
          socket.once('close', () => reject(new Error(`the connection ended before “${text}” came`)));
          look();
        });
      socket.write(`CONNECT ${host}:443 HTTP/1.1\r\nHost: ${host}:443\r\n\r\n`);
      await reads('\r\n\r\n');
      const status = got.slice(0, got.indexOf('\r\n'));
      got = '';
      return { socket, status, reads, got: () => got };
    });
    for (const socket of sockets) socket.destroy();
  },
});

const errorCode = async (socket: Socket) => {
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  return error.code;
};

test.describe('the uplink', () => {
  test('carries bytes both ways to where the route leads', async ({ dial, cloud, uplink }) => {
    const tunnel = await dial();
    expect(tunnel.status).toBe('HTTP/1.1 200 Connection Established');
    tunnel.socket.write('hello');
    await tunnel.reads('HELLO');
    expect(cloud.heard()).toBe('hello');
    expect(uplink.openLines).toBe(1);
    expect(uplink.refusedHosts).toEqual([]);
  });

  test('refuses unknown hosts and notes their names', async ({ dial, uplink }) => {
    const tunnel = await dial('telemetry.example');
    expect(tunnel.status).toBe('HTTP/1.1 502 Bad Gateway');
    expect(uplink.refusedHosts).toEqual(['telemetry.example']);
    // This machine is nobody outside: refused, but not noted.
    expect((await dial('localhost')).status).toBe('HTTP/1.1 502 Bad Gateway');
    expect(uplink.refusedHosts).toEqual(['telemetry.example']);
  });

  test('survives a CONNECT to an address that is none', async ({ dial, uplink }) => {
    expect((await dial('bad host name')).status).toMatch(/^HTTP\/1.1 (400|502) /);
    expect((await dial('[::')).status).toMatch(/^HTTP\/1.1 (400|502) /);
    const tunnel = await dial();
    expect(tunnel.status).toContain('200');
    expect(uplink.refusedHosts).toHaveLength(0);
  });

  test('forwards plain requests', async () => {
    const app = createHttpServer((request, response) => response.end(`you asked for ${request.url ?? ''}`));
    await new Promise<void>((done) => app.listen(0, '127.0.0.1', done));
    const { port: appPort } = app.address() as AddressInfo;
    const uplink = await startUplink((host) =>
      host === 'app.test' ? { host: '127.0.0.1', port: appPort } : undefined,
    );
    const { port } = new URL(uplink.proxyUrl);
    const get = (path: string) =>
      new Promise<string>((resolve, reject) => {
        const request = httpRequest({ host: '127.0.0.1', port, path, agent: false }, (response) => {
          let text = `${response.statusCode ?? 0} `;
          response.on('data', (bytes: Buffer) => (text += bytes.toString()));
          response.on('end', () => resolve(text));
        });
        request.on('error', reject);
        request.end();
      });
    expect(await get('http://app.test/page?x=1')).toBe('200 you asked for /page?x=1');
    expect(await get('http://elsewhere.test/')).toBe('502 ');
    expect(uplink.refusedHosts).toEqual(['elsewhere.test']);
    await uplink.close();
    await new Promise((done) => app.close(done));
  });

  test('cut (RST): both sides see a reset', async ({ dial, cloud, uplink }) => {
    const tunnel = await dial();
    tunnel.socket.write('x');
    await tunnel.reads('X');
    const far = cloud.sockets[0];
    // Not by `once`: it fails at the 'error' that goes before 'close'.
    const farClosed = new Promise((resolve) => far?.on('close', resolve));
    const near = errorCode(tunnel.socket);
    uplink.cut('rst');
    expect(await near).toBe('ECONNRESET');
    await farClosed;
    expect(uplink.openLines).toBe(0);
  });

  test('cut (FIN): both sides see a polite end', async ({ dial, cloud, uplink }) => {
    const tunnel = await dial();
    tunnel.socket.write('x');
    await tunnel.reads('X');
    const far = cloud.sockets[0];
    const farEnded = far ? once(far, 'end') : undefined;
    let error: Error | undefined;
    tunnel.socket.on('error', (thrown) => (error = thrown));
    const ended = once(tunnel.socket, 'end');
    uplink.cut('fin');
    await ended;
    await farEnded;
    expect(error).toBeUndefined();
    expect(uplink.openLines).toBe(0);
  });

  test('a hold loses nothing and keeps the order', async ({ dial, cloud, uplink }) => {
    const tunnel = await dial();
    tunnel.socket.write('a');
    await tunnel.reads('A');
    const release = uplink.apply({ hold: true });
    const text = Array.from({ length: 2_000 }, (_, index) => `b${index};`).join('');
    tunnel.socket.write(text.slice(0, 5_000));
    cloud.sockets[0]?.write('said meanwhile ');
    await delay(30);
    tunnel.socket.write(text.slice(5_000));
    await delay(30);
    expect(cloud.heard()).toBe('a');
    expect(tunnel.got()).toBe('A');
    release();
    await tunnel.reads('B1999;');
    expect(cloud.heard()).toBe(`a${text}`);
    expect(tunnel.got()).toBe(`Asaid meanwhile ${text.toUpperCase()}`);
  });

  test('an end during a hold is heard after it', async ({ dial, cloud, uplink }) => {
    const tunnel = await dial();
    tunnel.socket.write('a');
    await tunnel.reads('A');
    const release = uplink.apply({ hold: true });
    let ended = false;
    cloud.sockets[0]?.on('end', () => (ended = true));
    tunnel.socket.end('last words');
    await delay(30);
    expect(ended).toBe(false);
    const closed = once(tunnel.socket, 'close');
    release();
    await closed;
    expect(ended).toBe(true);
    expect(cloud.heard()).toBe('alast words');
  });

  test('what hangs goes on when the fault is over', async ({ dial, uplink }) => {
    const lift = uplink.apply({ hold: true, newConnections: 'hang' });
    let answered = false;
    const dialling = dial().then((tunnel) => {
      answered = true;
      return tunnel;
    });
    await delay(30);
    expect(answered).toBe(false);
    lift();
    const tunnel = await dialling;
    tunnel.socket.write('late');
    await tunnel.reads('LATE');
  });

  test('what hangs until two faults are over goes on after the second', async ({ dial, uplink }) => {
    const first = uplink.apply({ newConnections: 'hang' });
    const second = uplink.apply({ newConnections: 'hang' });
    let answered = false;
    const dialling = dial().then(() => (answered = true));
    first();
    await delay(30);
    expect(answered).toBe(false);
    second();
    await dialling;
  });

  test('new connections are refused with a reset, open ones stay', async ({ dial, uplink }) => {
    const open = await dial();
    const lift = uplink.apply({ newConnections: 'refuse' });
    await expect(dial()).rejects.toThrow('the connection ended');
    open.socket.write('still here');
    await open.reads('STILL HERE');
    lift();
    lift();
    expect((await dial()).status).toContain('200');
  });

  test('a firewall refuses the cloud alone, or lets it hang', async ({ dial, uplink }) => {
    const lift = uplink.apply({ cloud: 'refuse' });
    await expect(dial()).rejects.toThrow('the connection ended');
    lift();
    const release = uplink.apply({ cloud: 'hang' });
    let answered = false;
    const dialling = dial().then((tunnel) => {
      answered = true;
      return tunnel;
    });
    await delay(30);
    expect(answered).toBe(false);
    release();
    expect((await dialling).status).toContain('200');
  });

  test('strand: the browser’s side breaks, the far side never hears of it', async ({
    dial,
    cloud,
    uplink,
  }) => {
    const tunnel = await dial();
    tunnel.socket.write('x');
    await tunnel.reads('X');
    let farEnded = false;
    for (const event of ['end', 'close', 'error'])
      cloud.sockets[0]?.on(event, () => {
        farEnded = true;
      });
    const near = errorCode(tunnel.socket);
    uplink.makeHalfOpen();
    expect(await near).toBe('ECONNRESET');
    await delay(30);
    expect(farEnded).toBe(false);
    // New connections work at once.
    const next = await dial();
    next.socket.write('new address');
    await next.reads('NEW ADDRESS');
  });

  test('a delay counts each way; it keeps the order when it ends', async ({ dial, uplink }) => {
    const tunnel = await dial();
    const lift = uplink.apply({ delayMs: 40 });
    const before = performance.now();
    tunnel.socket.write('a');
    await tunnel.reads('A');
    // Timers may be early by a fraction of a millisecond.
    expect(performance.now() - before).toBeGreaterThanOrEqual(78);
    tunnel.socket.write('b');
    await delay(5);
    lift();
    tunnel.socket.write('c');
    await tunnel.reads('C');
    expect(tunnel.got()).toBe('ABC');
  });

  test('a delay loses nothing when an end follows', async ({ dial, cloud, uplink }) => {
    const tunnel = await dial();
    uplink.apply({ delayMs: 30 });
    tunnel.socket.end('goodbye');
    await once(tunnel.socket, 'close');
    expect(cloud.heard()).toBe('goodbye');
    expect(tunnel.got()).toBe('GOODBYE');
  });

  test('a narrow link takes its time', async ({ dial, uplink }) => {
    const tunnel = await dial();
    uplink.apply({ bytesPerSecond: 10_000 });
    const before = performance.now();
    tunnel.socket.write('x'.repeat(500));
    await tunnel.reads('X'.repeat(500));
    // 50 ms there and 50 ms back.
    expect(performance.now() - before).toBeGreaterThanOrEqual(95);
  });

  test('says what arrives: nothing while it holds, nothing on a stranded connection', async ({
    dial,
    uplink,
    cloud,
  }) => {
    const tunnel = await dial();
    tunnel.socket.write('a');
    await tunnel.reads('A');
    const cloudPort = cloud.sockets[0]?.remotePort ?? 0;
    expect(uplink.isForwarding).toBe(true);
    expect(uplink.acceptsConnections).toBe(true);
    expect(uplink.hasConnection(cloudPort)).toBe(true);
    expect(uplink.hasConnection(1)).toBe(false);
    const heal = uplink.apply({ hold: true });
    expect(uplink.isForwarding).toBe(false);
    expect(uplink.acceptsConnections).toBe(false);
    heal();
    const open = uplink.apply({ cloud: 'hang' });
    expect(uplink.isForwarding).toBe(true);
    expect(uplink.acceptsConnections).toBe(false);
    open();
    uplink.makeHalfOpen();
    expect(uplink.hasConnection(cloudPort)).toBe(false);
  });
});

test.describe('faults', () => {
  const log = () => {
    const lines: string[] = [];
    return {
      lines,
      now: () => lines.length,
      faultBegan: (who: string, name: string, inert: boolean) =>
        lines.push(`${who} ${name} begins${inert ? ' (inert)' : ''}`),
      faultEnded: (who: string, name: string) => lines.push(`${who} ${name} ends`),
    };
  };

  test('are written down, and undone once', async () => {
    const written = log();
    let undone = 0;
    const box = createFaultBox('ann', written, false);
    const fault = await box.begin('cut', async () => () => {
      undone += 1;
    });
    expect(fault.endedAtMs).toBeUndefined();
    await fault.end();
    await fault.end();
    await box.endAll();
    expect(undone).toBe(1);
    expect(fault.endedAtMs).toEqual(expect.any(Number));
    expect(written.lines).toEqual(['ann cut begins', 'ann cut ends']);
  });

  test('that are inert do nothing and say so', async () => {
    const written = log();
    let injected = 0;
    const box = createFaultBox('ann', written, true);
    await box.begin('cut', async () => {
      injected += 1;
      return () => undefined;
    });
    expect(injected).toBe(0);
    expect(written.lines).toEqual(['ann cut begins (inert)']);
  });

  test('that are left over are all ended, newest first, even when one cannot be undone', async () => {
    const undone: string[] = [];
    const box = createFaultBox('ann', log(), false);
    await box.begin('first', async () => () => {
      undone.push('first');
    });
    await box.begin('second', async () => () => {
      throw new Error('the browser is gone');
    });
    await box.begin('third', async () => () => {
      undone.push('third');
    });
    await expect(box.endAll()).rejects.toThrow('the browser is gone');
    expect(undone).toEqual(['third', 'first']);
  });
});
