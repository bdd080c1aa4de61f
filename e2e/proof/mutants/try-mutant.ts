import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { firstLine } from '../run/text.ts';
import type { Work } from '../run/work.ts';
import { judgeMutant, mutate, needsNoBrowser, type Mutant, type MutantResult } from './mutant.ts';
import { readSources } from './sources.ts';

/**
 * Makes the defect in a copy of the project, runs its specs there until one fails, and takes the defect out again.
 * @throws MutantError when the mutant is out of date.
 */
export async function tryMutant(
  mutant: Mutant,
  copy: string,
  work: Pick<Work, 'run'>,
): Promise<MutantResult> {
  const sources = readSources(copy);
  const mutated = mutate(mutant, sources);
  const file = join(copy, mutated.file);
  const begunAt = performance.now();
  writeFileSync(file, mutated.text);
  try {
    const run = await work.run({
      root: copy,
      files: mutant.specs,
      maxFailures: 1,
      ...(mutant.titles !== undefined && { grep: mutant.titles }),
      // The guards run a suite of their own.
      ...(mutant.specs.some((spec) => spec.startsWith('e2e/proof/controls/')) && { project: 'controls' }),
      ...(needsNoBrowser(mutant) && { config: join('e2e', 'proof', 'run', 'no-browser.config.ts') }),
    });
    const results = resultsOf(run);
    return {
      ...judgeMutant(mutant, {
        exit: await run.ended,
        passed: results.filter(({ outcome }) => outcome === 'expected').length,
        failed: results
          .filter(({ outcome, errors }) => outcome === 'unexpected' && errors.length > 0)
          .map(({ title, errors }) => ({ title, failure: firstLine(errors[0] ?? '') })),
      }),
      wallMs: Math.round(performance.now() - begunAt),
    };
  } finally {
    writeFileSync(file, sources.get(mutated.file) ?? '');
  }
}

/** None when the run broke down before it could write any, for example because the page could not be built. */
function resultsOf(run: Awaited<ReturnType<Work['run']>>): ReturnType<typeof run.results> {
  try {
    return run.results();
  } catch {
    return [];
  }
}
