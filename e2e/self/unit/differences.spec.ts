import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { compareNights, presenceOf } from '../../../fixtures/report/differences/compare.ts';
import { addToHistory, readHistory } from '../../../fixtures/report/differences/history.ts';
import type { CaseRecord, Night } from '../../../fixtures/report/differences/night.ts';
import { recordNights, type JsonReport } from '../../../fixtures/report/differences/record.ts';
import { renderDifferences } from '../../../fixtures/report/differences/render.ts';

const CASE: CaseRecord = {
  title: 'ROOM-08 back',
  outcome: 'expected',
  times: [{ name: 'T4 − T3', documentedMs: 90_000, measuredMs: 89_000 }],
  codes: ['anchor RECONNECTED (0)'],
};
const night = (cases: readonly CaseRecord[], facts: Partial<Night> = {}): Night => ({
  at: '2026-11-23T02:00:00.000Z',
  target: 'real',
  sdk: '3.12.0',
  cases,
  ...facts,
});
const timed = (measuredMs: number): CaseRecord => ({
  ...CASE,
  times: [{ name: 'T4 − T3', documentedMs: 90_000, measuredMs }],
});

/** What Playwright's JSON reporter writes. */
function report(projectName: string, title: string): JsonReport {
  const entries = [
    { who: 'anchor', atMs: 1, kind: 'room-state', room: 'r', state: 'LOGINED', code: 0, note: '' },
    { who: 'anchor', atMs: 2, kind: 'room-state', room: 'r', state: 'LOGINED', code: 0, note: '' },
    { who: 'audience', atMs: 3, kind: 'player-state', stream: 's', state: 'NO_PLAY', code: 7, note: '' },
    { who: 'anchor', atMs: 4, kind: 'failure', action: 'join', code: 9, message: '' },
    { who: 'cloud', atMs: 5, kind: 'cloud', name: 'login' },
  ];
  const measurements = [{ name: 'T4 − T3', documentedMs: 9, measuredMs: 8.4, earliestMs: 0, latestMs: 9 }];
  const history = { entries, measurements, changedSettings: ['presenceTimeoutMs'] };
  const body = Buffer.from(JSON.stringify(history)).toString('base64');
  const attachments = [{ name: 'timeline.json', body }];
  const tests = [{ projectName, status: 'expected' as const, results: [{ attachments }] }];
  return { suites: [{ suites: [{ specs: [{ title, tests }] }] }] };
}

test.describe('the difference report', () => {
  test('records times and codes of every case, by target', () => {
    const facts = { at: 'now', sdk: '1' };
    expect(recordNights(report('real', 'ROOM-08 back'), facts)).toEqual([
      {
        ...facts,
        target: 'real',
        cases: [
          {
            title: 'ROOM-08 back',
            outcome: 'expected',
            changedSettings: ['presenceTimeoutMs'],
            times: [{ name: 'T4 − T3', documentedMs: 9, measuredMs: 8 }],
            codes: ['anchor LOGINED (0)', 'audience NO_PLAY (7)', 'anchor join failed (9)'],
          },
        ],
      },
    ]);
    expect(recordNights(report('controls', 'ROOM-08 back'), facts)).toEqual([]);
    expect(recordNights(report('mock', 'no case'), facts)).toEqual([]);
  });

  test('says what moved, and is not moved by noise', () => {
    const before = night([CASE]);
    expect(compareNights(before, night([timed(90_400)]))).toEqual([]);
    expect(compareNights(before, night([timed(97_000)]))).toEqual([]);
    expect(compareNights(before, night([timed(99_000)]))).toEqual([
      { title: CASE.title, what: 'T4 − T3', before: '89.0 s', after: '99.0 s' },
    ]);
    expect(compareNights(before, night([{ ...CASE, codes: ['anchor RECONNECTED (1)'] }]))).toEqual([
      {
        title: CASE.title,
        what: 'codes',
        before: 'anchor RECONNECTED (0)',
        after: 'anchor RECONNECTED (1)',
      },
    ]);
  });

  test('compares a failed case by its outcome only: it has told a part', () => {
    const failed = { ...CASE, outcome: 'unexpected', times: [], codes: [] } as const;
    expect(compareNights(night([CASE]), night([failed]))).toEqual([
      { title: CASE.title, what: 'outcome', before: 'expected', after: 'unexpected' },
    ]);
  });

  test('compares several times of one name in their order', () => {
    const twice = (second: number): CaseRecord => ({
      ...CASE,
      times: [...CASE.times, { name: 'T4 − T3', documentedMs: 90_000, measuredMs: second }],
    });
    expect(compareNights(night([twice(50_000)]), night([twice(60_000)]))).toEqual([
      { title: CASE.title, what: 'T4 − T3', before: '50.0 s', after: '60.0 s' },
    ]);
  });

  for (const [longest, nearest] of [
    [89_700, 90],
    [99_200, 100],
  ] as const)
    test(`measures P and never assumes it: ${longest} ms is nearer to ${nearest} s`, () => {
      const presence = presenceOf(
        night([timed(longest), timed(70_000), { ...timed(200_000), outcome: 'unexpected' }]),
      );
      expect(presence).toEqual({ cases: 2, shortestMs: 70_000, longestMs: longest, nearestS: nearest });
    });

  test('a case that has set P itself says nothing of the cloud’s own', () => {
    const own = { ...timed(30_000), changedSettings: ['presenceTimeoutMs'] };
    expect(presenceOf(night([timed(89_700), own]))).toMatchObject({ cases: 1, shortestMs: 89_700 });
    expect(presenceOf(night([own]))).toBeUndefined();
    const other = { ...timed(80_000), changedSettings: ['roomHeartbeatIntervalMs'] };
    expect(presenceOf(night([other]))).toMatchObject({ cases: 1 });
  });

  test('is Markdown with what moved on top', () => {
    const text = renderDifferences({
      mock: [night([CASE], { target: 'mock' })],
      real: [night([CASE]), night([timed(99_500)], { at: '2026-11-24T02:00:00.000Z', sdk: '3.13.0' })],
    });
    const moved = text.indexOf('## real: what moved from 2026-11-23 to 2026-11-24');
    expect(moved).toBeGreaterThan(0);
    expect(text.indexOf('| ROOM-08 back | T4 − T3 | 89.0 s | 99.5 s |')).toBeGreaterThan(moved);
    expect(text).toContain('The SDK went from 3.12.0 to 3.13.0.');
    expect(text).toContain('nearer to 100 s');
    expect(text.indexOf('## Mock')).toBeGreaterThan(text.indexOf('## P'));
    expect(text).toContain('| ROOM-08 back | T4 − T3 | 90.0 s | 89.0 s | 99.5 s |');
  });

  test('keeps a history, which begins empty', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rejoin-history-'));
    try {
      expect(readHistory(folder, 'real')).toEqual([]);
      addToHistory(folder, night([CASE]));
      addToHistory(folder, night([timed(1)]));
      addToHistory(folder, night([CASE], { target: 'mock' }));
      expect(readHistory(folder, 'real')).toEqual([night([CASE]), night([timed(1)])]);
      expect(readHistory(folder, 'mock')).toHaveLength(1);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
