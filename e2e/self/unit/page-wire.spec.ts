import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { test as base, expect } from '@playwright/test';
import { WebSocketServer } from 'ws';

import { listenToPage } from '../../../fixtures/test/participant/page-wire.ts';
import { recordWire } from './record-wire.ts';

/** A server whose pages are empty and whose WebSockets answer each message with the same; the result is `host:port`. */
const test = base.extend<{ readonly host: string }>({
  host: async ({}, use) => {
    const server = createServer((_request, response) => response.end());
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket) => socket.on('message', (message) => socket.send(message)));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    await use(`127.0.0.1:${(server.address() as AddressInfo).port}`);
    for (const socket of sockets.clients) socket.terminate();
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  },
});

test('of a real page’s WebSockets is heard what its browser says, from the dial on, of those that count only', async ({
  page,
  host,
}) => {
  const { listener, heard } = recordWire();
  await page.goto(`http://${host}/`);
  await listenToPage(page, listener, {
    socket: (address) => address.endsWith('/counts'),
    request: () => false,
  });
  /** Opens a WebSocket, says one thing, hears the answer, and closes. */
  const talk = (path: string) =>
    page.evaluate(
      (address) =>
        new Promise<void>((done, fail) => {
          const socket = new WebSocket(address);
          socket.onerror = () => fail(new Error(`${address} cannot be reached`));
          socket.onopen = () => socket.send('hello');
          socket.onmessage = () => socket.close();
          socket.onclose = () => done();
        }),
      `ws://${host}${path}`,
    );
  await talk('/other');
  await talk('/counts');
  const dials = heard.filter((line) => line.startsWith('dialing '));
  expect(dials).toHaveLength(1);
  const id = dials[0]?.replace('dialing ', '');
  await expect.poll(() => heard).toContain(`closed ${id}`);
  // Of the other one only its end and its handshake are told, by its own ID: nobody waits for that.
  expect(heard.filter((line) => !line.includes(' ') || line.endsWith(` ${id}`))).toEqual([
    `dialing ${id}`,
    `opened ${id}`,
    'sent',
    `settled ${id}`,
    'received',
    `settled ${id}`,
    `closed ${id}`,
  ]);
});
