import { expect, test } from '@playwright/test';

import { createTurns } from '../../fixtures/clock/turns.ts';
import { createVirtualClock } from '../../fixtures/clock/virtual-clock.ts';
import { createPace } from '../../fixtures/participant/pace.ts';
import { createTraffic } from '../../fixtures/participant/traffic.ts';

const page = undefined;

test.describe('a page that asks for its turns', () => {
  test('runs as far as it is told, and tells what its clock shows then', async () => {
    const turns = createTurns();
    const first = turns.ask(page, { begins: true, now: 0 });
    const run = turns.runFor(1_000);
    expect(await first).toBe(1_000);
    const second = turns.ask(page, { begins: false, now: 5_000 });
    expect(await run).toBe(5_000);

    const next = turns.runFor(20);
    expect(await second).toBe(20);
    void turns.ask(page, { begins: false, now: 5_020 });
    expect(await next).toBe(5_020);
  });

  test('fails a run when a new document begins before it is over; the new one runs', async () => {
    const turns = createTurns();
    void turns.ask(page, { begins: true, now: 0 });
    const run = turns.runFor(1_000);
    const other = turns.ask(page, { begins: true, now: 77 });
    await expect(run).rejects.toThrow('left before its clock had run');

    const next = turns.runFor(30);
    expect(await other).toBe(30);
    void turns.ask(page, { begins: false, now: 107 });
    expect(await next).toBe(107);
  });

  test('fails a run when the document ends, and nothing when none is under way', async () => {
    const turns = createTurns();
    turns.end();
    void turns.ask(page, { begins: true, now: 0 });
    const run = turns.runFor(1_000);
    turns.end();
    await expect(run).rejects.toThrow('left before its clock had run');
  });

  test('refuses to run a page that has never asked', async () => {
    await expect(createTurns().runFor(1)).rejects.toThrow('no document has begun in it');
  });
});

test('a real page’s timers fire in its turns, in each of its documents; what one throws is the page’s own error', async ({
  page: real,
  context,
}) => {
  const clock = createVirtualClock();
  const traffic = createTraffic({ conducts: true, admits: true, carries: () => false });
  const thrown: string[] = [];
  real.on('pageerror', ({ message }) => thrown.push(message));
  await real.route('https://app.test/*', (route) => {
    const [title = ''] = new URL(route.request().url()).pathname.split('/').slice(1);
    return route.fulfill({ contentType: 'text/html', body: `<title>${title}</title>` });
  });
  const pace = await createPace(context, real, clock, traffic);
  try {
    for (const title of ['first', 'second']) {
      await pace.load(() => real.goto(`https://app.test/${title}`));
      await real.evaluate(() => {
        setTimeout(() => {
          throw new Error(document.title);
        }, 30_000);
        setTimeout(() => (document.title += ' done'), 60_000);
      });
      await clock.pass(29_000);
      expect(await real.title()).toBe(title);
      await clock.pass(32_000);
      expect(await real.title()).toBe(`${title} done`);
      const aheadMs = (await real.evaluate(() => Date.now())) - clock.now();
      expect(Math.abs(aheadMs)).toBeLessThan(500);
    }
    expect(thrown).toEqual(['first', 'second']);

    // A page may load itself anew while its clock runs: nobody waits for the document that is gone.
    await real.evaluate(() => setTimeout(() => location.reload(), 1_000));
    await clock.pass(60_000);
    expect(await real.title()).toBe('second');
  } finally {
    pace.leave();
    clock.stop();
  }
});
