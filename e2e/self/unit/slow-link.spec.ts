import { expect } from '@playwright/test';

import { createVirtualClock } from '../../../fixtures/test/clock/virtual-clock.ts';
import { createTraffic } from '../../../fixtures/test/participant/traffic.ts';
import { test } from './link-test.ts';

/** Longer than what is written off as lost, and than a whole round trip of a good link many times over. */
const DELAY_MS = 600;
/** Far more than after which a frame is written off that no slow link holds back. */
const POLLS = 500;

test('virtual time waits for every byte that a slow link holds back, there and back', async ({
  uplink,
  dial,
  cloud,
}) => {
  const clock = createVirtualClock();
  const gaveUp: string[] = [];
  clock.onGaveUp(({ name }) => gaveUp.push(name));
  try {
    const traffic = createTraffic('ann', uplink);
    clock.addPendingWork(traffic);
    const tunnel = await dial();
    const far = cloud.sockets[0];
    const cloudPort = far?.remotePort ?? 0;
    uplink.apply({ delayMs: DELAY_MS });

    const skippedAt = { sent: 0, atCloud: 0, answered: 0, received: 0 };
    const heard = new Promise<void>((resolve) =>
      far?.once('data', () => {
        skippedAt.atCloud = clock.skippedMs;
        traffic.frameAtCloud(cloudPort, 'up');
        // The echo server answers at once.
        skippedAt.answered = clock.skippedMs;
        traffic.frameAtCloud(cloudPort, 'down');
        resolve();
      }),
    );
    tunnel.socket.write('x');
    traffic.frameSent();
    skippedAt.sent = clock.skippedMs;
    const passing = clock.pass(10_000);
    await heard;
    await tunnel.reads('X');
    skippedAt.received = clock.skippedMs;
    traffic.frameReceived();

    expect(skippedAt.atCloud, 'skipped while the frame was on its way up').toBe(skippedAt.sent);
    expect(skippedAt.received, 'skipped while the answer was on its way down').toBe(skippedAt.answered);
    await passing;
    expect(clock.skippedMs).toBeGreaterThan(5_000);
    expect(gaveUp).toEqual([]);
  } finally {
    clock.stop();
  }
});

test('however often the clock polls meanwhile', async ({ uplink, dial }) => {
  const clock = createVirtualClock();
  try {
    const traffic = createTraffic('ann', uplink);
    let polls = 0;
    let enough: () => void = () => undefined;
    const polledEnough = new Promise<void>((resolve) => (enough = resolve));
    clock.addPendingWork({
      who: 'ann',
      name: 'counted',
      poll() {
        polls += 1;
        if (polls === POLLS) enough();
        return traffic.poll();
      },
    });
    const tunnel = await dial();
    uplink.apply({ delayMs: 60_000 });
    tunnel.socket.write('x');
    await expect.poll(() => uplink.isDelaying).toBe(true);
    traffic.frameSent();
    const passing = clock.pass(1_000);
    await polledEnough;
    expect(clock.skippedMs).toBe(0);
    // Lost with its connection: that is written off, as on any link.
    uplink.cut('rst');
    await passing;
  } finally {
    clock.stop();
  }
});

test('what a silent link holds is not waited for, though it is slow as well', async ({ uplink, dial }) => {
  const tunnel = await dial();
  uplink.apply({ delayMs: 60_000 });
  tunnel.socket.write('x');
  await expect.poll(() => uplink.isDelaying).toBe(true);
  const heal = uplink.apply({ hold: true });
  expect(uplink.isDelaying).toBe(false);
  heal();
  expect(uplink.isDelaying).toBe(true);
  uplink.makeHalfOpen();
  expect(uplink.isDelaying).toBe(false);
});
