// `npm run flake -- 20`: everything 20 times, each time in another order, which only the seed decides.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PLAYWRIGHT_CLI } from '../run/playwright-cli.ts';
import { readCommandLine } from '../../../fixtures/cli/command-line.ts';
import { recordEvidence } from '../evidence/record.ts';
import { ROOT } from '../run/copy.ts';
import { keepHistory, readHistories } from '../run/histories.ts';
import { openStore } from '../run/store.ts';
import { firstLine } from '../run/text.ts';
import { SHARED_USAGE } from '../run/usage.ts';
import { DEFAULT_WORKERS, doWork, type Work } from '../run/work.ts';
import { patternFor, piecesOf, shuffle } from './shuffle.ts';

/** The cases, and what does not run a suite of its own. */
const PROJECTS = ['mock', 'self', 'soak', 'fuzz'];
/** Tests that keep their order among each other: a worker, and so a browser, is started for each piece. */
const PIECE = 8;
/** The budget: fewer failures than one in so many tests. */
const ONE_IN = 1_000;

interface Repeat {
  readonly tests: number;
  readonly failures: readonly Failure[];
  readonly wallMs: number;
}

interface Failure {
  readonly title: string;
  readonly failure: string;
  /** The file that keeps its history: it may never fail this way again. */
  readonly history?: string;
}

const USAGE = `npm run flake -- [REPEATS] [options]

  REPEATS       how often everything is run
  --seed S      begins with this order; 1 by default
  --grep RE     only cases whose title matches
${SHARED_USAGE}`;

const { values, positionals } = readCommandLine(USAGE, {
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    grep: { type: 'string' },
    workers: { type: 'string', default: String(DEFAULT_WORKERS) },
    fresh: { type: 'boolean', default: false },
    print: { type: 'boolean', default: false },
  },
});

const store = openStore<Repeat>('flake', values.fresh);
let interrupted = false;
if (!values.print)
  await doWork('flake', async (work) => {
    await repeat(work);
    interrupted = work.interrupted();
  });
process.exitCode = printTable() ? (process.exitCode ?? 0) : 1;

async function repeat(work: Work): Promise<void> {
  const tests = listTests(values.grep);
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-flake-plan-'));
  work.atEnd(() => rmSync(folder, { recursive: true }));
  const first = Number(values.seed);
  for (let seed = first; seed < first + Number(positionals[0] ?? 1); seed += 1) {
    const key = `seed ${seed}${values.grep === undefined ? '' : ` of ${values.grep}`}`;
    if (work.interrupted()) return;
    if (store.get(key)) continue;
    const plan = join(folder, `${seed}.json`);
    writeFileSync(plan, JSON.stringify(piecesOf(shuffle(tests, seed), PIECE).map(patternFor)));
    const begunAt = performance.now();
    const run = await work.run({
      config: join('e2e', 'proof', 'flake', 'flake.config.ts'),
      workers: Number(values.workers),
      env: { REJOIN_FLAKE_PLAN: plan },
    });
    if (work.interrupted()) return;
    const results = run.results();
    const histories = readHistories(run.resultFile);
    const failed = results.filter(({ outcome }) => outcome === 'unexpected');
    store.put(key, {
      tests: results.length,
      failures: failed.map(({ title, errors }, index) => {
        const history = histories.get(title);
        return {
          title,
          failure: firstLine(errors[0] ?? ''),
          ...(history && { history: keepHistory(history, 'flake', `seed-${seed}-${index + 1}`) }),
        };
      }),
      wallMs: Math.round(performance.now() - begunAt),
    });
    console.log(`${key}: ${results.length} of ${tests.length} tests run`);
  }
}

interface ListedSuite {
  readonly title: string;
  readonly suites?: readonly ListedSuite[];
  readonly specs?: readonly { readonly title: string }[];
}

/** The names of all tests: file, groups, title. */
function listTests(grep: string | undefined): string[] {
  const args = [
    'test',
    '--list',
    ...PROJECTS.map((name) => `--project=${name}`),
    '--reporter=json',
    ...(grep === undefined ? [] : ['-g', grep]),
  ];
  const json = execFileSync(process.execPath, [PLAYWRIGHT_CLI, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const namesIn = ({ title, suites = [], specs = [] }: ListedSuite): string[] =>
    [...specs.map((spec) => spec.title), ...suites.flatMap(namesIn)].map((name) => `${title} ${name}`);
  return (JSON.parse(json) as { suites: ListedSuite[] }).suites.flatMap(namesIn);
}

/** Prints every failure; returns whether the budget is kept. */
function printTable(): boolean {
  let tests = 0;
  let failed = 0;
  for (const [key, { tests: count, failures, wallMs }] of store.all()) {
    tests += count;
    failed += failures.length;
    console.log(`${key}: ${count} tests, ${failures.length} failed, ${(wallMs / 1000).toFixed(0)} s`);
    for (const { title, failure, history } of failures)
      console.log(`  ${title}\n    ${failure}${history === undefined ? '' : `\n    ${history}`}`);
  }
  console.log(`\n${failed} of ${tests} tests failed; the budget is fewer than 1 in ${ONE_IN}`);
  if (!values.print && !interrupted && tests > 0)
    recordEvidence('flake', {
      result: `${failed} of ${tests} tests failed in ${store.all().size} repeats, each in another order`,
    });
  return tests > 0 && failed * ONE_IN < tests;
}
