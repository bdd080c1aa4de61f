import { test as base, expect } from '@playwright/test';

import { createPageTicker, type PageTicker } from '../../../fixtures/test/clock/page-ticker.ts';
import type { TestClock } from '../../../fixtures/test/clock/test-clock.ts';
import { createVirtualClock } from '../../../fixtures/test/clock/virtual-clock.ts';
import { createPace, type Pace } from '../../../fixtures/test/participant/pace.ts';
import { createTraffic } from '../../../fixtures/test/participant/traffic.ts';

const page = undefined;

/** A clock of the test's own, and a real page that keeps its time: `load` opens a document with this title. */
const test = base.extend<{
  readonly paced: {
    readonly clock: TestClock;
    readonly pace: Pace;
    readonly load: (title: string) => Promise<void>;
  };
}>({
  paced: async ({ page, context }, use) => {
    const clock = createVirtualClock();
    const traffic = createTraffic('ann', {
      isForwarding: true,
      isDelaying: false,
      acceptsConnections: true,
      hasConnection: () => false,
      cuts: 0,
      openLines: 0,
    });
    await page.route('https://app.test/*', (route) => {
      const [title = ''] = new URL(route.request().url()).pathname.split('/').slice(1);
      return route.fulfill({ contentType: 'text/html', body: `<title>${title}</title>` });
    });
    const pace = await createPace(context, page, clock, traffic);
    await use({ clock, pace, load: (title) => pace.load(() => page.goto(`https://app.test/${title}`)) });
    pace.leave();
    clock.stop();
  },
});

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
  paced: { clock, load },
}) => {
  const thrown: string[] = [];
  real.on('pageerror', ({ message }) => thrown.push(message));
  for (const title of ['first', 'second']) {
    await load(title);
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
});

test('a real page that stood still has the test’s time again, and each timer that was due has fired once', async ({
  page: real,
  paced: { clock, pace, load },
}) => {
  await load('asleep');
  await real.evaluate(() => {
    setTimeout(() => (document.title += ' timeout'), 30_000);
    setInterval(() => (document.title += ' interval'), 20_000);
  });
  pace.leave();
  await clock.pass(70_000);
  expect(await real.title()).toBe('asleep');
  await pace.rejoin();
  const aheadMs = (await real.evaluate(() => Date.now())) - clock.now();
  expect(Math.abs(aheadMs)).toBeLessThan(500);
  expect((await real.title()).split(' ').sort()).toEqual(['asleep', 'interval', 'timeout']);
  await clock.pass(21_000);
  expect((await real.title()).split(' ').sort()).toEqual(['asleep', 'interval', 'interval', 'timeout']);
});
