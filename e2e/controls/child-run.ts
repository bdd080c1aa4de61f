import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { PLAYWRIGHT_CLI } from '../../fixtures/browser/playwright-cli.ts';
import { readJsonResults, type TestResult } from '../../fixtures/timeline/json-results.ts';
import { watchFamily } from './process-family.ts';

/** What to run. */
export interface ChildRunOptions {
  /** A regular expression for the titles. */
  readonly grep: string;
  /** An empty folder for everything that the run writes. */
  readonly folder: string;
  readonly faults?: 'on' | 'inert';
  /** `mock` by default. */
  readonly project?: string;
  /** Tests side by side; 1 by default. */
  readonly workers?: number;
  /** Beside Playwright's JSON reporter, for example `['html', 'list']`; their files go to the folder, too. */
  readonly reporters?: readonly string[];
  /** Further arguments for Playwright. */
  readonly args?: readonly string[];
  /** Further variables, above those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A `playwright test` of its own, started by a test. */
export interface ChildRun {
  /** Its exit code, or the name of the signal that ended it; comes once it has ended. */
  readonly ended: Promise<number | string>;
  /** Where everything is that it writes. */
  readonly folder: string;
  /** Everything it has printed. */
  readonly output: () => string;
  /** Command lines of its processes that are alive: its own, its workers', its browsers'. */
  readonly processes: () => string[];
  /** What it and Playwright left in its temporary folder. */
  readonly temporaryFiles: () => string[];
  /** How each of its tests went. @throws Error when it wrote no results. */
  readonly results: () => TestResult[];
  /** Sends SIGINT, as Ctrl-C does. */
  readonly interrupt: () => void;
  /** Ends it with all its processes, whatever state it is in. */
  readonly kill: () => void;
}

/**
 * Not counted as left over: the cache that Playwright keeps on purpose, and a few bytes that Chromium itself leaves
 * behind when it is killed while it starts.
 */
const TOLERATED = /^(playwright-transform-cache|\.?org\.chromium\.Chromium)/;

/** Starts the suite once more, with its own temporary folder, output and results. */
export function startChildRun(options: ChildRunOptions): ChildRun {
  const { grep, folder, faults = 'on', project = 'mock', workers = 1, reporters = [], env = {} } = options;
  const temporary = join(folder, 'tmp');
  const results = join(folder, 'results.json');
  mkdirSync(temporary, { recursive: true });
  const args = [
    'test',
    `--project=${project}`,
    `--workers=${workers}`,
    `--reporter=${['json', ...reporters].join(',')}`,
    ...(options.args ?? []),
  ];
  const child = spawn(
    process.execPath,
    [PLAYWRIGHT_CLI, ...args, '--output', join(folder, 'output'), '-g', grep],
    {
      env: {
        ...process.env,
        REJOIN_FAULTS: faults,
        REJOIN_CLOCK: 'virtual',
        PLAYWRIGHT_JSON_OUTPUT_FILE: results,
        PLAYWRIGHT_HTML_OUTPUT_DIR: join(folder, 'html'),
        PLAYWRIGHT_HTML_OPEN: 'never',
        PLAYWRIGHT_BLOB_OUTPUT_DIR: join(folder, 'blob'),
        TMPDIR: temporary,
        ...env,
      },
    },
  );
  const family = watchFamily(child.pid ?? 0, temporary);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  return {
    ended: new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
    }),
    folder,
    output: () => output,
    processes: () => family.alive().map(({ commandLine }) => commandLine),
    temporaryFiles: () => readdirSync(temporary).filter((name) => !TOLERATED.test(name)),
    results: () => readJsonResults(results),
    interrupt: () => child.kill('SIGINT'),
    kill() {
      for (const { pid } of family.alive()) process.kill(pid, 'SIGKILL');
    },
  };
}
