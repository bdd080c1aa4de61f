import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CASE_FOLDERS } from '../../proof/run/case-parts.ts';
import { ROOT } from '../../proof/run/copy.ts';

/** A row of the catalogue in `e2e/README.md`. */
export interface CatalogueRow {
  /** For example `ROOM-08`. */
  readonly id: string;
  readonly source: string;
  /** Who must make it true: `sdk`, `cloud`, `app`; none when it is rejoin itself. */
  readonly duty: readonly string[];
}

/** A test's title, as it stands in the source: what a template fills in is still `${…}`. */
export interface SpecTitle {
  /** For example `e2e/room/outage.spec.ts`. */
  readonly file: string;
  readonly title: string;
}

const BEGIN = '<!-- catalogue: standing -->';
const END = '<!-- catalogue: end -->';
/** Folders whose every test is a case. */
export const CASES: readonly string[] = CASE_FOLDERS;
/** SOAK and REAL: what runs the cases in another way. */
const BESIDE_THE_CASES = ['e2e/proof/soak', 'e2e/self/stand-in'];
/** `test('…`, `test.only('…`, `test.fail(`…`; not `test.step`, `test.describe` and the like. */
const TITLE = /\btest(?:\.(?:only|skip|fixme|fail|slow))?\(\s*(['"`])(.+?)\1,/gs;

/**
 * Reads the rows of the standing part.
 * @throws Error when the marks around it are missing.
 */
export function readCatalogue(markdown: string): CatalogueRow[] {
  const [from, to] = [markdown.indexOf(BEGIN), markdown.indexOf(END)];
  if (from < 0 || to < from)
    throw new Error(`The catalogue's standing part is missing: put it between “${BEGIN}” and “${END}”.`);
  const cells = markdown
    .slice(from, to)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  return cells.flatMap((row) => {
    const [id = '', source = '', duty = ''] = [row[0], row.at(-2), row.at(-1)];
    return idOf(id) === id ? [{ id, source, duty: duty === '–' ? [] : duty.split(', ') }] : [];
  });
}

/** The id that a title begins with; undefined when there is none. */
export function idOf(title: string): string | undefined {
  return /^[A-Z]+-\d+(?= |$)/.exec(title)?.[0];
}

/** The titles of every test that may have an id, read from the sources. */
export function readSpecTitles(): SpecTitle[] {
  return [...CASES, ...BESIDE_THE_CASES].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.spec.ts'))
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
      .flatMap((file) => titlesIn(readFileSync(join(ROOT, file), 'utf8')).map((title) => ({ file, title }))),
  );
}

/** The titles of the tests in one source. */
export function titlesIn(source: string): string[] {
  return [...source.matchAll(TITLE)].map(([, , title = '']) => title);
}
