import { expect, test } from '@playwright/test';
import fc from 'fast-check';

import { parseHistory, writeHistory } from '../../../fixtures/timeline/history.ts';
import { anyHistory, makeHistory } from './histories.ts';

test('what is written is read as it was', () => {
  fc.assert(
    fc.property(anyHistory, (history) => {
      expect(parseHistory(writeHistory(history))).toEqual(history);
    }),
  );
});

test('what is no history is refused with what is wrong', () => {
  expect(() => parseHistory('no JSON')).toThrow('This is no history of a test');
  const wrong = JSON.stringify({ ...makeHistory(), endMs: 'late', entries: [{ kind: 'nonsense' }] });
  expect(() => parseHistory(wrong)).toThrow(/endMs: .*expected number/);
  expect(() => parseHistory(wrong)).toThrow(/entries\.0\.kind/);
});
