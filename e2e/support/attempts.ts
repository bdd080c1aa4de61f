import { expect, type JournalEntry, type Timeline } from '../../fixtures/index.ts';

/** What the cloud was asked for by one user: sessions of one kind. None where the cloud's journal cannot be read. */
export function sessionRequests(
  journal: readonly JournalEntry[] | undefined = [],
  type: 'publish' | 'play',
  userId: string,
): readonly JournalEntry[] {
  return journal.filter(
    (entry) => entry.kind === 'create-session' && entry.userId === userId && entry.detail?.['type'] === type,
  );
}

/**
 * Checks that something that works was begun by nobody a second time.
 * @param start the step that begins it, for example `startPlayingStream`.
 */
export function expectBegunOnce({ entries }: Timeline, start: string): void {
  const begun = entries.filter((entry) => entry.kind === 'step' && entry.name === start);
  expect(begun, `${start} is called once`).toHaveLength(1);
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
 * @param start the step that begins an attempt, for example `startPlayingStream`.
 * @param end the state by which the SDK gives up.
 */
export function expectBoundedAttempts(timeline: Timeline, who: string, start: string, end: string): void {
  const own = timeline.entries.filter((entry) => entry.who === who);
  const starts = own.filter((entry) => entry.kind === 'step' && entry.name === start).map(({ atMs }) => atMs);
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
