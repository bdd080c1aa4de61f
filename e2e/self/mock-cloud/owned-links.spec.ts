import { fromBinary } from '@bufbuild/protobuf';

import type { Clock } from '../../../fixtures/mock-cloud/clock.ts';
import { createToken04 } from '../../../fixtures/mock-cloud/token04/sign.ts';
import type { MockCloud } from '../../../fixtures/mock-cloud/server.ts';
import type { Tenant } from '../../../fixtures/mock-cloud/tenant.ts';
import { connectWireClient, type WireClient } from '../../../fixtures/mock-cloud/testing/index.ts';
import {
  GetAppConfigRequestSchema,
  GetAppConfigResponseSchema,
} from '../../../fixtures/mock-cloud/wire/generated/link_pb.ts';
import { MessageType } from '../../../fixtures/mock-cloud/wire/message-type.ts';
import { encode } from '../../../fixtures/mock-cloud/wire/protobuf.ts';
import { expect, ROOM, SECRET, test as base, told } from './cloud-test.ts';
import { play, publish, sendUntil } from './media-client.ts';
import { loginToSignalling, signalOnLink } from './signal-on-link.ts';

const APP_ID = 900_000_001;
/** The SDK takes it as “the AppID is invalid”. */
const UNKNOWN_APP_ID = 20012;

/** A tenant that owns what connects through `connect`. */
interface Owner {
  readonly tenant: Tenant;
  /** `appId`: as what the client introduces itself; the tenant's by default. */
  connect(appId?: number): Promise<WireClient>;
  join(user: string): Promise<WireClient>;
}

const test = base.extend<{ own: () => Owner }>({
  own: async ({ mock, clock }, use) => {
    const owners: { readonly tenant: Tenant; readonly clients: WireClient[] }[] = [];
    await use(() => {
      const { clients, ...owner } = addOwner(mock, clock);
      owners.push({ tenant: owner.tenant, clients });
      return owner;
    });
    await Promise.all(owners.flatMap(({ clients }) => clients.map((client) => client.terminate())));
    for (const { tenant } of owners) mock.removeTenant(tenant);
  },
});

function addOwner(mock: MockCloud, clock: Clock) {
  const ports = new Set<number>();
  const clients: WireClient[] = [];
  const tenant = mock.addTenant({
    appId: APP_ID,
    secret: SECRET,
    clock,
    ownsConnection: (port) => ports.has(port),
  });
  const connect = async (appId = APP_ID) => {
    const client = await connectWireClient({ port: mock.port, appId, linkHeartbeatMs: 0 });
    ports.add(client.localPort);
    clients.push(client);
    return client;
  };
  return {
    tenant,
    clients,
    connect,
    async join(user: string) {
      const client = await connect();
      const claims = { appId: APP_ID, secret: SECRET, userId: user, lifetimeS: 60 };
      const token = createToken04(claims, { nowMs: clock.now() });
      const { code } = await client.login({ room: ROOM, user, token });
      if (code !== 0) throw new Error(`${user} was not let in: ${code}`);
      await client.userList();
      return client;
    },
  };
}

const kinds = ({ journal }: Tenant) => journal.entries.map(({ kind }) => kind);

/** What a client hears when it asks for its app's configuration. */
async function appConfigCode(client: WireClient, appId: number): Promise<number> {
  const request = encode(GetAppConfigRequestSchema, { txid: 1n, appid: appId });
  const { body } = await client.ask(MessageType.GetAppConfigRequest, request);
  return fromBinary(GetAppConfigResponseSchema, body).code;
}

test.describe('tenants that own their connections', () => {
  test('share AppID and secret, and never meet', async ({ own }) => {
    const [here, there] = [own(), own()];
    const ann = await here.join('ann');
    const twin = await there.join('ann');
    await there.join('bob');
    await twin.addStream('s');
    expect(told(await ann.settled())).toEqual([]);
    expect((await ann.addStream('s')).code).toBe(0);
    expect(here.tenant.usersIn(ROOM)).toEqual(['ann']);
    expect(there.tenant.usersIn(ROOM)).toEqual(['ann', 'bob']);
    here.tenant.kick('ann');
    expect(told(await twin.settled())).toEqual(['ADD bob #2']);
    expect(kinds(there.tenant)).not.toContain('kicked');
  });

  test('have media of their own under the same names', async ({ own }) => {
    test.setTimeout(30_000);
    const sides = await Promise.all(
      [own(), own()].map(async (owner, index) => {
        const [ann, bob] = [await owner.join('ann'), await owner.join('bob')];
        await Promise.all([ann, bob].map((client) => loginToSignalling(client)));
        const publisher = await publish(signalOnLink(ann), 's');
        await ann.addStream('s');
        const player = await play(signalOnLink(bob), 's');
        return { mark: index + 1, publisher, player };
      }),
    );
    await Promise.all(
      sides.map(({ mark, publisher, player }) => sendUntil(publisher, mark, () => player.video.length >= 20)),
    );
    for (const { mark, player } of sides)
      expect(new Set(player.video.map((frame) => frame.mark))).toEqual(new Set([mark]));
    for (const { publisher, player } of sides) {
      publisher.close();
      player.close();
    }
  });

  test('keep what is theirs from a tenant that has the AppID alone', async ({ mock, own }) => {
    const owner = own();
    expect(() => mock.addTenant({ appId: APP_ID, secret: SECRET })).toThrow(`AppID ${APP_ID} is taken`);
    const stranger = await connectWireClient({ port: mock.port, appId: APP_ID, linkHeartbeatMs: 0 });
    expect(await appConfigCode(stranger, APP_ID)).toBe(UNKNOWN_APP_ID);
    expect(owner.tenant.journal.entries).toEqual([]);
    await stranger.terminate();
  });

  test('are refused an AppID that another has without owning connections', ({ mock, tenant }) => {
    const add = () => mock.addTenant({ appId: tenant.appId, secret: SECRET, ownsConnection: () => false });
    expect(add).toThrow('unless each of them says which connections it owns');
  });

  test('answer an AppID that is not theirs as an unknown one, and say so in their journal', async ({
    own,
    tenant,
  }) => {
    const owner = own();
    // Another tenant has that AppID: the connection is not its, all the same.
    const lost = await owner.connect(tenant.appId);
    expect(await appConfigCode(lost, tenant.appId)).toBe(UNKNOWN_APP_ID);
    expect(await appConfigCode(lost, tenant.appId)).toBe(UNKNOWN_APP_ID);
    const said = { seen: tenant.appId, configured: APP_ID };
    expect(owner.tenant.journal.entries).toMatchObject([{ kind: 'wrong-app', detail: said }]);
    expect(tenant.journal.entries).toEqual([]);
  });

  test('go one by one: the others with the same AppID stay', async ({ mock, own }) => {
    const [leaving, staying] = [own(), own()];
    const [ann, bob] = [await leaving.join('ann'), await staying.join('bob')];
    mock.removeTenant(leaving.tenant);
    await ann.closed;
    expect((await bob.heartbeat()).code).toBe(0);
    mock.removeTenant(leaving.tenant);
    expect((await (await staying.join('cat')).heartbeat()).body.onlineCount).toBe(2);
  });
});
