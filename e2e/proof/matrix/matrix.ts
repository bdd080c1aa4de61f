// `npm run matrix -- 3.7.1 3.9.0`: the suite's cases with other versions of the SDK in the page; by default the last
// release of each minor since 3.0. `--fresh` forgets only the stored results of what it is about to run.
import { readCommandLine } from '../../../fixtures/cli/command-line.ts';
import { pinnedSdkVersion } from '../../../fixtures/test/settings/sdk-version.ts';
import { patternFor, piecesOf } from '../flake/shuffle.ts';
import { readHistories } from '../run/histories.ts';
import { openStore } from '../run/store.ts';
import { SHARED_USAGE } from '../run/usage.ts';
import { DEFAULT_WORKERS, doWork, type Work } from '../run/work.ts';
import { askedVersions } from './asked.ts';
import { recordEvidence } from '../evidence/record.ts';
import { ranOutOfTime, recordCase, type CaseRun } from './case-run.ts';
import { CASE_ENVIRONMENT, listCases } from './cases.ts';
import { installAside } from './installed.ts';
import { renderMatrix } from './table.ts';
import { recordVersions, summarize } from './versions-page.ts';
import { inOrder, readVersions } from './versions.ts';

const USAGE = `npm run matrix -- [VERSION…] [options]

  VERSION       a release of the SDK; by default the last of each minor version since 3.0
  --cases RE    only cases whose title matches
${SHARED_USAGE}`;

const { values, positionals } = readCommandLine(USAGE, {
  allowPositionals: true,
  options: {
    cases: { type: 'string', default: '' },
    workers: { type: 'string', default: String(DEFAULT_WORKERS) },
    fresh: { type: 'boolean', default: false },
    print: { type: 'boolean', default: false },
  },
});

/** So many cases a run: each builds the page anew, and what an interrupted one has found is lost. */
const PIECE = 25;

/** What is known of one version. */
interface VersionRuns {
  readonly runs: readonly CaseRun[];
}

const pattern = new RegExp(values.cases);
const store = openStore<VersionRuns>('matrix');
/** Versions that were run with every case that there is, today. */
const complete = new Map<string, readonly CaseRun[]>();
try {
  const named = inOrder([...readVersions(positionals), pinnedSdkVersion()]);
  if (!values.print) await doWork('matrix', (work) => runAll(work));
  record();
  print(positionals.length > 0 ? named : inOrder([...store.all().keys()]));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function runAll(work: Work): Promise<void> {
  const versions = await askedVersions(positionals, work.signal);
  const cases = listCases(pattern);
  if (cases.size === 0) throw new Error(`No case fits --cases “${values.cases}”: give a part of a title.`);
  // The pinned one first: without it nothing can be compared.
  for (const version of inOrder(versions).sort((a, b) => Number(isPinned(b)) - Number(isPinned(a)))) {
    if (work.interrupted()) return;
    try {
      await runVersion(version, cases, work);
    } catch (error) {
      if (work.interrupted()) return;
      // The other versions can be had all the same.
      console.error(`${version}: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  }
}

async function runVersion(
  version: string,
  cases: ReadonlyMap<string, readonly string[]>,
  work: Work,
): Promise<void> {
  if (values.fresh) keep(version, [...cases.values()].flat(), []);
  const runs = store.get(version)?.runs.filter((run) => !ranOutOfTime(run)) ?? [];
  const known = new Set(runs.map(({ title }) => title));
  const missing = [...cases]
    .flatMap(([file, titles]) => titles.map((title) => ({ file, title })))
    .filter(({ title }) => !known.has(title));
  if (missing.length === 0) return;
  const sdk = isPinned(version) ? '' : await installAside(version, work.signal);
  for (const piece of piecesOf(missing, PIECE)) {
    if (work.interrupted()) return;
    const titles = piece.map(({ title }) => title);
    const run = await work.run({
      files: [...new Set(piece.map(({ file }) => file))],
      grep: patternFor(titles),
      workers: Number(values.workers),
      env: { ...CASE_ENVIRONMENT, REJOIN_SDK: sdk },
    });
    if (work.interrupted()) return;
    const results = run.results();
    const histories = readHistories(run.resultFile);
    keep(
      version,
      titles,
      results.map((result) => recordCase(result, histories.get(result.title))),
    );
    const held = results.filter(({ outcome }) => outcome === 'expected').length;
    console.log(`${version}: ${held} of ${results.length} cases hold (${titles[0] ?? ''} …)`);
  }
  complete.set(version, store.get(version)?.runs ?? []);
}

/** Puts down what was run as a whole: some cases are no figure of a version. */
function record(): void {
  if (values.cases !== '' || complete.size === 0) return;
  recordVersions(complete);
  const versions = [...complete].map(([version, runs]) => {
    const held = Object.values(summarize(runs, '').groups).reduce((sum, { hold }) => sum + hold, 0);
    return `${version} ${held} of ${runs.length}`;
  });
  recordEvidence('matrix', { result: `cases that hold, by version of the SDK: ${versions.join(', ')}` });
}

/** Puts runs in the place of what was known of these cases. */
function keep(version: string, titles: readonly string[], runs: readonly CaseRun[]): void {
  const others = store.get(version)?.runs.filter(({ title }) => !titles.includes(title)) ?? [];
  store.put(version, { runs: [...others, ...runs] });
}

/** A case that fails with the pinned version is a mistake of ours; with another one it is what the matrix is for. */
function print(versions: readonly string[]): void {
  const matrix = new Map(
    versions.map((version) => [
      version,
      store.get(version)?.runs.filter(({ title }) => pattern.test(title)) ?? [],
    ]),
  );
  console.log(`\n${renderMatrix(matrix, pinnedSdkVersion())}`);
  const reference = matrix.get(pinnedSdkVersion()) ?? [];
  const broken = reference.filter(({ outcome }) => outcome === 'unexpected');
  if (broken.length > 0 || reference.length === 0) {
    console.error(
      reference.length === 0
        ? `\nNothing is known of ${pinnedSdkVersion()}, so nothing can be compared: run it, without --print.`
        : `\n${broken.length} cases fail with ${pinnedSdkVersion()} itself: mend them first (--fresh runs them again).`,
    );
    process.exitCode = 1;
  }
}

function isPinned(version: string): boolean {
  return version === pinnedSdkVersion();
}
