import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

const LINT = join(import.meta.dirname, '..', 'workflows', 'lint-workflows.ts');
const GOOD = `
on: push
jobs:
  first:
    runs-on: ubuntu-latest
    steps:
      - run: echo "$NAME"
        env:
          NAME: \${{ github.ref }}
  second:
    needs: first
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
`;
const FAULTS = {
  'no-such-key': ['runs-on:', 'runs_on:'],
  'empty-step': ['uses: actions/checkout@v4', 'name: nothing'],
  'bad-expression': ['github.ref', 'github..ref'],
  'no-such-context': ['github.ref', 'githup.ref'],
  'no-such-job': ['needs: first', 'needs: third'],
  'no-such-trigger': ['on: push', 'on: shove'],
  'no-yaml': ['jobs:', 'jobs: ['],
} as const;

/** Runs the check as `npm run lint` does: its parser is made for Node's own loader, not for the runner's. */
function lint(workflows: Readonly<Record<string, string>>): Promise<{ failed: boolean; errors: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-workflows-'));
  for (const [name, content] of Object.entries(workflows)) writeFileSync(join(folder, name), content);
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', LINT, folder], (error, _output, errors) => {
      rmSync(folder, { recursive: true });
      resolve({ failed: error !== null, errors });
    });
  });
}

test.describe('the check of workflows', () => {
  test('finds nothing in a good one', async () => {
    expect(await lint({ 'good.yml': GOOD })).toEqual({ failed: false, errors: '' });
  });

  test('finds every fault, and names the file', async () => {
    const bad = Object.entries(FAULTS).map(([name, [right, wrong]]) => [
      `${name}.yml`,
      GOOD.replace(right, wrong),
    ]);
    const { failed, errors } = await lint(Object.fromEntries(bad) as Record<string, string>);
    expect(failed).toBe(true);
    for (const name of Object.keys(FAULTS)) expect(errors).toContain(`${name}.yml`);
  });
});
