import { openLabPage } from '../lab/lab-page.ts';
import { expect, test } from '../lab/lab-test.ts';
import { saveAndReplay } from '../lab/saved-session.ts';

test.use({ labOptions: { app: { kind: 'file', path: 'e2e/apps/react-call.app.ts#reactCall' } } });

test('LAB replay on an app of another make: a session in it is a spec that passes on it', async ({
  page,
  lab,
}, testInfo) => {
  testInfo.setTimeout(600_000);
  const desk = await openLabPage(page, lab.url);
  await desk.gather();
  await desk.toggle('anchor', 'Network down').click();
  await expect(desk.state('audience', 'Picture of')).toHaveText('frozen');
  await desk.skip('Skip 30 s');
  await desk.toggle('anchor', 'Network down').click();
  await desk.skip('Skip 30 s');
  await expect(desk.state('anchor', 'Room')).toHaveText('RECONNECTED');
  await expect(desk.state('audience', 'Picture of')).toHaveText('moves');

  const spec = await saveAndReplay(page, lab, testInfo);
  expect(spec).toContain("import { reactCall as app } from '../../e2e/apps/react-call.app.ts';");
});
