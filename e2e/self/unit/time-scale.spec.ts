import { expect, test } from '@playwright/test';
import fc from 'fast-check';

import { createTimeScale } from '../../../fixtures/picture/time-scale.ts';

const RANGE = [100, 900] as const;

test('begins and ends where the picture does, and time never runs backwards', () => {
  const moments = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(moments, (times) => {
      const { x } = createTimeScale(times, RANGE);
      const sorted = [...new Set(times)].sort((a, b) => a - b);
      expect(x(sorted[0] ?? 0)).toBeCloseTo(RANGE[0]);
      if (sorted.length > 1) expect(x(sorted.at(-1) ?? 0)).toBeCloseTo(RANGE[1]);
      const backwards = sorted.filter((time, index) => index > 0 && x(time) <= x(sorted[index - 1] ?? 0));
      expect(backwards).toEqual([]);
    }),
  );
});

test('a long quiet stretch is folded, and takes less than its share', () => {
  const { x, folds } = createTimeScale([0, 1_000, 2_000, 92_000, 93_000], RANGE);
  expect(folds.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([[2_000, 92_000]]);
  expect(x(92_000) - x(2_000)).toBeLessThan(3 * (x(1_000) - x(0)));
  expect(folds[0]?.x).toBeGreaterThan(x(2_000));
  expect(folds[0]?.x).toBeLessThan(x(92_000));
});

test('two moments a few milliseconds apart can be told apart', () => {
  const { x } = createTimeScale([0, 100_000, 100_008, 200_000], RANGE);
  expect(x(100_008) - x(100_000)).toBeGreaterThan(10);
});

test('ticks are round moments with room between them, and none lies on a fold', () => {
  const { ticks, folds } = createTimeScale([0, 4_000, 9_000, 99_000, 104_000, 110_000], RANGE);
  expect(ticks.length).toBeGreaterThan(2);
  for (const [index, tick] of ticks.entries()) {
    if (index > 0) expect(tick.x - (ticks[index - 1]?.x ?? 0)).toBeGreaterThanOrEqual(64);
    for (const { x } of folds) expect(Math.abs(x - tick.x)).toBeGreaterThan(40);
  }
});
