import { cpus } from 'node:os';

import { defineConfig, type Project } from '@playwright/test';

import { BROWSER_DIFFERENCES } from './e2e/support/browser-differences.ts';
import type { PeopleOptions } from './fixtures/test/fixtures/people-test.ts';
import { findBrowser } from './fixtures/test/browser/find-browser.ts';
import { launchOptions } from './fixtures/test/browser/launch-options.ts';
import { mayShowWindows } from './fixtures/test/browser/may-show-windows.ts';
import { projectsNamed } from './fixtures/test/browser/named-projects.ts';
import { otherLaunchOptions } from './fixtures/test/browser/other-launch-options.ts';
import { requireBrowser, requireOtherBrowser } from './fixtures/test/browser/require-browser.ts';
import { OTHER_BROWSERS, type OtherBrowser } from './fixtures/test/browser/search.ts';
import { loadSettings } from './fixtures/test/settings/load.ts';
import { withoutStack } from './fixtures/test/settings/without-stack.ts';

// Tells this run's rooms and users on the real cloud from all others'; workers load this file too, and take it over.
process.env['REJOIN_RUN_ID'] ??= Date.now().toString(36);
const settings = withoutStack(loadSettings);

// Playwright runs every project unless told otherwise. These exist only when they are named: in real time or in another
// browser the cases cost up to an hour, sessions saved in the lab are run one by one. Workers load this file too, and learn
// the names by the environment.
const BY_NAME_ONLY = ['realtime', 'lab-sessions', ...OTHER_BROWSERS] as const;
const named = projectsNamed(
  [...process.argv, '--project', ...(process.env['REJOIN_NAMED_PROJECTS'] ?? '').split(' ')],
  BY_NAME_ONLY,
);
process.env['REJOIN_NAMED_PROJECTS'] = named.join(' ');
const others = OTHER_BROWSERS.filter((name) => named.includes(name));
const labSessions = named.includes('lab-sessions') ? [{ name: 'lab-sessions', testDir: 'lab-sessions' }] : [];
// Who asks for another browser may have no Chromium.
const chromium = withoutStack(() => (others.length > 0 ? findBrowser : requireBrowser)(settings.browser));

/** Folders that are no cases and have projects of their own. */
const OWN_PROJECTS = [
  'proof/controls/**',
  'proof/bench/**',
  'self/lab/**',
  'proof/leaks/**',
  'self/stand-in/**',
];
/** What needs no cloud, or only the mock itself. */
const NO_CASES = [...OWN_PROJECTS, 'self/mock-cloud/**', 'self/unit/**', 'self/report/**'];
/**
 * On the mock a case keeps two thirds of a core busy and else waits for ICE, which knows only real time. On the real cloud
 * it mostly waits.
 */
const WORKERS = { mock: Math.ceil(1.5 * cpus().length), real: 3 * cpus().length };

/** The cases on the mock in another browser. */
function caseProject(name: OtherBrowser): Project {
  const found = withoutStack(() => requireOtherBrowser(name));
  return {
    name,
    testIgnore: NO_CASES,
    use: { browserName: name, launchOptions: otherLaunchOptions(found) },
  };
}

export default defineConfig<PeopleOptions>({
  testDir: 'e2e',
  globalSetup: [
    './fixtures/test/demo-app/app-build.ts',
    ...(settings.real ? ['./fixtures/cli/preflight/preflight.ts'] : []),
  ],
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  // The internet may fail once; what then passes is reported as flaky. On the mock every failure has a cause of ours.
  retries: settings.real?.retries ?? 0,
  workers: settings.workers ?? WORKERS[settings.target],
  timeout: 180_000,
  // Real time, for what needs some: Playwright's own 5 s were not enough for a busy machine. The promised times are virtual.
  expect: { timeout: 20_000 },
  reporter: [
    // A log keeps every line; a terminal needs only the latest.
    [process.env['CI'] === undefined ? 'line' : 'list'],
    ['html', { open: 'never' }],
    ['json', { outputFile: 'test-results/results.json' }],
    ['./fixtures/report/report-reporter.ts'],
  ],
  use: {
    browserName: 'chromium',
    knownDifferences: BROWSER_DIFFERENCES,
    launchOptions: chromium ? launchOptions(chromium, mayShowWindows(process.argv, process.env)) : {},
  },
  projects: settings.real
    ? // Every minute costs a minute there, and the longest case waits for P, R and what may come after.
      [{ name: 'real', testIgnore: NO_CASES, timeout: 900_000 }, ...labSessions]
    : [
        { name: 'mock', testIgnore: OWN_PROJECTS },
        // Each of these runs a suite of its own, so one at a time.
        { name: 'controls', testMatch: 'proof/controls/**/*.spec.ts', workers: 1, timeout: 300_000 },
        // The lab has two browsers of its own beside the one that drives its page, and its sessions are replayed as runs. A
        // click there is an act in another browser, in real time: with a second run of tests beside it (load 14 on two
        // cores) an anchor that comes again was not on air within 30 s.
        {
          name: 'lab',
          testMatch: 'self/lab/**/*.spec.ts',
          workers: 1,
          timeout: 600_000,
          expect: { timeout: 90_000 },
        },
        { name: 'stand-in', testMatch: 'self/stand-in/**/*.spec.ts', workers: 1, timeout: 1_200_000 },
        // The same cases with no virtual time: every minute costs a minute.
        ...(named.includes('realtime')
          ? [{ name: 'realtime', testIgnore: OWN_PROJECTS, timeout: 900_000 }]
          : []),
        ...others.map(caseProject),
        ...labSessions,
        ...(settings.bench ? [{ name: 'bench', testMatch: 'proof/bench/**/*.spec.ts' }] : []),
      ],
});
