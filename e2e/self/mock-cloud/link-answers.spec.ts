import { expect, test } from '@playwright/test';
import { fromBinary } from '@bufbuild/protobuf';

import {
  GetConfigRequestSchema,
  GetConfigResponseSchema,
  HeartbeatRequestSchema,
  HttpRequestSchema,
} from '../../../fixtures/mock-cloud/wire/generated/link_pb.ts';
import { LINK_ANSWERS, type AnswerContext } from '../../../fixtures/mock-cloud/wire/link-answers.ts';
import { MessageType } from '../../../fixtures/mock-cloud/wire/message-type.ts';
import { encode } from '../../../fixtures/mock-cloud/wire/protobuf.ts';

const context: AnswerContext = { tenant: undefined, nowMs: 5n, clientAddress: '127.0.0.1' };
const read = (type: number, body: Uint8Array) => {
  const answer = LINK_ANSWERS.get(type);
  if (!answer) throw new Error(`nothing answers link message ${type}`);
  return answer.read(body);
};

test.describe('the answers to the link’s own messages', () => {
  test('name the AppID that the request announces: 0 when it is left out, none in a heartbeat', () => {
    const config = encode(GetConfigRequestSchema, { txid: 1n, appid: 7 });
    expect(read(MessageType.GetConfigRequest, config).appId).toBe(7);
    expect(read(MessageType.HttpRequest, encode(HttpRequestSchema, { txid: 1n })).appId).toBe(0);
    const beat = encode(HeartbeatRequestSchema, { txid: 1n, ts: 2n });
    expect(read(MessageType.HeartbeatRequest, beat).appId).toBeUndefined();
  });

  test('tell timers to a client whose AppID nobody has, too', () => {
    const request = read(
      MessageType.GetConfigRequest,
      encode(GetConfigRequestSchema, { txid: 1n, appid: 7 }),
    );
    const { data } = fromBinary(GetConfigResponseSchema, request.reply(context));
    expect(data).toMatchObject({ logicHbIntervalS: 5, logicHbTimeoutS: 10, ntpTimeMs: 5n });
    const tenant = {
      initConfig: new Uint8Array(),
      linkTimers: () => ({ heartbeatIntervalS: 1, heartbeatTimeoutS: 3 }),
    };
    expect(fromBinary(GetConfigResponseSchema, request.reply({ ...context, tenant })).data).toMatchObject({
      logicHbIntervalS: 1,
      logicHbTimeoutS: 3,
    });
  });

  test('refuse bytes that are no such message', () => {
    expect(() => read(MessageType.HeartbeatRequest, Uint8Array.of(0x0a, 0xff))).toThrow();
  });
});
