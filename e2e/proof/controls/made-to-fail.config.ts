import { join } from 'node:path';

import { defineConfig } from '@playwright/test';

import suite from '../../../playwright.config.ts';
import { ROOT } from '../run/copy.ts';

/** Tests that must fail, for guards.spec.ts: no other run finds them. */
export default defineConfig({
  ...suite,
  testDir: join(ROOT, 'e2e', 'proof', 'controls'),
  testMatch: '*.cases.ts',
  // Its paths are relative to the suite's own configuration; the script names another one anyway.
  reporter: 'json',
  globalSetup: join(ROOT, 'e2e', 'support', 'build-demo.ts'),
  projects: [{ name: 'made-to-fail' }],
});
