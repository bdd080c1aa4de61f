import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

import { test as base } from '@playwright/test';

import type { Route } from '../../../fixtures/test/link/proxy.ts';
import { startUplink, type Uplink } from '../../../fixtures/test/link/uplink.ts';

/** The far end of the network: answers every text with the same text in capitals. */
export interface EchoCloud {
  readonly port: number;
  readonly sockets: Socket[];
  /** What it has heard, over all connections. */
  heard(): string;
}

/** A tunnel through the uplink, as a browser opens it. */
export interface Tunnel {
  readonly socket: Socket;
  /** The proxy's answer to CONNECT. */
  readonly status: string;
  /** Waits until this has come back. */
  reads(text: string): Promise<void>;
  /** What has come back so far. */
  got(): string;
}

export interface LinkFixtures {
  readonly cloud: EchoCloud;
  readonly uplink: Uplink;
  /** Begins a CONNECT, through the test's uplink unless told otherwise; the result settles when it is answered or fails. */
  readonly dial: (host?: string, uplink?: Uplink) => Promise<Tunnel>;
}

/** An uplink between a client and an echo server that it knows as `cloud.test`. */
export const test = base.extend<LinkFixtures>({
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
    const uplink = await startUplink(routeTo(cloud));
    await use(uplink);
    await uplink.close();
  },

  dial: async ({ uplink: own }, use) => {
    const sockets: Socket[] = [];
    await use(async (host = 'cloud.test', uplink = own) => {
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
      const authority = /:\d+$/.test(host) ? host : `${host}:443`;
      socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`);
      await reads('\r\n\r\n');
      const status = got.slice(0, got.indexOf('\r\n'));
      got = got.slice(got.indexOf('\r\n\r\n') + 4);
      return { socket, status, reads, got: () => got };
    });
    for (const socket of sockets) socket.destroy();
  },
});

/** `cloud.test` leads to the echo server, every other name nowhere. */
export function routeTo({ port }: Pick<EchoCloud, 'port'>): Route {
  return (host) => (host === 'cloud.test' ? { host: '127.0.0.1', port } : undefined);
}
