import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { ALL_MUTANTS } from '../../proof/mutants/all-mutants.ts';
import { judgeMutant, mutate, type Mutant } from '../../proof/mutants/mutant.ts';
import { ROOT } from '../../proof/run/copy.ts';

const mutant: Mutant = {
  name: 'm',
  file: 'f',
  find: 'one',
  replace: 'two',
  specs: ['e2e/self/unit/a.spec.ts'],
};
const failed = [{ title: 'ROOM-01 a', failure: 'no' }];

test.describe('the deliberate defects', () => {
  test('are at least 40, each with a name of its own', () => {
    expect(ALL_MUTANTS.length).toBeGreaterThanOrEqual(40);
    expect(new Set(ALL_MUTANTS.map(({ name }) => name)).size).toBe(ALL_MUTANTS.length);
  });

  for (const one of ALL_MUTANTS)
    test(`are up to date: ${one.name}`, () => {
      const source = readFileSync(join(ROOT, one.file), 'utf8');
      expect(mutate(one, source)).not.toBe(source);
      for (const spec of one.specs) expect(existsSync(join(ROOT, spec)), spec).toBe(true);
      const specs = one.specs.map((spec) => readFileSync(join(ROOT, spec), 'utf8')).join('\n');
      // Titles with a variable in them cannot be found by their text: the case's id is.
      const id = /^[A-Z]+-\d\d/.exec(one.titles ?? '')?.[0];
      if (id !== undefined) expect(specs).toContain(id);
    });
});

test.describe('a deliberate defect', () => {
  test('changes one place, or is refused in words', () => {
    expect(mutate(mutant, 'zero one three')).toBe('zero two three');
    expect(() => mutate(mutant, 'zero')).toThrow('“m” finds its text 0 times in f instead of once');
    expect(() => mutate(mutant, 'one one')).toThrow('finds its text 2 times');
    expect(mutate({ ...mutant, replace: '$& $1' }, 'one')).toBe('$& $1');
  });

  test('is caught by a failed test only', () => {
    expect(judgeMutant(mutant, { exit: 1, passed: 3, failed })).toEqual({
      outcome: 'caught',
      text: 'ROOM-01 a: no',
    });
    expect(judgeMutant(mutant, { exit: 0, passed: 3, failed: [] })).toEqual({
      outcome: 'survived',
      text: '3 specs passed',
    });
    expect(judgeMutant({ ...mutant, explained: 'why' }, { exit: 0, passed: 3, failed: [] })).toEqual({
      outcome: 'explained',
      text: 'why',
    });
  });

  test('proves nothing when no test came to an end', () => {
    for (const run of [
      { exit: 1, passed: 0, failed: [] },
      { exit: 0, passed: 0, failed: [] },
      { exit: 'SIGKILL', passed: 2, failed: [] },
    ])
      expect(judgeMutant(mutant, run).outcome).toBe('unusable');
  });
});
