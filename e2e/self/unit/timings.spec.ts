import { expect, test } from '@playwright/test';

import type { Cloud } from '../../../fixtures/test/cloud/cloud.ts';
import type { Fault } from '../../../fixtures/test/link/fault.ts';
import {
  atOnce,
  backAfter,
  giveUp,
  presenceTimeout,
  reconnectingAfter,
} from '../../../fixtures/test/timings.ts';

const cloud = {
  target: 'mock',
  presenceTimeoutMs: 90_000,
  heartbeatIntervalMs: 5_000,
  presenceDoubtMs: 0,
} as Cloud;
const fault = (name: string, endedAtMs?: number): Fault => ({
  name,
  who: 'ann',
  concerns: undefined,
  begunAtMs: 0,
  endedAtMs,
  end: async () => undefined,
});

// The limits as numbers: whoever widens one changes what every case proves.
for (const [what, timing, decidedBy, documentedMs, earliestMs, latestMs] of [
  ['P', presenceTimeout(cloud, 0), 'cloud', 90_000, 84_500, 92_500],
  ['P in doubt', presenceTimeout({ ...cloud, presenceDoubtMs: 10_000 }, 0), 'cloud', 90_000, 74_500, 102_500],
  ['R', giveUp(0), 'sdk', 300_000, 299_500, 301_000],
  ['R of 20 s', giveUp(0, 20_000), 'sdk', 20_000, 19_500, 21_000],
  ['at once, 100 ms in the guide', atOnce('T6 − T5', 0, 100), 'nobody', 100, -500, 1_100],
  ['at once, no number', atOnce('DELETE', 0), 'nobody', undefined, -500, 1_000],
  ['the way back', backAfter(fault('goDown', 5)), 'sdk', undefined, 0, 22_500],
  ['the way back from refusals', backAfter(fault('cut', 5)), 'sdk', undefined, 0, 8_500],
  ['RECONNECTING', reconnectingAfter(0), 'sdk', undefined, 7_500, 10_000],
  [
    'RECONNECTING, noticed late',
    reconnectingAfter(0, { atLeastMs: 9_000, atMostMs: 18_000 }),
    'sdk',
    undefined,
    16_500,
    28_000,
  ],
] as const)
  test(`on the mock, ${what}: right is ${earliestMs} to ${latestMs} ms`, () => {
    expect(timing).toMatchObject({ decidedBy, earliestMs, latestMs });
    expect(timing.documentedMs).toBe(documentedMs);
  });

test('there is no way back before the fault has ended', () => {
  expect(() => backAfter(fault('goDown'))).toThrow('“goDown” has not ended yet: end it first');
  expect(backAfter(fault('goDown', 5)).sinceMs).toBe(5);
});
