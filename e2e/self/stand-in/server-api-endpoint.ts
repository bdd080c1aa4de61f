import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import type { Tenant } from '../../../fixtures/mock-cloud/tenant.ts';
import type { Certificate } from '../../../fixtures/mock-cloud/wire/certificate.ts';
import { signedParameters } from '../../../fixtures/test/cloud/real/server-api.ts';

/** ZEGO's codes for requests that it refuses. */
const Refusal = {
  wrongSignature: { Code: 100_000_005, Message: 'signature error' },
  unknownApp: { Code: 100_000_010, Message: 'failed to get ServerSecret' },
  unknownAction: { Code: 100_000_007, Message: 'unsupported Action' },
} as const;

/** A small part of ZEGO's server API, over HTTPS on a loopback port. */
export interface ServerApiEndpoint {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves the server API of one app: it checks signatures, counts the users of rooms and kicks. */
export async function startServerApiEndpoint(
  tenant: Tenant,
  certificate: Certificate,
): Promise<ServerApiEndpoint> {
  const server = createServer(certificate, (request, response) => {
    const query = new URL(request.url ?? '/', 'https://server-api').searchParams;
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer(query, tenant)));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

function answer(query: URLSearchParams, tenant: Tenant) {
  if (Number(query.get('AppId')) !== tenant.appId) return Refusal.unknownApp;
  if (!isSigned(query, tenant)) return Refusal.wrongSignature;
  const rooms = query.getAll('RoomId[]');
  switch (query.get('Action')) {
    case 'DescribeUserNum':
      return success({
        UserCountList: rooms.map((RoomId) => ({ RoomId, UserCount: tenant.usersIn(RoomId).length })),
      });
    case 'KickoutUser': {
      const present = tenant.usersIn(query.get('RoomId') ?? '');
      for (const user of query.getAll('UserId[]')) if (present.includes(user)) tenant.kick(user);
      return success({});
    }
    default:
      return Refusal.unknownAction;
  }
}

function isSigned(query: URLSearchParams, { appId, secret }: Tenant): boolean {
  const expected = signedParameters({
    appId,
    serverSecret: secret,
    nowMs: Number(query.get('Timestamp')) * 1_000,
    nonce: query.get('SignatureNonce') ?? '',
  });
  return expected.every(([name, value]) => query.get(name) === value);
}

function success(data: object) {
  return { Code: 0, Message: 'success', RequestId: '1', Data: data };
}
