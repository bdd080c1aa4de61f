import { join } from 'node:path';

import { defineConfig } from '@playwright/test';

import suite from '../../../playwright.config.ts';
import { ROOT } from '../run/copy.ts';

/** Many tests in one worker, and what is left of them. */
export default defineConfig({
  ...suite,
  testDir: join(ROOT, 'e2e', 'proof', 'leaks'),
  // Its paths are relative to the suite's own configuration; the script names another one anyway.
  reporter: 'json',
  globalSetup: join(ROOT, 'e2e', 'support', 'build-demo.ts'),
  workers: 1,
  projects: [{ name: 'leaks' }],
});
