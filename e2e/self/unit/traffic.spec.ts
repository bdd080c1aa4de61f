import { setTimeout as delay } from 'node:timers/promises';

import { test as base, expect } from '@playwright/test';

import { createTraffic, type Traffic } from '../../../fixtures/test/participant/traffic.ts';

const CLOUD_PORT = 4_711;

interface Scene {
  readonly uplink: {
    isForwarding: boolean;
    acceptsConnections: boolean;
    hasConnection: (port: number) => boolean;
  };
  readonly traffic: Traffic;
}

const test = base.extend<{ readonly scene: Scene }>({
  scene: async ({}, use) => {
    const uplink = {
      isForwarding: true,
      acceptsConnections: true,
      hasConnection: (port: number) => port === CLOUD_PORT,
    };
    await use({ uplink, traffic: createTraffic(uplink) });
  },
});

/** Looks after the page has had its time to settle. */
async function isIdle(traffic: Traffic): Promise<boolean> {
  await delay(6);
  return traffic.isIdle();
}

/** Looks on, however long a look takes: what is given up is given up after so many of them. */
function becomesQuiet(traffic: Traffic): boolean {
  return Array.from({ length: 200 }, () => traffic.isIdle()).includes(true);
}

test('a frame is on its way until the other end has it, both ways', async ({ scene }) => {
  const { traffic } = scene;
  traffic.frameSent();
  expect(await isIdle(traffic)).toBe(false);
  traffic.frameAtCloud(CLOUD_PORT, 'up');
  expect(await isIdle(traffic)).toBe(true);
  traffic.frameAtCloud(CLOUD_PORT, 'down');
  expect(await isIdle(traffic)).toBe(false);
  traffic.frameReceived();
  expect(await isIdle(traffic)).toBe(true);
});

test('word of a frame may come from the cloud first', async ({ scene }) => {
  const { traffic } = scene;
  traffic.frameAtCloud(CLOUD_PORT, 'up');
  expect(await isIdle(traffic)).toBe(false);
  traffic.frameSent();
  expect(await isIdle(traffic)).toBe(true);
});

test('a WebSocket is opening until it speaks or fails, a request until it is answered', async ({ scene }) => {
  const { traffic } = scene;
  traffic.dialing('socket');
  expect(await isIdle(traffic)).toBe(false);
  traffic.settled('socket');
  expect(await isIdle(traffic)).toBe(true);
  traffic.asking('request');
  expect(await isIdle(traffic)).toBe(false);
  traffic.settled('request');
  expect(await isIdle(traffic)).toBe(true);
});

test('nothing is waited for that a fault keeps back, that leads nowhere, or that a page cannot take', async ({
  scene,
}) => {
  const { uplink, traffic } = scene;
  traffic.frameAtCloud(1, 'down');
  expect(await isIdle(traffic)).toBe(true);
  traffic.dialing('socket');
  uplink.acceptsConnections = false;
  expect(await isIdle(traffic)).toBe(true);
  traffic.frameSent();
  expect(await isIdle(traffic)).toBe(false);
  uplink.isForwarding = false;
  expect(await isIdle(traffic)).toBe(true);
  uplink.isForwarding = true;
  traffic.suspend();
  expect(await isIdle(traffic)).toBe(true);
  traffic.resume();
  expect(await isIdle(traffic)).toBe(true);
});

test('what was lost with its connection is waited for only so long', async ({ scene }) => {
  const { traffic } = scene;
  traffic.asking('request');
  traffic.frameSent();
  expect(await isIdle(traffic)).toBe(false);
  expect(becomesQuiet(traffic)).toBe(true);
  // And then it counts no more.
  traffic.frameSent();
  traffic.frameAtCloud(CLOUD_PORT, 'up');
  expect(await isIdle(traffic)).toBe(true);
});

test('a dial is waited for however long it takes', async ({ scene }) => {
  const { traffic } = scene;
  traffic.dialing('socket');
  await delay(6);
  for (let look = 0; look < 1_000; look += 1) expect(traffic.isIdle()).toBe(false);
});

test('a WebSocket that is open and on which nobody speaks is waited for only so long', async ({ scene }) => {
  const { traffic } = scene;
  traffic.dialing('socket');
  traffic.opened('socket');
  expect(await isIdle(traffic)).toBe(false);
  expect(becomesQuiet(traffic)).toBe(true);
});
