import { setTimeout as sleep } from 'node:timers/promises';
import { create, fromBinary, toBinary, type DescMessage, type MessageInitShape } from '@bufbuild/protobuf';
import {
  MediaStreamTrack,
  RTCPeerConnection,
  RtpHeader,
  RtpPacket,
  useH264,
  useOPUS,
  useVP8,
  type RTCRtpCodecParameters,
} from 'werift';
import { systemClock } from '../../../fixtures/mock-cloud/clock.ts';
import { createJournal, type JournalEntry } from '../../../fixtures/mock-cloud/journal.ts';
import { Command } from '../../../fixtures/mock-cloud/media/commands.ts';
import type { SignalChannel } from '../../../fixtures/mock-cloud/media/contracts.ts';
import {
  decodeSignal,
  encodeSignal,
  type SignalMessage,
} from '../../../fixtures/mock-cloud/media/envelope.ts';
import {
  createSignallingService,
  type SignallingService,
} from '../../../fixtures/mock-cloud/media/signalling.ts';
import { startSfu } from '../../../fixtures/mock-cloud/media/sfu/sfu.ts';
import type { RouteMedia, StreamDirectory } from '../../../fixtures/mock-cloud/media/contracts.ts';
import {
  CreateSessionWithSdpReqSchema,
  CreateSessionWithSdpRspSchema,
  type CreateSessionWithSdpRsp,
} from '../../../fixtures/mock-cloud/wire/generated/signalling_pb.ts';

export const ROOM = 'room';
export const NODES = ['10.0.0.1:7001', '10.0.0.2:7001', '10.0.0.3:7001'];

/** A media plane on its own, with a room that lists the streams in `owners` and a journal to look into. */
export interface MediaPlane {
  readonly service: SignallingService;
  /** User by stream ID. */
  readonly owners: Map<string, string>;
  readonly journal: readonly JournalEntry[];
  /** The results of the create-session attempts, in order. */
  attempts(type: 'publish' | 'play'): unknown[];
  close(): void;
}

export function startMediaPlane(
  overrides: { readonly routeMedia?: RouteMedia; readonly streams?: Partial<StreamDirectory> } = {},
): MediaPlane {
  const sfu = startSfu({ address: '127.0.0.1' });
  const owners = new Map<string, string>();
  const journal = createJournal(systemClock);
  const service = createSignallingService({
    sfu,
    clock: systemClock,
    journal,
    streams: {
      ownerOf: (_room, stream) => owners.get(stream),
      mayPublish: () => true,
      loginResult: () => 0,
      ...overrides.streams,
    },
    settings: { nodes: NODES, nodeListTtlS: 60 },
    log: () => undefined,
    ...(overrides.routeMedia && { routeMedia: overrides.routeMedia }),
  });
  return {
    service,
    owners,
    journal: journal.entries,
    attempts: (type) =>
      journal.entries
        .filter(({ kind, detail }) => kind === 'create-session' && detail?.['type'] === type)
        .map(({ detail }) => detail?.['result']),
    close() {
      service.close();
      sfu.close();
    },
  };
}

/** A client of the signalling without link and SDK. */
export interface SignalClient {
  readonly userId: string;
  readonly channel: SignalChannel;
  /** Everything pushed to it so far. */
  readonly pushes: SignalMessage[];
  request<Schema extends DescMessage>(
    cmd: number,
    schema: Schema,
    fields: MessageInitShape<Schema>,
    sessionId?: number,
  ): Promise<SignalMessage>;
  createSession(type: 0 | 1, streamId: string, sdp: string, host?: string): Promise<CreateSessionWithSdpRsp>;
  push(cmd: number): Promise<SignalMessage>;
}

const PUSHES = new Set<number>([
  Command.SessionResetPush,
  Command.PublishEventPush,
  Command.PlayEventPush,
  Command.CloseSessionPush,
  Command.StreamStatusNotifyPush,
  Command.ClientInfoPush,
]);

export function connectClient(service: SignallingService, userId: string): SignalClient {
  const waiting = new Map<number, (message: SignalMessage) => void>();
  const pushes: SignalMessage[] = [];
  let seq = 0;
  const channel: SignalChannel = {
    service: 18,
    send(payload) {
      const message = decodeSignal('down', payload);
      if (PUSHES.has(message.cmd)) pushes.push(message);
      else waiting.get(message.seq)?.(message);
    },
  };
  const client: SignalClient = {
    userId,
    channel,
    pushes,
    request(cmd, schema, fields, sessionId = 0) {
      const body = toBinary(schema, create(schema, fields));
      const id = ++seq;
      const answered = new Promise<SignalMessage>((resolve) => waiting.set(id, resolve));
      service.handle(channel, userId, encodeSignal('up', { cmd, seq: id, sessionId, body }));
      return answered;
    },
    async createSession(type, streamId, sdp, host = '') {
      const { body } = await client.request(Command.CreateSessionWithSdp, CreateSessionWithSdpReqSchema, {
        type,
        streamId,
        sdp,
        mediaServerHost: host,
        params: `zguid=${userId}&zgrid=${ROOM}`,
      });
      return fromBinary(CreateSessionWithSdpRspSchema, body);
    },
    async push(cmd) {
      return until(() => pushes.find((message) => message.cmd === cmd));
    },
  };
  return client;
}

/** Waits for something to be there; the test's own time limit is the limit. */
export async function until<T>(look: () => T | undefined | false): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    await sleep(5);
  }
}

