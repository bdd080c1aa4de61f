import { ZegoExpressEngine } from 'zego-express-engine-webrtc';

import type { Pass } from '../back-end/pass-endpoint.ts';
import type { Address } from './address.ts';
import { announce, SDK_EVENTS } from './feed.ts';
import { toFailure } from './failure.ts';
import { fetchPass } from './pass.ts';
import { createPlayers, type Screen } from './players.ts';
import { createPublisher } from './publisher.ts';

/** This page's presence in a room. */
export interface RoomSession {
  /** Makes the engine, which begins to connect, so that a later join is quick. */
  prepare(): Promise<void>;
  /** Logs in; what becomes of it is announced. An anchor publishes as soon as it is in. */
  join(): Promise<void>;
  /** Logs out of the room. */
  leave(): void;
  /** Moves to another room. */
  switchTo(room: string): Promise<void>;
  /** Publishes (again). */
  publish(): void;
  /** Stops publishing. */
  stopPublishing(): void;
  /** Says something to everybody else in the room. What cannot be sent is announced, and not sent later. */
  say(text: string): Promise<void>;
  /** Plays a stream (again). */
  play(streamId: string): void;
}

/** Where a session shows pictures: its own camera, and what it plays. */
export interface Pictures extends Screen {
  showCamera(camera: MediaStream): void;
}

interface StreamOfRoom {
  readonly streamID: string;
}
interface MediaState {
  readonly state: string;
  readonly streamID: string;
  readonly errorCode: number;
}

/** Between two renewals of a token. */
const RENEWAL_PAUSE_MS = 5_000;
/** States after which there is no room any more: whatever was to be published or played is over. */
const LOST = new Set(['RECONNECT_FAILED', 'KICKOUT', 'LOGOUT']);

/** Creates the session. The engine is made with the first pass, which names the app. */
export function createRoomSession(address: Address, pictures: Pictures): RoomSession {
  const publisher = createPublisher(address, (camera) => pictures.showCamera(camera));
  const players = createPlayers(pictures);
  let engine: ZegoExpressEngine | undefined;
  let room = address.room;
  let renewedAt = 0;

  /** Every login needs a fresh token: the last one may have expired. */
  async function getPass(roomId: string): Promise<{ sdk: ZegoExpressEngine; pass: Pass }> {
    const pass = await fetchPass(address.user, roomId);
    engine ??= createEngine(pass);
    return { sdk: engine, pass };
  }

  function createEngine(pass: Pass): ZegoExpressEngine {
    const sdk = new ZegoExpressEngine(pass.appId, pass.server);
    sdk.setLogConfig({ logLevel: 'error', remoteLogLevel: 'disable' });
    if (Object.keys(address.engineConfig).length > 0) sdk.setEngineConfig(address.engineConfig);
    for (const name of SDK_EVENTS)
      sdk.on(name, (...args: unknown[]) => {
        announce('sdk', name, args);
        react(sdk, name, args);
      });
    return sdk;
  }

  /** What the app itself must do: start on ADD, stop on DELETE, retry what the SDK has given up. */
  function react(sdk: ZegoExpressEngine, name: string, args: readonly unknown[]): void {
    switch (name) {
      case 'roomStateChanged':
        roomStateChanged(sdk, String(args[0]), String(args[1]));
        return;
      case 'roomStreamUpdate':
        if (address.role === 'anchor') return;
        for (const { streamID } of args[2] as StreamOfRoom[])
          if (args[1] === 'ADD') players.add(sdk, streamID);
          else players.remove(streamID);
        return;
      case 'publisherStateUpdate': {
        const { state, streamID, errorCode } = args[0] as MediaState;
        publisher.stateChanged(state, streamID, errorCode);
        return;
      }
      case 'tokenWillExpire':
        void renewToken(sdk);
        return;
      case 'playerStateUpdate': {
        const { state, streamID, errorCode } = args[0] as MediaState;
        players.stateChanged(state, streamID, errorCode);
      }
    }
  }

  /** A login that the SDK makes by itself takes the token that it was given last: it must not have run out by then. */
  async function renewToken(sdk: ZegoExpressEngine): Promise<void> {
    // The SDK warns of a token that lasts less than 30 s as soon as it has it.
    if (!address.renew || Date.now() - renewedAt < RENEWAL_PAUSE_MS) return;
    renewedAt = Date.now();
    await attempt('renew', async () => {
      const { token } = await fetchPass(address.user, room);
      announce('app', 'renewToken', [room]);
      sdk.renewToken(token, room);
    });
  }

  function roomStateChanged(sdk: ZegoExpressEngine, roomId: string, state: string): void {
    if (roomId !== room) return;
    if (state === 'LOGINED') {
      if (address.role === 'anchor' && address.publishOnJoin) void publisher.start(sdk);
      if (address.play !== undefined) players.add(sdk, address.play);
    }
    if (LOST.has(state)) {
      publisher.abandon();
      players.clear();
    }
  }

  /** Runs one step and announces its end: what a person asked for has worked, or why it has not. */
  async function attempt(name: string, step: () => Promise<void> | void): Promise<void> {
    try {
      await step();
      announce('app', `${name}:done`, []);
    } catch (thrown) {
      announce('app', `${name}:failed`, [toFailure(thrown)]);
    }
  }

  return {
    prepare: () =>
      attempt('prepare', async () => {
        await getPass(room);
      }),
    join: () =>
      attempt('join', async () => {
        const { sdk, pass } = await getPass(room);
        const user = { userID: address.user, userName: address.user };
        announce('app', 'loginRoom', [room]);
        await sdk.loginRoom(room, pass.token, user, { userUpdate: address.userUpdate });
      }),
    leave() {
      void attempt('leave', () => {
        if (!engine) throw new Error('There is no room to leave yet.');
        announce('app', 'logoutRoom', [room]);
        engine.logoutRoom(room);
      });
    },
    switchTo: (target) =>
      attempt('switch', async () => {
        const { sdk, pass } = await getPass(target);
        const from = room;
        room = target;
        announce('app', 'switchRoom', [target]);
        await sdk.switchRoom(from, target, { token: pass.token, isUserStatusNotify: address.userUpdate });
      }),
    publish() {
      if (engine) void publisher.start(engine);
    },
    stopPublishing: () => publisher.stop(),
    say: (text) =>
      attempt('say', async () => {
        if (!engine) throw new Error('There is no room to speak in yet.');
        await engine.sendBroadcastMessage(room, text);
        announce('app', 'said', [text]);
      }),
    play: (streamId) => players.retry(streamId),
  };
}
