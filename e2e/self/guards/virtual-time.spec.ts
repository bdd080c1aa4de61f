import {
  expect,
  login,
  nothingUnexpected,
  RoomState,
  stateMachines,
  test,
  virtualTimeWaited,
} from '../../../fixtures/index.ts';

/** Far beyond what is written off as lost on a good link. */
const DELAY_MS = 800;

test('a link that is slow by 800 ms is only slow: the SDK stays LOGINED for 300 s', async ({
  anchor,
  clock,
}) => {
  await login(anchor);
  await anchor.link.slow({ delayMs: DELAY_MS });
  await clock.pass(300_000);
  expect(anchor).toHaveHeardNothingElse();
});

test('a login over a link that is slow by 800 ms takes longer, and works', async ({ anchor }) => {
  await anchor.link.slow({ delayMs: DELAY_MS });
  await anchor.open();
  await expect(anchor).toReach(RoomState.Logining);
  await expect(anchor).toReach(RoomState.Logined, { withinMs: 60_000 });
});

test.describe('real work that is stuck', () => {
  test.use({ contracts: new Set([stateMachines, nothingUnexpected]) });

  test('is waited for no longer than 10 s; then it is in the history and breaks a contract', async ({
    clock,
    timeline,
  }) => {
    clock.addPendingWork({ who: 'anchor', name: 'a made-up work', poll: () => 'waiting' });
    const before = performance.now();
    await clock.pass(2_000);
    // Real time skips nothing, so there is nothing to give up.
    if (clock.kind === 'real') return;
    expect(performance.now() - before).toBeGreaterThan(9_000);
    expect(virtualTimeWaited.violations(timeline)).toEqual([
      expect.stringMatching(/^anchor: the clock gave up waiting for a made-up work at \d+ ms/),
    ]);
  });
});
