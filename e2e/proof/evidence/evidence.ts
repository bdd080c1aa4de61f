import { renderMarkdownTable } from './markdown-table.ts';

/** How busy the machine was with other things when a proof began; nobody knows where the system does not say. */
export type LoadClass = 'quiet' | 'busy' | 'overloaded' | 'unknown';

/** What a proof was measured on. */
export interface Machine {
  readonly cores: number;
  readonly load: LoadClass;
}

/** What a proof has shown the last time it was run as a whole. */
export interface EvidenceRow {
  /** For example `2026-11-26`. */
  readonly date: string;
  readonly machine: Machine;
  /** For example `Chromium 156`; empty where none takes part. */
  readonly browser: string;
  readonly sdk: string;
  /** As it was typed. */
  readonly command: string;
  /** In a few words, with the figures. */
  readonly result: string;
}

/** Every proof that there is, in the order in which a reader wants to know. */
export const PROOFS = [
  'cases',
  'controls',
  'mutants',
  'mutants:pure',
  'fuzz',
  'soak',
  'leaks',
  'flake',
  'matrix',
  'browser-matrix',
  'bench',
] as const;
/** One of {@link PROOFS}. */
export type Proof = (typeof PROOFS)[number];

/** What `evidence.json` holds. */
export type Evidence = Readonly<Partial<Record<Proof, EvidenceRow>>>;

/** The evidence as Markdown: what came out, and by which command. */
export function renderEvidence(evidence: Evidence): string {
  const known = PROOFS.flatMap((proof) => {
    const row = evidence[proof];
    return row ? [{ proof, ...row }] : [];
  });
  const table = renderMarkdownTable(
    ['proof', 'date', 'on', 'result'],
    known.map(({ proof, date, result, ...on }) => [proof, date, describeSetup(on), result]),
  );
  const commands = known.map(({ proof, command }) => `- ${proof}: \`${command}\``);
  return [...table, '', 'By these commands:', '', ...commands].join('\n');
}

function describeSetup({
  machine: { cores, load },
  browser,
  sdk,
}: Pick<EvidenceRow, 'machine' | 'browser' | 'sdk'>): string {
  const machine = load === 'unknown' ? `${cores} cores` : `${cores} cores, ${load}`;
  return [machine, browser, sdk === '' ? '' : `SDK ${sdk}`].filter(Boolean).join('; ');
}
