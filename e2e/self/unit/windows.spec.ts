import { expect, test } from '@playwright/test';

import { mayShowWindows, requireScreenFor } from '../../../fixtures/test/browser/windows.ts';

for (const args of [['test', '--headed'], ['test', '--debug=cli'], ['test', '--ui'], ['test-server']])
  test(`${args.join(' ')} may open windows, and its workers know`, () => {
    const environment: Record<string, string | undefined> = {};
    expect(mayShowWindows(args, environment)).toBe(true);
    expect(mayShowWindows([], environment)).toBe(true);
  });

test('an ordinary run opens none', () => {
  expect(mayShowWindows(['test', '-g', 'headed'], {})).toBe(false);
});

test.describe('without a screen', () => {
  for (const { args, remedy } of [
    { args: ['test', '--headed'], remedy: 'leave --headed out' },
    { args: ['test', '--debug'], remedy: 'leave --debug out' },
    { args: ['test', '--ui'], remedy: 'use --ui-port=8080' },
  ])
    test(`${args.join(' ')} is refused: ${remedy}`, () => {
      for (const environment of [{}, { DISPLAY: '', WAYLAND_DISPLAY: '' }])
        expect(() => requireScreenFor(args, environment, 'linux')).toThrow(
          new RegExp(`^${args[1]} opens a window, .*neither DISPLAY nor WAYLAND_DISPLAY is set.*: ${remedy}`),
        );
    });

  test('what opens no window of this machine is let be', () => {
    const asking =
      (args: readonly string[], environment = {}, platform: NodeJS.Platform = 'linux') =>
      () =>
        requireScreenFor(args, environment, platform);
    for (const args of [['test'], ['test', '--debug=cli'], ['test', '--ui', '--ui-port=0'], ['test-server']])
      expect(asking(args)).not.toThrow();
    expect(asking(['test', '--headed'], { DISPLAY: ':0' })).not.toThrow();
    expect(asking(['test', '--headed'], { WAYLAND_DISPLAY: 'wayland-0' })).not.toThrow();
    expect(asking(['test', '--headed'], {}, 'darwin')).not.toThrow();
  });
});
