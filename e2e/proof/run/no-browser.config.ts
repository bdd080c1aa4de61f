import { defineConfig } from '@playwright/test';

import { NEEDS_A_BROWSER } from './needs-a-browser.ts';

/** The specs that need neither browser nor page: no build, so a run of a few of them takes two seconds. */
export default defineConfig({
  testDir: '../..',
  // A unit, and yet it looks at a real page.
  testIgnore: NEEDS_A_BROWSER.map((file) => `**/${file}`),
  testMatch: ['self/unit/**/*.spec.ts', 'self/mock-cloud/**/*.spec.ts', 'proof/fuzz/**/*.spec.ts'],
  fullyParallel: true,
  retries: 0,
  timeout: 30_000,
  projects: [{ name: 'mock' }],
});
