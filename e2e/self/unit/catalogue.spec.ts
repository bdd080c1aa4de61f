import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { ROOT } from '../../proof/run/copy.ts';
import { CASES, idOf, readCatalogue, readSpecTitles, titlesIn } from './catalogue.ts';

const rows = readCatalogue(readFileSync(join(ROOT, 'e2e', 'README.md'), 'utf8'));
const titles = readSpecTitles();

test.describe('the catalogue in e2e/README.md', () => {
  test('names each id once, with a source and whose duty it is', () => {
    const ids = rows.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const { id, source, duty } of rows) {
      expect(['guide', 'ours'], `source of ${id}`).toContain(source);
      for (const who of duty) expect(['sdk', 'cloud', 'app'], `duty of ${id}`).toContain(who);
      // REAL-01 is about rejoin itself.
      if (id !== 'REAL-01') expect(duty, `duty of ${id}`).not.toEqual([]);
    }
  });

  test('every id that stands has a test', () => {
    const tested = new Set(titles.map(({ title }) => idOf(title)));
    expect(rows.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([]);
  });

  test('every case begins with an id that stands', () => {
    const standing = new Set(rows.map(({ id }) => id));
    const cases = titles.filter(({ file }) => CASES.some((folder) => file.startsWith(`${folder}/`)));
    expect(cases.length).toBeGreaterThan(50);
    expect(cases.filter(({ title }) => !standing.has(idOf(title) ?? ''))).toEqual([]);
    const beside = titles.filter(({ title }) => idOf(title) !== undefined);
    expect(beside.filter(({ title }) => !standing.has(idOf(title) ?? ''))).toEqual([]);
  });
});

test('titles are read from sources as they are written', () => {
  expect(
    titlesIn(`
      test('ROOM-01 plain', async () => {});
      test.only("ROOM-02 it’s one", async () => {});
      test(\`ROOM-03 \${name}, and more\`, async () => {});
      test(
        'ROOM-04 on a line of its own',
        async () => {},
      );
      test.describe('no test', () => {});
      test.use({ media: true });
    `),
  ).toEqual([
    'ROOM-01 plain',
    'ROOM-02 it’s one',
    'ROOM-03 ${name}, and more',
    'ROOM-04 on a line of its own',
  ]);
});

test('a catalogue without its marks is refused', () => {
  expect(() => readCatalogue('| ROOM-01 | … | guide | sdk |')).toThrow(
    /between “<!-- catalogue: standing -->”/,
  );
});
