import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { ALL_MUTANTS } from '../../proof/mutants/all-mutants.ts';
import { findAnchor } from '../../proof/mutants/anchor.ts';
import { judgeMutant, mutate, type Mutant } from '../../proof/mutants/mutant.ts';
import { readSources } from '../../proof/mutants/sources.ts';
import { ROOT } from '../../proof/run/copy.ts';

const mutant: Mutant = {
  name: 'm',
  file: 'f.ts',
  find: 'one(1)',
  replace: 'two',
  specs: ['e2e/self/unit/a.spec.ts'],
};
const failed = [{ title: 'ROOM-01 a', failure: 'no' }];
const sources = readSources(ROOT);

test.describe('the deliberate defects', () => {
  test('are at least 110, each with a name of its own', () => {
    expect(ALL_MUTANTS.length).toBeGreaterThanOrEqual(110);
    expect(new Set(ALL_MUTANTS.map(({ name }) => name)).size).toBe(ALL_MUTANTS.length);
  });

  for (const one of ALL_MUTANTS)
    test(`are up to date: ${one.name}`, () => {
      const { file, text } = mutate(one, sources);
      expect(text).not.toBe(sources.get(file));
      for (const spec of one.specs) expect(existsSync(join(ROOT, spec)), spec).toBe(true);
      const specs = one.specs.map((spec) => readFileSync(join(ROOT, spec), 'utf8')).join('\n');
      // Titles with a variable in them cannot be found by their text: the case's id is.
      const id = /^[A-Z]+-\d\d/.exec(one.titles ?? '')?.[0];
      if (id !== undefined) expect(specs).toContain(id);
    });

  test('stand under the name of the file that they change', () => {
    const moved = ALL_MUTANTS.map((one) => ({ one, made: mutate(one, sources) })).filter(
      ({ made }) => made.moved,
    );
    expect(
      moved.map(({ one, made }) => `“${one.name}” is no longer in ${one.file}: list it under ${made.file}`),
    ).toEqual([]);
  });
});

test.describe('the code that a defect changes', () => {
  const found = (text: string, anchor: string) =>
    findAnchor(text, anchor).map(({ start, end }) => text.slice(start, end));

  test('is found however it is laid out', () => {
    for (const text of [
      'leave(member, End.Stopped);',
      'leave( member,End.Stopped ) ;',
      'leave(\n    member,\n    // why\n    End.Stopped,\n  );',
      'leave(member /* who */, End\n.Stopped);',
    ])
      expect(found(`a();${text}b();`, 'leave(member, End.Stopped);')).toEqual([text]);
    expect(found('[a, b]', '[ a, b, ]')).toEqual(['[a, b]']);
  });

  test('is not found in other words', () => {
    expect(found('let attempts = 0;', 'attempts = 0')).toEqual(['attempts = 0']);
    expect(found('myattempts = 0;', 'attempts = 0')).toEqual([]);
    expect(found('attempts = 05;', 'attempts = 0')).toEqual([]);
    expect(found('void undo', 'voidundo')).toEqual([]);
    expect(found('voidundo', 'void undo')).toEqual([]);
    expect(found('f(a, b)', 'f(a b)')).toEqual([]);
    expect(found('a === b', 'a == b')).toEqual([]);
    expect(found('a.b', 'a?.b')).toEqual([]);
  });
});

test.describe('a deliberate defect', () => {
  const made = (texts: Readonly<Record<string, string>>, changed: Partial<Mutant> = {}) =>
    mutate({ ...mutant, ...changed }, new Map(Object.entries(texts)));

  test('changes one place of its file, wherever that lies', () => {
    expect(made({ 'app/f.ts': 'zero one( 1 ) three' })).toEqual({
      file: 'app/f.ts',
      text: 'zero two three',
      moved: false,
    });
    expect(made({ 'fixtures/deep/f.ts': 'one(1)', 'app/g.ts': 'one(1)' }).file).toBe('fixtures/deep/f.ts');
    expect(made({ 'app/my-f.ts': 'none', 'app/a/f.ts': 'one(1)' }).file).toBe('app/a/f.ts');
    expect(made({ 'app/f.ts': 'one(1)' }, { replace: '$& $1' }).text).toBe('$& $1');
  });

  test('follows its code into another file', () => {
    expect(made({ 'app/f.ts': 'nothing', 'app/g.ts': 'one(1)' })).toEqual({
      file: 'app/g.ts',
      text: 'two',
      moved: true,
    });
  });

  test('changes what follows another piece of code, when it says so', () => {
    const text = 'f() { one(1) } g() { one(1) }';
    expect(made({ 'app/f.ts': text }, { after: 'g()' }).text).toBe('f() { one(1) } g() { two }');
    expect(() => made({ 'app/f.ts': text }, { after: 'h()' })).toThrow('in no file');
  });

  test('is refused in words when its code is not in one place', () => {
    expect(() => made({ 'app/f.ts': 'zero' })).toThrow('“m”: its code is in no file any more.');
    expect(() => made({ 'app/f.ts': 'one(1) one(1)' })).toThrow('is in 2 places (app/f.ts, app/f.ts)');
    expect(() => made({ 'app/g.ts': 'one(1)', 'app/h.ts': 'one(1)' })).toThrow('(app/g.ts, app/h.ts)');
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

  test('that no spec catches is a gap only where that is known, and none any more once it is caught', () => {
    const known = { ...mutant, gap: 'nobody counts' };
    expect(judgeMutant(known, { exit: 0, passed: 3, failed: [] })).toEqual({
      outcome: 'gap',
      text: 'nobody counts',
    });
    expect(judgeMutant(known, { exit: 1, passed: 3, failed }).text).toBe(
      'no gap any more, remove its “gap”: ROOM-01 a: no',
    );
  });

  test('is not caught by the want of a browser', () => {
    const absent = { title: 'a', failure: "browserType.launch: Executable doesn't exist at /nowhere" };
    expect(judgeMutant(mutant, { exit: 1, passed: 3, failed: [absent] })).toEqual({
      outcome: 'unusable',
      text: absent.failure,
    });
    expect(judgeMutant(mutant, { exit: 1, passed: 3, failed: [absent, ...failed] }).outcome).toBe('caught');
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
