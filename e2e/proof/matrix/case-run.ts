import type { Entry } from '../../../fixtures/timeline/entry.ts';
import { describeEntry } from '../../../fixtures/timeline/entry.ts';
import type { TestResult } from '../run/json-results.ts';
import type { History } from '../run/histories.ts';
import { reasonOf } from './reason.ts';

/** A time of a case, with what the case allows. */
export interface CaseTime {
  /** For example `T4 − T3`; a name that comes again has its number behind it. */
  readonly name: string;
  readonly measuredMs: number;
  /** What is documented; undefined for what no page of ZEGO promises. */
  readonly documentedMs?: number;
  /** So much more or less is nothing. */
  readonly toleranceMs: number;
}

/** What became of one case with one version of the SDK. */
export interface CaseRun {
  readonly title: string;
  readonly outcome: TestResult['outcome'];
  /** Why it failed; empty when it did not. */
  readonly reason: string;
  /** What each person was told, by lane: `anchor room` → `LOGINING`, `LOGINED`, `RECONNECTING (1000017)`, … */
  readonly told: Readonly<Record<string, readonly string[]>>;
  readonly times: readonly CaseTime[];
}

/** Lanes by kind of entry; an uncaught error of the page counts as something told. */
const LANES: Partial<Record<Entry['kind'], string>> = {
  'room-state': 'room',
  'user-update': 'updates',
  'stream-update': 'updates',
  'publisher-state': 'publisher',
  'player-state': 'player',
  failure: 'failures',
  'page-error': 'uncaught errors',
};
/** Virtual time goes in steps, and a machine under load is late. */
const STEP_MS = 3_000;
const CLOCKS_MS = 500;

/** Whether the case was cut off by its time limit: that says more of the machine than of the SDK. */
export function ranOutOfTime({ outcome, reason }: CaseRun): boolean {
  return outcome === 'unexpected' && reason.startsWith('Test timeout of');
}

/** Makes the record of a case out of its result and its history. */
export function recordCase(result: TestResult, history: History | undefined): CaseRun {
  const { title, outcome, errors } = result;
  return {
    title,
    outcome,
    reason: outcome === 'unexpected' ? reasonOf(errors[0] ?? 'it says nothing') : '',
    told: toldTo(history?.entries ?? []),
    times: [...measuredIn(history), ...noticedAfter(history?.entries ?? [])],
  };
}

function toldTo(entries: readonly Entry[]): Record<string, string[]> {
  const told: Record<string, string[]> = {};
  for (const entry of entries) {
    const lane = LANES[entry.kind];
    // The words of a failure are for people, and name hosts and ports.
    const text = entry.kind === 'failure' ? `${entry.action} failed (${entry.code})` : describeEntry(entry);
    if (lane !== undefined) (told[`${entry.who} ${lane}`] ??= []).push(text);
  }
  return told;
}

function measuredIn(history: History | undefined): CaseTime[] {
  const count = new Map<string, number>();
  return (history?.measurements ?? []).map(({ name, measuredMs, documentedMs, earliestMs, latestMs }) => {
    const times = (count.get(name) ?? 0) + 1;
    count.set(name, times);
    return {
      name: times === 1 ? name : `${name} (${times})`,
      measuredMs: Math.round(measuredMs),
      ...(documentedMs !== undefined && { documentedMs }),
      toleranceMs:
        documentedMs === undefined
          ? latestMs - earliestMs
          : Math.max(documentedMs - earliestMs, latestMs - documentedMs),
    };
  });
}

/** How long the first one who suffered a fault took to announce it: no case pins it, versions differ in it. */
function noticedAfter(entries: readonly Entry[]): CaseTime[] {
  const begin = entries.find((entry) => entry.kind === 'fault-begin' && entry.inert !== true);
  const notice = entries.find(
    (entry) =>
      begin !== undefined &&
      entry.who === begin.who &&
      // A page may say so in the very moment of the fault, and its clock is not ours.
      entry.atMs >= begin.atMs - CLOCKS_MS &&
      entry.kind === 'room-state' &&
      entry.state === 'RECONNECTING',
  );
  return begin && notice
    ? [{ name: 'RECONNECTING − T3', measuredMs: Math.max(notice.atMs - begin.atMs, 0), toleranceMs: STEP_MS }]
    : [];
}
