import { create, fromBinary, toBinary } from '@bufbuild/protobuf';

import { Command } from '../../../fixtures/mock-cloud/media/commands.ts';
import type { WireClient } from '../../../fixtures/mock-cloud/testing/index.ts';
import {
  CreateSessionWithSdpReqSchema,
  CreateSessionWithSdpRspSchema,
  LoginReqSchema,
  LoginRspSchema,
} from '../../../fixtures/mock-cloud/wire/generated/signalling_pb.ts';
import type { SignalClient } from './media-client.ts';
import { ROOM } from './cloud-test.ts';

/** Media over a real link: what `publish` and `play` need. `userId` is the one that messages name, by default the client's. */
export function signalOnLink(client: WireClient, userId?: string): Pick<SignalClient, 'createSession'> {
  return {
    async createSession(type, streamId, sdp, host = '') {
      const fields = { type, streamId, sdp, mediaServerHost: host, params: `zgrid=${ROOM}` };
      const { body } = await client.signal({
        cmd: Command.CreateSessionWithSdp,
        body: toBinary(CreateSessionWithSdpReqSchema, create(CreateSessionWithSdpReqSchema, fields)),
        ...(userId !== undefined && { userId }),
      });
      return fromBinary(CreateSessionWithSdpRspSchema, body);
    },
  };
}

/** Logs in to the media signalling; gives the result code. */
export async function loginToSignalling(client: WireClient, userId?: string): Promise<number> {
  const { body } = await client.signal({
    cmd: Command.Login,
    body: toBinary(LoginReqSchema, create(LoginReqSchema, { roomid: ROOM, token: 't' })),
    ...(userId !== undefined && { userId }),
  });
  return fromBinary(LoginRspSchema, body).result;
}
