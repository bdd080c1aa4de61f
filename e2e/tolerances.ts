import { RETRY_TIME_MS, type Cloud } from '../fixtures/cloud/cloud.ts';
import { loadSettings } from '../fixtures/settings/load.ts';
import type { Fault } from '../fixtures/link/fault.ts';
import type { Timing } from '../fixtures/timeline/expectation.ts';

/** How long a case watches, once all is said, that nothing more comes: longer than any of the SDK's retry delays. */
export const WATCH_MS = 30_000;
/** Nothing may come earlier than promised by more than this, in milliseconds. */
const EARLY_MS = 500;
/**
 * Virtual time goes in steps of 1 s, and a timer of the cloud may have to wait for the end of one. Real time flows in it
 * too: while the machine stalls (a renderer that crashes writes its dump, for example) seconds pass for everybody.
 */
const STEP_LATE_MS = 5_000;
/**
 * What the guide's picture shows as about 100 ms; generous, because the machine may be loaded: on the real cloud by the
 * browsers of many cases side by side, which all start at once. Far below P in any case.
 */
const AT_ONCE_LATE_MS = { mock: 3_000, real: 10_000 }[loadSettings().target];
/**
 * The SDK's way back once the link is good again: at most 4 s until its next attempt when attempts were refused; when
 * one was hanging it is given up after 10 s first, and up to two more follow 4 s apart (SDK, measured: 17.5 s).
 */
export const RETURN_MS = 20_000;

/**
 * T4 − T3: P counts from the last heartbeat before the loss, so up to one interval less has passed since the loss. Where
 * nobody knows P for sure (ZEGO's pages disagree), everything that could be meant is right, and the report tells.
 */
export function presenceTimeout(cloud: Cloud, faultBegunMs: number): Timing {
  return {
    name: 'T4 − T3',
    sinceMs: faultBegunMs,
    documentedMs: cloud.presenceTimeoutMs,
    earlyMs: cloud.heartbeatIntervalMs + cloud.presenceDoubtMs + EARLY_MS,
    lateMs: cloud.presenceDoubtMs + STEP_LATE_MS,
  };
}

/**
 * R: the SDK gives up this long after it noticed the loss.
 * @param noticedLateMs how long it may take to notice: nothing when the browser says `offline`.
 */
export function giveUp(faultBegunMs: number, retryTimeMs = RETRY_TIME_MS, noticedLateMs = 0): Timing {
  return {
    name: 'T5 − T3 (R)',
    sinceMs: faultBegunMs,
    documentedMs: retryTimeMs,
    earlyMs: EARLY_MS,
    lateMs: noticedLateMs + STEP_LATE_MS,
  };
}

/** Something the guide shows as following about 100 ms after `sinceMs`. */
export function atOnce(name: string, sinceMs: number, documentedMs = 100): Timing {
  return { name, sinceMs, documentedMs, earlyMs: documentedMs + EARLY_MS, lateMs: AT_ONCE_LATE_MS };
}

/** Back in the room after the link was good again. */
export function backAfter({ name, endedAt }: Fault): Timing {
  if (endedAt === undefined) throw new Error(`The fault “${name}” has not ended yet: end it first.`);
  return { name: 'T5 − end of fault', sinceMs: endedAt, documentedMs: 0, earlyMs: 0, lateMs: RETURN_MS };
}

/** After ICE `disconnected` the SDK waits 15 s before it acts (SDK, measured). */
export const ICE_GRACE_MS = 25_000;
