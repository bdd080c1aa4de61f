import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PROJECT, SESSIONS } from '../../../fixtures/cli/lab/save.ts';
import { startChildRun } from '../../proof/run/child-run.ts';
import { openLabPage } from '../lab/lab-page.ts';
import { expect, test } from '../lab/lab-test.ts';

test.use({ labOptions: { app: { kind: 'file', path: 'e2e/apps/react-call.app.ts#reactCall' } } });
test.setTimeout(600_000);

test('LAB replay on an app of another make: a session in it is a spec that passes on it', async ({
  page,
  lab,
}) => {
  const name = `e2e-${randomBytes(4).toString('hex')}`;
  const folder = await mkdtemp(join(tmpdir(), 'rejoin-lab-'));
  const desk = await openLabPage(page, lab.url);
  try {
    await desk.gather();
    await expect(desk.state('audience', 'Picture of')).toHaveText('moves');
    await desk.toggle('anchor', 'Network down').click();
    await expect(desk.toggle('anchor', 'Network down')).toBeChecked();
    await expect(desk.state('audience', 'Picture of')).toHaveText('frozen');
    await desk.skip('Skip 30 s');
    await desk.toggle('anchor', 'Network down').click();
    await desk.skip('Skip 30 s');
    await expect(desk.state('anchor', 'Room')).toHaveText('RECONNECTED');
    await expect(desk.state('audience', 'Picture of')).toHaveText('moves');

    await page.getByRole('textbox', { name: 'What it shows' }).fill(`LAB replay ${name}`);
    await page.getByRole('textbox', { name: 'Name of its folder' }).fill(name);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.locator('#saved')).toContainText(`lab-sessions/${name}/${name}.spec.ts`);
    // Two labs at once would be too much for a small machine.
    await lab.close();

    const spec = readFileSync(join(PROJECT, 'lab-sessions', name, `${name}.spec.ts`), 'utf8');
    await test.info().attach('the written spec', { body: spec, contentType: 'text/plain' });
    expect(spec).toContain("import { reactCall as app } from '../../e2e/apps/react-call.app.ts';");
    const run = startChildRun({ grep: name, folder, project: 'lab-sessions' });
    expect(await run.ended, run.output()).toBe(0);
    expect(run.results().map(({ outcome }) => outcome)).toEqual(['expected']);
  } finally {
    await rm(join(SESSIONS, name), { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
});
