import fc from 'fast-check';

import { expect, test } from '@playwright/test';

import { createTimerQueue } from '../../../fixtures/test/clock/timer-queue.ts';

test.describe('the timer queue', () => {
  test('gives timers in the order they are due, those of one time in the order they came', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9 })), (dueTimes) => {
        const queue = createTimerQueue();
        const fired: number[] = [];
        dueTimes.forEach((dueAt, index) => queue.add(dueAt, () => fired.push(index)));
        for (let timer = queue.takeDue(9); timer; timer = queue.takeDue(9)) timer.action();
        const right = dueTimes.map((dueAt, index) => ({ dueAt, index }));
        right.sort((a, b) => a.dueAt - b.dueAt || a.index - b.index);
        expect(fired).toEqual(right.map(({ index }) => index));
      }),
    );
  });

  test('gives nothing before it is due, and each timer once', () => {
    const queue = createTimerQueue();
    queue.add(10, () => undefined);
    expect(queue.nextDueAt).toBe(10);
    expect(queue.takeDue(9)).toBeUndefined();
    expect(queue.takeDue(10)?.dueAt).toBe(10);
    expect(queue.takeDue(10)).toBeUndefined();
    expect(queue.nextDueAt).toBeUndefined();
  });

  test('removes the one that is cancelled, and that one only', () => {
    const queue = createTimerQueue();
    const cancel = queue.add(5, () => undefined);
    queue.add(6, () => undefined);
    cancel();
    cancel();
    expect(queue.takeDue(9)?.dueAt).toBe(6);
    queue.add(7, () => undefined);
    queue.clear();
    expect(queue.takeDue(9)).toBeUndefined();
  });
});
