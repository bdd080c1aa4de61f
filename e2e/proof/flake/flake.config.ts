import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { defineConfig } from '@playwright/test';

import suite from '../../../playwright.config.ts';
import { ROOT } from '../run/copy.ts';

/** Patterns of titles: one for each piece of the suite, in the order in which they shall run. */
const pieces = JSON.parse(readFileSync(process.env['REJOIN_FLAKE_PLAN'] ?? '', 'utf8')) as string[];

/** The suite in another order: Playwright takes projects one after the other, so each piece is one. */
export default defineConfig({
  ...suite,
  testDir: join(ROOT, 'e2e'),
  // Its paths are relative to the suite's own configuration; the script names another one anyway.
  reporter: 'json',
  globalSetup: join(ROOT, 'e2e', 'support', 'build-demo.ts'),
  projects: pieces.map((pattern, index) => ({
    name: `piece-${index}`,
    testIgnore: ['proof/controls/**', 'proof/bench/**', 'proof/leaks/**'],
    grep: new RegExp(pattern),
  })),
});
