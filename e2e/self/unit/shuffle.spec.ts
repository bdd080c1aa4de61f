import fc from 'fast-check';

import { expect, test } from '@playwright/test';

import { patternFor, piecesOf, shuffle } from '../../proof/flake/shuffle.ts';

const numbers = Array.from({ length: 50 }, (_, index) => index);

test.describe('the order of a repeated run', () => {
  test('holds every test once, and is decided by the seed alone', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const order = shuffle(numbers, seed);
        expect([...order].sort((a, b) => a - b)).toEqual(numbers);
        expect(shuffle(numbers, seed)).toEqual(order);
      }),
    );
    const orders = new Set(numbers.map((seed) => shuffle(numbers, seed).join()));
    expect(orders.size).toBe(50);
  });

  test('is cut into pieces that hold everything', () => {
    expect(piecesOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(piecesOf([], 2)).toEqual([]);
  });

  test('names its tests exactly', () => {
    const pattern = new RegExp(patternFor(['unit/a.spec.ts plain (a|b)', 'room/b.spec.ts group ROOM-01 x']));
    expect(pattern.test('piece-1 unit/a.spec.ts plain (a|b)')).toBe(true);
    expect(pattern.test('piece-1 room/b.spec.ts group ROOM-01 x')).toBe(true);
    for (const other of ['piece-1 unit/a.spec.ts plain a', 'piece-1 my-unit/a.spec.ts plain (a|b)'])
      expect(pattern.test(other)).toBe(false);
    expect(pattern.test('piece-1 room/b.spec.ts group ROOM-01 x and more')).toBe(false);
  });
});
