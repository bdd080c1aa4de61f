import { expect, test } from '@playwright/test';

import { readSettings, SettingsError } from '../../../fixtures/test/settings/settings.ts';

test.describe('settings', () => {
  test('have defaults; an empty line means “not set”', () => {
    const defaults = {
      target: 'mock',
      clock: 'virtual',
      faults: 'on',
      workers: undefined,
      browser: undefined,
      sdk: undefined,
      cloudPort: undefined,
      bench: false,
      real: undefined,
    };
    expect(readSettings({})).toEqual(defaults);
    expect(readSettings({ REJOIN_WORKERS: '', REJOIN_TARGET: '', REJOIN_CLOUD_PORT: '' })).toEqual(defaults);
  });

  test('are read', () => {
    expect(
      readSettings({
        REJOIN_TARGET: 'mock',
        REJOIN_CLOCK: 'real',
        REJOIN_FAULTS: 'inert',
        REJOIN_WORKERS: '4',
        REJOIN_BROWSER: '/usr/bin/chromium',
        REJOIN_CLOUD_PORT: '65535',
        PATH: 'of no interest',
      }),
    ).toEqual({
      target: 'mock',
      clock: 'real',
      faults: 'inert',
      workers: 4,
      browser: '/usr/bin/chromium',
      sdk: undefined,
      cloudPort: 65_535,
      bench: false,
      real: undefined,
    });
  });

  test('are refused with every mistake at once, by the variable’s name', () => {
    const read = () =>
      readSettings({
        REJOIN_TARGET: 'moon',
        REJOIN_CLOCK: 'sand',
        REJOIN_WORKERS: '1.5',
        REJOIN_CLOUD_PORT: '0',
      });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(
      [
        'Wrong settings (in .env or the environment):',
        '  REJOIN_TARGET is “moon”: use “mock” (the local cloud) or “real” (ZEGO’s).',
        '  REJOIN_CLOCK is “sand”: use “virtual” (minutes pass in seconds) or “real”.',
        '  REJOIN_WORKERS is “1.5”: use a whole number of tests to run side by side, for example 2.',
        '  REJOIN_CLOUD_PORT is “0”: use a port from 1 to 65535.',
      ].join('\n'),
    );
  });

  for (const [name, value] of [
    ['REJOIN_WORKERS', '0'],
    ['REJOIN_WORKERS', '-1'],
    ['REJOIN_WORKERS', 'two'],
    ['REJOIN_CLOUD_PORT', '65536'],
    ['REJOIN_CLOUD_PORT', 'http'],
    ['REJOIN_FAULTS', 'off'],
    ['REJOIN_TARGET', 'Mock'],
  ] as const)
    test(`refuse ${name}=${value}`, () => {
      expect(() => readSettings({ [name]: value })).toThrow(`  ${name} is “${value}”: use `);
    });
});
