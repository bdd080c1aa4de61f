import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test as base } from '../../../fixtures/test/fixtures/test.ts';
import { startChildRun, type ChildRun, type ChildRunOptions } from '../run/child-run.ts';

interface ControlFixtures {
  /** Runs a part of the suite as a process of its own, which ends with the test at the latest. */
  runSuite: (options: Omit<ChildRunOptions, 'folder'>) => ChildRun;
}

export const test = base.extend<ControlFixtures>({
  runSuite: async ({}, use) => {
    // Not the test's output folder: its path is too long for the sockets that Chromium makes in TMPDIR.
    const folder = mkdtempSync(join(tmpdir(), 'rejoin-control-'));
    let runs = 0;
    const running: ChildRun[] = [];
    await use((options) => {
      const run = startChildRun({ ...options, folder: join(folder, String(++runs)) });
      running.push(run);
      return run;
    });
    for (const run of running) run.kill();
    rmSync(folder, { recursive: true });
  },
});

export { expect };
