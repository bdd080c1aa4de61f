import { create, toBinary, type DescMessage, type MessageInitShape } from '@bufbuild/protobuf';
import fc from 'fast-check';

import { Command as SignalCommand } from '../../../fixtures/mock-cloud/media/commands.ts';
import { encodeSignal } from '../../../fixtures/mock-cloud/media/envelope.ts';
import { Command } from '../../../fixtures/mock-cloud/room/codes.ts';
import { encodeFrame } from '../../../fixtures/mock-cloud/wire/frame.ts';
import {
  GetConfigRequestSchema,
  PcUpwardSchema,
} from '../../../fixtures/mock-cloud/wire/generated/link_pb.ts';
import {
  AddStreamReqSchema,
  LoginRoomReqSchema,
} from '../../../fixtures/mock-cloud/wire/generated/room_pb.ts';
import {
  CreateSessionReqSchema,
  LoginReqSchema,
} from '../../../fixtures/mock-cloud/wire/generated/signalling_pb.ts';
import { MessageType, ServiceNo } from '../../../fixtures/mock-cloud/wire/message-type.ts';
import { encodeRoomMessage } from '../../../fixtures/mock-cloud/wire/room-envelope.ts';

/** What a hostile client knows, and what it has overheard of others. */
export interface Loot {
  readonly appId: number;
  readonly otherAppId: number;
  readonly ownKey: number;
  /** Context keys of other people's sessions, of this app and of another. */
  readonly foreignKeys: readonly number[];
  /** Relogin tokens of others. */
  readonly reloginTokens: readonly string[];
  readonly ownToken: string;
  readonly foreignTokens: readonly string[];
  /** Users and rooms of others. */
  readonly users: readonly string[];
  readonly room: string;
}

/** One thing a hostile client sends. */
export interface HostileFrame {
  readonly bytes: Uint8Array;
  /** How many frames the cloud may take it for. */
  readonly frames: number;
}

const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const noise = fc.uint8Array({ maxLength: 48 });
const text = (value: string) => new TextEncoder().encode(value);
const streamId = fc.integer({ min: 0, max: 40 });

function encode<Desc extends DescMessage>(schema: Desc, message: MessageInitShape<Desc>): Uint8Array {
  return toBinary(schema, create(schema, message));
}

