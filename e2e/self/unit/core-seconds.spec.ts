import { expect, test } from '@playwright/test';

import { renderCosts, summarizeCosts, type CaseCost } from '../../proof/bench/case-times.ts';
import {
  CoreAccount,
  kindOf,
  NO_CORE_SECONDS,
  totalOf,
  usedBetween,
  watchCoreSeconds,
} from '../../proof/bench/core-seconds.ts';

test('a process is known by its command line', () => {
  const chromium = '/usr/lib/chromium/chromium --headless';
  for (const [commandLine, kind] of [
    ['/usr/bin/node /project/node_modules/@playwright/test/cli.js test', 'node'],
    ['node cli.js', 'node'],
    [`${chromium} --user-data-dir=/tmp/x about:blank`, 'browser'],
    ['/root/.cache/chromium_headless_shell-1/headless_shell --no-sandbox', 'browser'],
    [`${chromium} --type=renderer --lang=en`, 'renderer'],
    [`${chromium} --type=gpu-process`, 'GPU'],
    [`${chromium} --type=utility --utility-sub-type=network.mojom.NetworkService`, 'network'],
    [`${chromium} --type=utility --utility-sub-type=audio.mojom.AudioService`, 'audio'],
    [`${chromium} --type=utility --utility-sub-type=storage.mojom.StorageService`, 'other'],
    [`${chromium} --type=zygote`, 'other'],
    ['/bin/sh -c ps', 'other'],
  ] as const)
    expect(kindOf(commandLine), commandLine).toBe(kind);
});

test('what a process has used counts after its end as well, and its id may be given to another', () => {
  const account = new CoreAccount(100);
  const node = { pid: 1, startedAt: '5', commandLine: 'node cli.js', ticks: 100 };
  const page = { pid: 2, startedAt: '6', commandLine: 'chrome --type=renderer', ticks: 250 };
  expect(account.look([node, page])).toEqual({ ...NO_CORE_SECONDS, node: 1, renderer: 2.5 });
  expect(account.look([{ ...node, ticks: 300 }])).toEqual({ ...NO_CORE_SECONDS, node: 3, renderer: 2.5 });
  expect(account.look([{ ...page, startedAt: '9', ticks: 50 }])).toEqual({
    ...NO_CORE_SECONDS,
    node: 3,
    renderer: 3,
  });
});

test('a test has used what was used between its begin and its end', () => {
  const at = (epochMs: number, node: number) => ({ epochMs, used: { ...NO_CORE_SECONDS, node } });
  const samples = [at(1_000, 0), at(2_000, 1), at(3_000, 5)];
  expect(usedBetween(samples, 1_000, 3_000).node).toBe(5);
  expect(usedBetween(samples, 1_500, 2_500).node).toBe(2.5);
  expect(usedBetween(samples, 2_000, 9_000).node).toBe(4);
  expect(usedBetween(samples, 0, 500).node).toBe(0);
  expect(usedBetween([], 0, 500)).toEqual(NO_CORE_SECONDS);
});

test('costs stand beside the floor, and say where there was nothing to ask', () => {
  const cost = (title: string, wallS: number, node?: number, isFloor = false): CaseCost => ({
    title,
    failed: false,
    isFloor,
    wallS,
    coreSeconds: node === undefined ? undefined : { ...NO_CORE_SECONDS, node, renderer: 1 },
  });
  const costs = [
    cost('floor 1', 2, 1, true),
    cost('ROOM-01 a', 4, 2),
    cost('ROOM-02 b', 6, 3),
    cost('ROOM-03 c', 8, 4),
  ];
  expect(renderCosts(costs).split('\n')[3]).toMatch(/^ROOM-01 a +4.00 +2.0 +3.00 +2.00 +0.00 +1.00/);
  expect(summarizeCosts(costs)).toBe(
    'median of 3 cases, one at a time: 6.0 s, 4.0 core-seconds (node 3.0, renderer 1.0); ' +
      'the floor: 2.0 s, 2.0 core-seconds (node 1.0, renderer 1.0)',
  );
  expect(summarizeCosts([cost('floor 1', 2, undefined, true), cost('ROOM-01 a', 4)])).toBe(
    'median of 1 cases, one at a time: 4.0 s; the floor: 2.0 s',
  );
});

test('this process is measured, where there is a /proc', () => {
  const watch = watchCoreSeconds(process.pid, `of worker ${process.pid}`);
  expect(watch === undefined).toBe(process.platform !== 'linux');
  const [first] = watch?.stop() ?? [];
  if (first) expect(totalOf(first.used)).toBeGreaterThan(0);
});
