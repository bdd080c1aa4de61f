import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import config from '../../../playwright.config.ts';
import { ROOT } from '../../proof/run/copy.ts';
import { PLAYWRIGHT_CLI } from '../../proof/run/playwright-cli.ts';

// A busy machine needs half a minute to compile every spec.
test.setTimeout(120_000);

/** Specs with a command of their own: one measures, the other has a configuration of its own. */
const OWN_COMMANDS = ['e2e/proof/bench/floor.spec.ts', 'e2e/proof/leaks/leaks.spec.ts'];

interface ListedSuite {
  readonly file: string;
  readonly suites?: readonly ListedSuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly tests: readonly { readonly projectName: string }[];
  }[];
}

interface Listed {
  readonly file: string;
  readonly title: string;
  readonly project: string;
}

/** Cases over an app are written elsewhere than in the spec that runs them. */
function testsIn({ file, suites = [], specs = [] }: ListedSuite, specFile = file): Listed[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests.map(({ projectName }) => ({ file: `e2e/${specFile}`, title, project: projectName })),
  );
  return [...own, ...suites.flatMap((suite) => testsIn(suite, specFile))];
}

test('a run is the cases unless something else is named', () => {
  const chosen = config.projects?.filter((project) => project.default !== false).map(({ name }) => name);
  expect(chosen).toEqual(['mock']);
});

test('--list shows every spec, and npm test runs them all', () => {
  const output = execFileSync(process.execPath, [PLAYWRIGHT_CLI, 'test', '--list', '--reporter=json'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const listed = (JSON.parse(output) as { suites: ListedSuite[] }).suites.flatMap((suite) => testsIn(suite));
  const files = readdirSync(join(ROOT, 'e2e'), { recursive: true, encoding: 'utf8' })
    .map((file) => `e2e/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.spec.ts') && !OWN_COMMANDS.includes(file));
  const specs = listed.filter(({ file }) => file.endsWith('.spec.ts'));
  expect(new Set(specs.map(({ file }) => file))).toEqual(new Set(files));

  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const [, projects = ''] = /playwright test --project ([\w -]+)$/.exec(scripts['test'] ?? '') ?? [];
  // Apps of other makes are built with tools of their own, and run by a command of their own.
  const own = ['apps', 'apps-build', 'consumers'];
  expect([...projects.split(' '), ...own].sort()).toEqual(
    [...new Set(listed.map(({ project }) => project))].sort(),
  );
  expect(scripts['test:apps']).toBe('playwright test --project apps');
  expect(scripts['test:package']).toBe('playwright test --project consumers');

  const cases = listed.filter(({ project }) => project === 'mock');
  expect(cases.map(({ file }) => file).filter((file) => /^e2e\/(self|proof)\//.test(file))).toEqual([]);
  for (const id of ['ROOM-01', 'PUB-01', 'PLAY-01', 'ANCHOR-01', 'SOAK-01', 'REAL-01'])
    expect(
      listed.filter(({ title }) => title.startsWith(`${id} `)),
      id,
    ).not.toEqual([]);
});
