import {
  backAfter,
  expect,
  gather,
  presenceTimeout,
  RoomState,
  test,
  userJoined,
  userLeft,
} from '../../../fixtures/index.ts';

test('away for longer than P: the others see A leave and return', async ({ anchor, audience, cloud }) => {
  await gather(audience, anchor);
  const outage = await anchor.link.goDown();
  await expect(anchor).toReach(RoomState.Reconnecting);
  await expect(audience).toHear(userLeft(anchor), { timing: presenceTimeout(cloud, outage.begunAtMs) });
  await outage.end();
  await expect(anchor).toReach(RoomState.Reconnected, { timing: backAfter(outage) });
  await expect(audience).toHear(userJoined(anchor));
});
