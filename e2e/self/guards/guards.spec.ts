import { login } from '../../../fixtures/test/steps/gather.ts';
import { goOnAir } from '../../../fixtures/test/steps/on-air.ts';
import { expect, test } from '../../../fixtures/test/fixtures/test.ts';

// What the matchers and faults themselves must not be fooled by. What a test must fail of at its end: proof/controls/guards.

test.describe('with media', () => {
  test.use({ media: true });

  test('a frozen picture is not a moving one, and a picture is not anybody’s', async ({
    anchor,
    audience,
  }) => {
    await goOnAir(anchor, audience);
    // The picture moves, but it is not in the colour of somebody else.
    const stranger = { streamId: anchor.streamId, cameraHue: audience.cameraHue };
    await expect(expect(audience).toSeeMoving(stranger, { withinRealMs: 3_000 })).rejects.toThrow(
      /[1-9]\d* new frames .* hue \d+/,
    );
    await expect(expect(audience).toSeeFrozen(anchor, { withinRealMs: 3_000 })).rejects.toThrow('still sees');
    await expect(expect(anchor).toSeeFrozen(anchor)).rejects.toThrow('shows no picture');
    const loss = await audience.link.loseMedia();
    await expect(audience).toSeeFrozen(anchor);
    await expect(expect(audience).toSeeMoving(anchor, { withinRealMs: 3_000 })).rejects.toThrow(
      /^[^]* 0 new frames/,
    );
    await loss.end();
    await expect(audience).toSeeMoving(anchor);
    // ICE may or may not have noticed the loss: what the SDK says of it is not the point here.
    while (audience.timeline.peek(audience.name, 'player')) audience.timeline.take(audience.name, 'player');
  });
});

test('a browser whose battery is pulled says no goodbye: the cloud’s connection to it stays', async ({
  newParticipant,
  mock,
}) => {
  const anchor = await newParticipant('anchor', { role: 'anchor', ownBrowser: true });
  await login(anchor);
  const closed = () => mock.journal.entries.filter(({ kind }) => kind === 'link-closed').length;
  const before = closed();
  await anchor.killBrowser('without goodbye');
  // The polite way takes 26 to 42 ms.
  await expect.poll(() => anchor.link.openConnections).toBeGreaterThan(0);
  await anchor.clock.pass(10_000);
  expect(closed()).toBe(before);
});
