import { expect, test } from '@playwright/test';

import { mayShowWindows } from '../../../fixtures/test/browser/may-show-windows.ts';

for (const args of [['test', '--headed'], ['test', '--debug=cli'], ['test', '--ui'], ['test-server']])
  test(`${args.join(' ')} may open windows, and its workers know`, () => {
    const environment: Record<string, string | undefined> = {};
    expect(mayShowWindows(args, environment)).toBe(true);
    expect(mayShowWindows([], environment)).toBe(true);
  });

test('an ordinary run opens none', () => {
  expect(mayShowWindows(['test', '-g', 'headed'], {})).toBe(false);
});
