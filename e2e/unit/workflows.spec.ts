import { expect, test } from '@playwright/test';

import { checkWorkflow } from '../../fixtures/ci/check-workflow.ts';

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

test.describe('the check of workflows', () => {
  test('finds nothing in a good one', async () => {
    expect(await checkWorkflow('good.yml', GOOD)).toEqual([]);
  });

  for (const [what, right, wrong] of [
    ['a key that does not exist', 'runs-on:', 'runs_on:'],
    ['a step without anything to do', 'uses: actions/checkout@v4', 'name: nothing'],
    ['an expression that cannot be read', 'github.ref', 'github..ref'],
    ['a context that does not exist', 'github.ref', 'githup.ref'],
    ['a job that does not exist', 'needs: first', 'needs: third'],
    ['a trigger that does not exist', 'on: push', 'on: shove'],
    ['YAML that cannot be read', 'jobs:', 'jobs: ['],
  ] as const)
    test(`finds ${what}`, async () => {
      expect(await checkWorkflow('bad.yml', GOOD.replace(right, wrong))).not.toEqual([]);
    });
});
