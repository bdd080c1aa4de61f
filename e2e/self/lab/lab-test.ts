import { test as base, expect } from '@playwright/test';

import type { LabOptions } from '../../../fixtures/cli/lab/options.ts';
import { startLab, type RunningLab } from '../../../fixtures/cli/lab/start-lab.ts';
import { loadSettings } from '../../../fixtures/test/settings/load.ts';

interface LabFixtures {
  /** How the lab of this test is started. */
  labOptions: Partial<LabOptions>;
  /** A lab that runs, with nobody in its room; it ends with the test. */
  lab: RunningLab;
}

export const test = base.extend<LabFixtures>({
  labOptions: [{}, { option: true }],
  lab: async ({ labOptions }, use) => {
    const options: LabOptions = {
      app: { kind: 'file', path: undefined },
      headless: true,
      audience: 1,
      clock: 'virtual',
      port: undefined,
      ...labOptions,
    };
    const lab = await startLab(options, loadSettings());
    await use(lab);
    await lab.close();
  },
});

export { expect };
