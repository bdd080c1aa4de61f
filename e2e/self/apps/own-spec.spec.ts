import { vueLive } from '../../apps/vue-live.app.ts';
import { expectRightPages } from '../../../fixtures/cases.ts';
import { expect, test } from '../../../fixtures/index.ts';

// As fixtures/docs/any-app.md shows it.
test.use({ app: vueLive, media: true, contracts: new Set([]) });

test('the host is lost past P, and comes back: the page of the viewer follows', async ({
  anchor,
  audience,
  clock,
  cloud,
}) => {
  const status = audience.page.getByRole('status');
  await audience.open();
  await anchor.open();
  await expect(status).toHaveText('Watching');
  await expect(audience).toSeeMoving(anchor);

  const outage = await anchor.link.goDown();
  await clock.pass(cloud.presenceTimeoutMs + 10_000);
  await expect(status).toHaveText('Waiting for the host…');

  await outage.end();
  await clock.pass(30_000);
  await expect(audience).toSeeMoving(anchor);
  await expectRightPages(anchor, audience);
});
