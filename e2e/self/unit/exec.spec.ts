import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { isAlive } from './is-alive.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

test('a signal to rejoin exec ends what npm has started, too', async ({}, testInfo) => {
  test.skip(process.platform === 'win32', 'Windows has no such signal');
  const folder = testInfo.outputPath();
  const pidFile = join(folder, 'pid');
  writeFileSync(
    join(folder, 'server.cjs'),
    `require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); setInterval(() => undefined, 1000);`,
  );
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { serve: 'node server.cjs' } }));
  const exec = spawn(
    process.execPath,
    [
      '--import',
      join(ROOT, 'node_modules/tsx/dist/esm/index.mjs'),
      ...[join(ROOT, 'fixtures/cli/rejoin.ts'), 'exec', '--', 'npm', 'run', 'serve'],
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = new Promise((resolve) => exec.on('close', resolve));
  await expect.poll(() => existsSync(pidFile)).toBe(true);
  const pid = Number(readFileSync(pidFile, 'utf8'));
  expect(isAlive(pid)).toBe(true);
  exec.kill('SIGTERM');
  await ended;
  await expect.poll(() => isAlive(pid)).toBe(false);
});
