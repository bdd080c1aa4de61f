import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startProxy } from '../../../fixtures/test/link/proxy.ts';
import { systemClock, type Clock } from '../../../fixtures/mock-cloud/clock.ts';
import { startMockCloud } from '../../../fixtures/mock-cloud/server.ts';
import type { TenantSettings } from '../../../fixtures/mock-cloud/settings.ts';
import { makeCertificate } from '../../../fixtures/mock-cloud/wire/certificate.ts';
import { SERVER_API_HOST } from '../../../fixtures/test/cloud/real/server-api.ts';
import { isZegoHost, ZEGO_HOSTS } from '../../../fixtures/test/cloud/zego-hosts.ts';
import { startServerApiEndpoint } from './server-api-endpoint.ts';

/** How the stand-in differs from an ordinary one. */
export interface StandInOptions {
  /** Whose cloud it is; a new AppID with a new secret by default. */
  readonly zego?: { readonly appId: number; readonly serverSecret: string };
  readonly settings?: Partial<TenantSettings>;
  /** How far the cloud's clock is ahead of this machine's, in milliseconds. */
  readonly clockAheadMs?: number;
}

/** A mock that stands in for ZEGO's cloud behind ZEGO's own host names, reached as a company's proxy is. */
export interface StandIn {
  readonly appId: number;
  readonly serverSecret: string;
  /** The environment of a run that takes it for the real cloud. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * The SDK's own waiting (8 s until RECONNECTING, up to 20 s for the way back) cannot be shortened, so P must leave room
 * for it; R must leave room for an outage of P + 20 s and the way back (ROOM-08).
 */
const STAND_IN_SETTINGS = {
  presenceTimeoutMs: 40_000,
  roomHeartbeatIntervalMs: 3_000,
  linkHeartbeatIntervalS: 1,
};
const RETRY_TIME_S = 80;

/** Starts a stand-in with one app. It lives in real time, as the real cloud does. */
export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  const { appId, serverSecret } = options.zego ?? {
    appId: randomBytes(4).readUInt32BE() || 1,
    serverSecret: randomBytes(16).toString('hex'),
  };
  const certificate = await makeCertificate(ZEGO_HOSTS);
  const cloud = await startMockCloud({ certificate });
  const tenant = cloud.addTenant({
    appId,
    secret: serverSecret,
    clock: clockAhead(options.clockAheadMs ?? 0),
    settings: { ...STAND_IN_SETTINGS, ...options.settings },
  });
  const api = await startServerApiEndpoint(tenant, certificate);
  const proxy = await startProxy(
    (host) => {
      if (host === SERVER_API_HOST) return { host: '127.0.0.1', port: api.port };
      return isZegoHost(host) ? { host: cloud.host, port: cloud.port } : undefined;
    },
    { onRefused: () => undefined },
  );
  // Only the certificate, never its key.
  const folder = mkdtempSync(join(tmpdir(), 'rejoin-stand-in-'));
  const proxyCa = join(folder, 'certificate.pem');
  writeFileSync(proxyCa, certificate.cert);

  return {
    appId,
    serverSecret,
    env: {
      REJOIN_TARGET: 'real',
      REJOIN_APP_ID: String(appId),
      REJOIN_SERVER_SECRET: serverSecret,
      REJOIN_PROXY: `http://127.0.0.1:${proxy.port}`,
      REJOIN_PROXY_CA: proxyCa,
      REJOIN_PRESENCE_TIMEOUT: String(tenant.settings.presenceTimeoutMs / 1_000),
      REJOIN_ROOM_RETRY: String(RETRY_TIME_S),
      REJOIN_STREAM_RETRY: String(RETRY_TIME_S),
    },
    async close() {
      rmSync(folder, { recursive: true });
      await proxy.close();
      await api.close();
      await cloud.close();
    },
  };
}

function clockAhead(aheadMs: number): Clock {
  return {
    now: () => systemClock.now() + aheadMs,
    after: (delayMs, action) => systemClock.after(delayMs, action),
  };
}
