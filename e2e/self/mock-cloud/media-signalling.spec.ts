import { expect, test } from '@playwright/test';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { RTCPeerConnection } from 'werift';
import { Command } from '../../../fixtures/mock-cloud/media/commands.ts';
import { decodeSignal, encodeSignal } from '../../../fixtures/mock-cloud/media/envelope.ts';
import {
  CmdSchema,
  CloseSessionReqSchema,
  CreateSessionReqSchema,
  CreateSessionRspSchema,
  DispatchReqSchema,
  DispatchRspSchema,
  LoginReqSchema,
  LoginRspSchema,
  MediaDescReqSchema,
  MediaDescRspSchema,
  PeerCommandResultSchema,
  PeerCommandSchema,
  PeerNetStatsReqSchema,
  PeerNetStatsRspSchema,
  SessionResetPushSchema,
  StreamStatusSchema,
} from '../../../fixtures/mock-cloud/wire/generated/signalling_pb.ts';
import {
  connectClient,
  NODES,
  play,
  publish,
  ROOM,
  startMediaPlane,
  until,
  type MediaPlane,
  type SignalClient,
} from './media-client.ts';

// On a machine with nothing else to do none takes 2 s; on one that is overloaded a handshake alone takes as long.
test.describe.configure({ timeout: 30_000 });

const [NODE_1 = '', NODE_2 = '', NODE_3 = ''] = NODES;
let plane: MediaPlane;
test.afterEach(() => plane.close());

async function offer(direction: 'sendonly' | 'recvonly' = 'sendonly'): Promise<string> {
  const pc = new RTCPeerConnection({ iceServers: [], bundlePolicy: 'max-bundle' });
  pc.addTransceiver('audio', { direction });
  const { sdp } = await pc.createOffer();
  await pc.close();
  return sdp;
}

async function login(client: SignalClient, sessions: { sessionId: number; sessionToken: string }[] = []) {
  const { body } = await client.request(Command.Login, LoginReqSchema, {
    roomid: 'room',
    token: 't',
    sessions,
  });
  return fromBinary(LoginRspSchema, body);
}

test('login: known sessions move to the new connection, unknown ones are reset', async () => {
  plane = startMediaPlane();
  const first = connectClient(plane.service, 'anchor');
  expect((await login(first)).result).toBe(0);
  const { pc, rsp } = await publish(first, 's');
  plane.service.channelClosed(first.channel);
  const second = connectClient(plane.service, 'anchor');
  await login(second, [
    { sessionId: rsp.peerId, sessionToken: rsp.sessionToken },
    { sessionId: 99, sessionToken: 'session-99' },
  ]);
  const reset = await second.push(Command.SessionResetPush);
  expect(reset.sessionId).toBe(99);
  expect(fromBinary(SessionResetPushSchema, reset.body)).toMatchObject({ resetType: 1, sessionIds: [99] });
  const before = first.pushes.length;
  expect(plane.service.control.closeSession('anchor', 's', { err: 2001, action: 5 })).toBe(1);
  expect((await second.push(Command.CloseSessionPush)).sessionId).toBe(rsp.peerId);
  expect(first.pushes).toHaveLength(before);
  void pc.close();
});

test('login: who plays is told anew whether microphone and camera are on; they may have changed meanwhile', async () => {
  plane = startMediaPlane();
  const anchor = connectClient(plane.service, 'anchor');
  const published = await publish(anchor, 's');
  const audience = connectClient(plane.service, 'audience');
  const played = await play(audience, 's');
  // What is told when media begin to flow is told already.
  await audience.push(Command.PlayEventPush);
  plane.service.channelClosed(audience.channel);
  const status = { micStatus: 0, cameraStatus: 3 };
  await anchor.request(Command.StreamStatusNotify, StreamStatusSchema, status, published.rsp.peerId);
  const again = connectClient(plane.service, 'audience');
  await login(again, [{ sessionId: played.rsp.peerId, sessionToken: played.rsp.sessionToken }]);
  const told = await again.push(Command.StreamStatusNotifyPush);
  expect(told.sessionId).toBe(played.rsp.peerId);
  expect(fromBinary(StreamStatusSchema, told.body)).toMatchObject(status);
  for (const { pc } of [published, played]) void pc.close();
});

