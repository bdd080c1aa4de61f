import { expect, test } from '@playwright/test';

import { recordCase, type CaseRun } from '../../proof/matrix/case-run.ts';
import { compareCase } from '../../proof/matrix/compare.ts';
import { reasonOf } from '../../proof/matrix/reason.ts';
import { renderMatrix } from '../../proof/matrix/table.ts';
import { inOrder, lastOfEachMinor, nameVersions, readVersions } from '../../proof/matrix/versions.ts';
import type { TestResult } from '../../proof/run/json-results.ts';
import { makeHistory, OUTAGE } from './histories.ts';

const TITLE = 'ROOM-08 back';
const RESULT: TestResult = {
  title: TITLE,
  project: 'mock',
  outcome: 'expected',
  startedAtEpochMs: 0,
  durationMs: 1,
  errors: [],
  annotations: [],
};
const PINNED: CaseRun = {
  title: TITLE,
  outcome: 'expected',
  reason: '',
  told: {
    'anchor room': ['LOGINING', 'LOGINED', 'RECONNECTING (1000017)', 'RECONNECTED'],
    'audience updates': ['roomUserUpdate DELETE anchor'],
  },
  times: [{ name: 'T4 − T3', measuredMs: 89_000, documentedMs: 90_000, toleranceMs: 5_000 }],
};
const failing = (reason: string, anchorRoom: readonly string[]): CaseRun => ({
  ...PINNED,
  outcome: 'unexpected',
  reason,
  told: { 'anchor room': anchorRoom },
});

test.describe('the versions of the matrix', () => {
  test('are by default the last release of each minor since 3.0', () => {
    expect(
      lastOfEachMinor(['2.26.2', '3.0.0', '3.0.1', '3.10.0', '3.9.0', '3.7.6', '3.7.10', '3.8.0-beta']),
    ).toEqual(['3.0.1', '3.7.10', '3.9.0', '3.10.0']);
  });

  test('are put in order, each once', () => {
    expect(inOrder(['3.12.0', '3.9.0', '3.12.0', '3.10.2', '3.10.1'])).toEqual([
      '3.9.0',
      '3.10.1',
      '3.10.2',
      '3.12.0',
    ]);
  });

  test('are refused when they are none, all at once', () => {
    expect(() => readVersions(['3.9.0', 'latest', '3.9'])).toThrow(
      'Not a version of the SDK: latest, 3.9. Write them as 3.9.0, with blanks between.',
    );
    expect(readVersions(['3.9.0', '3.7.1'])).toEqual(['3.7.1', '3.9.0']);
  });

  test('are named as ranges when neighbours do the same', () => {
    const all = ['3.0.1', '3.1.3', '3.2.0', '3.3.0', '3.4.0'];
    expect(nameVersions(['3.0.1', '3.1.3', '3.2.0', '3.4.0'], all)).toBe('3.0.1 to 3.2.0, 3.4.0');
    expect(nameVersions(['3.0.1', '3.1.3'], all)).toBe('3.0.1, 3.1.3');
    expect(nameVersions([], all)).toBe('');
  });
});

test.describe('the record of a case', () => {
  test('holds what each person was told, by lane, and how long the loss took to be announced', () => {
    const measurements = [1, 2].map((n) => ({
      name: 'T4 − T3',
      decidedBy: 'cloud' as const,
      documentedMs: 90_000,
      measuredMs: 89_000.4 + n,
      earliestMs: 59_500,
      latestMs: 95_000,
    }));
    expect(recordCase(RESULT, makeHistory({ entries: OUTAGE, measurements }))).toEqual({
      title: TITLE,
      outcome: 'expected',
      reason: '',
      told: {
        'anchor room': ['LOGINING', 'LOGINED', 'RECONNECTING (1000017)', 'RECONNECTED'],
        'audience updates': [
          'roomUserUpdate ADD anchor',
          'roomUserUpdate DELETE anchor',
          'roomUserUpdate ADD anchor',
        ],
      },
      times: [
        { name: 'T4 − T3', documentedMs: 90_000, measuredMs: 89_001, toleranceMs: 30_500 },
        { name: 'T4 − T3 (2)', documentedMs: 90_000, measuredMs: 89_002, toleranceMs: 30_500 },
        { name: 'RECONNECTING − T3', measuredMs: 8_000, toleranceMs: 3_000 },
      ],
    });
  });

  test('leaves the words of a failure out, and counts an uncaught error as told', () => {
    const { told } = recordCase(
      RESULT,
      makeHistory({
        entries: [
          { kind: 'failure', action: 'join', code: 7, message: 'at host:443', atMs: 1, who: 'anchor' },
          { kind: 'page-error', message: 'oh', atMs: 2, who: 'anchor' },
        ],
      }),
    );
    expect(told).toEqual({
      'anchor failures': ['join failed (7)'],
      'anchor uncaught errors': ['uncaught error in the page: oh'],
    });
  });

  test('is possible without a history, and says why the case failed', () => {
    const failed: TestResult = { ...RESULT, outcome: 'unexpected', errors: ['Error: no page'] };
    expect(recordCase(failed, undefined)).toEqual({
      title: TITLE,
      outcome: 'unexpected',
      reason: 'no page',
      told: {},
      times: [],
    });
  });
});

