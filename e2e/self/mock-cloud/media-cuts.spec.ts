import { expect, test } from '@playwright/test';
import { fromBinary } from '@bufbuild/protobuf';

import { Command } from '../../../fixtures/mock-cloud/media/commands.ts';
import { CloseSessionPushSchema } from '../../../fixtures/mock-cloud/wire/generated/signalling_pb.ts';
import { test as cloudTest } from './cloud-test.ts';
import {
  connectClient,
  play,
  publish,
  startMediaPlane,
  type MediaPlane,
  type SignalClient,
} from './media-client.ts';
import { signalOnLink } from './signal-on-link.ts';

// On a machine with nothing else to do none takes 2 s; on one that is overloaded a handshake alone takes as long.
test.describe.configure({ timeout: 30_000 });

const SERVER_STOP = { err: 2001, action: 1 };
let plane: MediaPlane;

/** How a client's sessions were closed, by their numbers. */
function closed(client: SignalClient) {
  return client.pushes
    .filter(({ cmd }) => cmd === Command.CloseSessionPush)
    .map(({ sessionId, body }) => ({
      sessionId,
      why: JSON.parse(fromBinary(CloseSessionPushSchema, body).errInfo) as unknown,
    }));
}

test.describe('without a link:', () => {
  test.beforeEach(() => {
    plane = startMediaPlane();
    plane.owners.set('s', 'anchor');
  });
  test.afterEach(() => plane.close());

  test('sessions end as soon as they are there: of one kind, for one user, while the fault lasts', async () => {
    const [anchor, guest] = [connectClient(plane.service, 'anchor'), connectClient(plane.service, 'guest')];
    const end = plane.service.control.faults.endAtOnce('publish', SERVER_STOP, { userId: 'anchor' });
    const first = await publish(anchor, 's');
    // It is answered as ever: the client has its session before it loses it.
    expect(first.rsp.result).toBe(0);
    expect(closed(anchor)).toEqual([{ sessionId: first.rsp.peerId, why: SERVER_STOP }]);
    expect(plane.service.control.nodeOf('anchor', 's')).toBeUndefined();
    const [other, player] = [await publish(guest, 't'), await play(guest, 't')];
    expect(closed(guest)).toEqual([]);
    end();
    const second = await publish(anchor, 's');
    expect(closed(anchor)).toHaveLength(1);
    expect(plane.attempts('publish')).toEqual([0, 0, 0]);
    for (const { pc } of [first, other, player, second]) void pc.close();
  });

  test('the newest fault that fits decides with what', async () => {
    const anchor = connectClient(plane.service, 'anchor');
    plane.service.control.faults.endAtOnce('publish', SERVER_STOP);
    plane.service.control.faults.endAtOnce('publish', { err: 1011, action: 4 }, { userId: 'anchor' });
    const { pc } = await publish(anchor, 's');
    expect(closed(anchor)).toMatchObject([{ why: { err: 1011, action: 4 } }]);
    void pc.close();
  });

  test('media is cut for whom packets are lost, as long as there is a session', async () => {
    const { control } = plane.service;
    const anchor = connectClient(plane.service, 'anchor');
    const restore = control.faults.dropMedia('anchor', { up: true, down: false });
    expect(control.isCut('anchor')).toBe(false);
    const { pc } = await publish(anchor, 's');
    expect([control.isCut('anchor'), control.isCut('guest')]).toEqual([true, false]);
    restore();
    expect(control.isCut('anchor')).toBe(false);
    void pc.close();
  });

  test('media is cut when its node is dead', async () => {
    const { control } = plane.service;
    const { pc } = await publish(connectClient(plane.service, 'anchor'), 's');
    expect(control.isCut('anchor')).toBe(false);
    control.setNodeMode(control.nodeOf('anchor', 's') ?? '', 'dead');
    expect(control.isCut('anchor')).toBe(true);
    void pc.close();
  });

  test('media is cut of a session that was forgotten, until there is another', async () => {
    const { control } = plane.service;
    const anchor = connectClient(plane.service, 'anchor');
    const first = await publish(anchor, 's');
    control.forgetEverything();
    expect([control.isCut('anchor'), control.isCut('guest')]).toEqual([true, false]);
    const second = await publish(anchor, 's');
    expect(control.isCut('anchor')).toBe(false);
    for (const { pc } of [first, second]) void pc.close();
  });
});

cloudTest('on a link too a session ends at once', async ({ join, tenant }) => {
  const anchor = await join('anchor');
  tenant.media.faults.endAtOnce('publish', SERVER_STOP);
  const { rsp, pc } = await publish(signalOnLink(anchor), 's');
  expect(rsp.result).toBe(0);
  await expect
    .poll(() =>
      anchor.signalPushes
        .filter(({ cmd }) => cmd === Command.CloseSessionPush)
        .map(({ sessionId }) => sessionId),
    )
    .toEqual([rsp.peerId]);
  expect(tenant.media.isCut('anchor')).toBe(false);
  void pc.close();
});
