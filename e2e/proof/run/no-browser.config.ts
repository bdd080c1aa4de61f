import { defineConfig } from '@playwright/test';

/** The specs that need neither browser nor page: no build, so a run of a few of them takes two seconds. */
export default defineConfig({
  testDir: '../..',
  testMatch: ['self/unit/**/*.spec.ts', 'self/mock-cloud/**/*.spec.ts', 'proof/fuzz/**/*.spec.ts'],
  fullyParallel: true,
  retries: 0,
  timeout: 30_000,
  projects: [{ name: 'mock' }],
});
