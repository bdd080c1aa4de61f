import { expect, test } from './test.ts';

/** Cases that cannot hold unless their fault happens. */
const NEED_THEIR_FAULT = ['ROOM-08', 'ROOM-18', 'ROOM-21 the link is cut'];

test('a case that needs its fault fails when the fault is a no-op', async ({ runSuite }) => {
  const run = runSuite({ grep: NEED_THEIR_FAULT.join('|'), faults: 'inert' });
  expect(await run.ended, run.output()).toBe(1);
  const results = run.results();
  expect(results).toHaveLength(NEED_THEIR_FAULT.length);
  for (const { title, outcome, errors } of results) {
    expect(outcome, title).toBe('unexpected');
    // It must fail for want of what the fault brings about, not for any other reason.
    expect(errors[0], title).toContain('anchor was not told of room state RECONNECTING');
    expect(errors[0], title).toContain('(no-op)');
  }
});
