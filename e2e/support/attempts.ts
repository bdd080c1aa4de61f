import {
  expect,
  type JournalEntry,
  notJudged,
  type Participant,
  type Timeline,
} from '../../fixtures/index.ts';

/** The part of a cloud's journal that tells what it was asked for. */
interface Asked {
  readonly entries: readonly JournalEntry[];
}

/** The call by which an app begins each kind of session. */
const START = { publish: 'startPublishingStream', play: 'startPlayingStream' } as const;

/**
 * What the cloud was asked for by one user: sessions of one kind.
 * @param journal must be there: where the cloud's journal cannot be read nothing is known, which is not "none".
 */
export function sessionRequests(
  { entries }: Asked,
  type: 'publish' | 'play',
  { userId }: Pick<Participant, 'userId'>,
): readonly JournalEntry[] {
  return entries.filter(
    (entry) => entry.kind === 'create-session' && entry.userId === userId && entry.detail?.['type'] === type,
  );
}

/**
 * Counts what the cloud has been asked for up to now, and gives a check that it was asked for nothing more since.
 * Where the journal cannot be read the check says that it judges nothing.
 */
export function watchRequests(
  journal: Asked | undefined,
  type: 'publish' | 'play',
  person: Pick<Participant, 'userId' | 'name'>,
): () => void {
  const asked = journal && sessionRequests(journal, type, person).length;
  return () => {
    if (journal)
      expect(sessionRequests(journal, type, person), 'not one further attempt').toHaveLength(asked ?? 0);
    else notJudged(`that ${person.name} asks for nothing more to ${type}`);
  };
}

/**
 * Checks that something that works was begun by nobody a second time: neither as the app tells it, nor, where the
 * cloud's journal can be read, without a word (the SDK asks once for a stream that works).
 */
export function expectBegunOnce(
  { entries }: Timeline,
  journal: Asked | undefined,
  type: 'publish' | 'play',
  person: Pick<Participant, 'userId' | 'name'>,
): void {
  const begun = entries.filter(
    (entry) => entry.kind === 'call' && entry.name === START[type] && entry.who === person.name,
  );
  expect(begun, `${START[type]} is called once`).toHaveLength(1);
  if (journal)
    expect(sessionRequests(journal, type, person), `asked the cloud once to ${type}`).toHaveLength(1);
  else notJudged(`that ${person.name} asks the cloud only once to ${type}`);
}

/** ZEGO's guide, “Retry after failure”: an app tries again 3 to 5 s after the SDK has given up. In milliseconds. */
const RETRY_DELAY_MS = { atLeast: 3_000, atMost: 5_000 };
/** Timers of a page may fire a little late, and `Date.now` may be a little behind them. In milliseconds. */
const TIMER_SLACK_MS = { early: 50, late: 100 };
/** The guide asks for a bounded number and names none; the demo page has promised its users five. */
export const MOST_RETRIES = 5;

/**
 * Checks the app's own attempts against the guide: each one follows the SDK's giving up by 3 to 5 s, and there are no more
 * than {@link MOST_RETRIES}.
 * @param start the call that begins an attempt, for example `startPlayingStream`.
 * @param end the state by which the SDK gives up.
 */
export function expectBoundedAttempts(timeline: Timeline, who: string, start: string, end: string): void {
  const own = timeline.entries.filter((entry) => entry.who === who);
  const starts = own.filter((entry) => entry.kind === 'call' && entry.name === start).map(({ atMs }) => atMs);
  const ends = own.filter((entry) => 'state' in entry && entry.state === end).map(({ atMs }) => atMs);
  expect(starts, 'one attempt and the retries').toHaveLength(1 + MOST_RETRIES);
  expect(ends, 'the SDK gives up each of them').toHaveLength(starts.length);
  for (const [index, endedAt] of ends.entries()) {
    const next = starts[index + 1];
    if (next === undefined) continue;
    const delayMs = next - endedAt;
    expect(delayMs, `retry ${index + 1}`).toBeGreaterThanOrEqual(
      RETRY_DELAY_MS.atLeast - TIMER_SLACK_MS.early,
    );
    expect(delayMs, `retry ${index + 1}`).toBeLessThanOrEqual(RETRY_DELAY_MS.atMost + TIMER_SLACK_MS.late);
  }
}
