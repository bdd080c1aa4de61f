/**
 * ZEGO's advice for the time after the SDK has given up (NO_PUBLISH or NO_PLAY with a code), as a pure decision:
 * try again 3 to 5 s later, a bounded number of times, and never after an error that will not go away by itself.
 */
export interface RetryPlan {
  /** How often to try again before giving up. */
  readonly maxAttempts: number;
  /** The shortest and the longest wait before an attempt, in milliseconds. */
  readonly minDelayMs: number;
  readonly maxDelayMs: number;
}

/** The guide's numbers; five attempts are this app's own choice of "a bounded number". */
export const RETRY_PLAN: RetryPlan = { maxAttempts: 5, minDelayMs: 3_000, maxDelayMs: 5_000 };

/** What to do after the SDK has given up. */
export type RetryDecision =
  | { readonly action: 'retry'; readonly afterMs: number }
  | { readonly action: 'give-up'; readonly because: 'permanent-error' | 'too-many-attempts' };

/** Errors that stay as they are however often one tries: permissions, names, codecs (ZEGO's error code list). */
const PERMANENT_ERRORS: ReadonlySet<number> = new Set([
  1_000_014, // stream ID too long
  1_000_015, // stream ID empty
  1_000_016, // stream ID holds a forbidden character
  1_001_021, // outside the allowed region
  1_002_066, // user is on the black list
  1_002_099, // put out of the room
  1_003_025, // publishing forbidden by the media server
  1_003_028, // the stream ID is taken
  1_003_080, // codec not supported
  1_004_025, // playing forbidden by the media server
  1_004_080, // codec not supported
  1_102_016, // token wrong
  1_102_018, // token expired
  1_103_019, // publishing not authorised
  1_104_045, // too many players
  1_104_046, // playing not authorised
]);

/**
 * Decides what to do next.
 * @param code the SDK's errorCode.
 * @param attempts how many attempts have been made since it last worked.
 * @param random a number from 0 up to 1, so that a thousand clients do not return in the same moment.
 */
export function decideRetry(
  code: number,
  attempts: number,
  random: number,
  plan = RETRY_PLAN,
): RetryDecision {
  if (PERMANENT_ERRORS.has(code)) return { action: 'give-up', because: 'permanent-error' };
  if (attempts >= plan.maxAttempts) return { action: 'give-up', because: 'too-many-attempts' };
  return { action: 'retry', afterMs: plan.minDelayMs + random * (plan.maxDelayMs - plan.minDelayMs) };
}
