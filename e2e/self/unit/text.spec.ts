import { expect, test } from '@playwright/test';

import { firstLine, fit } from '../../proof/run/text.ts';

test('of an error the first line that says something is shown, without colours', () => {
  expect(firstLine('Error: \u001b[31mone is two\u001b[39m\n\nExpected: 2')).toBe('one is two');
  expect(firstLine('TimeoutError: page.click: Timeout')).toBe('TimeoutError: page.click: Timeout');
  // The output of another run, told as this one's message.
  expect(firstLine('Error: \nError: Cannot find package\n\nError: No tests found')).toBe(
    'Cannot find package',
  );
});

test('a text fits into its column', () => {
  expect(fit('a\n  b', 5)).toBe('a b  ');
  expect(fit('abcdef', 5)).toBe('abcd…');
});
