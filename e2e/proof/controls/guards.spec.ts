import { expect, test } from './test.ts';

/** What must fail at its end though its body is content, and of what. A run of its own: any other failure is none of these. */
const FAILS_OF = {
  'a participant is told what nobody asked for': ['nothing unexpected: broken', 'roomUserUpdate ADD'],
  'the page has an uncaught error': ['nothing unexpected: broken', 'uncaught error', 'a defect of the app'],
  'the page asks for an outside host': [
    'anchor’s browser asked for what it was not given',
    'https://example.com is outside',
  ],
};

for (const [title, words] of Object.entries(FAILS_OF))
  test(`a test fails at its end when ${title}`, async ({ runSuite }) => {
    const run = runSuite({ config: 'e2e/proof/controls/made-to-fail.config.ts', grep: `GUARD ${title}` });
    expect(await run.ended, run.output()).toBe(1);
    const [result, ...others] = run.results();
    expect(others).toEqual([]);
    expect(result?.outcome).toBe('unexpected');
    expect(result?.errors, 'one reason, and no other').toHaveLength(1);
    for (const word of words) expect(result?.errors[0]).toContain(word);
  });

test('a test that breaks nothing fails of nothing', async ({ runSuite }) => {
  const run = runSuite({
    config: 'e2e/proof/controls/made-to-fail.config.ts',
    grep: 'GUARD nobody does anything wrong',
  });
  expect(await run.ended, run.output()).toBe(0);
  expect(run.results().map(({ outcome }) => outcome)).toEqual(['expected']);
});
