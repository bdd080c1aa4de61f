import { openLabPage } from './lab-page.ts';
import { expect, test } from './lab-test.ts';
import { saveAndReplay } from './saved-session.ts';

test('offline, heal, crash, relaunch: the saved session is a spec that passes as written', async ({
  page,
  lab,
}, testInfo) => {
  const desk = await openLabPage(page, lab.url);
  await desk.gather();
  await expect(desk.state('audience', 'Picture of')).toHaveText('moves');

  await desk.toggle('anchor', 'Network down').click();
  await expect(desk.toggle('anchor', 'Network down')).toBeChecked();
  await expect(desk.state('audience', 'Picture of')).toHaveText('frozen');
  await desk.skip('Skip past P');
  await expect(desk.state('audience', 'Plays anchor-camera')).toHaveText('NO_PLAY');

  await desk.toggle('anchor', 'Network down').click();
  await expect(desk.toggle('anchor', 'Network down')).not.toBeChecked();
  await desk.skip('Skip 30 s');
  await expect(desk.state('anchor', 'Room')).toHaveText('RECONNECTED');
  await expect(desk.state('audience', 'Picture of')).toHaveText('moves');

  await desk.button('anchor', 'Crash page').click();
  await expect(desk.card('anchor').getByText('page crashed')).toBeVisible();
  await expect(desk.state('audience', 'Picture of')).toHaveText('frozen');
  await desk.skip('Skip 10 s');

  await desk.button('anchor', 'anchor comes again').click();
  await expect(desk.state('anchor again', 'Publisher')).toHaveText('PUBLISHING');
  await expect(desk.state('audience', 'Picture of')).toHaveText('moves');
  await desk.skip('Skip 10 s');

  const spec = await saveAndReplay(page, lab, testInfo);
  for (const part of [
    'anchor.link.goDown()',
    'outage.end()',
    'anchor.crashPage()',
    'newParticipant(',
    'goOnAir(',
  ])
    expect(spec).toContain(part);
});
