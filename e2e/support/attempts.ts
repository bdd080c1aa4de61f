import { RETRY_PLAN } from '../../app/recovery/retry-plan.ts';
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

/**
 * Checks the app's own attempts against the plan: each one follows the SDK's giving up by 3 to 5 s, and there are no
 * more than the plan allows.
 * @param start the step that begins an attempt, for example `startPlayingStream`.
 * @param end the state by which the SDK gives up.
 */
export function expectBoundedAttempts(timeline: Timeline, who: string, start: string, end: string): void {
  const own = timeline.entries.filter((entry) => entry.who === who);
  const starts = own.filter((entry) => entry.kind === 'step' && entry.name === start).map(({ at }) => at);
  const ends = own.filter((entry) => 'state' in entry && entry.state === end).map(({ at }) => at);
  expect(starts, 'one attempt and the retries of the plan').toHaveLength(1 + RETRY_PLAN.maxAttempts);
  for (const [index, endedAt] of ends.entries()) {
    const next = starts[index + 1];
    if (next === undefined) continue;
    expect(next - endedAt).toBeGreaterThanOrEqual(RETRY_PLAN.minDelayMs - 50);
    expect(next - endedAt).toBeLessThanOrEqual(RETRY_PLAN.maxDelayMs + 100);
  }
}