test('login: nobody gets a session that is another user’s', async () => {
  plane = startMediaPlane();
  const { pc, rsp } = await publish(connectClient(plane.service, 'anchor'), 's');
  const thief = connectClient(plane.service, 'thief');
  await login(thief, [{ sessionId: rsp.peerId, sessionToken: rsp.sessionToken }]);
  expect((await thief.push(Command.SessionResetPush)).sessionId).toBe(rsp.peerId);
  await thief.request(Command.CloseSession, CloseSessionReqSchema, { reason: 0 }, rsp.peerId);
  expect(plane.service.control.nodeOf('anchor', 's')).toBe(NODE_1);
  void pc.close();
});

test('login: an expired token is said to be one', async () => {
  plane = startMediaPlane({ streams: { loginResult: () => 1008 } });
  expect((await login(connectClient(plane.service, 'anchor'))).result).toBe(1008);
});

test('after forgetting everything every session is unknown', async () => {
  plane = startMediaPlane();
  const client = connectClient(plane.service, 'anchor');
  const { pc, rsp } = await publish(client, 's');
  plane.service.control.forgetEverything();
  expect(plane.service.negotiating()).toBe(0);
  await login(client, [{ sessionId: rsp.peerId, sessionToken: rsp.sessionToken }]);
  expect((await client.push(Command.SessionResetPush)).sessionId).toBe(rsp.peerId);
  expect((await play(connectClient(plane.service, 'audience'), 's')).rsp.result).toBe(1004);
  void pc.close();
});

test('the answer: what the SDK needs is always there', async () => {
  plane = startMediaPlane();
  const { pc, rsp } = await publish(connectClient(plane.service, 'anchor'), 's');
  expect(rsp).toMatchObject({ result: 0, gwVersion: 0x04000000, gwNodes: NODES, gwNodesTtlS: 60 });
  expect(fromBinary(PeerCommandSchema, rsp.paramsExt).peerExtParamsPush).toMatchObject({
    turnUrls: 'turn:127.0.0.1:3478?transport=udp',
    peerId: rsp.peerId,
  });
  const candidates = rsp.sdp.split('\r\n').filter((line) => line.startsWith('a=candidate'));
  expect(new Set(candidates.map((line) => line.split(' ')[4]))).toEqual(new Set(['127.0.0.1']));
  expect(rsp.sdp).not.toMatch(/transport-cc|abs-send-time/);
  expect(rsp.sdp.match(/^m=\w+/gm)).toEqual(['m=audio', 'm=video']);
  void pc.close();
});

test('refusals: by kind, for one user, only while they last; every attempt is in the journal', async () => {
  plane = startMediaPlane();
  plane.owners.set('s', 'anchor');
  const end = plane.service.control.faults.refuse('publish', 2012, { userId: 'anchor' });
  const sdp = await offer();
  const anchor = connectClient(plane.service, 'anchor');
  expect((await anchor.createSession(0, 's', sdp)).result).toBe(2012);
  expect((await connectClient(plane.service, 'guest').createSession(0, 'other', sdp)).result).toBe(0);
  const received = await offer('recvonly');
  expect((await anchor.createSession(1, 's', received)).result).toBe(0);
  expect((await anchor.createSession(1, 'unknown', received)).result).toBe(1004);
  end();
  expect((await anchor.createSession(0, 's', sdp)).result).toBe(0);
  expect(plane.attempts('publish')).toEqual([2012, 0, 0]);
  expect(plane.attempts('play')).toEqual([0, 1004]);
});

test('the journal spells users, rooms and streams as the room plane does, and leaves out a room that nobody named', async () => {
  plane = startMediaPlane();
  plane.owners.set('s', 'anchor');
  const anchor = connectClient(plane.service, 'anchor');
  await anchor.request(Command.Dispatch, DispatchReqSchema, { type: 0, streamId: 's' });
  await login(anchor);
  await anchor.request(Command.Dispatch, DispatchReqSchema, { type: 0, streamId: 's' });
  await anchor.createSession(0, 's', await offer());
  plane.service.userGone('anchor', ROOM);
  const told = plane.journal.map(({ kind, userId, roomId, streamId }) => ({
    kind,
    userId,
    roomId,
    streamId,
  }));
  const inRoom = { userId: 'anchor', roomId: ROOM, streamId: undefined };
  expect(told).toEqual([
    { ...inRoom, kind: 'dispatch', roomId: undefined },
    { ...inRoom, kind: 'signalling-login' },
    { ...inRoom, kind: 'dispatch' },
    { ...inRoom, kind: 'create-session', streamId: 's' },
    { ...inRoom, kind: 'session-ended', streamId: 's' },
  ]);
  expect(plane.journal[0]).not.toHaveProperty('roomId');
  for (const { detail } of plane.journal)
    for (const fact of ['user', 'userId', 'room', 'roomId', 'stream', 'streamId'])
      expect(detail ?? {}).not.toHaveProperty(fact);
});

