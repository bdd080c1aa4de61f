import { test as base } from '@playwright/test';

import { createToken04 } from '../../../fixtures/mock-cloud/token04/sign.ts';
import { startMockCloud, type MockCloud } from '../../../fixtures/mock-cloud/server.ts';
import type { TenantSettings } from '../../../fixtures/mock-cloud/settings.ts';
import type { Tenant } from '../../../fixtures/mock-cloud/tenant.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import {
  connectWireClient,
  type LoginRequest,
  type Push,
  type WireClient,
} from '../../../fixtures/mock-cloud/testing/index.ts';

/** A ServerSecret for tests. */
export const SECRET = '0123456789abcdef0123456789abcdef';
/** Another one, for tokens that must not be taken. */
export const OTHER_SECRET = 'fedcba9876543210fedcba9876543210';

/** How somebody joins in a test. */
export type Joining = Partial<Omit<LoginRequest, 'user'>> & { readonly tenant?: Tenant };

/** Wire clients and what they need. */
export interface CloudFixtures {
  /** The tenant's time: stands still until a test moves it. */
  readonly clock: ManualClock;
  /** An app on the mock cloud, of this test alone. */
  readonly tenant: Tenant;
  /** A second app on the same cloud. */
  readonly otherTenant: Tenant;
  /** A good token. */
  readonly pass: (user: string, tenant?: Tenant) => string;
  /** Opens a connection; it is ended after the test. */
  readonly connect: (tenant?: Tenant) => Promise<WireClient>;
  /** Opens a connection, logs in to a room and, unless told otherwise, takes the user list. */
  readonly join: (user: string, joining?: Joining) => Promise<WireClient>;
}

/** One mock cloud for a whole worker: each test has tenants of its own on it. */
interface CloudWorkerFixtures {
  readonly mock: MockCloud;
}

let tenantCount = 0;

/** The clients of these tests send no link heartbeats of their own, so that a test can count frames: nobody is dropped. */
const IDLE: Partial<TenantSettings> = { linkIdleTimeoutMs: 86_400_000 };

function addTenant(mock: MockCloud, clock: ManualClock): Tenant {
  return mock.addTenant({ appId: 1_000_000 + ++tenantCount, secret: SECRET, clock, settings: IDLE });
}

/** The room that people join unless a test names another. */
export const ROOM = 'room-1';

/** Playwright's `test` with a mock cloud and wire clients; no browser. */
export const test = base.extend<CloudFixtures, CloudWorkerFixtures>({
  mock: [
    async ({}, use) => {
      const mock = await startMockCloud();
      await use(mock);
      await mock.close();
    },
    { scope: 'worker' },
  ],

  clock: async ({}, use) => use(createManualClock()),

  tenant: async ({ mock, clock }, use) => {
    const tenant = addTenant(mock, clock);
    await use(tenant);
    mock.removeTenant(tenant);
  },

  otherTenant: async ({ mock, clock }, use) => {
    const tenant = addTenant(mock, clock);
    await use(tenant);
    mock.removeTenant(tenant);
  },

  pass: async ({ tenant: own, clock }, use) => {
    await use((userId, { appId, secret } = own) =>
      createToken04({ appId, secret, userId, lifetimeS: 3_600 }, { nowMs: clock.now() }),
    );
  },

  connect: async ({ mock, tenant: own }, use) => {
    const clients: WireClient[] = [];
    await use(async (tenant = own) => {
      const holdsPushes = () => tenant.underWay() > 0;
      const { port } = mock;
      const client = await connectWireClient({ port, appId: tenant.appId, linkHeartbeatMs: 0, holdsPushes });
      clients.push(client);
      return client;
    });
    await Promise.all(clients.map((client) => client.terminate()));
  },

  join: async ({ connect, pass, tenant: own }, use) => {
    await use(async (user, { tenant = own, room = ROOM, ...request } = {}) => {
      const client = await connect(tenant);
      const answer = await client.login({ room, user, token: pass(user, tenant), ...request });
      if (answer.code !== 0) throw new Error(`${user} was not let in: ${answer.code} ${answer.message}`);
      if (request.userUpdate !== false) await client.userList();
      return client;
    });
  },
});

/** Pushes as short sentences, for example `ADD ann #2`. */
export function told(pushes: readonly Push[]): string[] {
  return pushes.flatMap((push) => {
    switch (push.kind) {
      case 'users':
        return push.changes.map(({ change, user }) => `${change} ${user} #${push.userSeq}`);
      case 'kickout':
        return [`KICKOUT ${push.reason}`];
      case 'extra-info':
        return [`${push.user} set ${push.key} to ${push.value} #${push.seq}`];
      case 'custom-command':
        return [`custom-command ${push.json}`];
      case 'broadcast':
      case 'barrage':
      case 'transparent':
      case 'channel-message':
        return push.messages.map(({ user, text }) => `${push.kind} of ${user}: ${text}`);
      default:
        return push.streams.map(
          ({ stream, closeType }) => `${push.kind} ${stream} #${push.streamSeq} (${closeType})`,
        );
    }
  });
}

export { expect } from '@playwright/test';
