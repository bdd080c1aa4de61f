// `npm run browser-matrix`: the cases in every browser that can be used, and a table of how they went.
import { readFileSync } from 'node:fs';

import { findBrowser } from '../../../fixtures/test/browser/find-browser.ts';
import { DIFFERENCE_ANNOTATION } from '../../../fixtures/test/browser/known-differences.ts';
import { searchBrowser } from '../../../fixtures/test/browser/other-browsers.ts';
import { recordCases, type JsonReport } from '../../../fixtures/report/differences/record.ts';
import { readCommandLine } from '../../../fixtures/cli/command-line.ts';
import { projectSettings } from '../../support/project-settings.ts';
import { CASE_PARTS } from '../run/case-parts.ts';
import { recordEvidence } from '../evidence/record.ts';
import type { ChildRun } from '../run/child-run.ts';
import { readHistories } from '../run/histories.ts';
import { openStore } from '../run/store.ts';
import { firstLine } from '../run/text.ts';
import { SHARED_USAGE } from '../run/usage.ts';
import { DEFAULT_WORKERS, doWork, type Work } from '../run/work.ts';
import { loopbackOnly } from './loopback-only.ts';
import {
  BROWSERS,
  renderColumn,
  renderMatrix,
  type BrowserName,
  type MatrixCase,
  type MatrixColumn,
} from './matrix.ts';

/** At least one case of every kind: logins, losses of each kind, leaving, media, page-faults. */
const CHOSEN = [
  'ROOM-0[12789] ',
  'ROOM-1[0238] ',
  'ROOM-21 ',
  'PUB-0[1239] ',
  'PLAY-0[12] ',
  'ANCHOR-0[2467] ',
];
const ALL = ['[A-Z]+-\\d+ '];

interface Part {
  readonly version: string | undefined;
  readonly cases: readonly MatrixCase[];
}

const USAGE = `npm run browser-matrix -- [PATTERN…] [options]

  PATTERN       cases whose title holds it; a chosen few by default
  --all         every case
  --browser B   ${BROWSERS.join(', ')}; may be given several times
${SHARED_USAGE}`;

const { values, positionals } = readCommandLine(USAGE, {
  allowPositionals: true,
  options: {
    browser: { type: 'string', multiple: true, default: [...BROWSERS] },
    workers: { type: 'string', default: String(DEFAULT_WORKERS) },
    all: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    print: { type: 'boolean', default: false },
  },
});
const unknown = values.browser.filter((name) => !BROWSERS.some((browser) => browser === name));
if (unknown.length > 0)
  throw new Error(`--browser is “${unknown.join(', ')}”: use one of ${BROWSERS.join(', ')}.`);
const browsers = BROWSERS.filter((name) => values.browser.includes(name));
const patterns = positionals.length > 0 ? positionals : values.all ? ALL : CHOSEN;

const store = openStore<Part>('browser-matrix', values.fresh);
let interrupted = false;
if (!values.print)
  await doWork('browser-matrix', async (work) => {
    await runAll(work);
    interrupted = work.interrupted();
  });
process.exitCode = printMatrix() ? (process.exitCode ?? 0) : 1;

async function runAll(work: Work): Promise<void> {
  for (const browser of browsers) {
    if (absence(browser) !== undefined) continue;
    const through = browser === 'firefox' ? loopbackOnly() : undefined;
    for (const part of CASE_PARTS) {
      const key = keyOf(browser, part);
      if (work.interrupted()) return;
      if (store.get(key)) continue;
      const project = projectOf(browser);
      const run = await work.run({
        files: [part],
        grep: patterns.join('|'),
        project,
        workers: Number(values.workers),
        ...(through && { through }),
      });
      if (work.interrupted()) return;
      const outcome = readPart(run, project);
      // A run that began no case at all has something to say, and nothing to keep.
      if (outcome.cases.length === 0 && !/No tests found/.test(run.output()))
        throw new Error(`${key} ran no case. It said:\n${run.output().slice(-2_000)}`);
      store.put(key, outcome);
      if (outcome.cases.length > 0) console.log(`${browser} ${part}: ${outcome.cases.length} cases run`);
    }
  }
}

function readPart(run: ChildRun, project: string): Part {
  const results = run.results();
  const report = JSON.parse(readFileSync(run.resultFile, 'utf8')) as JsonReport;
  const version = [...readHistories(run.resultFile).values()][0]?.browser;
  return {
    version,
    cases: recordCases(report, project).map((record) => {
      const result = results.find(({ title }) => title === record.title);
      const described = (type: string) =>
        result?.annotations.flatMap((each) => (each.type === type ? [each.description ?? ''] : [])) ?? [];
      return {
        ...record,
        wallMs: result?.durationMs ?? 0,
        reason: firstLine(result?.errors[0] ?? '') || described('skip').join('; '),
        notes: described(DIFFERENCE_ANNOTATION),
      };
    }),
  };
}

/** Results of other patterns are results of another matrix. */
function keyOf(browser: BrowserName, part: string): string {
  return `${browser} ${part} ${patterns.join('|')}`;
}

function projectOf(browser: BrowserName): string {
  return browser === 'chromium' ? 'mock' : browser;
}

/** Why a browser is absent, and the remedy; undefined when it can be used. */
function absence(browser: BrowserName): string | undefined {
  if (browser === 'chromium')
    return findBrowser(projectSettings().browser) ? undefined : 'there is no Chromium. Run: npm run browsers';
  const searched = searchBrowser(browser);
  return 'absent' in searched ? `${searched.absent}. Run: ${searched.remedy}` : undefined;
}

/** Prints the matrix; returns whether no case has failed. */
function printMatrix(): boolean {
  const columns = browsers.map((browser): MatrixColumn => {
    const parts = CASE_PARTS.flatMap((part) => store.get(keyOf(browser, part)) ?? []);
    return {
      browser,
      absent: absence(browser),
      version: parts.find(({ version }) => version !== undefined)?.version,
      cases: parts.flatMap(({ cases }) => cases),
    };
  });
  console.log(`\n${renderMatrix(columns).join('\n')}`);
  // Every case, or the chosen few, in every browser: a pattern is no proof.
  const isWhole = positionals.length === 0 && browsers.length === BROWSERS.length;
  if (!values.print && !interrupted && isWhole)
    recordEvidence('browser-matrix', {
      browser: columns.flatMap(({ version }) => version ?? []).join(', '),
      result: columns.map((column) => renderColumn(column).replace(/\s+/g, ' ')).join('. '),
    });
  return columns.every(({ cases }) => cases.every(({ outcome }) => outcome !== 'unexpected'));
}
