import { readFileSync } from 'node:fs';

import { expect, test } from '@playwright/test';

import { readBlock, writeBlock } from '../../proof/evidence/block.ts';
import { describeCases } from '../../proof/evidence/cases.ts';
import { PROOFS, renderEvidence } from '../../proof/evidence/evidence.ts';
import { classifyLoad } from '../../proof/evidence/machine.ts';
import { LONGEST_LINE, renderMarkdownTable } from '../../proof/evidence/markdown-table.ts';
import { EVIDENCE_BLOCK, EVIDENCE_PAGE, readEvidence } from '../../proof/evidence/record.ts';
import { describeStryker } from '../../proof/evidence/stryker.ts';
import {
  readVersionSummaries,
  renderVersions,
  summarize,
  VERSIONS_BLOCK,
  VERSIONS_PAGE,
} from '../../proof/matrix/versions-page.ts';

test.describe('the evidence', () => {
  test('on the page is what is stored, and nothing was written there by hand', () => {
    const page = readFileSync(EVIDENCE_PAGE, 'utf8');
    expect(readBlock(page, EVIDENCE_BLOCK), 'npm run evidence renders it').toBe(
      renderEvidence(readEvidence()),
    );
  });

  test('by version of the SDK is what is stored', () => {
    const page = readFileSync(VERSIONS_PAGE, 'utf8');
    expect(readBlock(page, VERSIONS_BLOCK), 'npm run evidence renders it').toBe(
      renderVersions(readVersionSummaries()),
    );
  });

  test('is there for every proof, in lines that can be read', () => {
    expect(Object.keys(readEvidence()).sort()).toEqual([...PROOFS].sort());
    for (const file of [EVIDENCE_PAGE, VERSIONS_PAGE])
      for (const line of readFileSync(file, 'utf8').split('\n'))
        expect(line.length, line).toBeLessThanOrEqual(LONGEST_LINE);
  });
});

test.describe('a table of evidence', () => {
  test('goes on in the next row where a result is too long', () => {
    const lines = renderMarkdownTable(['a', 'result'], [['x | y', 'word '.repeat(40).trim()]]);
    expect(lines.map(({ length }) => length)).toEqual(lines.map(() => lines[0]?.length));
    expect(lines[0]?.length).toBeLessThanOrEqual(LONGEST_LINE);
    expect(lines).toHaveLength(4);
    expect(lines[1]).toMatch(/^\| -+ \| -+ \|$/);
    expect(lines[2]).toContain(String.raw`| x \| y | word word`);
    expect(lines[3]).toMatch(/^\| {8}\| word/);
  });

  test('is refused when there is no room for the result', () => {
    expect(() => renderMarkdownTable(['a', 'b'], [['x'.repeat(130), 'y']])).toThrow('are left for “b”');
  });

  test('stands between its markers, and everything else stays', () => {
    const page = 'before\n<!-- t:begin -->\nold\n<!-- t:end -->\nafter';
    const written = writeBlock(page, 't', 'new');
    expect(written).toBe('before\n<!-- t:begin -->\n\nnew\n\n<!-- t:end -->\nafter');
    expect(readBlock(written, 't')).toBe('new');
    expect(() => readBlock(page, 'u')).toThrow('<!-- u:begin -->');
  });
});

test.describe('in few words', () => {
  test('a load is called by what is left for the proof', () => {
    expect([0, 0.9, 1, 2.9, 3, 12].map((load) => classifyLoad(load, 2, 'linux'))).toEqual([
      'quiet',
      'quiet',
      'busy',
      'busy',
      'overloaded',
      'overloaded',
    ]);
    expect(classifyLoad(0, 2, 'win32')).toBe('unknown');
  });

  test('a run counts cases, not specs of the package, and says what did not pass', () => {
    const one = (id: string, status: string) => ({ id, status, wallS: 1, virtualS: 90 });
    expect(
      describeCases({
        wallS: 61.4,
        cases: [
          one('ROOM-01', 'passed'),
          one('PUB-02', 'failed'),
          one('PLAY-03', 'skipped'),
          one('', 'failed'),
        ],
      }),
    ).toBe('1 of 3 cases hold, 1 failed, 1 skipped, 61 s wall for 270 s of virtual time');
  });

  test('Stryker’s score is counted as Stryker counts it', () => {
    const mutants = ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored', 'CompileError'].map(
      (status) => ({ status }),
    );
    expect(describeStryker({ files: { 'a.ts': { mutants } } })).toMatch(/^4 mutants .* 2 caught: score 50.0/);
  });

  test('a version holds what passed', () => {
    const run = (title: string, outcome: 'expected' | 'unexpected') => ({
      title,
      outcome,
      reason: '',
      told: {},
      times: [],
    });
    expect(
      summarize(
        [run('ROOM-01 a', 'expected'), run('ROOM-02 b', 'unexpected'), run('PUB-01 c', 'expected')],
        'd',
      ),
    ).toEqual({ date: 'd', groups: { ROOM: { hold: 1, of: 2 }, PUB: { hold: 1, of: 1 } } });
  });
});