test('a token without the privilege cannot publish', async () => {
  plane = startMediaPlane({ streams: { mayPublish: (userId) => userId !== 'anchor' } });
  const rsp = await connectClient(plane.service, 'anchor').createSession(0, 's', await offer());
  expect(rsp.result).toBe(2012);
});

test('nodes: a refusing and a silent one, and the next one when the server chooses', async () => {
  plane = startMediaPlane();
  const { control } = plane.service;
  control.setNodeMode(NODE_1, 'refuse');
  control.setNodeMode(NODE_2, 'silent');
  const client = connectClient(plane.service, 'anchor');
  const sdp = await offer();
  expect(await client.createSession(0, 's', sdp)).toMatchObject({ result: 101, gwNodes: NODES });
  void client.createSession(0, 's', sdp, NODE_2);
  expect(await client.createSession(0, 's', sdp, 'gone:1')).toMatchObject({ result: 2016 });
  control.setNodeMode(NODE_1, 'up');
  expect(await client.createSession(0, 's', sdp)).toMatchObject({
    result: 0,
    gwNodes: [NODE_1, NODE_2, NODE_3],
  });
  expect(plane.attempts('publish')).toEqual([101, 'no answer', 2016, 0]);
  const { body } = await client.request(Command.Dispatch, DispatchReqSchema, { type: 0, streamId: 's' });
  expect(fromBinary(DispatchRspSchema, body)).toMatchObject({ result: 0, gwNodes: NODES });
  expect(() => control.setNodeMode('gone:1', 'up')).toThrow(/the nodes are 10.0.0.1:7001/);
});

test('negotiating counts what is coming about, and nothing that cannot', async () => {
  plane = startMediaPlane();
  const client = connectClient(plane.service, 'anchor');
  const end = plane.service.control.faults.misdirect('publish');
  const lost = await client.createSession(0, 's', await offer());
  expect(lost.sdp).toContain('127.0.0.1 9 typ host');
  expect(plane.service.negotiating()).toBe(0);
  end();
  const rsp = await client.createSession(0, 's', await offer());
  expect(plane.service.negotiating()).toBe(1);
  const restore = plane.service.control.faults.dropMedia('anchor', { up: true, down: false });
  expect(plane.service.negotiating()).toBe(0);
  restore();
  expect(plane.service.negotiating()).toBe(1);
  await client.request(Command.CloseSession, CloseSessionReqSchema, { reason: 0 }, rsp.peerId);
  expect(plane.service.negotiating()).toBe(0);
  const { pc } = await publish(client, 's');
  await until(() => plane.service.negotiating() === 0 && pc.connectionState === 'connected');
  void pc.close();
});

test('negotiating counts an offer from the moment it comes: its answer takes time to make', async () => {
  let openWay: () => void = () => undefined;
  const way = new Promise<void>((resolve) => (openWay = resolve));
  plane = startMediaPlane({ routeMedia: (_userId, candidate) => way.then(() => candidate) });
  const asked = connectClient(plane.service, 'anchor').createSession(0, 's', await offer());
  expect(plane.service.negotiating()).toBe(1);
  openWay();
  expect((await asked).result).toBe(0);
  expect(plane.service.negotiating()).toBe(1);
});

test('an offer that is none is refused, and the service goes on', async () => {
  plane = startMediaPlane();
  const client = connectClient(plane.service, 'anchor');
  expect((await client.createSession(0, 's', 'v=0\r\nno offer')).result).toBe(105);
  expect(plane.service.negotiating()).toBe(0);
  // A client that would rather send its compact form.
  expect((await client.createSession(0, 's', '')).result).toBe(110);
  expect((await client.createSession(0, 's', await offer())).result).toBe(0);
});

test('unknown commands and acknowledgements do no harm; a body that is no message is the sender’s error', async () => {
  plane = startMediaPlane();
  const client = connectClient(plane.service, 'anchor');
  const send = (cmd: number, body: Uint8Array) =>
    plane.service.handle(client.channel, 'anchor', encodeSignal('up', { cmd, seq: 1, sessionId: 5, body }));
  for (let cmd = 0; cmd < 100; cmd++) send(cmd, new Uint8Array());
  const garbage = Buffer.from('ffffff', 'hex');
  for (const cmd of [Command.Login, Command.CreateSessionWithSdp, Command.MediaDesc, Command.Cmd]) {
    expect(() => send(cmd, garbage)).toThrow();
  }
  expect((await login(client)).result).toBe(0);
});

