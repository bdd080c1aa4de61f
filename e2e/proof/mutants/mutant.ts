import { NEEDS_A_BROWSER } from '../run/needs-a-browser.ts';
import { findAnchor, type Place } from './anchor.ts';

/** A defect that somebody could really make, and the specs that must catch it. */
export interface Mutant {
  /** What is wrong, in a few words: also its name in the stored results. */
  readonly name: string;
  /**
   * Where it is looked for first: the file's name, with its folder when several have that name. A file that moves keeps
   * its name; code that moves to another file is found as long as it stands in one place of app/ and fixtures/.
   */
  readonly file: string;
  /** A unique piece of code, best a single expression. How it is laid out does not matter (see `findAnchor`). */
  readonly find: string;
  /** Another piece of code; `find` is then the first one behind that. For what is not unique by itself. */
  readonly after?: string;
  readonly replace: string;
  /** Files of the specs that are known to catch it: they must fail. */
  readonly specs: readonly string[];
  /** Their titles, as a regular expression; all of the files when left out. */
  readonly titles?: string;
  /** Why nothing can catch it: it then counts as explained when it survives. */
  readonly explained?: string;
  /** What a spec would have to look at, where none does yet: it then counts as a known gap when it survives. */
  readonly gap?: string;
}

/** The defects of one file. */
export function inFile(file: string, mutants: readonly Omit<Mutant, 'file'>[]): Mutant[] {
  return mutants.map((mutant) => ({ file, ...mutant }));
}

/** The mutant is out of date: the code that it changes has changed. */
export class MutantError extends Error {
  override readonly name = 'MutantError';
}

/** A file with the defect in it. */
export interface MutatedFile {
  /** From the project's folder. */
  readonly file: string;
  readonly text: string;
  /** The code has left the file that the mutant names. */
  readonly moved: boolean;
}

/**
 * Makes the defect.
 * @param sources the texts of all files, by their path from the project's folder.
 * @throws MutantError when the text to find is not there exactly once.
 */
export function mutate(mutant: Mutant, sources: ReadonlyMap<string, string>): MutatedFile {
  const { name, file, replace } = mutant;
  const all = [...sources].flatMap(([path, text]) =>
    placesOf(mutant, text).map((place) => ({ path, text, place })),
  );
  const named = all.filter(({ path }) => `/${path}`.endsWith(`/${file}`));
  const [found, ...more] = named.length > 0 ? named : all;
  if (found === undefined) throw new MutantError(`“${name}”: its code is in no file any more. ${REMEDY}`);
  if (more.length > 0) {
    const where = [found, ...more].map(({ path }) => path).join(', ');
    throw new MutantError(`“${name}”: its code is in ${more.length + 1} places (${where}). ${REMEDY}`);
  }
  const { path, text, place } = found;
  return {
    file: path,
    text: text.slice(0, place.start) + replace + text.slice(place.end),
    moved: named.length === 0,
  };
}

const REMEDY = 'Bring its “find” (or “after”) up to date: one expression that stands in one place.';

function placesOf({ find, after }: Mutant, text: string): Place[] {
  if (after === undefined) return findAnchor(text, find);
  return findAnchor(text, after).flatMap(({ end }) =>
    findAnchor(text.slice(end), find)
      .slice(0, 1)
      .map((place) => ({ start: place.start + end, end: place.end + end })),
  );
}

/** Whether its specs need neither a browser nor the page. */
export function needsNoBrowser({ specs }: Mutant): boolean {
  return specs.every(
    (spec) =>
      /^e2e\/self\/(unit|mock-cloud)\//.test(spec) &&
      !NEEDS_A_BROWSER.some((name) => spec.endsWith(`/${name}`)),
  );
}

/** What became of a mutant. `gap`: no spec catches it, and that is known. */
export interface MutantResult {
  readonly outcome: 'caught' | 'survived' | 'explained' | 'gap' | 'unusable';
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

/** A browser that is absent, or a port that is: whoever fails for it has not noticed any defect. */
const ENVIRONMENT = /Executable doesn't exist|browserType\.launch|EADDRINUSE|ENOSPC/;

/** Judges a run: only a failed test catches; a run that never came to its tests, or had no browser, says nothing. */
export function judgeMutant(
  { explained, gap }: Mutant,
  { exit, passed, failed }: MutantRun,
): Omit<MutantResult, 'wallMs'> {
  const [first] = failed.filter(({ failure }) => !ENVIRONMENT.test(failure));
  if (first) {
    const news = gap === undefined ? '' : 'no gap any more, remove its “gap”: ';
    return { outcome: 'caught', text: `${news}${first.title}: ${first.failure}` };
  }
  const [broken] = failed;
  if (broken) return { outcome: 'unusable', text: broken.failure };
  if (exit !== 0 || passed === 0)
    return { outcome: 'unusable', text: `no test failed or passed; the run ended with ${exit}` };
  if (explained !== undefined) return { outcome: 'explained', text: explained };
  if (gap !== undefined) return { outcome: 'gap', text: gap };
  return { outcome: 'survived', text: `${passed} specs passed` };
}
