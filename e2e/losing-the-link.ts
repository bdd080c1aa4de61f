import { player, publisher } from '../fixtures/matchers/expectations.ts';
import type { Participant } from '../fixtures/participant/participant.ts';
import { expect } from '../fixtures/test.ts';
import { RoomState } from '../fixtures/timeline/entry.ts';
import type { Fault } from '../fixtures/link/fault.ts';
import { MediaCode, SdkCode } from './sdk-codes.ts';
import { ICE_GRACE_MS, RETURN_MS } from './tolerances.ts';

/** The whole link goes down, and the SDK notices: the room reconnects, the publisher begins to try again. */
export async function loseAnchorsLink(anchor: Participant): Promise<Fault> {
  const outage = await anchor.link.goDown();
  await anchor.noticeMediaLoss();
  await expect(anchor).toReach(RoomState.Reconnecting, { code: SdkCode.networkBroken });
  await expect(anchor).toHear(publisher('PUBLISH_REQUESTING', MediaCode.publishIceFailed), {
    withinMs: ICE_GRACE_MS,
  });
  return outage;
}

/** The link is good again: the SDK is back in the room and publishes, all by itself. */
export async function healAnchorsLink(anchor: Participant, outage: Fault): Promise<void> {
  await outage.end();
  await expect(anchor).toReach(RoomState.Reconnected, { withinMs: RETURN_MS });
  await expect(anchor).toHear(publisher('PUBLISH_REQUESTING', SdkCode.networkBroken));
  await expect(anchor).toHear(publisher('PUBLISHING', 0));
}

/** As {@link loseAnchorsLink}, for who plays. */
export async function loseAudiencesLink(audience: Participant): Promise<Fault> {
  const outage = await audience.link.goDown();
  await audience.noticeMediaLoss();
  await expect(audience).toReach(RoomState.Reconnecting, { code: SdkCode.networkBroken });
  await expect(audience).toHear(player('PLAY_REQUESTING', MediaCode.playIceFailed), {
    withinMs: ICE_GRACE_MS,
  });
  return outage;
}

/** The SDK is back in the room and plays again, all by itself. Its link must be good again. */
export async function expectAudienceBack(audience: Participant): Promise<void> {
  await expect(audience).toReach(RoomState.Reconnected, { withinMs: RETURN_MS });
  await expect(audience).toHear(player('PLAY_REQUESTING', SdkCode.networkBroken));
  await expect(audience).toHear(player('PLAYING', 0));
}
