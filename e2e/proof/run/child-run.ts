import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { PLAYWRIGHT_CLI } from './playwright-cli.ts';
import { readJsonResults, type TestResult } from './json-results.ts';
import { ROOT } from './copy.ts';
import { watchFamily } from './process-family.ts';

/** What to run. */
export interface ChildRunOptions {
  /** A regular expression for the titles; every test when left out. */
  readonly grep?: string;
  /** Files or folders of specs, from the project's folder; all of them when left out. */
  readonly files?: readonly string[];
  /** An empty folder for everything that the run writes. */
  readonly folder: string;
  /** The folder to run in: this one by default, or a copy of it. */
  readonly root?: string;
  /** Playwright's project; by default the cases, or whatever project the `files` belong to. */
  readonly project?: string;
  /** Another configuration than the own one. */
  readonly config?: string;
  readonly faults?: 'on' | 'inert';
  /** Tests side by side; 1 by default. */
  readonly workers?: number;
  /** Ends after so many failures. */
  readonly maxFailures?: number;
  /** Beside Playwright's JSON reporter, for example `['html', 'list']`; their files go to the folder, too. */
  readonly reporters?: readonly string[];
  /** A command, with arguments, that is to start it: Node's own command line follows. */
  readonly through?: readonly string[];
  /** Further arguments for Playwright. */
  readonly args?: readonly string[];
  /** Further variables for its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A `playwright test` of its own, started by a test or a script. */
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
  /** Where it writes the results of Playwright's JSON reporter. */
  readonly resultFile: string;
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
  const { folder, root = ROOT } = options;
  const temporary = join(folder, 'tmp');
  const resultFile = join(folder, 'results.json');
  mkdirSync(temporary, { recursive: true });
  const [command = process.execPath, ...rest] = [
    ...(options.through ?? []),
    process.execPath,
    PLAYWRIGHT_CLI,
    ...argumentsFor(options),
  ];
  const child = spawn(command, rest, {
    cwd: root,
    env: {
      ...process.env,
      // Whatever `.env` says: a run on the real cloud is asked for by `env`.
      REJOIN_TARGET: 'mock',
      REJOIN_FAULTS: options.faults ?? 'on',
      REJOIN_CLOCK: 'virtual',
      PLAYWRIGHT_JSON_OUTPUT_FILE: resultFile,
      PLAYWRIGHT_HTML_OUTPUT_DIR: join(folder, 'html'),
      PLAYWRIGHT_HTML_OPEN: 'never',
      PLAYWRIGHT_BLOB_OUTPUT_DIR: join(folder, 'blob'),
      TMPDIR: temporary,
      // The same on Windows.
      TEMP: temporary,
      TMP: temporary,
      ...options.env,
    },
  });
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
    resultFile,
    results() {
      if (existsSync(resultFile)) return readJsonResults(resultFile);
      throw new Error(`The run wrote no results. It said:\n${output.slice(-2_000)}`);
    },
    interrupt: () => child.kill('SIGINT'),
    kill() {
      for (const { pid } of family.alive()) process.kill(pid, 'SIGKILL');
      // Where there is no /proc to find the family by.
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    },
  };
}

function argumentsFor(options: ChildRunOptions): string[] {
  const { files = [], grep, project, config, workers = 1, maxFailures, reporters = [] } = options;
  return [
    'test',
    ...files,
    ...(config === undefined ? [] : ['--config', config]),
    ...(project === undefined ? [] : [`--project=${project}`]),
    `--workers=${workers}`,
    `--reporter=${['json', ...reporters].join(',')}`,
    ...(maxFailures === undefined ? [] : [`--max-failures=${maxFailures}`]),
    '--output',
    join(options.folder, 'output'),
    ...(grep === undefined ? [] : ['-g', grep]),
    ...(options.args ?? []),
  ];
}
