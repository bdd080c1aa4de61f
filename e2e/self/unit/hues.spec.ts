import { expect, test } from '@playwright/test';

import { createHueDealer, hueDistance, LEAST_HUE_DISTANCE } from '../../../fixtures/test/participant/hues.ts';

/** The least distance between any two colours. */
function closest(hues: readonly number[]): number {
  return Math.min(
    ...hues.flatMap((one, index) => hues.slice(index + 1).map((other) => hueDistance(one, other))),
  );
}

test.describe('the colours of a test’s cameras', () => {
  test('are 45 degrees apart among the first eight, whatever they are called', () => {
    const dealer = createHueDealer();
    // With a hash of the name anchor and bob, late and deaf, guest and host had one colour each.
    const hues = ['anchor', 'bob', 'late', 'deaf', 'guest', 'host', 'alice', 'dave'].map(dealer);
    expect(closest(hues)).toBeGreaterThanOrEqual(45);
    expect(hueDistance(hues[0] ?? 0, hues[1] ?? 0)).toBe(180);
  });

  test('are still apart among sixteen; the next one is refused, with the remedy', () => {
    const dealer = createHueDealer();
    const hues = Array.from({ length: 16 }, (_, index) => dealer(`user-${index}`));
    expect(closest(hues)).toBe(LEAST_HUE_DISTANCE);
    expect(() => dealer('one more')).toThrow(/“one more” is one more: give .* \{ camera: 'fake' \}/);
  });

  test('stay with the user ID, and begin anew with each test', () => {
    const dealer = createHueDealer();
    const anchor = dealer('anchor');
    dealer('bob');
    expect(dealer('anchor')).toBe(anchor);
    expect(createHueDealer()('bob')).toBe(anchor);
  });

  test('are compared around the circle', () => {
    expect(hueDistance(350, 10)).toBe(20);
    expect(hueDistance(10, 350)).toBe(20);
    expect(hueDistance(0, 180)).toBe(180);
  });
});
