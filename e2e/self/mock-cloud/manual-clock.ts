import { createTimerQueue } from '../../../fixtures/test/clock/timer-queue.ts';
import type { Clock } from '../../../fixtures/mock-cloud/clock.ts';

/** A clock that stands still until it is told to go on. */
export interface ManualClock extends Clock {
  /** Lets `ms` milliseconds pass; fires what falls due, each timer at its own time. */
  advance(ms: number): void;
  /** How many timers are set. */
  readonly timerCount: number;
}

/** Creates a clock that stands at `startMs`, in milliseconds since the Unix epoch. */
export function createManualClock(startMs = 1_700_000_000_000): ManualClock {
  const queue = createTimerQueue();
  let nowMs = startMs;
  let timerCount = 0;
  return {
    now: () => nowMs,
    after(delayMs, action) {
      timerCount += 1;
      let pending = true;
      const done = () => {
        if (pending) timerCount -= 1;
        pending = false;
      };
      const remove = queue.add(nowMs + delayMs, () => {
        done();
        action();
      });
      return () => {
        done();
        remove();
      };
    },
    advance(ms) {
      const endMs = nowMs + ms;
      for (let timer = queue.takeDue(endMs); timer; timer = queue.takeDue(endMs)) {
        nowMs = timer.dueAt;
        timer.action();
      }
      nowMs = endMs;
    },
    get timerCount() {
      return timerCount;
    },
  };
}
