import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import type { Entry } from '../../../fixtures/timeline/entry.ts';
import type { Measurement } from '../../../fixtures/timeline/timeline.ts';
import { ROOT } from './copy.ts';

/** The history that a test attached as `timeline.json`. */
export interface History {
  readonly title: string;
  readonly entries: readonly Entry[];
  readonly measurements: readonly Measurement[];
  /** For example `chromium 140.0.1`. */
  readonly browser: string;
}

interface JsonSuite {
  readonly suites?: readonly JsonSuite[];
  readonly specs?: readonly JsonSpec[];
}

interface JsonSpec {
  readonly title: string;
  readonly tests: readonly {
    readonly results: readonly {
      readonly attachments: readonly {
        readonly name: string;
        readonly body?: string;
        readonly path?: string;
      }[];
    }[];
  }[];
}

/**
 * Keeps the history of a failure, which may never happen again, in `.tmp/proof`.
 * @param of the proof it belongs to.
 * @returns the file, from the project's folder.
 */
export function keepHistory(history: History, of: string, name: string): string {
  const folder = join(ROOT, '.tmp', 'proof', of);
  const file = join(folder, `${name}.json`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(history, undefined, 1));
  return relative(ROOT, file);
}

/** Reads the histories out of a result file of Playwright's JSON reporter, by title. */
export function readHistories(resultFile: string): ReadonlyMap<string, History> {
  const found = new Map<string, History>();
  collect(JSON.parse(readFileSync(resultFile, 'utf8')) as JsonSuite, found);
  return found;
}

function collect({ specs = [], suites = [] }: JsonSuite, found: Map<string, History>): void {
  for (const { title, tests } of specs)
    for (const { results } of tests)
      for (const { attachments } of results)
        for (const { name, body, path } of attachments) {
          if (name !== 'timeline.json') continue;
          const json =
            body !== undefined
              ? Buffer.from(body, 'base64').toString('utf8')
              : path !== undefined && existsSync(path)
                ? readFileSync(path, 'utf8')
                : undefined;
          if (json !== undefined) found.set(title, JSON.parse(json) as History);
        }
  for (const suite of suites) collect(suite, found);
}
