// `npm run mutants`: deliberate defects, each in a copy of the project, and the specs that must catch it. Each is aimed at
// specs that have caught it before, so the rate says whether they still do (a regression check); it does not say how many
// defects that nobody thought of would be found. `npm run mutants:pure` makes up its own. Those that survived are tried again.
import { readCommandLine } from '../../../fixtures/cli/command-line.ts';
import { recordEvidence } from '../evidence/record.ts';
import { copyProject } from '../run/copy.ts';
import { openStore } from '../run/store.ts';
import { fit } from '../run/text.ts';
import { SHARED_USAGE } from '../run/usage.ts';
import { DEFAULT_WORKERS, doWork, inParallel, type Work } from '../run/work.ts';
import { ALL_MUTANTS } from './all-mutants.ts';
import { needsNoBrowser, type MutantResult } from './mutant.ts';
import { tryMutant } from './try-mutant.ts';

/** At least this share of all must be caught. */
const CAUGHT_SHARE = 0.95;

const USAGE = `npm run mutants -- [WORD…] [options]

  WORD          defects whose name holds it, for example cloud or P; all by default
${SHARED_USAGE}`;

const { values, positionals } = readCommandLine(USAGE, {
  allowPositionals: true,
  options: {
    workers: { type: 'string', default: String(DEFAULT_WORKERS) },
    fresh: { type: 'boolean', default: false },
    print: { type: 'boolean', default: false },
  },
});

const store = openStore<MutantResult>('mutants', values.fresh);
const begunAt = performance.now();
let interrupted = false;
if (!values.print)
  await doWork('mutants', async (work) => {
    await tryAll(work);
    interrupted = work.interrupted();
  });
process.exitCode = printTable() ? (process.exitCode ?? 0) : 1;

async function tryAll(work: Work): Promise<void> {
  const chosen = ALL_MUTANTS.filter(({ name }) =>
    positionals.length > 0
      ? positionals.some((word) => name.includes(word))
      : !['caught', 'explained'].includes(store.get(name)?.outcome ?? ''),
  );
  // The quick ones first.
  chosen.sort((a, b) => Number(needsNoBrowser(b)) - Number(needsNoBrowser(a)));
  const copies = Array.from({ length: Math.min(Number(values.workers), chosen.length) }, () => {
    const copy = copyProject('mutant');
    work.atEnd(() => copy.remove());
    return copy.folder;
  });
  await inParallel(chosen, copies.length, async (mutant, hand) => {
    if (work.interrupted()) return;
    const result = await tryMutant(mutant, copies[hand] ?? '', work);
    if (work.interrupted()) return;
    store.put(mutant.name, result);
    console.log(
      `${fit(result.outcome, 9)} ${(result.wallMs / 1000).toFixed(1).padStart(6)} s  ${mutant.name}`,
    );
  });
}

/** Prints the table; returns whether enough are caught. */
function printTable(): boolean {
  const counts = { caught: 0, survived: 0, explained: 0, gap: 0, unusable: 0, 'not tried': 0 };
  console.log('');
  for (const { name } of ALL_MUTANTS) {
    const { outcome = 'not tried', text = '' } = store.get(name) ?? {};
    counts[outcome] += 1;
    console.log(`${fit(outcome, 9)}  ${fit(name, 68)}  ${text.replace(/\s+/g, ' ').slice(0, 90)}`);
  }
  const tried = ALL_MUTANTS.length - counts['not tried'];
  const share = tried === 0 ? 0 : counts.caught / tried;
  const numbers = Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`);
  console.log(
    `\n${ALL_MUTANTS.length} defects: ${numbers.join(', ')} · ${(share * 100).toFixed(1)} % of those tried are caught` +
      '\nEach is aimed at specs that are known to catch it: this is a regression check, not a rate of discovery.',
  );
  const minutes = Math.round((performance.now() - begunAt) / 60_000);
  if (!values.print && !interrupted && counts['not tried'] === 0)
    recordEvidence('mutants', {
      result: `${ALL_MUTANTS.length} defects aimed at specs known to catch them: ${numbers
        .filter((number) => !number.startsWith('0 ') || number.endsWith('survived'))
        .join(', ')}; the last part of the run took ${minutes} min`,
    });
  return tried > 0 && share >= CAUGHT_SHARE && counts.survived === 0 && counts.unusable === 0;
}
