import type { Tenant } from '../../../fixtures/mock-cloud/tenant.ts';
import { connectWireClient } from '../../../fixtures/mock-cloud/testing/index.ts';
import { createToken04 } from '../../../fixtures/mock-cloud/token04/sign.ts';
import { expect, ROOM, SECRET, test } from './cloud-test.ts';
import { play, publish, sendUntil } from './media-client.ts';
import { loginToSignalling, signalOnLink } from './signal-on-link.ts';

/** As SDK 3.4.0 writes it on a link that it opened before its first login. */
const NOBODY = '';

const entries = ({ journal }: Tenant, wanted: string) =>
  journal.entries.filter(({ kind }) => kind === wanted);

test.describe('media signalling that names no user', () => {
  test('is that of the user who is in a room on the same link', async ({ join, tenant }) => {
    const [ann, bob] = [await join('ann'), await join('bob')];
    expect(await loginToSignalling(ann, NOBODY)).toBe(0);
    expect(await loginToSignalling(bob, NOBODY)).toBe(0);
    expect(entries(tenant, 'signalling-login')).toMatchObject([{ userId: 'ann' }, { userId: 'bob' }]);
    expect(entries(tenant, 'unknown-user')).toEqual([]);
  });

  test('publishes and plays as that user: its way through the network, its stream, published anew', async ({
    mock,
    clock,
  }) => {
    test.setTimeout(30_000);
    const routed: string[] = [];
    const appId = 900_000_002;
    const tenant = mock.addTenant({
      ...{ appId, secret: SECRET, clock },
      routeMedia(userId, candidate) {
        routed.push(userId);
        return candidate;
      },
    });
    const join = async (userId: string) => {
      const client = await connectWireClient({ port: mock.port, appId, linkHeartbeatMs: 0 });
      const token = createToken04({ appId, secret: SECRET, userId, lifetimeS: 60 }, { nowMs: clock.now() });
      await client.login({ room: ROOM, user: userId, token });
      return client;
    };
    const [ann, bob] = [await join('ann'), await join('bob')];
    const first = await publish(signalOnLink(ann, NOBODY), 's');
    await ann.addStream('s');
    const player = await play(signalOnLink(bob, NOBODY), 's');
    await sendUntil(first, 1, () => player.video.some(({ mark }) => mark === 1));
    // The room lists the stream as hers: only what she publishes goes to the players.
    const second = await publish(signalOnLink(ann, NOBODY), 's');
    await sendUntil(second, 2, () => player.video.some(({ mark }) => mark === 2));
    expect(routed).toEqual(['ann', 'bob', 'ann']);
    expect(entries(tenant, 'create-session')).toMatchObject([
      { userId: 'ann' },
      { userId: 'bob' },
      { userId: 'ann' },
    ]);
    for (const end of [first, second, player]) end.close();
    await Promise.all([ann.terminate(), bob.terminate()]);
    mock.removeTenant(tenant);
  });

  test('stays its after the logout, and is the next one’s who logs in', async ({ join, pass, tenant }) => {
    const client = await join('ann');
    await loginToSignalling(client, NOBODY);
    await client.logout();
    await loginToSignalling(client, NOBODY);
    await client.login({ room: ROOM, user: 'bob', token: pass('bob') });
    await loginToSignalling(client, NOBODY);
    expect(entries(tenant, 'signalling-login').map(({ userId }) => userId)).toEqual(['ann', 'ann', 'bob']);
  });

  test('is nobody’s where nobody has logged in, and the journal says so', async ({
    connect,
    join,
    tenant,
  }) => {
    await join('ann');
    const stranger = await connect();
    expect(await loginToSignalling(stranger, NOBODY)).toBe(0);
    const unknown = entries(tenant, 'unknown-user');
    expect(unknown).toMatchObject([{ detail: { connection: expect.stringMatching(/^c\d+$/) as unknown } }]);
    expect(unknown[0]).not.toHaveProperty('userId');
  });

  test('changes nothing for those who name one', async ({ join, tenant }) => {
    const ann = await join('ann');
    await loginToSignalling(ann, 'someone else');
    expect(entries(tenant, 'signalling-login')).toMatchObject([{ userId: 'someone else' }]);
  });
});
