import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { browserFault } from '../../../fixtures/test/browser/browser-fault.ts';
import { projectFolder } from '../../../fixtures/cli/env-file.ts';
import { nearest } from '../../../fixtures/test/settings/nearest.ts';
import { readSettings, SettingsError, VARIABLES } from '../../../fixtures/test/settings/settings.ts';
import { INTERNAL_VARIABLES } from '../../../fixtures/test/settings/variables.ts';
import { defaultWorkers, WORKERS_PER_CORE } from '../../../fixtures/test/settings/workers.ts';
import { ROOT } from '../../proof/run/copy.ts';

/** Any path is a browser. */
const goodBrowser = () => undefined;

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
      real: undefined,
    };
    expect(readSettings({})).toEqual(defaults);
    expect(readSettings({ REJOIN_WORKERS: '', REJOIN_TARGET: '', REJOIN_CLOUD_PORT: '' })).toEqual(defaults);
  });

  test('are read', () => {
    expect(
      readSettings(
        {
          REJOIN_TARGET: 'mock',
          REJOIN_CLOCK: 'real',
          REJOIN_FAULTS: 'inert',
          REJOIN_WORKERS: '4',
          REJOIN_BROWSER: '/usr/bin/chromium',
          REJOIN_CLOUD_PORT: '65535',
          PATH: 'of no interest',
        },
        goodBrowser,
      ),
    ).toEqual({
      target: 'mock',
      clock: 'real',
      faults: 'inert',
      workers: 4,
      browser: '/usr/bin/chromium',
      sdk: undefined,
      cloudPort: 65_535,
      real: undefined,
    });
  });

  test('are refused with every mistake at once, by the variable’s name', () => {
    const read = () =>
      readSettings(
        {
          REJOIN_TARGET: 'moon',
          REJOIN_CLOCK: 'sand',
          REJOIN_WORKERS: '1.5',
          REJOIN_CLOUD_PORT: '0',
          REJOIN_BROWSER: '/a/b',
          REJOIN_FAULT: 'inert',
        },
        () => 'where there is no file',
      );
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(
      [
        'Wrong settings (in .env or the environment):',
        '  REJOIN_FAULT is no setting: do you mean REJOIN_FAULTS?',
        '  REJOIN_TARGET is “moon”: use “mock” (the local cloud) or “real” (ZEGO’s).',
        '  REJOIN_CLOCK is “sand”: use “virtual” (minutes pass in seconds) or “real”.',
        '  REJOIN_WORKERS is “1.5”: use a whole number of tests to run side by side, for example 2.',
        '  REJOIN_CLOUD_PORT is “0”: use a port from 1 to 65535.',
        '  REJOIN_BROWSER is “/a/b”, where there is no file. Give the path of a Chromium or Chrome, or remove the line and run: npm run browsers',
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

test.describe('a name that is no setting', () => {
  for (const { name, answer } of [
    { name: 'REJOIN_TARGTE', answer: 'do you mean REJOIN_TARGET?' },
    { name: 'rejoin_workers', answer: 'do you mean REJOIN_WORKERS?' },
    // What begins otherwise is ours only when hardly anything is wrong.
    { name: 'REJION_TARGET', answer: 'do you mean REJOIN_TARGET?' },
    { name: 'REJOIN_COLOUR_OF_HAIR', answer: '.env.example has all there are. Remove it.' },
  ])
    test(`${name} is refused: ${answer}`, () => {
      expect(() => readSettings({ [name]: 'hush' })).toThrow(`\n  ${name} is no setting: ${answer}`);
    });

  test('is refused without its value: it may be a secret', () => {
    const read = () => readSettings({ REJOIN_SERVER_SECRT: 'hush' });
    expect(read).toThrow('do you mean REJOIN_SERVER_SECRET?');
    expect(read).not.toThrow('hush');
  });

  test('is let be when it is empty, when it is somebody else’s, and when commands use it among themselves', () => {
    for (const env of [
      { REJOIN_BENCH: '' },
      { REGION_TARGET: 'eu', REACT_APP_ID: '1' },
      { REJOIN_TSX: 'tsx' },
    ])
      expect(readSettings(env)).toEqual(readSettings({}));
  });

  test('every name in the project is on the list', () => {
    const files = ['app', 'e2e', 'fixtures', '.github'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(folder, file),
      ),
    );
    const used = ['playwright.config.ts', ...files]
      // This file has names that are wrong on purpose.
      .filter((file) => /\.(ts|yml)$/.test(file) && !file.endsWith('settings.spec.ts'))
      .flatMap((file) => readFileSync(join(ROOT, file), 'utf8').match(/\bREJOIN_[A-Z_]*[A-Z]/g) ?? []);
    expect(new Set(used)).toEqual(new Set([...VARIABLES, ...INTERNAL_VARIABLES]));
  });
});

test('a secret in the wrong line is not shown', () => {
  const secret = '0123456789abcdef0123456789abcdef';
  const read = () => readSettings({ REJOIN_APP_ID: secret, REJOIN_SERVER: 'ws://ann:opensesame@a.example' });
  expect(read).toThrow(/REJOIN_APP_ID is not what it must be: .*\n.*REJOIN_SERVER is not what it must be: /);
  expect(read).not.toThrow(/0123456789abcdef|opensesame/);
});

test('the nearest name is the one with the fewest wrong letters', () => {
  expect(nearest('fest', ['rest', 'test', 'best'])).toBe('rest');
  expect(nearest('tests', ['rest', 'test', 'best'])).toBe('test');
  expect(nearest('', ['ab', 'a'])).toBe('a');
  expect(nearest('abcd', ['wxyz'])).toBeUndefined();
  expect(nearest('abcd', ['wxyz'], 4)).toBe('wxyz');
});

test.describe('REJOIN_BROWSER', () => {
  // Only the run’s own process asks for the version, and this is a worker.
  const asMain = <T>(look: () => T): T => {
    const index = process.env['TEST_WORKER_INDEX'];
    delete process.env['TEST_WORKER_INDEX'];
    try {
      return look();
    } finally {
      if (index !== undefined) process.env['TEST_WORKER_INDEX'] = index;
    }
  };

  test.skip(process.platform === 'win32', 'the files are scripts of a shell');

  for (const { what, script, mode = 0o755, fault } of [
    { what: 'a Chromium', script: 'echo Chromium 150.0.7871.181 built on Debian', fault: /^undefined$/ },
    {
      what: 'a Firefox',
      script: 'echo Mozilla Firefox 153.0',
      fault: /no Chromium.*“Mozilla Firefox 153.0”/,
    },
    { what: 'a script that fails', script: 'exit 1', fault: /no Chromium.* says nothing/ },
    { what: 'a text', script: '', mode: 0o644, fault: /may not be executed/ },
  ])
    test(`${what}: ${fault.source}`, ({}, testInfo) => {
      const path = testInfo.outputPath('browser');
      writeFileSync(path, `#!/bin/sh\n${script}\n`);
      chmodSync(path, mode);
      expect(String(asMain(() => browserFault(path)))).toMatch(fault);
    });

  test('no file, a folder, and what no system can start', ({}, testInfo) => {
    const path = testInfo.outputPath('browser');
    expect(browserFault(path)).toBe('where there is no file');
    expect(browserFault(testInfo.outputDir)).toBe('which is a folder');
    writeFileSync(path, '#!/no/such/shell\n');
    chmodSync(path, 0o755);
    expect(asMain(() => browserFault(path))).toMatch(/cannot be started \(ENOENT\)/);
  });
});

test('.env lies beside the configuration, wherever a command is called', ({}, testInfo) => {
  const root = testInfo.outputPath('root');
  mkdirSync(join(root, 'deep', 'down'), { recursive: true });
  writeFileSync(join(root, 'deep', '.env'), '');
  writeFileSync(join(root, 'playwright.config.mts'), '');
  expect(projectFolder(join(root, 'deep', 'down'))).toBe(root);
  expect(projectFolder(root)).toBe(root);
});

test('.env.example tells the default number of workers', () => {
  const { mock, real } = WORKERS_PER_CORE;
  const text = readFileSync(join(ROOT, '.env.example'), 'utf8').replaceAll('\n# ', ' ');
  expect(text).toContain(`By default ${mock} for each core on the mock`);
  expect(text).toContain(`and ${real} for each core on the real cloud`);
  expect([defaultWorkers('mock', 1), defaultWorkers('mock', 2), defaultWorkers('real', 2)]).toEqual([
    2, 3, 6,
  ]);
});
