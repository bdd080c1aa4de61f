import { setTimeout as delay } from 'node:timers/promises';

import { test as base, expect } from '@playwright/test';

import {
  POLL_MS,
  type PacedPage,
  type TestClock,
  type WorkState,
} from '../../../fixtures/test/clock/test-clock.ts';
import { createVirtualClock } from '../../../fixtures/test/clock/virtual-clock.ts';

/** What the clock has patience for here; its own 10 s would make the specs slow. */
const PATIENCE_POLLS = 60;

const test = base.extend<{ readonly clock: TestClock }>({
  clock: async ({}, use) => {
    const clock = createVirtualClock(PATIENCE_POLLS);
    await use(clock);
    clock.stop();
  },
});

/** A page that only counts the time it was given; `work` is what its timers do, in real time. */
function fakePage(clock: TestClock, work: (ms: number) => Promise<void> = async () => undefined) {
  const startedAt = clock.now();
  let passedMs = 0;
  const page: PacedPage = {
    async runFor(ms) {
      passedMs += ms;
      await work(ms);
      return startedAt + passedMs;
    },
  };
  return {
    page,
    get passedMs() {
      return passedMs;
    },
  };
}

/** Pending work whose state the spec sets, and that counts the clock's polls. */
function fakeWork(who = 'ann') {
  const lookers = new Set<() => void>();
  return {
    who,
    name: 'a made-up work',
    state: 'waiting' as WorkState,
    polls: 0,
    poll(): WorkState {
      this.polls += 1;
      for (const look of lookers) look();
      return this.state;
    },
    /** Resolves after so many further polls. */
    polled(times: number): Promise<void> {
      const until = this.polls + times;
      return new Promise((resolve) => {
        const look = () => {
          if (this.polls < until) return;
          lookers.delete(look);
          resolve();
        };
        lookers.add(look);
      });
    },
  };
}

