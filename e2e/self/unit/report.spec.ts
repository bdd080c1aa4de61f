import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

import { expect, test } from '@playwright/test';

import { renderPage } from '../../../fixtures/report/page.ts';
import { inOrder } from '../../../fixtures/report/report-case.ts';
import { renderOutcome } from '../../../fixtures/report/terminal.ts';
import { splitTitle } from '../../../fixtures/report/title.ts';
import { writeWhole } from '../../../fixtures/report/write-file.ts';
import { MADE_UP_RUN } from '../report/made-up-run.ts';

test('the outcome is what each case cost, and a few short lines', () => {
  expect(renderOutcome(MADE_UP_RUN, 'rejoin-report/index.html').split('\n')).toEqual([
    'case                                                                           wall s  virtual s  virtual/wall',
    'ROOM-08   back after the heartbeat timed out                                      6.2        200          32.3',
    'ROOM-09   not back within R <b>&                                                  6.2        200          32.3',
    '',
    'ROOM 1 of 2',
    '2 passed, 1 failed, 1 skipped · 12 s wall, 800 s virtual, 65.0 virtual s per wall s',
    '1 of 2 promised times held',
    '✗ ROOM-09: Error: it came too late',
    '1 finding, where the SDK or the cloud departs from the guide:',
    '  ROOM-09  The guide: 1002053. Measured: 1002031.',
    'Report: rejoin-report/index.html',
  ]);
  const [one] = MADE_UP_RUN.cases;
  const long = { ...MADE_UP_RUN, cases: one ? [{ ...one, findings: ['word '.repeat(60)] }] : [] };
  const widths = renderOutcome(long, 'page').split('\n');
  expect(widths.filter((line) => line.length > 110)).toEqual([]);
});

test('cases come in the order in which one counts, those without an id last', () => {
  const [one] = MADE_UP_RUN.cases;
  const named = (id: string) => (one ? [{ ...one, id }] : []);
  const ids = inOrder(['ROOM-10', '', 'ROOM-9', 'ANCHOR-1'].flatMap(named)).map(({ id }) => id);
  expect(ids).toEqual(['ANCHOR-1', 'ROOM-9', 'ROOM-10', '']);
});

test('a title is split into its id and the rest', () => {
  expect(splitTitle('ROOM-07 back before P')).toEqual({ id: 'ROOM-07', rest: 'back before P' });
  expect(splitTitle('a unit test')).toEqual({ id: '', rest: 'a unit test' });
});

test('markup in titles, reasons and findings stays text', () => {
  const evil = '</pre></title><script>alert(1)</script><img src=x>"\'';
  const cases = MADE_UP_RUN.cases.map((one) => ({
    ...one,
    title: evil,
    reasons: [evil],
    findings: [evil],
    place: evil,
  }));
  const page = renderPage({ ...MADE_UP_RUN, cases });
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).not.toContain('<img');
});

test('a file is written as a whole, and no draft is left', ({}, testInfo) => {
  const folder = testInfo.outputPath('new');
  writeWhole(`${folder}/page.html`, 'one');
  writeWhole(`${folder}/page.html`, 'two');
  expect(readFileSync(`${folder}/page.html`, 'utf8')).toBe('two');
  expect(readdirSync(folder)).toEqual(['page.html']);
  // A folder is in the way.
  mkdirSync(`${folder}/taken/inside`, { recursive: true });
  writeFileSync(`${folder}/taken/inside/file`, '');
  expect(() => writeWhole(`${folder}/taken`, 'three')).toThrow();
  expect(readdirSync(folder).sort()).toEqual(['page.html', 'taken']);
});