type Codec = 'VP8' | 'H264';

function peer(codec: Codec): RTCPeerConnection {
  const feedback = [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }];
  const video: RTCRtpCodecParameters =
    codec === 'VP8'
      ? useVP8({ rtcpFeedback: feedback })
      : useH264({
          rtcpFeedback: feedback,
          parameters: 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
        });
  return new RTCPeerConnection({
    codecs: { audio: [useOPUS()], video: [video] },
    iceUseIpv4: false,
    iceUseIpv6: false,
    iceInterfaceAddresses: { udp4: '127.0.0.1' },
    iceAdditionalHostAddresses: ['127.0.0.1'],
    iceServers: [],
    bundlePolicy: 'max-bundle',
  });
}

async function connect(pc: RTCPeerConnection, answerSdp: string): Promise<void> {
  await pc.setRemoteDescription({ type: 'answer', sdp: answerSdp });
}

/** A publisher whose every frame is one packet. */
export interface TestPublisher {
  readonly rsp: CreateSessionWithSdpRsp;
  readonly pc: RTCPeerConnection;
  /** Times that a key frame was asked for. */
  keyFrameRequests(): number;
  /** Sends one video frame, a key frame or not, and one audio packet; `mark` comes back at the players. */
  sendFrame(mark: number, isKeyFrame: boolean): void;
  close(): void;
}

export async function publish(
  client: Pick<SignalClient, 'createSession'>,
  streamId: string,
  { codec = 'VP8', host = '' }: { readonly codec?: Codec; readonly host?: string } = {},
): Promise<TestPublisher> {
  const pc = peer(codec);
  const audio = new MediaStreamTrack({ kind: 'audio' });
  const video = new MediaStreamTrack({ kind: 'video' });
  pc.addTransceiver(audio, { direction: 'sendonly' });
  const { sender } = pc.addTransceiver(video, { direction: 'sendonly' });
  let requests = 0;
  sender.onPictureLossIndication.subscribe(() => {
    requests += 1;
  });
  await pc.setLocalDescription(await pc.createOffer());
  const rsp = await client.createSession(0, streamId, pc.localDescription?.sdp ?? '', host);
  if (rsp.result === 0) await connect(pc, rsp.sdp);
  let sequenceNumber = Math.floor(Math.random() * 60_000);
  let timestamp = Math.floor(Math.random() * 1_000_000);
  return {
    rsp,
    pc,
    keyFrameRequests: () => requests,
    sendFrame(mark, isKeyFrame) {
      sequenceNumber = (sequenceNumber + 1) & 0xffff;
      timestamp += 6_000;
      // VP8: a descriptor that starts a frame, then a frame header whose lowest bit is 0 in key frames.
      // H264: a slice of an IDR picture, or one of another picture.
      const start = codec === 'VP8' ? [0x10, isKeyFrame ? 0 : 1] : [isKeyFrame ? 0x65 : 0x61, 0];
      const header = { sequenceNumber, timestamp, marker: true, ssrc: 1 };
      video.writeRtp(
        new RtpPacket(new RtpHeader({ ...header, payloadType: 96 }), Buffer.from([...start, mark])),
      );
      audio.writeRtp(new RtpPacket(new RtpHeader({ ...header, payloadType: 111 }), Buffer.from([mark])));
    },
    close: () => void pc.close(),
  };
}

/** What a player got. */
export interface TestPlayer {
  readonly rsp: CreateSessionWithSdpRsp;
  readonly pc: RTCPeerConnection;
  readonly video: { readonly mark: number; readonly sequence: number; readonly timestamp: number }[];
  readonly audio: number[];
  requestKeyFrame(): void;
  close(): void;
}

export async function play(
  client: Pick<SignalClient, 'createSession'>,
  streamId: string,
  { codec = 'VP8' }: { readonly codec?: Codec } = {},
): Promise<TestPlayer> {
  const pc = peer(codec);
  const video: TestPlayer['video'][number][] = [];
  const audio: number[] = [];
  let videoSsrc = 0;
  pc.onTrack.subscribe((track) =>
    track.onReceiveRtp.subscribe(({ header, payload }) => {
      const mark = payload.at(-1) ?? -1;
      if (track.kind === 'audio') return void audio.push(mark);
      videoSsrc = header.ssrc;
      video.push({ mark, sequence: header.sequenceNumber, timestamp: header.timestamp });
    }),
  );
  pc.addTransceiver('audio', { direction: 'recvonly' });
  const { receiver } = pc.addTransceiver('video', { direction: 'recvonly' });
  await pc.setLocalDescription(await pc.createOffer());
  const rsp = await client.createSession(1, streamId, pc.localDescription?.sdp ?? '');
  if (rsp.result === 0) await connect(pc, rsp.sdp);
  return {
    rsp,
    pc,
    video,
    audio,
    requestKeyFrame: () => void receiver.sendRtcpPLI(videoSsrc),
    close: () => void pc.close(),
  };
}

/** Sends frames until `done`; the first one is a key frame, and so is one whenever one was asked for. */
export async function sendUntil(publisher: TestPublisher, mark: number, done: () => boolean): Promise<void> {
  let answered = -1;
  while (!done()) {
    const isKeyFrame = publisher.keyFrameRequests() !== answered;
    answered = publisher.keyFrameRequests();
    publisher.sendFrame(mark, isKeyFrame);
    await sleep(10);
  }
}
