/** A defect that somebody could really make, and the specs that must catch it. */
export interface Mutant {
  /** What is wrong, in a few words: also its name in the stored results. */
  readonly name: string;
  /** From the project's folder. */
  readonly file: string;
  /** Must stand in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** Files of the specs that must fail. */
  readonly specs: readonly string[];
  /** Their titles, as a regular expression; all of the files when left out. */
  readonly titles?: string;
  /** Why nothing can catch it: it then counts as explained when it survives. */
  readonly explained?: string;
}

/** The mutant is out of date: the code that it changes has changed. */
export class MutantError extends Error {
  override readonly name = 'MutantError';
}

/**
 * Makes the defect.
 * @param source the text of the mutant's file.
 * @throws MutantError when the text to find is not there exactly once.
 */
export function mutate({ name, file, find, replace }: Mutant, source: string): string {
  const parts = source.split(find);
  if (parts.length !== 2)
    throw new MutantError(
      `“${name}” finds its text ${parts.length - 1} times in ${file} instead of once: bring its “find” up to date.`,
    );
  return parts.join(replace);
}

/** Whether its specs need neither a browser nor the page. */
export function needsNoBrowser({ specs }: Mutant): boolean {
  return specs.every((spec) => /^e2e\/self\/(unit|mock-cloud)\//.test(spec));
}

/** What became of a mutant. */
export interface MutantResult {
  readonly outcome: 'caught' | 'survived' | 'explained' | 'unusable';
  /** The case that caught it and what it said; else what happened instead. */
  readonly text: string;
  readonly wallMs: number;
}

/** What a run of its specs says about a mutant. */
export interface MutantRun {
  readonly exit: number | string;
  readonly passed: number;
  /** Titles and first lines of errors. */
  readonly failed: readonly { readonly title: string; readonly failure: string }[];
}

/** Judges a run: only a failed test catches; a run that never came to its tests says nothing. */
export function judgeMutant(
  { explained }: Mutant,
  { exit, passed, failed }: MutantRun,
): Omit<MutantResult, 'wallMs'> {
  const [first] = failed;
  if (first) return { outcome: 'caught', text: `${first.title}: ${first.failure}` };
  if (exit !== 0 || passed === 0)
    return { outcome: 'unusable', text: `no test failed or passed; the run ended with ${exit}` };
  return explained === undefined
    ? { outcome: 'survived', text: `${passed} specs passed` }
    : { outcome: 'explained', text: explained };
}
