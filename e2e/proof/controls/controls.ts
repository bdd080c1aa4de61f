// `npm run controls`: every case with every fault turned into a no-op, and every provocation into something harmless. A case
// that needs them must fail, and for want of what they bring: the table says why each one is red.
import { stripVTControlCharacters } from 'node:util';

import { readCommandLine } from '../../../fixtures/cli/command-line.ts';
import type { Entry } from '../../../fixtures/timeline/entry.ts';
import { recordEvidence } from '../evidence/record.ts';
import { CASE_PARTS } from '../run/case-parts.ts';
import { readHistories } from '../run/histories.ts';
import { openStore, type Store } from '../run/store.ts';
import { fit } from '../run/text.ts';
import { SHARED_USAGE } from '../run/usage.ts';
import { DEFAULT_WORKERS, doWork, inParallel, type Work } from '../run/work.ts';
import { judgeControl, type ControlResult } from './verdict.ts';

const CASES = '[A-Z]+-\\d+ ';

const USAGE = `npm run controls -- [PATTERN…] [options]

  PATTERN       cases whose title holds it, for example ROOM-08 or PUB; all by default
${SHARED_USAGE}`;

const { values, positionals } = readCommandLine(USAGE, {
  allowPositionals: true,
  options: {
    workers: { type: 'string', default: String(DEFAULT_WORKERS) },
    fresh: { type: 'boolean', default: false },
    print: { type: 'boolean', default: false },
  },
});

interface Part {
  readonly results: readonly ControlResult[];
}

const store = openStore<Part>('controls', values.fresh);
let interrupted = false;
if (!values.print)
  await doWork('controls', async (work) => {
    await runParts(work);
    interrupted = work.interrupted();
  });
process.exitCode = printTable([...store.all().values()].flatMap(({ results }) => results)) ? 0 : 1;

async function runParts(work: Work): Promise<void> {
  const some = positionals.length > 0;
  const parts = CASE_PARTS.filter((part) => some || store.get(part) === undefined);
  // Side by side by way of the run's own workers: a part is one run.
  await inParallel(parts, 1, async (part) => {
    if (work.interrupted()) return;
    const run = await work.run({
      files: [part],
      grep: some ? positionals.join('|') : CASES,
      faults: 'inert',
      workers: Number(values.workers),
    });
    if (work.interrupted()) return;
    const histories = readHistories(run.resultFile);
    const results = run.results().map(({ title, outcome, durationMs, errors }): ControlResult => ({
      title,
      outcome,
      faults: begun(histories.get(title)?.entries ?? []),
      failure: stripVTControlCharacters(errors[0] ?? ''),
      wallMs: durationMs,
    }));
    keep(store, part, results, some);
    console.log(`${part}: ${results.length} cases run`);
  });
}

function keep(kept: Store<Part>, part: string, results: readonly ControlResult[], some: boolean): void {
  const fresh = new Set(results.map(({ title }) => title));
  const others = some ? (kept.get(part)?.results.filter(({ title }) => !fresh.has(title)) ?? []) : [];
  if (results.length > 0) kept.put(part, { results: [...others, ...results] });
}

function begun(entries: readonly Entry[]): string[] {
  return [...new Set(entries.flatMap((entry) => (entry.kind === 'fault-begin' ? [entry.name] : [])))];
}

/** Prints the table; returns whether it has no defect. */
function printTable(results: readonly ControlResult[]): boolean {
  const sorted = [...results].sort((a, b) => a.title.localeCompare(b.title, 'en', { numeric: true }));
  const counts = { noticed: 0, 'needs none': 0, defect: 0 };
  for (const result of sorted) {
    const { kind, text } = judgeControl(result);
    counts[kind] += 1;
    console.log(`${fit(result.title, 62)}  ${fit(kind, 10)}  ${text.replace(/\s+/g, ' ').slice(0, 90)}`);
  }
  const total =
    `${sorted.length} cases without their faults: ${counts.noticed} fail, and for want of them; ` +
    `${counts['needs none']} need none; ${counts.defect} defects`;
  console.log(`\n${total}`);
  const isWhole = CASE_PARTS.every((part) => store.get(part) !== undefined);
  if (!values.print && !interrupted && positionals.length === 0 && isWhole)
    recordEvidence('controls', { result: total });
  return counts.defect === 0 && sorted.length > 0;
}
