import fc from 'fast-check';

import { expect, test } from '@playwright/test';

import { createRecovery, type RecoveryCallbacks } from '../../../app/recovery/recovery.ts';
import { decideRetry, RETRY_PLAN, type RetryPlan } from '../../../app/recovery/retry-plan.ts';

const PASSING = 1_103_051;
const STEADY = [
  1_000_014, 1_000_015, 1_000_016, 1_001_021, 1_002_066, 1_002_099, 1_003_025, 1_003_028, 1_003_080,
  1_004_025, 1_004_080, 1_102_016, 1_102_018, 1_103_019, 1_104_045, 1_104_046,
];

test.describe('the decision after the SDK has given up', () => {
  test('is to try again after 3 to 5 s, spread evenly', () => {
    expect(RETRY_PLAN).toEqual({ maxAttempts: 5, minDelayMs: 3_000, maxDelayMs: 5_000 });
    expect(decideRetry(PASSING, 0, 0)).toEqual({ action: 'retry', afterMs: 3_000 });
    expect(decideRetry(PASSING, 0, 0.5)).toEqual({ action: 'retry', afterMs: 4_000 });
    expect(decideRetry(PASSING, 4, 0.999)).toEqual({ action: 'retry', afterMs: 4_998 });
  });

  test('is to stop after five attempts', () => {
    for (const attempts of [5, 6])
      expect(decideRetry(PASSING, attempts, 0)).toEqual({ action: 'give-up', because: 'too-many-attempts' });
  });

  for (const code of STEADY)
    test(`is to stop at once on ${code}, and not on its neighbours`, () => {
      const stop = { action: 'give-up', because: 'permanent-error' };
      expect(decideRetry(code, 0, 0)).toEqual(stop);
      expect(decideRetry(code, 9, 0)).toEqual(stop);
      for (const other of [code - 1, code + 1])
        if (!STEADY.includes(other)) expect(decideRetry(other, 0, 0).action).toBe('retry');
    });

  test('follows another plan', () => {
    const plan: RetryPlan = { maxAttempts: 1, minDelayMs: 10, maxDelayMs: 20 };
    expect(decideRetry(PASSING, 0, 0.5, plan)).toEqual({ action: 'retry', afterMs: 15 });
    expect(decideRetry(PASSING, 1, 0.5, plan).action).toBe('give-up');
  });
});

/** Hands that write down what they are asked to do, and timers that a test fires. */
function recorder(random = 0.5) {
  const log: string[] = [];
  let waiting: (() => void)[] = [];
  const hands: RecoveryCallbacks = {
    start: () => log.push('start'),
    giveUp: (because, code) => log.push(`give up: ${because} ${code}`),
    waiting: (attempt, afterMs) => log.push(`attempt ${attempt} in ${afterMs}`),
    later(_delayMs, action) {
      waiting.push(action);
      return () => {
        waiting = waiting.filter((other) => other !== action);
      };
    },
    random: () => random,
  };
  return {
    log,
    hands,
    waiting: () => waiting.length,
    fire: () => {
      const due = waiting;
      waiting = [];
      for (const action of due) action();
    },
  };
}

test.describe('a recovery', () => {
  test('waits, tries again, and gives up after the plan’s attempts', () => {
    const { log, hands, fire } = recorder();
    const recovery = createRecovery(hands);
    for (let end = 0; end < 6; end += 1) {
      recovery.ended(PASSING);
      fire();
    }
    expect(log).toEqual([
      ...[1, 2, 3, 4, 5].flatMap((attempt) => [`attempt ${attempt} in 4000`, 'start']),
      `give up: too-many-attempts ${PASSING}`,
    ]);
  });

  test('begins to count anew once it has worked', () => {
    const { log, hands, fire } = recorder();
    const recovery = createRecovery(hands);
    recovery.ended(PASSING);
    fire();
    recovery.worked();
    recovery.ended(PASSING);
    expect(log.at(-1)).toBe('attempt 1 in 4000');
  });

  test('makes no attempt after a permanent error', () => {
    const { log, hands, waiting } = recorder();
    createRecovery(hands).ended(1_003_028);
    expect(log).toEqual(['give up: permanent-error 1003028']);
    expect(waiting()).toBe(0);
  });

  test('takes code 0 for an end that was asked for', () => {
    const { log, hands, waiting } = recorder();
    createRecovery(hands).ended(0);
    expect(log).toEqual([]);
    expect(waiting()).toBe(0);
  });

  test('calls off the attempt that waits when it works by itself, or ends as asked for', () => {
    for (const calledOff of ['worked', 'ended'] as const) {
      const { log, hands, waiting, fire } = recorder();
      const recovery = createRecovery(hands);
      recovery.ended(PASSING);
      recovery[calledOff](0);
      expect(waiting()).toBe(0);
      fire();
      expect(log).toEqual(['attempt 1 in 4000']);
    }
  });

  test('makes no attempt once it is stopped, neither the one that waits nor another', () => {
    const { log, hands, waiting, fire } = recorder();
    const recovery = createRecovery(hands);
    recovery.ended(PASSING);
    recovery.stop();
    expect(waiting()).toBe(0);
    recovery.ended(PASSING);
    fire();
    expect(log).toEqual(['attempt 1 in 4000']);
  });

  test('is stopped again without harm after its attempt was made', () => {
    const { log, hands, fire } = recorder();
    let cancelled = 0;
    const recovery = createRecovery({
      ...hands,
      later(delayMs, action) {
        const cancel = hands.later(delayMs, action);
        return () => {
          cancelled += 1;
          cancel();
        };
      },
    });
    recovery.ended(PASSING);
    fire();
    recovery.stop();
    expect(cancelled).toBe(0);
    expect(log.at(-1)).toBe('start');
  });

  test('never has more than one attempt waiting, nor makes more than the plan allows, whatever happens', () => {
    const step = fc.constantFrom('end', 'fire', 'stop' as const);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { log, hands, waiting, fire } = recorder();
        const recovery = createRecovery(hands);
        let stoppedAt: number | undefined;
        for (const what of steps) {
          if (what === 'end') recovery.ended(PASSING);
          if (what === 'fire') fire();
          if (what === 'stop') {
            recovery.stop();
            stoppedAt ??= log.length;
          }
          expect(waiting()).toBeLessThanOrEqual(1);
        }
        expect(log.filter((line) => line === 'start').length).toBeLessThanOrEqual(5);
        if (stoppedAt !== undefined) expect(log).toHaveLength(stoppedAt);
      }),
    );
  });
});