/** Everything that a client could think of to harm others. About one in a hundred ends the connection. */
export function hostileFrames(loot: Loot): fc.Arbitrary<HostileFrame> {
  const one = (bytes: Uint8Array): HostileFrame => ({ bytes, frames: 1 });
  const anyType = fc.constantFrom(...Object.values(MessageType));
  const key = fc.oneof(fc.constantFrom(loot.ownKey, 0, ...loot.foreignKeys), u32);
  const serviceNo = fc.oneof(fc.constantFrom(...Object.values(ServiceNo)), fc.nat({ max: 30 }));

  const upward = (id: number, service: number, payload: Uint8Array, appid = loot.appId, idName = 'mallory') =>
    one(
      encodeFrame({
        type: MessageType.PcUpward,
        streamId: id,
        body: encode(PcUpwardSchema, {
          txid: 1n,
          appid,
          idName,
          serviceNo: service,
          ack: false,
          payload,
          wssMessageType: 1,
          wssPath: '',
        }),
      }),
    );

  const roomCommand = fc
    .record({
      id: streamId,
      cmd: fc.oneof(fc.constantFrom(...Object.values(Command)), u32),
      seq: fc.nat({ max: 9 }),
      key,
    })
    .map(({ id, cmd, seq, key: contextKey }) =>
      // No body: a valid message of every kind that the cloud knows.
      upward(id, ServiceNo.Room, encodeRoomMessage({ cmd, seq, contextKey, body: new Uint8Array() }, 0)),
    );

  const addStream = fc
    .record({ id: streamId, key, name: fc.constantFrom('s', 'mine'), size: fc.nat({ max: 2_000 }) })
    .map(({ id, key: contextKey, name, size }) =>
      upward(
        id,
        ServiceNo.Room,
        encodeRoomMessage(
          {
            cmd: Command.AddStream,
            seq: 1,
            contextKey,
            body: encode(AddStreamReqSchema, { streamId: text(name), extraInfo: new Uint8Array(size) }),
          },
          0,
        ),
      ),
    );

  const login = fc
    .record({
      id: streamId,
      user: fc.constantFrom('mallory', ...loot.users),
      token: fc.oneof(fc.constantFrom(...loot.foreignTokens, '', '04'), fc.string({ maxLength: 20 })),
      relogin: fc.constantFrom('', ...loot.reloginTokens),
    })
    .map(({ id, user, token, relogin }) =>
      upward(
        id,
        ServiceNo.Room,
        encodeRoomMessage(
          {
            cmd: Command.Login,
            seq: 1,
            contextKey: 0,
            body: encode(LoginRoomReqSchema, {
              appId: loot.appId,
              roomId: text(loot.room),
              role: 2,
              idName: text(user),
              nickName: text(user),
              loginLogic: 1,
              thirdToken: text(token),
              reloginToken: text(relogin),
              userStateFlag: 1,
              reloginType: 1,
            }),
          },
          0,
        ),
      ),
    );

  const signal = fc
    .record({
      id: streamId,
      cmd: fc.constantFrom(
        ...Object.values(SignalCommand).filter(
          (cmd) => cmd !== SignalCommand.Login && cmd !== SignalCommand.CreateSession,
        ),
      ),
      sessionId: fc.nat({ max: 9 }),
      user: fc.constantFrom('mallory', ...loot.users),
    })
    .map(({ id, cmd, sessionId, user }) =>
      upward(
        id,
        ServiceNo.Signalling,
        encodeSignal('up', { cmd, seq: 1, sessionId, body: new Uint8Array() }),
        loot.appId,
        user,
      ),
    );

  const takeSession = fc
    .record({ id: streamId, sessionId: fc.nat({ max: 9 }), user: fc.constantFrom('mallory', ...loot.users) })
    .map(({ id, sessionId, user }) =>
      upward(
        id,
        ServiceNo.Signalling,
        encodeSignal('up', {
          cmd: SignalCommand.Login,
          seq: 1,
          sessionId: 0,
          body: encode(LoginReqSchema, {
            roomid: loot.room,
            token: 'x',
            sessions: [{ sessionId, sessionToken: `guess-${sessionId}` }],
          }),
        }),
        loot.appId,
        user,
      ),
    );

  const openSession = fc.record({ id: streamId, stream: u32 }).map(({ id, stream }) =>
    upward(
      id,
      ServiceNo.Signalling,
      encodeSignal('up', {
        cmd: SignalCommand.CreateSession,
        seq: 1,
        sessionId: 0,
        body: encode(CreateSessionReqSchema, {
          type: stream % 3,
          roomid: 'elsewhere',
          streamId: `s${stream}`,
        }),
      }),
    ),
  );

  const harmless = fc.record({ id: streamId, type: anyType }).map(({ id, type }) =>
    one(
      encodeFrame(
        type === MessageType.PcUpward || type === MessageType.HttpRequest2
          ? { type: MessageType.HeartbeatRequest, streamId: id, body: new Uint8Array() }
          : {
              type,
              streamId: id,
              body: encode(GetConfigRequestSchema, { txid: 1n, appid: loot.appId }),
            },
      ),
    ),
  );
  const unknownType = fc
    .record({ id: u32, type: fc.integer({ min: 50, max: 0xffff }), body: noise })
    .map(({ id, type, body }) => one(encodeFrame({ type, streamId: id, body })));
  const anyService = fc
    .record({ id: u32, service: serviceNo, body: noise })
    .map(({ id, service, body }) =>
      upward(id, Object.values<number>(ServiceNo).includes(service) ? 99 : service, body),
    );
  const newChannel = u32.map((id) =>
    upward(
      id,
      ServiceNo.Room,
      encodeRoomMessage({ cmd: 1, seq: 1, contextKey: 0, body: new Uint8Array() }, 0),
    ),
  );
  const flood = fc.integer({ min: 100, max: 400 }).map((frames) => {
    const beat = encodeFrame({ type: MessageType.HeartbeatRequest, streamId: 1, body: new Uint8Array() });
    return { bytes: Buffer.concat(Array.from({ length: frames }, () => beat)), frames };
  });

  const ending = fc.oneof(
    noise.map((bytes) => one(Uint8Array.of(0xae, ...bytes))),
    fc
      .record({ type: anyType, body: noise })
      .map(({ type, body }) => one(encodeFrame({ type, streamId: 1, body }))),
    fc
      .record({ type: anyType, body: noise, cut: fc.nat({ max: 12 }) })
      .map(({ type, body, cut }) => one(encodeFrame({ type, streamId: 1, body }).subarray(0, 1 + cut))),
    fc
      .record({ type: anyType, length: fc.integer({ min: 49, max: 0xffff_ffff }) })
      .map(({ type, length }) => {
        const bytes = encodeFrame({ type, streamId: 1, body: new Uint8Array(48) });
        bytes.writeUInt32BE(length, 4);
        return one(bytes);
      }),
    fc.record({ id: streamId, body: noise }).map(({ id, body }) => upward(id, ServiceNo.Room, body)),
    fc.record({ id: streamId, body: noise }).map(({ id, body }) => upward(id, ServiceNo.Signalling, body)),
    streamId.map((id) => upward(id, ServiceNo.Room, new Uint8Array(), loot.otherAppId)),
  );

  return fc.oneof(
    { weight: 20, arbitrary: roomCommand },
    { weight: 8, arbitrary: addStream },
    { weight: 12, arbitrary: login },
    { weight: 15, arbitrary: signal },
    { weight: 5, arbitrary: takeSession },
    { weight: 8, arbitrary: openSession },
    { weight: 10, arbitrary: harmless },
    { weight: 8, arbitrary: unknownType },
    { weight: 5, arbitrary: anyService },
    { weight: 6, arbitrary: newChannel },
    { weight: 1, arbitrary: flood },
    { weight: 1, arbitrary: ending },
  );
}
