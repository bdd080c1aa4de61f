import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, type Page, type TestInfo } from '@playwright/test';

import { PROJECT, SESSIONS } from '../../../fixtures/cli/lab/save.ts';
import type { RunningLab } from '../../../fixtures/cli/lab/start-lab.ts';
import { startChildRun } from '../../proof/run/child-run.ts';

/**
 * Saves the session of a lab, ends the lab, and runs the spec that was written: it must pass as it is. Nothing of it is left.
 * @returns the spec's text.
 */
export async function saveAndReplay(page: Page, lab: RunningLab, testInfo: TestInfo): Promise<string> {
  const name = `e2e-${randomBytes(4).toString('hex')}`;
  const title = `LAB replay ${name}`;
  // Not the test's output folder: its path is too long for the sockets that Chromium makes there.
  const folder = await mkdtemp(join(tmpdir(), 'rejoin-lab-'));
  try {
    await page.getByRole('textbox', { name: 'What it shows' }).fill(title);
    await page.getByRole('textbox', { name: 'Name of its folder' }).fill(name);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.locator('#saved')).toContainText(`lab-sessions/${name}/${name}.spec.ts`);
    // Two labs at once would be too much for a small machine.
    await lab.close();
    const spec = readFileSync(join(PROJECT, 'lab-sessions', name, `${name}.spec.ts`), 'utf8');
    await testInfo.attach('the written spec', { body: spec, contentType: 'text/plain' });
    const run = startChildRun({ grep: title, folder, project: 'lab-sessions' });
    expect(await run.ended, run.output()).toBe(0);
    expect(run.results().map(({ outcome }) => outcome)).toEqual(['expected']);
    return spec;
  } finally {
    await rm(join(SESSIONS, name), { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  }
}
