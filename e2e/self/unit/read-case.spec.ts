import { expect, test } from '@playwright/test';
import type { TestCase, TestResult } from '@playwright/test/reporter';

import { readCase } from '../../../fixtures/report/read-case.ts';

/** A test that has ended as told, after it had found that the app neglects a duty. */
function ended(status: TestResult['status'], outcome: ReturnType<TestCase['outcome']>): TestCase {
  const result: Partial<TestResult> = {
    status,
    duration: 1_500,
    errors: [{ message: 'viewer was not told of it' }],
    attachments: [],
    annotations: [{ type: 'duty', description: 'app' }],
  };
  const testCase: Partial<TestCase> = {
    title: 'ROOM-09 A is away',
    location: { file: '/p/e2e/app.spec.ts', line: 7, column: 1 },
    parent: { type: 'file', location: undefined, project: () => undefined } as unknown as TestCase['parent'],
    results: [result as TestResult],
    annotations: [],
    outcome: () => outcome,
  };
  return testCase as TestCase;
}

test.describe('a case as the report reads it', () => {
  test('that failed has its reasons, and whose duty it was', () => {
    expect(readCase(ended('failed', 'unexpected'), '/p')).toMatchObject({
      id: 'ROOM-09',
      status: 'failed',
      duty: 'app',
      reasons: ['viewer was not told of it'],
      place: 'e2e/app.spec.ts:7',
    });
  });

  test('that was interrupted accuses nobody: what broke then was being ended', () => {
    const read = readCase(ended('interrupted', 'skipped'), '/p');
    expect(read).toMatchObject({ status: 'skipped', reasons: ['The run was interrupted.'] });
    expect(read).not.toHaveProperty('duty');
  });
});
