import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect, test } from '@playwright/test';

import { ROOT } from '../../proof/run/copy.ts';
import { headingAnchors, linkTargets, markdownFiles } from './markdown.ts';

/** The first README is one screen a job. */
const README_LINES = 150;
/** Tables included, also those that a command writes: what is wider cannot be read as text, and not compared. */
const COLUMNS = 140;

const files = markdownFiles(ROOT);
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

test('the first README is short', () => {
  expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(README_LINES);
});

test('every job has its README', () => {
  expect(files).toEqual(
    expect.arrayContaining([
      'CHANGELOG.md',
      'README.md',
      'e2e/README.md',
      'e2e/findings.md',
      'e2e/proof/README.md',
      'e2e/proof/sdk-versions.md',
      'fixtures/README.md',
      'fixtures/cli/lab/README.md',
      'fixtures/mock-cloud/README.md',
    ]),
  );
});

for (const file of files) {
  test(`${file}: no line is longer than ${COLUMNS} characters`, () => {
    const long = read(file)
      .split('\n')
      .flatMap((line, index) => (line.length > COLUMNS ? [`line ${index + 1}: ${line.length}`] : []));
    expect(long).toEqual([]);
  });

  test(`${file}: every relative link leads somewhere`, () => {
    const broken = linkTargets(read(file)).filter((target) => !resolves(file, target));
    expect(broken).toEqual([]);
  });
}

test.describe('in the package', () => {
  const { files: packed } = JSON.parse(read('package.json')) as { readonly files: readonly string[] };
  // npm adds these by itself.
  const roots = ['README.md', 'package.json', 'LICENSE', ...packed];
  const isPacked = (path: string) => roots.some((root) => path === root || path.startsWith(`${root}/`));

  for (const file of files.filter(isPacked))
    test(`${file} leads to nothing that is left behind`, () => {
      const left = linkTargets(read(file))
        .filter((target) => !/^[a-z]+:|^#/.test(target))
        .map((target) => join(dirname(file), target.split('#')[0] ?? ''))
        .filter((path) => !isPacked(path));
      expect(left).toEqual([]);
    });
});

test.describe('reading Markdown', () => {
  test('links and pictures count, code does not', () => {
    const text = '[a](b.md) ![c](d.svg) `[no](e.md)`\n\n```md\n[no](f.md)\n```\n\n[g]: https://example.com\n';
    expect(linkTargets(text)).toEqual(['b.md', 'd.svg', 'https://example.com']);
  });

  test('headings become anchors as on GitHub', () => {
    expect(headingAnchors('# The lab\n\n## How do I test, “it”?\n\n## `a_b`: c\n\n# The lab\n')).toEqual([
      'the-lab',
      'how-do-i-test-it',
      'a_b-c',
      'the-lab-1',
    ]);
  });

  test('what is missing is found', () => {
    expect(resolves('README.md', 'e2e/README.md')).toBe(true);
    expect(resolves('e2e/README.md', '../README.md#write-a-case')).toBe(true);
    expect(resolves('README.md', 'https://example.com/nowhere')).toBe(true);
    expect(resolves('README.md', 'e2e/none.md')).toBe(false);
    expect(resolves('e2e/README.md', '../README.md#none')).toBe(false);
    expect(resolves('README.md', '#none')).toBe(false);
  });
});

function resolves(from: string, target: string): boolean {
  if (/^[a-z]+:/.test(target)) return true;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? from : join(dirname(from), path);
  if (!existsSync(join(ROOT, file))) return false;
  return anchor === undefined || headingAnchors(read(file)).includes(anchor);
}
