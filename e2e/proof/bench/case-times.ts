import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readJsonResults, type TestResult } from '../run/json-results.ts';
import { median } from './statistics.ts';
import { renderTable } from './table.ts';

/**
 * Runs the floor and the ROOM cases in one run, and tells each case's wall time beside the floor's.
 * @param only a regular expression for titles, to measure a few cases only.
 */
export async function measureCaseTimes(only = 'ROOM-'): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-bench-'));
  try {
    const file = join(folder, 'results.json');
    const args = [
      'playwright',
      'test',
      'e2e/proof/bench',
      'e2e/room',
      '--project=bench',
      '--project=mock',
      '-g',
      `floor|${only}`,
    ];
    const output = ['--reporter=list,json', '--output', join(folder, 'output')];
    const code = await run('npx', [...args, ...output], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    });
    const note = code === 0 ? '' : '\nNot every case passed: a failed one’s time says nothing.';
    return render(readJsonResults(file)) + note;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function render(results: readonly TestResult[]): string {
  const floors = results.filter(({ project }) => project === 'bench').map(({ durationMs }) => durationMs);
  const floorMs = median(floors);
  const cases = results.filter(({ project }) => project !== 'bench');
  const row = (name: string, ms: number) => [name, (ms / 1000).toFixed(2), (ms / floorMs).toFixed(1)];
  return renderTable(
    ['case', 'wall s', '× floor'],
    [
      row(`the floor: two pages opened and closed (median of ${floors.length})`, floorMs),
      ...cases.map(({ title, durationMs, outcome }) =>
        row(`${outcome === 'expected' ? '' : `${outcome}: `}${title}`.slice(0, 88), durationMs),
      ),
      row('median of all cases', median(cases.map(({ durationMs }) => durationMs))),
    ],
  );
}

function run(command: string, args: readonly string[], env: Record<string, string>): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const shell = process.platform === 'win32';
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: 'inherit', shell });
    child.on('error', reject);
    child.on('close', resolve);
  });
}
