import { cpus } from 'node:os';

import { defineConfig } from '@playwright/test';

import { launchOptions } from './fixtures/browser/launch-options.ts';
import { requireBrowser } from './fixtures/browser/require-browser.ts';
import { loadSettings } from './fixtures/settings/load.ts';
import { plainly } from './fixtures/settings/plainly.ts';

const settings = plainly(loadSettings);
const browser = plainly(() => requireBrowser(settings.browser));

// Playwright runs every project unless told otherwise. This one costs an hour, so it exists only when it is named; workers
// load this file too, and learn of it by the environment.
if (process.argv.some((argument) => argument.includes('realtime'))) process.env['REJOIN_REALTIME'] = 'yes';
const realtime = process.env['REJOIN_REALTIME'] === 'yes';

// The same with sessions that were saved in the lab: they are run by name only.
if (process.argv.some((argument) => argument.includes('lab-sessions')))
  process.env['REJOIN_LAB_SESSIONS'] = 'yes';
const labSessions = process.env['REJOIN_LAB_SESSIONS'] === 'yes';

/** Folders that are no cases and have projects of their own. */
const OWN_PROJECTS = ['controls/**', 'bench/**', 'lab/**'];

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './fixtures/app-build.ts',
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  // One case keeps two cores busy: two or three renderers, the network process, the cloud.
  workers: settings.workers ?? Math.max(1, Math.floor(cpus().length / 2)),
  timeout: 120_000,
  reporter: [
    // A log keeps every line; a terminal needs only the latest.
    [process.env['CI'] === undefined ? 'line' : 'list'],
    ['html', { open: 'never' }],
    ['json', { outputFile: 'test-results/results.json' }],
    ['./fixtures/report/report-reporter.ts'],
  ],
  use: {
    browserName: 'chromium',
    launchOptions: launchOptions(browser.path),
  },
  projects: [
    { name: 'mock', testIgnore: OWN_PROJECTS },
    // Each of these runs a suite of its own, so one at a time.
    { name: 'controls', testMatch: 'controls/**/*.spec.ts', workers: 1, timeout: 120_000 },
    // The lab has two browsers of its own beside the one that drives its page, and its sessions are replayed as runs.
    { name: 'lab', testMatch: 'lab/**/*.spec.ts', workers: 1, timeout: 240_000 },
    // The same cases with no virtual time: every minute costs a minute.
    ...(realtime ? [{ name: 'realtime', testIgnore: OWN_PROJECTS, timeout: 900_000 }] : []),
    ...(labSessions ? [{ name: 'lab-sessions', testDir: 'lab-sessions' }] : []),
    ...(settings.bench ? [{ name: 'bench', testMatch: 'bench/**/*.spec.ts' }] : []),
  ],
});
