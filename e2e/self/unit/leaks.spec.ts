import { expect, test } from '@playwright/test';

import { describeStanding, growth, leastOf, type Standing } from '../../proof/leaks/resource-snapshot.ts';

const MEGABYTE = 1_048_576;
const BEFORE: Standing = {
  heapBytes: 60 * MEGABYTE,
  resources: { TCPServerWrap: 3, Timeout: 2 },
  processes: 12,
  temporaryFiles: 4,
};

test('nothing has grown when everything is where it was, or less', () => {
  expect(growth(BEFORE, BEFORE)).toEqual([]);
  expect(growth(BEFORE, { ...BEFORE, processes: 11, resources: { Timeout: 1 } })).toEqual([]);
  expect(growth(BEFORE, { ...BEFORE, heapBytes: BEFORE.heapBytes + 19 * MEGABYTE })).toEqual([]);
});

test('whatever has grown is named, with both figures', () => {
  const after: Standing = {
    heapBytes: 90 * MEGABYTE,
    resources: { TCPServerWrap: 4, Timeout: 2, UDPWrap: 1 },
    processes: 13,
    temporaryFiles: 5,
  };
  expect(growth(BEFORE, after)).toEqual([
    'heap in MB: 60 before, 90 after',
    'TCPServerWrap: 3 before, 4 after',
    'UDPWrap: 0 before, 1 after',
    'processes: 12 before, 13 after',
    'temporary files: 4 before, 5 after',
  ]);
  expect(describeStanding(after)).toBe('heap 90 MB, 7 handles, 13 processes, 5 temporary files');
});

test('what stays is the least of several moments', () => {
  const other: Standing = { heapBytes: 1, resources: { Timeout: 5 }, processes: 13, temporaryFiles: 4 };
  expect(leastOf([BEFORE, other])).toEqual({
    heapBytes: 1,
    resources: { TCPServerWrap: 0, Timeout: 2 },
    processes: 12,
    temporaryFiles: 4,
  });
});
