import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { writeBlock } from '../evidence/block.ts';
import { renderMarkdownTable } from '../evidence/markdown-table.ts';
import { ROOT } from '../run/copy.ts';
import type { CaseRun } from './case-run.ts';
import { inOrder } from './versions.ts';

/** How the cases went with one version of the SDK. */
export interface VersionSummary {
  /** When it was last run, for example `2026-11-27`. */
  readonly date: string;
  /** By the first word of a case's id (`ROOM`): how many there are, and how many of them hold. */
  readonly groups: Readonly<Record<string, { readonly hold: number; readonly of: number }>>;
}

/** What `sdk-versions.json` holds. */
export type VersionSummaries = Readonly<Record<string, VersionSummary>>;

/** The figures, and the page that shows them. */
export const VERSIONS_FILE = join(ROOT, 'e2e', 'proof', 'sdk-versions.json');
export const VERSIONS_PAGE = join(ROOT, 'e2e', 'proof', 'sdk-versions.md');
/** Name of the page's block; see `writeBlock`. */
export const VERSIONS_BLOCK = 'sdk-versions';

/** Adds up the runs of one version. Those that hold, but were told something at another time, hold. */
export function summarize(runs: readonly CaseRun[], date: string): VersionSummary {
  const groups: Record<string, { hold: number; of: number }> = {};
  for (const { title, outcome } of runs) {
    const group = (groups[/^[A-Z]+/.exec(title)?.[0] ?? 'others'] ??= { hold: 0, of: 0 });
    group.of += 1;
    if (outcome === 'expected') group.hold += 1;
  }
  return { date, groups };
}

/** The figures as a Markdown table, a line for each version. */
export function renderVersions(summaries: VersionSummaries): string {
  const groups = [...new Set(Object.values(summaries).flatMap((summary) => Object.keys(summary.groups)))];
  return renderMarkdownTable(
    ['SDK', 'date', ...groups, 'all'],
    inOrder(Object.keys(summaries)).map((version) => {
      const { date = '', groups: own = {} } = summaries[version] ?? {};
      const all = Object.values(own);
      const cell = (hold: number, of: number) => `${hold} of ${of}`;
      return [
        version,
        date,
        ...groups.map((group) => (own[group] ? cell(own[group].hold, own[group].of) : '–')),
        cell(
          all.reduce((sum, { hold }) => sum + hold, 0),
          all.reduce((sum, { of }) => sum + of, 0),
        ),
      ];
    }),
  ).join('\n');
}

/** Reads `sdk-versions.json`. */
export function readVersionSummaries(): VersionSummaries {
  return existsSync(VERSIONS_FILE)
    ? (JSON.parse(readFileSync(VERSIONS_FILE, 'utf8')) as VersionSummaries)
    : {};
}

/** Puts versions that were just run with every case into `sdk-versions.json`, and renders the page anew. */
export function recordVersions(runs: ReadonlyMap<string, readonly CaseRun[]>): void {
  const date = new Date().toISOString().slice(0, 10);
  const fresh = [...runs].map(([version, own]) => [version, summarize(own, date)] as const);
  const all = { ...readVersionSummaries(), ...Object.fromEntries(fresh) };
  const ordered = Object.fromEntries(inOrder(Object.keys(all)).map((version) => [version, all[version]]));
  writeFileSync(VERSIONS_FILE, `${JSON.stringify(ordered, undefined, 2)}\n`);
  renderVersionsPage();
}

/** Renders the page's table from `sdk-versions.json`. */
export function renderVersionsPage(): void {
  const page = readFileSync(VERSIONS_PAGE, 'utf8');
  writeFileSync(VERSIONS_PAGE, writeBlock(page, VERSIONS_BLOCK, renderVersions(readVersionSummaries())));
}
