import { setTimeout as delay } from 'node:timers/promises';

import { test as base, expect } from '@playwright/test';

import type { WorkState } from '../../../fixtures/test/clock/test-clock.ts';
import { createTraffic, type Traffic } from '../../../fixtures/test/participant/traffic.ts';

const CLOUD_PORT = 4_711;

interface Scene {
  readonly uplink: {
    isForwarding: boolean;
    isDelaying: boolean;
    acceptsConnections: boolean;
    hasConnection: (port: number) => boolean;
    cuts: number;
    openLines: number;
  };
  readonly traffic: Traffic;
}

const test = base.extend<{ readonly scene: Scene }>({
  scene: async ({}, use) => {
    const uplink = {
      isForwarding: true,
      isDelaying: false,
      acceptsConnections: true,
      hasConnection: (port: number) => port === CLOUD_PORT,
      cuts: 0,
      openLines: 0,
    };
    await use({ uplink, traffic: createTraffic('ann', uplink) });
  },
});

/** What the clock learns at one poll, after the page has had its time to settle. */
async function poll(traffic: Traffic): Promise<WorkState> {
  await delay(6);
  return traffic.poll();
}

async function isIdle(traffic: Traffic): Promise<boolean> {
  return (await poll(traffic)) === 'idle';
}

/** Polls on, however long a poll takes: what is written off is written off after so many of them. */
function becomesIdle(traffic: Traffic, polls = 200): boolean {
  return Array.from({ length: polls }, () => traffic.poll()).includes('idle');
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

test('what a page says while it is being closed is on its way until its WebSockets have ended', async ({
  scene,
}) => {
  const { traffic, uplink } = scene;
  traffic.dialing('socket');
  traffic.opened('socket');
  traffic.settled('socket');
  uplink.openLines = 3;
  traffic.sayingGoodbye();
  traffic.suspend();
  expect(await isIdle(traffic)).toBe(false);
  // The two others are the browser's, for plain requests.
  uplink.openLines = 2;
  expect(await isIdle(traffic)).toBe(true);
});

test('what a page says while it is being closed is not waited for on a link that is silent', async ({
  scene,
}) => {
  const { traffic, uplink } = scene;
  traffic.dialing('socket');
  traffic.opened('socket');
  uplink.openLines = 1;
  uplink.isForwarding = false;
  traffic.sayingGoodbye();
  traffic.suspend();
  expect(await isIdle(traffic)).toBe(true);
});

test('a page has not heard yet that its connection was cut', async ({ scene }) => {
  const { traffic, uplink } = scene;
  traffic.dialing('socket');
  traffic.opened('socket');
  traffic.settled('socket');
  expect(await isIdle(traffic)).toBe(true);
  uplink.cuts += 1;
  expect(await poll(traffic)).toBe('waiting');
  traffic.closed('socket');
  expect(await isIdle(traffic)).toBe(true);
});

test('the cloud may report a frame before the page does', async ({ scene }) => {
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
  traffic.closed('socket');
  expect(await isIdle(traffic)).toBe(false);
  expect(becomesIdle(traffic)).toBe(true);
  // And then it counts no more.
  traffic.frameSent();
  traffic.frameAtCloud(CLOUD_PORT, 'up');
  expect(await isIdle(traffic)).toBe(true);
});

test('a frame of a connection that stands is late, not lost: it is waited for ten times as long', async ({
  scene,
}) => {
  const { traffic } = scene;
  traffic.closed('socket');
  expect(await isIdle(traffic)).toBe(true);
  // What has ended before everything had arrived says nothing of what is sent after that.
  traffic.frameAtCloud(CLOUD_PORT, 'down');
  expect(await isIdle(traffic)).toBe(false);
  expect(becomesIdle(traffic, 1_000)).toBe(false);
  expect(becomesIdle(traffic, 1_000)).toBe(true);
});

test('a dial is waited for however long it takes', async ({ scene }) => {
  const { traffic } = scene;
  traffic.dialing('socket');
  await delay(6);
  expect(becomesIdle(traffic, 1_000)).toBe(false);
});

test('a WebSocket that is open and on which nobody speaks is waited for only so long', async ({ scene }) => {
  const { traffic } = scene;
  traffic.dialing('socket');
  traffic.opened('socket');
  expect(await isIdle(traffic)).toBe(false);
  expect(becomesIdle(traffic)).toBe(true);
});

test('what a slow link holds back is never written off, and is not waiting: it will come', async ({
  scene,
}) => {
  const { uplink, traffic } = scene;
  traffic.frameSent();
  uplink.isDelaying = true;
  expect(await poll(traffic)).toBe('moving');
  expect(becomesIdle(traffic, 1_000)).toBe(false);
  expect(traffic.poll()).toBe('moving');
  // A dial, too, has its bytes in the link.
  traffic.dialing('socket');
  expect(await poll(traffic)).toBe('moving');
  uplink.isDelaying = false;
  expect(traffic.poll()).toBe('waiting');
  traffic.settled('socket');
  traffic.frameAtCloud(CLOUD_PORT, 'up');
  expect(await isIdle(traffic)).toBe(true);
});

test('what a fault holds is not waited for, however slow the link is as well', async ({ scene }) => {
  const { uplink, traffic } = scene;
  traffic.frameSent();
  Object.assign(uplink, { isDelaying: true, isForwarding: false });
  expect(await isIdle(traffic)).toBe(true);
});

test('says whose it is and what is under way', ({ scene }) => {
  const { traffic } = scene;
  traffic.dialing('socket');
  traffic.frameSent();
  expect(traffic.who).toBe('ann');
  expect(traffic.name).toContain('1 connections being opened, 0 requests, 1 frames up and 0 down');
});
