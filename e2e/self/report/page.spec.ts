import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base } from '@playwright/test';

import { renderPage } from '../../../fixtures/report/page.ts';
import { MADE_UP_RUN } from './made-up-run.ts';

const test = base.extend<{ asked: string[] }>({
  /** Everything that the open report asked for. */
  asked: async ({ page }, use, testInfo) => {
    const asked: string[] = [];
    const problems: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    const file = testInfo.outputPath('index.html');
    writeFileSync(file, renderPage(MADE_UP_RUN));
    await page.goto(pathToFileURL(file).href);
    await use(asked);
    expect(problems).toEqual([]);
  },
});

test('shows each case with its times, verdict and what it ran on, and asks for nothing from outside', async ({
  page,
  asked,
}) => {
  await expect(page).toHaveTitle('failed – rejoin report');
  const row = page.getByRole('row', { name: /ROOM-08 back after/ });
  await expect(row).toContainText('✓ passed');
  for (const time of [
    'T4 − T3 mock: set to 90 s, measured 89 s, right is 84.5 s to 95 s: ✓ in time',
    'T5 − end of fault SDK: no time promised, measured 3 s, right is 0 s to 20 s: ✓ in time',
    'T6 − T5 at once: promised 100 ms, measured 100 ms, right is 0 s to 1.5 s: ✓ in time',
  ])
    await expect(row).toContainText(time);
  await expect(row).toContainText('mock, virtual time, SDK 3.12.0, chromium 1');
  const late = page.getByRole('row', { name: /ROOM-09/ });
  await expect(late).toContainText('not back within R <b>&');
  await expect(late).toContainText('✗ failed');
  await expect(late).toContainText('✗ out of time');
  await expect(page.getByText('3 passed, 1 failed, 1 skipped, 1 flaky')).toBeVisible();
  await expect(
    page.getByText(
      '1 of 1 of the SDK; 1 of 1 of ZEGO’s cloud; 1 of 2 set by the mock itself; 1 of 1 of what follows at once',
    ),
  ).toBeVisible();
  await expect(page.getByText('PUBLISH_REQUESTING twice: 1 time')).toBeVisible();
  await expect(page.getByRole('row', { name: /ROOM-12/ })).toContainText('~ flaky');
  await expect(page.getByText('1 tests of the harness itself')).toBeVisible();
  const remarks = page.getByRole('listitem').filter({ hasText: 'ROOM-11' });
  await expect(remarks).toHaveText([/Measured: RECONNECT_FAILED with 1002086\./, /who is left in the room/]);
  await expect(page.getByText('Not judged. who is left in the room')).toBeVisible();
  expect(asked.map((url) => new URL(url).protocol)).toEqual(['file:']);
});

test('the failed case’s picture is open, the others open on demand', async ({ page, asked: _ }) => {
  const failed = page.getByRole('img', { name: /failed: ROOM-09/ });
  const passed = page.getByRole('img', { name: /passed: ROOM-08/ });
  await expect(failed).toBeVisible();
  await expect(passed).toBeHidden();
  await page.getByText('Picture of ROOM-08').click();
  await expect(passed).toBeVisible();
  await expect(passed).toHaveAccessibleDescription(/T4 at 94 s: audience hears that anchor is gone\./);
  // Each picture has its own hatching, or the last one's styles would reach into all.
  await expect(passed.locator('.fault-bar').first()).toHaveCSS('fill', /picture-case-\d+-hatch/);
  await page.getByRole('button', { name: 'Show all pictures' }).click();
  await expect(failed).toBeVisible();
  await page.getByRole('button', { name: 'Show all pictures' }).click();
  await expect(failed).toBeHidden();
});

test('is filtered by keyboard alone', async ({ page, asked: _ }) => {
  const cases = page.getByRole('rowheader');
  await expect(cases).toHaveCount(5);
  // The first stops are the links of the finding and of what was not judged.
  for (let stop = 1; stop <= 3; stop += 1) await page.keyboard.press('Tab');
  await expect(page.getByRole('searchbox', { name: 'Filter by text' })).toBeFocused();
  await page.keyboard.type('heartbeat ROOM');
  await expect(cases).toHaveText([/ROOM-08/]);
  await expect(page.getByRole('status')).toHaveText('1 of 5 cases');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await expect(cases).toHaveCount(5);
  await page.keyboard.press('Tab');
  for (const [verdict, shown] of [
    ['Passed', [/ROOM-08/, /ROOM-11/]],
    ['Failed', [/ROOM-09/]],
    ['Flaky', [/ROOM-12/]],
    ['Skipped', [/REAL-01/]],
    ['With a finding', [/ROOM-11/]],
    ['Not judged in part', [/ROOM-11/]],
  ] as const) {
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('radio', { name: verdict })).toBeChecked();
    await expect(cases).toHaveText([...shown]);
  }
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`the basics of accessibility hold, ${colorScheme}`, async ({ page, asked: _ }, testInfo) => {
    await page.emulateMedia({ colorScheme });
    await page.getByRole('button', { name: 'Show all pictures' }).click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)).toEqual([]);
    const body = await page.screenshot({ fullPage: true });
    await testInfo.attach(`report-${colorScheme}.png`, { body, contentType: 'image/png' });
  });
