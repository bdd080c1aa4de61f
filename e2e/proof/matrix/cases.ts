import { execFileSync } from 'node:child_process';

import { PLAYWRIGHT_CLI } from '../run/playwright-cli.ts';
import { CASE_FOLDERS } from '../run/case-parts.ts';
import { ROOT } from '../run/copy.ts';

const CASE = /^[A-Z]+-\d+ /;

interface ListedSuite {
  readonly file: string;
  readonly suites?: readonly ListedSuite[];
  readonly specs?: readonly { readonly title: string }[];
}

/** The titles of all cases that fit, by file. */
export function listCases(pattern: RegExp): ReadonlyMap<string, readonly string[]> {
  const json = execFileSync(
    process.execPath,
    [PLAYWRIGHT_CLI, 'test', '--list', '--project=mock', '--reporter=json', ...CASE_FOLDERS],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 28, env: { ...process.env, ...CASE_ENVIRONMENT } },
  );
  const found = new Map<string, readonly string[]>();
  for (const suite of (JSON.parse(json) as { suites: ListedSuite[] }).suites) {
    const titles = titlesIn(suite).filter((title) => CASE.test(title) && pattern.test(title));
    if (titles.length > 0) found.set(`e2e/${suite.file}`, titles);
  }
  return found;
}

/** Whatever `.env` says, the matrix is about the mock; an empty value means “not set”. */
export const CASE_ENVIRONMENT = { REJOIN_TARGET: 'mock', REJOIN_SDK: '' } as const;

function titlesIn({ suites = [], specs = [] }: ListedSuite): string[] {
  return [...specs.map(({ title }) => title), ...suites.flatMap(titlesIn)];
}
