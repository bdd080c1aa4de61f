import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

import { expect, test } from '@playwright/test';

import { renderPage } from '../../../fixtures/report/page.ts';
import { inOrder } from '../../../fixtures/report/report-case.ts';
import { renderOutcome } from '../../../fixtures/report/terminal.ts';
import { toSummary } from '../../../fixtures/report/to-summary.ts';
import { splitTitle } from '../../../fixtures/report/title.ts';
import { writeWhole } from '../../../fixtures/report/write-file.ts';
import { MADE_UP_RUN } from '../report/made-up-run.ts';

test('the outcome is what each case cost, and a few short lines', () => {
  expect(renderOutcome(MADE_UP_RUN, 'rejoin-report/index.html').split('\n')).toEqual([
    'case                                                                           wall s  virtual s  virtual/wall',
    'ROOM-08   back after the heartbeat timed out                                      6.2        200          32.3',
    'ROOM-09   not back within R <b>&                                                  6.2        200          32.3',
    'ROOM-11   elsewhere meanwhile                                                     6.2        200          32.3',
    'ROOM-12   kicked                                                                  6.2        200          32.3',
    '',
    'ROOM 2 of 4',
    '3 passed, 1 failed, 1 flaky, 1 skipped · 12 s wall, 1200 s virtual, 97.6 virtual s per wall s',
    'Times as they should be: 1 of 1 of the SDK, 1 of 1 of ZEGO’s cloud, 1 of 2 set by the mock itself,',
    '  1 of 1 of what follows at once',
    'The SDK said PUBLISH_REQUESTING twice: 1 time',
    '✗ ROOM-09: Error: it came too late',
    '~ ROOM-12: Attempt 1: Error: no answer',
    '1 finding, where the SDK or the cloud departs from the guide:',
    '  ROOM-11  The guide: KICKOUT. Measured: RECONNECT_FAILED with 1002086.',
    '1 thing could not be judged on this target:',
    '  ROOM-11  who is left in the room',
    'Report: rejoin-report/index.html',
  ]);
  const [one] = MADE_UP_RUN.cases;
  const long = { ...MADE_UP_RUN, cases: one ? [{ ...one, findings: ['word '.repeat(60)] }] : [] };
  const widths = renderOutcome(long, 'page').split('\n');
  expect(widths.filter((line) => line.length > 110)).toEqual([]);
});

test('what is flaky counts as that alone, and kinds of times are never added up', () => {
  expect(toSummary(MADE_UP_RUN)).toMatchObject({
    passed: 3,
    failed: 1,
    flaky: 1,
    skipped: 1,
    notJudged: 1,
    saidTwice: { PUBLISH_REQUESTING: 1 },
    times: {
      sdk: { measured: 1, inTime: 1, promised: 0 },
      cloud: { measured: 1, inTime: 1, promised: 1 },
      mock: { measured: 2, inTime: 1, promised: 2 },
      'at-once': { measured: 1, inTime: 1, promised: 1 },
    },
  });
  const flaky = MADE_UP_RUN.cases.filter(({ status }) => status === 'flaky');
  const page = renderPage({ ...MADE_UP_RUN, cases: flaky });
  expect(page).toContain('<title>flaky – rejoin report</title>');
  expect(page).toContain('0 passed, 0 failed, 0 skipped, 1 flaky');
  expect(page).toContain('data-marks="flaky"');
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
