import { availableParallelism } from 'node:os';

import { defineConfig, type Project } from '@playwright/test';

import demoApp from './e2e/rejoin.app.ts';
import { BROWSER_DIFFERENCES } from './e2e/support/browser-differences.ts';
import { projectSettings } from './e2e/support/project-settings.ts';
import { rejoinConfig } from './fixtures/config.ts';
import { otherLaunchOptions } from './fixtures/test/browser/launch-options.ts';
import { OTHER_BROWSERS, searchBrowser, type OtherBrowser } from './fixtures/test/browser/other-browsers.ts';
import type { WorkerOptions } from './fixtures/test/fixtures/cloud-test.ts';
import type { PeopleOptions } from './fixtures/test/fixtures/people-test.ts';
import { isFolderNamed, projectsNamed } from './fixtures/test/settings/named-projects.ts';
import { withoutStack } from './fixtures/test/settings/without-stack.ts';
import { defaultWorkers } from './fixtures/test/settings/workers.ts';

const settings = withoutStack(() => projectSettings());
const base = rejoinConfig({ app: demoApp });

/** What is in e2e and is no case. */
const NO_CASES = ['self/**', 'proof/**', 'apps/**'];
/** In real time every minute costs a minute, and the longest case waits for P, R and what may come after. */
const REAL_TIME_LIMIT_MS = 900_000;

/**
 * What `npm test` runs beside the cases. The first three run a suite of their own, so each one at a time; they mostly
 * wait, so they come first.
 */
const CHECKS: readonly (Project & { readonly name: string; readonly folders: readonly string[] })[] = [
  { name: 'stand-in', folders: ['self/stand-in'], workers: 1, timeout: 1_200_000 },
  { name: 'controls', folders: ['proof/controls'], workers: 1, timeout: 300_000 },
  // The lab has two browsers of its own beside the one that drives its page, and its sessions are replayed as runs. A
  // click there is an act in another browser, in real time: with a second run of tests beside it (load 14 on two
  // cores) an anchor that comes again was not on air within 30 s.
  { name: 'lab', folders: ['self/lab'], workers: 1, timeout: 600_000, expect: { timeout: 90_000 } },
  { name: 'soak', folders: ['proof/soak'] },
  { name: 'fuzz', folders: ['proof/fuzz'] },
  { name: 'self', folders: ['self/unit', 'self/mock-cloud', 'self/report', 'self/guards'] },
];

const named = projectsNamed(process.argv, [
  'mock',
  'real',
  'realtime',
  'bench',
  'apps',
  'apps-build',
  'consumers',
  ...OTHER_BROWSERS,
  ...CHECKS.map(({ name }) => name),
]);
/** An app of somebody else's is judged on either. */
const ON_BOTH = ['apps', 'apps-build'];
const misplaced = named.filter(
  (name) => !ON_BOTH.includes(name) && (name === 'real') !== (settings.target === 'real'),
);
withoutStack(() => {
  if (misplaced.length > 0)
    throw new Error(
      `The target is “${settings.target}”, but ${misplaced.map((name) => `“${name}”`).join(', ')} can run on the other one only: ` +
        `set REJOIN_TARGET=${settings.real ? 'mock' : 'real'} (in .env or the environment), or leave --project out.`,
    );
});

// Playwright runs only the cases unless told otherwise, by --project or by a path. `--list` shows everything there is.
const cases: Project = { name: settings.target, testIgnore: NO_CASES };
const checks = CHECKS.map(({ folders, ...project }): Project => ({
  ...project,
  testMatch: folders.map((folder) => `${folder}/**/*.spec.ts`),
  default:
    process.argv.includes('--list') || folders.some((folder) => isFolderNamed(process.argv, `e2e/${folder}`)),
}));

/** The cases on the mock in another browser. Whether there is one is asked only when they are to run. */
function casesIn(name: OtherBrowser): Project {
  const found = searchBrowser(name);
  return {
    name,
    testIgnore: NO_CASES,
    default: false,
    use: { browserName: name, launchOptions: 'absent' in found ? {} : otherLaunchOptions(found) },
  };
}

/** Apps of other makes, each with its own tools: they are built first. A run of their own (`npm run test:apps`). */
const apps: readonly Project[] = [
  {
    name: 'apps-build',
    testMatch: 'apps/support/*.setup.ts',
    default: false,
  },
  {
    name: 'apps',
    testMatch: ['apps/*.spec.ts', 'self/apps/*.spec.ts'],
    dependencies: ['apps-build'],
    // Two people of UIKit alone keep a core busy. With three pairs on two cores pictures stood still.
    workers: availableParallelism(),
    timeout: settings.real ? REAL_TIME_LIMIT_MS : 300_000,
    default:
      process.argv.includes('--list') ||
      ['e2e/apps', 'e2e/self/apps'].some((folder) => isFolderNamed(process.argv, folder)),
  },
];

export default defineConfig<PeopleOptions, WorkerOptions>(base, {
  testDir: 'e2e',
  globalSetup: [base.globalSetup ?? [], './e2e/support/build-demo.ts'].flat(),
  ...(!settings.real && { timeout: 180_000 }),
  // The demo page is light. The stand-in lives in real time and mostly waits: it does not count.
  workers: settings.workers ?? defaultWorkers(settings.target) + (named.includes('stand-in') ? 1 : 0),
  use: { knownDifferences: BROWSER_DIFFERENCES },
  projects: [
    ...(settings.real
      ? [{ ...cases, timeout: REAL_TIME_LIMIT_MS }, ...apps]
      : [
          ...checks,
          ...apps,
          // The package as npm has it, in projects of somebody else's (`npm run test:package`). Their apps use ports of their
          // own, so one after the other.
          {
            name: 'consumers',
            testMatch: 'self/consumers/*.spec.ts',
            dependencies: ['apps-build'],
            workers: 1,
            timeout: 600_000,
            default: process.argv.includes('--list') || isFolderNamed(process.argv, 'e2e/self/consumers'),
          },
          cases,
          // The same cases with no virtual time.
          { name: 'realtime', testIgnore: NO_CASES, timeout: REAL_TIME_LIMIT_MS, default: false },
          ...OTHER_BROWSERS.map(casesIn),
          // What every case pays before it tests anything.
          { name: 'bench', testMatch: 'proof/bench/**/*.spec.ts', default: false },
        ]),
    // Sessions saved in the lab are run one by one.
    { name: 'lab-sessions', testDir: 'lab-sessions', default: false },
  ],
});
