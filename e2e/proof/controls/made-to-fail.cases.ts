// Run by guards.spec.ts alone, which expects each of these to fail, and of what: no spec by its name.
import { login } from '../../../fixtures/test/steps/gather.ts';
import { expect, test } from '../../../fixtures/test/fixtures/test.ts';

test('GUARD nobody does anything wrong', async ({ anchor }) => {
  await login(anchor);
});

test('GUARD a participant is told what nobody asked for', async ({ anchor, audience }) => {
  await login(anchor);
  await login(audience);
  await expect.poll(() => anchor.timeline.unaccounted().length).toBeGreaterThan(0);
});

test('GUARD the page has an uncaught error', async ({ anchor }) => {
  await login(anchor);
  const thrown = anchor.page.waitForEvent('pageerror');
  await anchor.page.addScriptTag({ content: 'Promise.reject(new Error("a defect of the app"))' });
  await thrown;
});

test('GUARD the page asks for an outside host', async ({ anchor }) => {
  await login(anchor);
  await anchor.page.evaluate(() => fetch('https://example.com/').catch(() => undefined));
});