test.describe('the virtual clock', () => {
  test('passes minutes in no time, and says how much it skipped', async ({ clock }) => {
    const before = clock.now();
    const realBefore = performance.now();
    await clock.pass(30_000);
    expect(clock.now() - before).toBeGreaterThanOrEqual(30_000);
    expect(clock.now() - before).toBeLessThan(31_000);
    expect(clock.skippedMs).toBeGreaterThan(25_000);
    expect(performance.now() - realBefore).toBeLessThan(5_000);
  });

  test('fires every timer at its own time, none skipped, in order', async ({ clock }) => {
    const fired: { delayMs: number; at: number; earliest: number; latest: number }[] = [];
    for (const delayMs of [2_500, 100, 1_000, 1_001, 5_000, 999]) {
      const earliest = clock.now() + delayMs;
      clock.after(delayMs, () => fired.push({ delayMs, at: clock.now(), earliest, latest }));
      const latest = clock.now() + delayMs;
    }
    await clock.pass(4_000);
    // Setting them takes real time, so which of those a millisecond apart is due first is not known before.
    const byNumber = (a: number, b: number) => a - b;
    const times = fired.map(({ at }) => at);
    expect(times).toEqual([...times].sort(byNumber));
    expect(fired.map(({ delayMs }) => delayMs).sort(byNumber)).toEqual([100, 999, 1_000, 1_001, 2_500]);
    for (const { at, earliest, latest } of fired) {
      expect(at).toBeGreaterThanOrEqual(earliest);
      expect(at).toBeLessThanOrEqual(latest);
    }
  });

  test('fires timers that timers set, within the same step', async ({ clock }) => {
    let count = 0;
    const again = () => {
      count += 1;
      clock.after(100, again);
    };
    clock.after(100, again);
    await clock.pass(3_000);
    expect(count).toBeGreaterThanOrEqual(29);
    expect(count).toBeLessThanOrEqual(31);
  });

  test('does not fire what was cancelled or stopped', async ({ clock }) => {
    let fired = 0;
    clock.after(100, () => (fired += 1))();
    clock.after(60_000, () => (fired += 1));
    await clock.pass(1_000);
    clock.stop();
    await clock.pass(1_000);
    expect(fired).toBe(0);
  });

  test('gives pages the time in strides of two seconds or less', async ({ clock }) => {
    const steps: number[] = [];
    const fake = fakePage(clock, async (ms) => {
      steps.push(ms);
    });
    clock.attach(fake.page);
    await clock.pass(5_500);
    expect(steps.length).toBeGreaterThanOrEqual(3);
    // A page that fell behind is set right by a little more.
    for (const ms of steps) expect(ms).toBeLessThan(2_200);
    expect(fake.passedMs).toBeGreaterThan(5_000);
  });

  test('lets the pages speak before the cloud, in every step', async ({ clock }) => {
    const order: string[] = [];
    const fake = fakePage(clock, async () => {
      // Long enough for the cloud’s timer to fall due in real time as well.
      await delay(20);
      order.push('page');
    });
    clock.attach(fake.page);
    clock.after(10, () => order.push('cloud'));
    await clock.pass(500);
    expect(order[0]).toBe('page');
    expect(order).toContain('cloud');
  });

  test('lets the pages speak before the cloud when the cloud sets a timer meanwhile', async ({ clock }) => {
    const order: string[] = [];
    clock.after(600, () => order.push('presence'));
    const fake = fakePage(clock, async () => {
      // What the page sends reaches the cloud while the page is still busy.
      clock.after(0, () => order.push('answer'));
      await delay(20);
      order.push('page');
    });
    clock.attach(fake.page);
    await clock.pass(900);
    expect(order[0]).toBe('page');
    expect(order).toEqual(expect.arrayContaining(['presence', 'answer']));
  });

  test('waits for real work before each step', async ({ clock }) => {
    const work = fakeWork();
    clock.addPendingWork(work);
    const passing = clock.pass(1_000);
    await work.polled(10);
    expect(clock.skippedMs).toBe(0);
    work.state = 'idle';
    await passing;
    expect(clock.skippedMs).toBeGreaterThan(0);
  });

  test('polls each work once at a time, whatever else is pending and however many wait', async ({
    clock,
  }) => {
    const [first, second] = [fakeWork(), fakeWork()];
    first.state = second.state = 'moving';
    clock.addPendingWork(first);
    clock.addPendingWork(second);
    const waiting = [1, 2, 3, 4].map(() => clock.until(() => false, 1_000));
    const [before, startedAt] = [second.polls, performance.now()];
    await second.polled(50);
    expect(second.polls - before).toBe(50);
    // A loop for each who waits would be done in a fraction of that.
    expect(performance.now() - startedAt).toBeGreaterThan(0.9 * 50 * POLL_MS);
    expect(Math.abs(second.polls - first.polls)).toBeLessThanOrEqual(1);
    first.state = second.state = 'idle';
    await Promise.all(waiting);
  });

  test('gives up work in which nothing moves, says whose it is, and waits for the rest', async ({
    clock,
  }) => {
    const stuck = fakeWork('ann');
    const other = fakeWork('bob');
    const gaveUp: string[] = [];
    clock.onGaveUp(({ who, name }) => gaveUp.push(`${who}: ${name}`));
    clock.addPendingWork(stuck);
    clock.addPendingWork(other);
    const passing = clock.pass(4_000);
    other.state = 'moving';
    await stuck.polled(PATIENCE_POLLS);
    expect(gaveUp).toEqual(['ann: a made-up work']);
    // The one that moves is waited for all the same, and the stuck one keeps no step waiting any more.
    expect(clock.skippedMs).toBe(0);
    other.state = 'idle';
    await passing;
    expect(clock.skippedMs).toBeGreaterThan(3_000);
    expect(gaveUp).toHaveLength(1);

    // Once it has been idle it is waited for as before.
    stuck.state = 'idle';
    await clock.pass(1);
    stuck.state = 'waiting';
    const again = clock.pass(1_000);
    const skippedMs = clock.skippedMs;
    await stuck.polled(10);
    expect(clock.skippedMs).toBe(skippedMs);
    stuck.state = 'idle';
    await again;
  });

  test('never gives up work that moves', async ({ clock }) => {
    const slow = fakeWork();
    slow.state = 'moving';
    const gaveUp: string[] = [];
    clock.onGaveUp(({ name }) => gaveUp.push(name));
    clock.addPendingWork(slow);
    const passing = clock.pass(1_000);
    await slow.polled(PATIENCE_POLLS + 100);
    expect(gaveUp).toEqual([]);
    expect(clock.skippedMs).toBe(0);
    slow.state = 'idle';
    await passing;
  });

  test('until returns as soon as the condition holds', async ({ clock }) => {
    let reached = false;
    clock.after(3_000, () => (reached = true));
    const before = clock.now();
    expect(await clock.until(() => reached, 300_000)).toBe(true);
    expect(clock.now() - before).toBeLessThan(5_000);
    expect(await clock.until(() => true, 0)).toBe(true);
    expect(clock.now() - before).toBeLessThan(5_000);
  });

  test('until strides while nothing is expected, and steps after that', async ({ clock }) => {
    const steps: number[] = [];
    const fake = fakePage(clock, async (ms) => {
      steps.push(ms);
    });
    clock.attach(fake.page);
    expect(await clock.until(() => false, 7_000, { notWithinMs: 5_000 })).toBe(false);
    // A page that fell behind is set right by a little more.
    const rounded = steps.filter((ms) => ms > 500).map((ms) => Math.round(ms / 1_000));
    expect(rounded.slice(0, 3)).toEqual([2, 2, 1]);
    expect(Math.max(...rounded.slice(2))).toBe(1);
  });

  test('until gives up when its time is over', async ({ clock }) => {
    const before = clock.now();
    expect(await clock.until(() => false, 4_000)).toBe(false);
    expect(clock.now() - before).toBeGreaterThanOrEqual(4_000);
    expect(clock.now() - before).toBeLessThan(5_000);
  });

  test('until sees a touch without a step, and skips nothing in real time', async ({ clock }) => {
    let reached = false;
    setTimeout(() => {
      reached = true;
      clock.touch();
    }, 20);
    expect(await clock.until(() => reached, 60_000, { pace: 'real-time' })).toBe(true);
    expect(clock.skippedMs).toBe(0);
  });

  test('goes on without a page that has crashed or was let go', async ({ clock }) => {
    let asked = 0;
    clock.attach({
      runFor: async () => {
        asked += 1;
        throw new Error('the page has crashed');
      },
    });
    const fake = fakePage(clock);
    const letGo = clock.attach(fake.page);
    letGo();
    await clock.pass(3_000);
    expect(asked).toBe(1);
    expect(fake.passedMs).toBe(0);
  });
});
