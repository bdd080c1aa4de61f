import { expect, test } from '@playwright/test';

import { createPageTicker, type PageTicker } from '../../../fixtures/test/clock/page-ticker.ts';
import { createVirtualClock } from '../../../fixtures/test/clock/virtual-clock.ts';
import { createPace } from '../../../fixtures/test/participant/pace.ts';
import { createTraffic } from '../../../fixtures/test/participant/traffic.ts';

const page = undefined;

/** Lets a page run that is asking; it then shows `now`, and asks again. */
async function expectRun(
  ticker: PageTicker,
  asking: Promise<number>,
  { ms, now }: { readonly ms: number; readonly now: number },
): Promise<{ readonly asked: Promise<number> }> {
  const run = ticker.runFor(ms);
  expect(await asking).toBe(ms);
  const asked = ticker.ask(page, { begins: false, now });
  expect(await run).toBe(now);
  return { asked };
}

test.describe('a page that asks how far its clock shall run', () => {
  test('runs as far as it is told, and tells what its clock shows then', async () => {
    const ticker = createPageTicker();
    const first = ticker.ask(page, { begins: true, now: 0 });
    const { asked: second } = await expectRun(ticker, first, { ms: 1_000, now: 5_000 });
    await expectRun(ticker, second, { ms: 20, now: 5_020 });
  });

  test('fails a run when a new document begins before it is over; the new one runs', async () => {
    const ticker = createPageTicker();
    void ticker.ask(page, { begins: true, now: 0 });
    const run = ticker.runFor(1_000);
    const other = ticker.ask(page, { begins: true, now: 77 });
    await expect(run).rejects.toThrow('left before its clock had run');
    await expectRun(ticker, other, { ms: 30, now: 107 });
  });

  test('fails a run when the document ends, and nothing when none is under way', async () => {
    const ticker = createPageTicker();
    ticker.end();
    void ticker.ask(page, { begins: true, now: 0 });
    const run = ticker.runFor(1_000);
    ticker.end();
    await expect(run).rejects.toThrow('left before its clock had run');
  });

  test('refuses to run a page that has never asked', async () => {
    await expect(createPageTicker().runFor(1)).rejects.toThrow('no document has begun in it');
  });
});

test('a real page’s timers fire when its clock runs, in each of its documents; what one throws is the page’s own error', async ({
  page: real,
  context,
}) => {
  const clock = createVirtualClock();
  const traffic = createTraffic('ann', {
    isForwarding: true,
    isDelaying: false,
    acceptsConnections: true,
    hasConnection: () => false,
    cuts: 0,
  });
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