test.describe('the reason of a failure', () => {
  for (const { name, message, reason } of [
    {
      name: 'is the same whenever it happened',
      message:
        '\u001b[31mError: anchor, expected: LOGINED; but was told KICKOUT (7) at 812 ms instead. Told so far:\n  1 ms  x',
      reason: 'anchor, expected: LOGINED; but was told KICKOUT (7) instead',
    },
    {
      name: 'ends where the history begins',
      message: 'Error: anchor was not told of LOGINED; told so far:\n  1 ms  x',
      reason: 'anchor was not told of LOGINED',
    },
    {
      name: 'of a broken contract is its first breach',
      message: 'Error: nothing unexpected: broken\n  anchor: KICKOUT (7) at 12 ms was not expected\n  more',
      reason: 'nothing unexpected: broken anchor: KICKOUT (7) was not expected',
    },
    {
      name: 'of a comparison is what was expected and received',
      message: 'Error: expect(received).toBe(expected)\n\nExpected: 1\nReceived: 2\n\n  at x',
      reason: 'expect(received).toBe(expected) Expected: 1 Received: 2',
    },
  ])
    test(name, () => expect(reasonOf(message)).toBe(reason));
});

test.describe('two runs of a case', () => {
  test('do not differ by what the case allows', () => {
    const time = { name: 'T4 − T3', measuredMs: 85_000, documentedMs: 90_000, toleranceMs: 5_000 };
    expect(compareCase(PINNED, { ...PINNED, times: [time] })).toEqual([]);
  });

  test('differ by a time that is further off', () => {
    const time = { name: 'T4 − T3', measuredMs: 60_000, documentedMs: 90_000, toleranceMs: 5_000 };
    expect(compareCase(PINNED, { ...PINNED, times: [time] })).toEqual([
      { kind: 'time', text: 'T4 − T3: 60 s instead of 89 s' },
    ]);
  });

  test('differ by what somebody was told, though both hold', () => {
    const told = {
      'anchor room': ['LOGINING', 'LOGINED', 'RECONNECTING', 'RECONNECTED'],
      'audience updates': [],
      'audience failures': ['join failed (7)'],
    };
    expect(compareCase(PINNED, { ...PINNED, told })).toEqual([
      {
        kind: 'told',
        text: 'anchor room: after LOGINED told RECONNECTING instead of RECONNECTING (1000017)',
      },
      { kind: 'told', text: 'audience updates: never told roomUserUpdate DELETE anchor' },
      { kind: 'told', text: 'audience failures: told join failed (7) instead of nothing more' },
    ]);
  });

  test('one of which failed differ by the reason; what the end of the case cut off counts for nothing', () => {
    expect(compareCase(PINNED, failing('late', ['LOGINING', 'LOGINED']))).toEqual([
      { kind: 'fails', text: 'late' },
    ]);
    expect(compareCase(PINNED, failing('early', ['RECONNECTING']))).toEqual([
      { kind: 'fails', text: 'early' },
      { kind: 'told', text: 'anchor room: told RECONNECTING instead of LOGINING' },
    ]);
  });

  test('that both failed differ no more for it', () => {
    const broken = failing('no', ['LOGINING']);
    expect(compareCase(broken, broken)).toEqual([]);
    expect(compareCase(broken, PINNED)[0]).toEqual({
      kind: 'passes',
      text: 'is expected, and unexpected with the pinned version',
    });
  });
});

test('the table folds what is the same, and says each difference once for all versions that have it', () => {
  const quiet: CaseRun = { ...PINNED, title: 'ROOM-01 a good token', times: [] };
  const bad = failing('never told', ['RECONNECTING']);
  const slow: CaseRun = { ...PINNED, times: [{ name: 'T4 − T3', measuredMs: 60_000, toleranceMs: 5_000 }] };
  const text = renderMatrix(
    new Map([
      ['3.8.0', [quiet, bad]],
      ['3.9.0', [quiet, bad]],
      ['3.10.0', [quiet, slow]],
      ['3.11.0', [failing('Test timeout of 180000ms exceeded.', [])]],
      ['3.12.0', [quiet, PINNED]],
    ]),
    '3.12.0',
  );
  expect(text.split('\n').map((line) => line.trimEnd().replace(/ {2,}/g, '  '))).toEqual([
    '  3.8.0  3.9.0  3.10.0  3.11.0  3.12.0',
    'ROOM-01 a good token  ✓  ✓  ✓  –  ✓',
    'ROOM-08 back  ✗  ✗  t  ?  ✓',
    'the same with every version: 0 of 2 cases',
    'cases that hold  1  1  2  0  2',
    '',
    '✓  as with the pinned version',
    't  holds, but a time differs by more than the case allows',
    '✗  fails: the SDK does otherwise',
    '?  ran out of time: the next run tries it again',
    '–  not run',
    'Compared with 3.12.0.',
    '',
    'Differences to 3.12.0:',
    'ROOM-08 back',
    '  3.8.0, 3.9.0: fails: never told',
    '  3.8.0, 3.9.0: told: anchor room: told RECONNECTING instead of LOGINING',
    '  3.10.0: time: T4 − T3: 60 s instead of 89 s',
    '',
    'times in s, of cases that hold  documented  3.8.0  3.9.0  3.10.0  3.11.0  3.12.0',
    'T4 − T3  –  –  –  60.0  –  –',
    'T4 − T3  90.0  –  –  –  –  89.0',
  ]);
});
