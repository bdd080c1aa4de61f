import { decideRetry, RETRY_PLAN, type RetryPlan } from './retry-plan.ts';

/** What a recovery may do, given by whoever owns the stream. */
export interface RecoveryCallbacks {
  /** Publishes or plays again. */
  start(): void;
  /** Says that no further attempt will be made, and why. */
  giveUp(because: 'permanent-error' | 'too-many-attempts', code: number): void;
  /** Says that an attempt follows, for the page to show. */
  waiting(attempt: number, afterMs: number): void;
  /** Runs `action` after `delayMs`; returns a function that cancels it. */
  later(delayMs: number, action: () => void): () => void;
  /** From 0 up to 1. */
  random(): number;
}

/** Watches over one stream, published or played. */
export interface Recovery {
  /** It works (again): the count of attempts begins anew. */
  worked(): void;
  /** The SDK has given up, with its errorCode; 0 is an end that was asked for. */
  ended(code: number): void;
  /** Stops at once: the stream is gone, or nobody wants it any more. No attempt follows. */
  stop(): void;
}

/** Creates the recovery of one stream. It never has more than one attempt waiting. */
export function createRecovery(hands: RecoveryCallbacks, plan: RetryPlan = RETRY_PLAN): Recovery {
  let attempts = 0;
  let stopped = false;
  let cancel: (() => void) | undefined;

  function clear(): void {
    cancel?.();
    cancel = undefined;
  }

  return {
    worked() {
      attempts = 0;
      clear();
    },
    ended(code) {
      clear();
      if (stopped || code === 0) return;
      const decision = decideRetry(code, attempts, hands.random(), plan);
      if (decision.action === 'give-up') {
        hands.giveUp(decision.because, code);
        return;
      }
      attempts += 1;
      hands.waiting(attempts, decision.afterMs);
      cancel = hands.later(decision.afterMs, () => {
        cancel = undefined;
        hands.start();
      });
    },
    stop() {
      stopped = true;
      clear();
    },
  };
}
