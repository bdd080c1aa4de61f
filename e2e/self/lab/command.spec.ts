import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PROJECT } from '../../../fixtures/cli/lab/save.ts';
import { watchFamily } from '../../proof/run/process-family.ts';
import { openLabPage } from './lab-page.ts';
import { expect, test } from './lab-test.ts';

/** `npm run lab` as a process of its own, in an empty temporary folder. */
function startCommand(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const temporary = mkdtempSync(join(tmpdir(), 'rejoin-lab-'));
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(PROJECT, 'fixtures/cli/lab/lab.ts'), ...args],
    {
      cwd: PROJECT,
      env: { ...process.env, ...env, TMPDIR: temporary },
    },
  );
  const family = watchFamily(child.pid ?? 0, temporary);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const ended = new Promise<number | string>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  return {
    ended,
    output: () => output,
    url: () => /http:\/\/127\.0\.0\.1:\d+\/[\w-]+\//.exec(output)?.[0],
    interrupt: () => child.kill('SIGINT'),
    processes: () => family.alive().map(({ commandLine }) => commandLine),
    // The caches of the tools, and a few bytes that Chromium leaves when it is killed while it starts.
    left: () =>
      readdirSync(temporary).filter(
        (name) => !/^(tsx-|node-compile-cache|playwright-transform-cache|\.?org\.chromium)/.test(name),
      ),
    clear() {
      for (const { pid } of family.alive()) process.kill(pid, 'SIGKILL');
      rmSync(temporary, { recursive: true, force: true });
    },
  };
}

test.describe('npm run lab', () => {
  test.skip(
    process.platform !== 'linux',
    'the screen is a variable, and processes are found by way of /proc',
  );

  test('without a screen the lab says so in one line, with the remedy', async () => {
    const lab = startCommand([], { DISPLAY: '', WAYLAND_DISPLAY: '' });
    expect(await lab.ended).toBe(1);
    expect(lab.output().trim().split('\n')).toHaveLength(1);
    expect(lab.output()).toContain('run “npm run lab -- --headless”');
    lab.clear();
  });

  test('Ctrl-C ends everything, also while somebody is frozen', async ({ page }) => {
    const lab = startCommand(['--headless']);
    try {
      await expect.poll(lab.url, { message: 'the lab tells its address' }).toMatch(/^http:/);
      const desk = await openLabPage(page, lab.url() ?? '');
      await desk.gather();
      await desk.toggle('anchor', 'Freeze browser').click();
      await expect(desk.card('anchor').getByText('frozen', { exact: true })).toBeVisible();
      expect(
        lab.processes().filter((line) => line.includes('--type=renderer')).length,
      ).toBeGreaterThanOrEqual(2);
      lab.interrupt();
      expect(await lab.ended, lab.output()).toBe(0);
      await expect.poll(lab.processes, { message: 'processes left' }).toEqual([]);
      expect(lab.left(), 'temporary files left').toEqual([]);
      await expect(desk.trouble).toContainText('The lab does not answer');
    } finally {
      lab.clear();
    }
  });
});
