import { expect, test } from '@playwright/test';
import fc from 'fast-check';

import { placeLabels, type Label } from '../../../fixtures/picture/labels.ts';

const SPACE = { left: 100, right: 900, maxRows: 5, gap: 8 };
const label = (x: number, width: number, text = 'text'): Label => ({ text, x, width });

test('one label begins at its moment; near the right edge it ends there', () => {
  expect(placeLabels([label(200, 50)], SPACE).placed).toMatchObject([{ left: 200, row: 0 }]);
  expect(placeLabels([label(890, 50)], SPACE).placed).toMatchObject([{ left: 850, row: 0 }]);
});

test('labels side by side share a row; those in each other’s way do not', () => {
  const apart = placeLabels([label(200, 50), label(300, 50)], SPACE);
  expect(apart.placed.map(({ row }) => row)).toEqual([0, 0]);
  const close = placeLabels([label(400, 90), label(410, 90), label(420, 90)], SPACE);
  expect(close.dropped).toEqual([]);
  expect(new Set(close.placed.map(({ row }) => row)).size).toBeGreaterThan(1);
});

test('what finds no room is dropped and told; what matters finds room first', () => {
  const crowd = Array.from({ length: 30 }, (_, index) => ({
    ...label(500 + index, 200),
    matters: index === 15,
  }));
  const { placed, dropped } = placeLabels(crowd, SPACE);
  expect(placed.length + dropped.length).toBe(30);
  expect(dropped.length).toBeGreaterThan(0);
  expect(placed.map((place) => place.label)).toContain(crowd[15]);
  expect(placeLabels([label(200, 801)], SPACE).dropped).toHaveLength(1);
});

test('no two texts overlap, none leaves the space, no line crosses a text', () => {
  const anyLabel = fc.record({
    text: fc.constant(''),
    x: fc.double({ min: 100, max: 900, noNaN: true }),
    width: fc.double({ min: 1, max: 400, noNaN: true }),
    matters: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(anyLabel, { maxLength: 40 }), (labels) => {
      const { placed, dropped } = placeLabels(labels, SPACE);
      expect(placed.length + dropped.length).toBe(labels.length);
      const wrong = placed.filter((one, index) => {
        const right = one.left + one.label.width;
        const inside = one.left >= SPACE.left && right <= SPACE.right + 1e-6 && one.row < SPACE.maxRows;
        const free = placed
          .slice(index + 1)
          .filter(({ row }) => row === one.row)
          .every((other) => right <= other.left || other.left + other.label.width <= one.left);
        const uncrossed = placed
          .filter(({ row }) => row > one.row)
          .every(({ label: { x } }) => x <= one.left || x >= right);
        return !inside || !free || !uncrossed;
      });
      expect(wrong).toEqual([]);
    }),
    // Shrinking forty labels takes many minutes and tells little.
    { endOnFailure: true },
  );
});