test('the journal tells of unknown commands, once each, and of those inside a Cmd; acknowledgements are known', () => {
  plane = startMediaPlane();
  const { channel } = connectClient(plane.service, 'anchor');
  const send = (cmd: number, body = new Uint8Array()) =>
    plane.service.handle(channel, 'anchor', encodeSignal('up', { cmd, seq: 1, sessionId: 0, body }));
  for (const cmd of [8, 22, 26, 34, 38, 46, Command.CandidateInfo, 99]) send(cmd);
  const command = create(CmdSchema, { peerId: 1, cmdId: 2, body: new Uint8Array() });
  send(Command.Cmd, toBinary(CmdSchema, command));
  expect(plane.journal).toMatchObject([
    { kind: 'unknown-command', userId: 'anchor', detail: { service: 18, cmd: 99 } },
    { kind: 'unknown-command', userId: 'anchor', detail: { service: 18, cmd: 43, peerCommand: 2 } },
  ]);
});

test('periodic requests get their answers, plain or wrapped in a Cmd', async () => {
  plane = startMediaPlane();
  const client = connectClient(plane.service, 'anchor');
  const stats = await client.request(Command.PeerNetStatsGet, PeerNetStatsReqSchema, { peerId: 1 }, 1);
  expect(fromBinary(PeerNetStatsRspSchema, stats.body)).toMatchObject({ result: 0, peerId: 1 });
  const wrapped = await client.request(
    Command.Cmd,
    CmdSchema,
    { peerId: 1, cmdId: 6, body: new Uint8Array() },
    1,
  );
  const { cmdId, body } = fromBinary(CmdSchema, wrapped.body);
  expect(cmdId).toBe(6);
  expect(fromBinary(PeerCommandResultSchema, body).netQualityGrade).toMatchObject({
    result: 0,
    seq: wrapped.seq,
  });
  const status = { micStatus: 0, cameraStatus: 0 };
  const answer = await client.request(Command.StreamStatusNotify, StreamStatusSchema, status, 1);
  expect(answer.cmd).toBe(Command.StreamStatusNotify + 1);
});

test('without SDP first (TURN only): the offer follows and is answered', async () => {
  plane = startMediaPlane();
  const client = connectClient(plane.service, 'anchor');
  const created = await client.request(Command.CreateSession, CreateSessionReqSchema, {
    type: 0,
    streamId: 's',
  });
  const { result, turnServer, sessionId } = fromBinary(CreateSessionRspSchema, created.body);
  expect({ result, turnServer }).toEqual({ result: 0, turnServer: 'turn:127.0.0.1:3478?transport=udp' });
  expect(created.sessionId).toBe(sessionId);
  const fields = { type: 0, update: 0, sdp: await offer() };
  const described = await client.request(Command.MediaDesc, MediaDescReqSchema, fields, sessionId);
  expect(fromBinary(MediaDescRspSchema, described.body)).toMatchObject({ result: 0 });
  expect(plane.service.negotiating()).toBe(1);
});

test('an answer has the number of the request plus one, and its sequence number', async () => {
  plane = startMediaPlane();
  const sent: Uint8Array[] = [];
  const channel = { service: 18, send: (payload: Uint8Array) => void sent.push(payload) };
  const request = encodeSignal('up', {
    cmd: Command.Dispatch,
    seq: 41,
    sessionId: 0,
    body: new Uint8Array(),
  });
  plane.service.handle(channel, 'anchor', request);
  expect(sent.map((payload) => decodeSignal('down', payload))).toMatchObject([
    { cmd: 48, seq: 41, sessionId: 0 },
  ]);
});

test('without SDP too, a node that is silent says nothing', () => {
  plane = startMediaPlane();
  plane.service.control.setNodeMode(NODE_1, 'silent');
  const sent: Uint8Array[] = [];
  const channel = { service: 18, send: (payload: Uint8Array) => void sent.push(payload) };
  const body = toBinary(CreateSessionReqSchema, create(CreateSessionReqSchema, { type: 0, streamId: 's' }));
  const request = encodeSignal('up', { cmd: Command.CreateSession, seq: 1, sessionId: 0, body });
  plane.service.handle(channel, 'anchor', request);
  expect(plane.attempts('publish')).toEqual(['no answer']);
  expect(sent).toEqual([]);
});
