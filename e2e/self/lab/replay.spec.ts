import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PROJECT, SESSIONS } from '../../../fixtures/cli/lab/save.ts';
import { startChildRun } from '../../proof/run/child-run.ts';
import { openLabPage } from './lab-page.ts';
import { expect, test } from './lab-test.ts';

test('offline, heal, crash, relaunch: the saved session is a spec that passes as written', async ({
  page,
  lab,
}) => {
  const name = `e2e-${randomBytes(4).toString('hex')}`;
  const title = `LAB replay ${name}`;
  // Not the test's output folder: its path is too long for the sockets that Chromium makes there.
  const folder = await mkdtemp(join(tmpdir(), 'rejoin-lab-'));
  const desk = await openLabPage(page, lab.url);
  try {
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

    await page.getByRole('textbox', { name: 'What it shows' }).fill(title);
    await page.getByRole('textbox', { name: 'Name of its folder' }).fill(name);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.locator('#saved')).toContainText(`lab-sessions/${name}/${name}.spec.ts`);
    // Two labs at once would be too much for a small machine.
    await lab.close();

    const spec = readFileSync(join(PROJECT, 'lab-sessions', name, `${name}.spec.ts`), 'utf8');
    await test.info().attach('the written spec', { body: spec, contentType: 'text/plain' });
    for (const part of [
      'anchor.link.goDown()',
      'outage.end()',
      'anchor.crashPage()',
      'newParticipant(',
      'goOnAir(',
    ])
      expect(spec).toContain(part);
    const run = startChildRun({ grep: title, folder, project: 'lab-sessions' });
    expect(await run.ended, run.output()).toBe(0);
    expect(run.results().map(({ outcome }) => outcome)).toEqual(['expected']);
  } finally {
    await rm(join(SESSIONS, name), { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
});
