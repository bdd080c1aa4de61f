import { compareNights } from '../../../fixtures/report/differences/compare.ts';
import type { CaseRecord } from '../../../fixtures/report/differences/night.ts';

/** The columns of the matrix. Chromium, the project `mock`, is what the others are measured by. */
export const BROWSERS = ['chromium', 'firefox', 'webkit'] as const;
export type BrowserName = (typeof BROWSERS)[number];

/** What became of one case in one browser. */
export interface MatrixCase extends CaseRecord {
  readonly wallMs: number;
  /** Why it failed or was skipped; empty when it passed. */
  readonly reason: string;
  /** How it is known to differ in this browser. */
  readonly notes: readonly string[];
}

/** What is known of one browser. */
export interface MatrixColumn {
  readonly browser: BrowserName;
  /** For example `firefox 140.1`; undefined when no case has run. */
  readonly version: string | undefined;
  /** Why there is none, and the remedy; undefined when there is one. */
  readonly absent: string | undefined;
  readonly cases: readonly MatrixCase[];
}

/** The matrix as lines: browsers first, then whatever did not pass or was different. */
export function renderMatrix(columns: readonly MatrixColumn[]): string[] {
  const measure = columns.find(({ browser }) => browser === 'chromium');
  return [
    ...columns.map(renderColumn),
    ...columns.flatMap((column) => [...renderExceptions(column), ...renderDifferences(measure, column)]),
  ];
}

/** One browser in a line. */
export function renderColumn({ browser, version, absent, cases }: MatrixColumn): string {
  const name = browser.padEnd(9);
  if (absent !== undefined) return `${name} absent: ${absent}`;
  if (cases.length === 0) return `${name} no case has run yet`;
  const count = (...outcomes: CaseRecord['outcome'][]) =>
    cases.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const wallS = cases.reduce((sum, { wallMs }) => sum + wallMs, 0) / 1_000;
  return (
    `${name} ${(version ?? '').replace(`${browser} `, '').padEnd(14)} ${count('expected', 'flaky')} passed, ` +
    `${count('unexpected')} failed, ${count('skipped')} skipped; ${wallS.toFixed(0)} s`
  );
}

/** Every case that did not pass, and those of which something is noted. Cases that share a reason share a line. */
function renderExceptions({ browser, cases }: MatrixColumn): string[] {
  const lines = new Map<string, string[]>();
  const note = (what: string, { title }: MatrixCase) => lines.set(what, [...(lines.get(what) ?? []), title]);
  for (const each of cases) {
    if (each.outcome === 'skipped') note(`skipped: ${each.reason}`, each);
    if (each.outcome === 'unexpected') note(`FAILED: ${each.reason}`, each);
    for (const text of each.notes) note(`noted: ${text}`, each);
  }
  if (lines.size === 0) return [];
  return [
    `\n${browser}:`,
    ...[...lines].flatMap(([what, titles]) => [`  ${what}`, ...titles.map((title) => `    ${title}`)]),
  ];
}

/** What people were told, and when, other than in Chromium. */
function renderDifferences(measure: MatrixColumn | undefined, column: MatrixColumn): string[] {
  if (!measure || measure === column) return [];
  const differences = compareNights(measure, column).filter(({ what }) => what !== 'outcome');
  if (differences.length === 0) return [];
  return [
    `\n${column.browser}, other than chromium:`,
    ...differences.map(({ title, what, before, after }) => `  ${title}\n    ${what}: ${before} → ${after}`),
  ];
}
