import { openLabPage } from '../self/lab/lab-page.ts';
import { expect, test } from '../self/lab/lab-test.ts';

test.use({ labOptions: { app: 'e2e/apps/vue-live.app.ts' } });

test('the lab opens any app: its link is broken and mended by hand, and what the app cannot do is said', async ({
  page,
  lab,
}) => {
  const desk = await openLabPage(page, lab.url);
  await desk.gather();
  await expect(desk.state('audience', 'Picture of')).toHaveText('moves');

  await desk.toggle('anchor', 'Network down').click();
  await expect(desk.state('audience', 'Picture of')).toHaveText('frozen');
  await desk.toggle('anchor', 'Network down').click();
  await desk.skip('Skip 30 s');
  await expect(desk.state('audience', 'Picture of')).toHaveText('moves');

  await desk.button('anchor', 'Stop publishing').click();
  await expect(desk.trouble).toContainText('does not say how to stop publishing');
});
