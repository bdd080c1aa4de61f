import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { GATHERED, openLabPage } from './lab-page.ts';
import { expect, test } from './lab-test.ts';

/** What axe finds, in words. */
async function problems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Attaches what the page looks like, for people to look at. */
async function showScreen(page: Page, name: string): Promise<void> {
  const path = test.info().outputPath(name);
  await page.screenshot({ path, fullPage: true });
  await test.info().attach(name, { path, contentType: 'image/png' });
}

test('the page refuses strangers, loads nothing from outside, and says what is wrong', async ({
  page,
  lab,
}) => {
  const { origin } = new URL(lab.url);
  const requested: string[] = [];
  page.on('request', (request) => requested.push(request.url()));
  const desk = await openLabPage(page, lab.url);

  expect((await page.request.get(`${origin}/`)).status()).toBe(403);
  expect((await page.request.get(`${origin}/wrong/events`)).status()).toBe(403);
  expect((await page.request.get(lab.url, { headers: { host: 'evil.example' } })).status()).toBe(403);
  const strange = await page.request.post(`${lab.url}command`, {
    headers: { origin: 'http://evil.example' },
    data: '{"do":"gather"}',
  });
  expect(strange.status()).toBe(403);
  const own = await page.request.get(lab.url);
  expect(own.headers()['content-security-policy']).toContain("default-src 'none'");

  await page.getByRole('spinbutton', { name: 'P: gone after' }).fill('5');
  await page.getByRole('button', { name: 'Everybody joins' }).click();
  await expect(desk.trouble).toHaveText('P: use 10 to 600 s');
  await expect(page.getByRole('article')).toHaveCount(0);
  await page.getByRole('button', { name: 'Skip 10 s' }).click();
  await expect(desk.said).toHaveText('Skipped 10 s.');
  await expect(desk.trouble).toBeEmpty();
  expect(requested.filter((url) => !url.startsWith(lab.url))).toEqual([]);
});

test('an afternoon at the desk, by keyboard: join, break, look, kick, start over; axe finds nothing', async ({
  page,
  lab,
}) => {
  await page.emulateMedia({ colorScheme: 'light' });
  const desk = await openLabPage(page, lab.url);
  expect(await problems(page)).toEqual([]);

  // P is set before anybody joins, and follows into the cloud.
  await page.getByRole('spinbutton', { name: 'P: gone after' }).focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('30');
  await page.keyboard.press('Enter');
  await expect(desk.said).toContainText(GATHERED);
  await expect(page.getByRole('spinbutton', { name: 'P: gone after' })).toBeDisabled();
  await expect(desk.state('anchor', 'Room')).toHaveText('LOGINED');
  await expect(desk.state('anchor', 'Publisher')).toHaveText('PUBLISHING');
  await expect(desk.state('audience', 'Plays anchor-camera')).toHaveText('PLAYING');
  await expect(desk.state('audience', 'Picture of')).toHaveText('moves');
  const screen = desk.card('audience').getByRole('img');
  await expect
    .poll(() => screen.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(300);

  // A switch is flipped by the space bar; the states follow, and the swimlane grows.
  const down = desk.toggle('audience', 'Network down');
  await down.focus();
  await page.keyboard.press('Space');
  await expect(down).toBeChecked();
  await expect(desk.state('audience', 'Picture of')).toHaveText('frozen');
  await desk.skip('Skip past P');
  await expect(desk.state('audience', 'Room')).toHaveText(/^RECONNECTING/);
  const log = page.getByRole('list', { name: 'What people were told' });
  await expect(log).toContainText('anchor: roomUserUpdate DELETE audience');
  const swimlane = page.getByRole('img', { name: 'Swimlane of this session' });
  await expect
    .poll(() => swimlane.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(300);
  await showScreen(page, 'light.png');
  expect(await problems(page)).toEqual([]);

  await down.focus();
  await page.keyboard.press('Space');
  await expect(down).not.toBeChecked();
  await page.getByRole('button', { name: 'Skip to the next event' }).press('Enter');
  await expect(desk.said).toHaveText(/^Something came after/);
  await expect(desk.state('audience', 'Room')).toHaveText('RECONNECTED');

  // The mock's own powers; who is gone folds away and can come again.
  await desk.button('anchor', 'Kick').click();
  await expect(desk.state('anchor', 'Room')).toHaveText('KICKOUT (1002055)');
  await desk.button('anchor', 'Close tab').click();
  await expect(desk.card('anchor').getByText('tab closed')).toBeVisible();
  await expect(desk.button('anchor', 'Crash page')).toBeHidden();
  await expect(desk.button('anchor', 'anchor comes again')).toBeVisible();

  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 1000, height: 800 });
  expect(await problems(page)).toEqual([]);
  await showScreen(page, 'dark-1000.png');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1000);

  // Starting over empties the room; P can be set again.
  await page.getByRole('button', { name: 'Start over' }).press('Enter');
  await expect(page.getByRole('article')).toHaveCount(0);
  await expect(page.getByRole('spinbutton', { name: 'P: gone after' })).toBeEnabled();
});
