import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import type { Page, WebSocket } from '@playwright/test';

import type { Participant } from '../../../fixtures/test/participant/participant.ts';
import { PEERS_KEY } from '../../../fixtures/test/page-scripts/peer-recorder.ts';

/** What this process uses. */
export interface ProcessFootprint {
  /** Bytes in use once everything is collected that can be. */
  readonly heapBytes: number;
  /** Open sockets, servers, pipes and timers, by kind. */
  readonly resources: Readonly<Record<string, number>>;
}

/** What a person's page holds. */
export interface PersonFootprint {
  readonly timers: number;
  /** Peer connections that are not closed. */
  readonly peers: number;
  /** Bytes of the page's own heap, after a collection. */
  readonly heapBytes: number;
}

/** Measures this process: the mock, the links, and the test itself. */
export function processFootprint(): ProcessFootprint {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const resources: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
  return { heapBytes: process.memoryUsage().heapUsed, resources };
}

/** Measures a person's page. Chromium only. */
export async function personFootprint(person: Participant): Promise<PersonFootprint> {
  const cdp = await person.page.context().newCDPSession(person.page);
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  await cdp.detach();
  const peers = await person.page.evaluate((key) => {
    const all = (Reflect.get(window, key) as RTCPeerConnection[] | undefined) ?? [];
    return all.filter(({ connectionState }) => connectionState !== 'closed').length;
  }, PEERS_KEY);
  return {
    timers: person.clock.kind === 'virtual' ? await person.pendingTimers() : 0,
    peers,
    heapBytes: usedSize,
  };
}

/**
 * Counts the WebSockets of a page from now on. The link's connections would not do: back from an outage the SDK dials two
 * addresses at once, and Chromium keeps the tunnel that lost the race, unused, for more than a minute.
 */
export function watchSockets(page: Page): { readonly open: number } {
  const sockets = new Set<WebSocket>();
  page.on('websocket', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return {
    get open() {
      return sockets.size;
    },
  };
}
