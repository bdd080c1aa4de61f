import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readJsonResults } from '../run/json-results.ts';
import { PLAYWRIGHT_CLI } from '../run/playwright-cli.ts';
import { openStore } from '../run/store.ts';
import type { BenchResult } from './bench-result.ts';
import {
  KINDS,
  totalOf,
  usedBetween,
  watchCoreSeconds,
  type CoreSeconds,
  type Sample,
} from './core-seconds.ts';
import { median } from './statistics.ts';
import { renderTable } from './table.ts';

/** What one test cost. */
export interface CaseCost {
  readonly title: string;
  /** It failed, so its time says nothing. */
  readonly failed: boolean;
  readonly isFloor: boolean;
  readonly wallS: number;
  /** Undefined where there is no /proc to ask. */
  readonly coreSeconds: CoreSeconds | undefined;
}

/**
 * Runs the floor and the ROOM cases, one after the other, and tells each case's wall time and core-seconds beside the
 * floor's. The figures stay in `.tmp/proof/bench.json`.
 * @param only a regular expression for titles, to measure a few cases only.
 */
export async function measureCaseTimes(only = 'ROOM-'): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-bench-'));
  try {
    const file = join(folder, 'results.json');
    const { code, samples } = await run(folder, file, only);
    const costs = readJsonResults(file).map(
      ({ title, project, outcome, startedAtEpochMs, durationMs }): CaseCost => ({
        title,
        failed: outcome !== 'expected',
        isFloor: project === 'bench',
        wallS: durationMs / 1_000,
        coreSeconds: samples && usedBetween(samples, startedAtEpochMs, startedAtEpochMs + durationMs),
      }),
    );
    const store = openStore<CaseCost>('bench', true);
    for (const cost of costs) store.put(cost.title, cost);
    const notes = [
      ...(samples ? [] : ['No core-seconds: there is no /proc on this system.']),
      ...(code === 0 ? [] : ['Not every case passed: a failed one’s time says nothing.']),
    ];
    return { text: [renderCosts(costs), ...notes].join('\n'), summary: summarizeCosts(costs) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The costs as a table: wall time, and what the processor time went to. */
export function renderCosts(costs: readonly CaseCost[]): string {
  const floors = costs.filter(({ isFloor }) => isFloor);
  const cases = costs.filter(({ isFloor }) => !isFloor);
  const floorS = middle(floors).wallS;
  const row = (name: string, { wallS, coreSeconds }: Pick<CaseCost, 'wallS' | 'coreSeconds'>) => [
    name.slice(0, 64),
    wallS.toFixed(2),
    (wallS / floorS).toFixed(1),
    coreSeconds ? totalOf(coreSeconds).toFixed(2) : '–',
    ...KINDS.map((kind) => coreSeconds?.[kind].toFixed(2) ?? '–'),
  ];
  return renderTable(
    ['case', 'wall s', '× floor', 'core s', ...KINDS],
    [
      row(`the floor: two pages opened and closed (median of ${floors.length})`, middle(floors)),
      ...cases.map((cost) => row(`${cost.failed ? 'FAILED ' : ''}${cost.title}`, cost)),
      row('medians of all cases by column (core s: their sum)', middle(cases)),
    ],
  );
}

/** The costs in a few words. */
export function summarizeCosts(costs: readonly CaseCost[]): string {
  const cases = costs.filter(({ isFloor }) => !isFloor);
  const [floor, typical] = [middle(costs.filter(({ isFloor }) => isFloor)), middle(cases)];
  const cores = ({ coreSeconds }: Pick<CaseCost, 'coreSeconds'>) =>
    coreSeconds
      ? `, ${totalOf(coreSeconds).toFixed(1)} core-seconds (${KINDS.filter(
          (kind) => coreSeconds[kind] >= 0.05,
        )
          .map((kind) => `${kind} ${coreSeconds[kind].toFixed(1)}`)
          .join(', ')})`
      : '';
  return (
    `median of ${cases.length} cases, one at a time: ${typical.wallS.toFixed(1)} s${cores(typical)}; ` +
    `the floor: ${floor.wallS.toFixed(1)} s${cores(floor)}`
  );
}

/** The median of each figure by itself. */
function middle(costs: readonly CaseCost[]): Pick<CaseCost, 'wallS' | 'coreSeconds'> {
  const measured = costs.flatMap(({ coreSeconds }) => coreSeconds ?? []);
  const by = (kind: (typeof KINDS)[number]) => median(measured.map((used) => used[kind]));
  return {
    wallS: median(costs.map(({ wallS }) => wallS)),
    coreSeconds:
      measured.length === 0
        ? undefined
        : {
            node: by('node'),
            browser: by('browser'),
            renderer: by('renderer'),
            GPU: by('GPU'),
            network: by('network'),
            audio: by('audio'),
            other: by('other'),
          },
  };
}

function run(
  folder: string,
  resultFile: string,
  only: string,
): Promise<{ code: number | null; samples: readonly Sample[] | undefined }> {
  const args = [
    'test',
    'e2e/proof/bench',
    'e2e/room',
    '--project=bench',
    '--project=mock',
    // One at a time: what is used meanwhile is this test's.
    '--workers=1',
    '--reporter=list,json',
    ...['--output', join(folder, 'output')],
    ...['-g', `floor|${only}`],
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PLAYWRIGHT_CLI, ...args], {
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: resultFile },
      stdio: 'inherit',
    });
    const watch = watchCoreSeconds(child.pid ?? 0, folder);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, samples: watch?.stop() }));
  });
}
