import { describeStanding, growth, leastOf, takeStanding, type Standing } from './resource-snapshot.ts';
import { askedNumber } from '../run/asked.ts';
import { gather } from '../../../fixtures/test/steps/gather.ts';
import { goOnAir } from '../../../fixtures/test/steps/on-air.ts';
import { expect, test } from '../../../fixtures/test/fixtures/test.ts';
import { stateMachines } from '../../../fixtures/timeline/contract.ts';
import { RoomState } from '../../../fixtures/timeline/entry.ts';

/** `npm run leaks -- --tests 50` gives it. */
const TESTS = askedNumber('REJOIN_LEAK_TESTS', 50);
/** By then everything is loaded that any of them needs, and caches are warm. */
const WARM_AFTER = Math.min(10, Math.floor(TESTS / 3));

// What one worker lives through, one test after the other. What happens is told by the suite itself; here only counts
// what is left of it, so histories need not be taken apart.
test.describe.configure({ mode: 'serial' });
test.use({ media: true, contracts: new Set([stateMachines]) });

/** Taken as each test begins, when the one before it has cleaned up: what a worker holds between two tests. */
const standings: Standing[] = [];
// It asks for no fixture, so there is none yet, and those of the test before are over.
test.beforeEach(() => {
  standings.push(takeStanding());
});

const KINDS = [
  'the link goes down and comes back',
  'a stream is published and played',
  'the page crashes',
  'the browser is killed',
] as const;

for (let index = 0; index < TESTS; index += 1) {
  const kind = KINDS[index % KINDS.length];
  test(`${index + 1}: ${kind}`, async ({ newParticipant, clock }) => {
    const anchor = await newParticipant('anchor', {
      role: 'anchor',
      publish: kind !== 'the link goes down and comes back',
      ownBrowser: kind === 'the browser is killed',
    });
    const audience = await newParticipant('audience');
    if (kind === 'the link goes down and comes back') {
      await gather(anchor, audience);
      const outage = await anchor.link.goDown();
      await expect(anchor).toReach(RoomState.Reconnecting);
      await outage.end();
      await expect(anchor).toReach(RoomState.Reconnected, { withinMs: 30_000 });
      return;
    }
    await goOnAir(anchor, audience);
    if (kind === 'the page crashes') await anchor.crashPage();
    if (kind === 'the browser is killed') await anchor.killBrowser();
    await clock.pass(5_000);
  });
}

test(`after ${TESTS} tests in one worker everything is where it was`, ({}, testInfo) => {
  const before = leastOf(standings.slice(WARM_AFTER, WARM_AFTER + KINDS.length));
  const after = leastOf(standings.slice(-KINDS.length));
  testInfo.annotations.push({
    type: 'leaks',
    description: `after ${WARM_AFTER} tests ${describeStanding(before)}; after ${TESTS} ${describeStanding(after)}`,
  });
  expect(growth(before, after)).toEqual([]);
});
