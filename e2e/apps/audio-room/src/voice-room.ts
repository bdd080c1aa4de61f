import { ZegoExpressEngine } from 'zego-express-engine-webrtc';
import { fetchToken, type Project } from './back-end';

export type RoomState = 'out' | 'joining' | 'in' | 'reconnecting' | 'lost' | 'kicked';

export interface RoomEvents {
  state(state: RoomState): void;
  speakerCame(streamId: string, name: string): void;
  speakerHeard(streamId: string, stream: MediaStream): void;
  speakerFailed(streamId: string, errorCode: number): void;
  speakerGone(streamId: string): void;
  soundLevel(streamId: string, level: number): void;
  people(names: string[]): void;
  mic(on: boolean): void;
  micFailed(errorCode: number): void;
}

type Timer = ReturnType<typeof setTimeout>;
type Speaker = { retries: number; failed?: boolean; timer?: Timer };
type Mic = { streamId: string; stream?: MediaStream; retries: number; timer?: Timer };

const RETRY_MS = 3_000;
const MAX_RETRIES = 5;
/** No permission, forbidden, stream ID taken, codec not supported, microphone refused. */
const PERMANENT = new Set([1002082, 1003025, 1003028, 1003080, 1004025, 1004080, 1103019, 1103064, 1104046]);

export class VoiceRoom {
  readonly #zg: ZegoExpressEngine;
  readonly #events: RoomEvents;
  #state: RoomState = 'out';
  #roomId = '';
  #userId = '';
  #mic: Mic | undefined;
  readonly #speakers = new Map<string, Speaker>();
  readonly #people = new Map<string, string>();

  constructor({ appId, server }: Project, events: RoomEvents) {
    this.#events = events;
    this.#zg = new ZegoExpressEngine(appId, server);
    this.#listen();
    this.#zg.setSoundLevelDelegate(true, 500);
  }

  async join(roomId: string, userId: string): Promise<void> {
    if (this.#inCall()) return;
    this.#roomId = roomId;
    this.#userId = userId;
    this.#setState('joining');
    try {
      const token = await fetchToken(userId);
      if (!this.#inCall()) return;
      const user = { userID: userId, userName: userId };
      const ok = await this.#zg.loginRoom(roomId, token, user, { userUpdate: true });
      if (!ok) throw new Error('The login was refused');
      if (this.#state === 'joining') this.#setState('in');
    } catch (error) {
      if (this.#state === 'joining') this.#tearDown('out');
      throw error;
    }
  }

  leave(): void {
    if (!this.#inCall()) return;
    this.#tearDown('out');
    this.#zg.logoutRoom(this.#roomId);
  }

  async takeMic(): Promise<void> {
    if (this.#mic || this.#state !== 'in') return;
    const mic: Mic = { streamId: `${this.#roomId}-${this.#userId}-mic`, retries: 0 };
    this.#mic = mic;
    this.#events.mic(true);
    try {
      const stream = await this.#zg.createStream({ camera: { video: false, audio: true } });
      if (this.#mic === mic) {
        mic.stream = stream;
        this.#zg.startPublishingStream(mic.streamId, stream);
      } else {
        this.#zg.destroyStream(stream);
      }
    } catch (error) {
      if (this.#mic === mic) this.#micFailed(codeOf(error));
    }
  }

  leaveMic(): void {
    const mic = this.#mic;
    if (!mic) return;
    this.#mic = undefined;
    clearTimeout(mic.timer);
    this.#zg.stopPublishingStream(mic.streamId);
    if (mic.stream) this.#zg.destroyStream(mic.stream);
    this.#events.mic(false);
  }

  #inCall(): boolean {
    return this.#state === 'joining' || this.#state === 'in' || this.#state === 'reconnecting';
  }

  #setState(state: RoomState): void {
    this.#state = state;
    this.#events.state(state);
  }

  #tearDown(state: RoomState): void {
    this.leaveMic();
    for (const streamId of [...this.#speakers.keys()]) this.#removeSpeaker(streamId);
    this.#people.clear();
    this.#setState(state);
  }

  #listen(): void {
    const zg = this.#zg;

    zg.on('roomStateChanged', (_roomId, reason) => {
      if (!this.#inCall()) return;
      if (reason === 'RECONNECTING') this.#setState('reconnecting');
      else if (reason === 'RECONNECTED') this.#setState('in');
      else if (reason === 'RECONNECT_FAILED') this.#tearDown('lost');
      else if (reason === 'KICKOUT') this.#tearDown('kicked');
      else if (reason === 'LOGOUT') this.#tearDown('out');
    });

    zg.on('tokenWillExpire', (roomId) => {
      fetchToken(this.#userId)
        .then((token) => zg.renewToken(token, roomId))
        .catch((error: unknown) => console.warn('The token could not be renewed', error));
    });

    zg.on('roomUserUpdate', (_roomId, updateType, users) => {
      for (const { userID, userName } of users) {
        if (updateType === 'ADD') this.#people.set(userID, userName || userID);
        else this.#people.delete(userID);
      }
      this.#events.people([...this.#people.values()]);
    });

    zg.on('roomStreamUpdate', (_roomId, updateType, streams) => {
      if (!this.#inCall()) return;
      for (const { streamID, user } of streams) {
        if (updateType === 'ADD') this.#addSpeaker(streamID, user.userName || user.userID);
        else this.#removeSpeaker(streamID);
      }
    });

    zg.on('playerStateUpdate', ({ streamID, state, errorCode }) => {
      const speaker = this.#speakers.get(streamID);
      if (!speaker) return;
      if (state === 'PLAYING') speaker.retries = 0;
      else if (state === 'NO_PLAY' && errorCode !== 0) this.#retryPlaying(streamID, speaker, errorCode);
    });

    zg.on('publisherStateUpdate', ({ streamID, state, errorCode }) => {
      const mic = this.#mic;
      if (mic?.streamId !== streamID) return;
      if (state === 'PUBLISHING') mic.retries = 0;
      else if (state === 'NO_PUBLISH' && errorCode !== 0) this.#retryPublishing(mic, errorCode);
    });

    zg.on('soundLevelUpdate', (levels) => {
      for (const { streamID, soundLevel } of levels) this.#events.soundLevel(streamID, soundLevel);
    });
  }

  #addSpeaker(streamId: string, name: string): void {
    if (this.#speakers.has(streamId)) return;
    const speaker: Speaker = { retries: 0 };
    this.#speakers.set(streamId, speaker);
    this.#events.speakerCame(streamId, name);
    void this.#play(streamId, speaker);
  }

  #removeSpeaker(streamId: string): void {
    const speaker = this.#speakers.get(streamId);
    if (!speaker) return;
    clearTimeout(speaker.timer);
    this.#speakers.delete(streamId);
    this.#zg.stopPlayingStream(streamId);
    this.#events.speakerGone(streamId);
  }

  async #play(streamId: string, speaker: Speaker): Promise<void> {
    try {
      const stream = await this.#zg.startPlayingStream(streamId, { video: false, audio: true });
      if (this.#speakers.get(streamId) === speaker) this.#events.speakerHeard(streamId, stream);
    } catch (error) {
      if (this.#speakers.get(streamId) === speaker) this.#retryPlaying(streamId, speaker, codeOf(error));
    }
  }

  /** The SDK has given up by itself: some more attempts, with a pause before each, unless they cannot help. */
  #retryPlaying(streamId: string, speaker: Speaker, errorCode: number): void {
    if (speaker.failed) return; // both the promise and the event tell of an error
    if (PERMANENT.has(errorCode) || speaker.retries >= MAX_RETRIES) {
      speaker.failed = true;
      this.#events.speakerFailed(streamId, errorCode);
      return;
    }
    clearTimeout(speaker.timer);
    speaker.timer = setTimeout(() => {
      if (this.#state !== 'in') {
        this.#retryPlaying(streamId, speaker, errorCode);
        return;
      }
      speaker.retries += 1;
      this.#zg.stopPlayingStream(streamId);
      void this.#play(streamId, speaker);
    }, RETRY_MS);
  }

  #retryPublishing(mic: Mic, errorCode: number): void {
    if (PERMANENT.has(errorCode) || mic.retries >= MAX_RETRIES) {
      this.#micFailed(errorCode);
      return;
    }
    clearTimeout(mic.timer);
    mic.timer = setTimeout(() => {
      if (this.#state !== 'in') {
        this.#retryPublishing(mic, errorCode);
        return;
      }
      mic.retries += 1;
      if (mic.stream) this.#zg.startPublishingStream(mic.streamId, mic.stream);
    }, RETRY_MS);
  }

  #micFailed(errorCode: number): void {
    this.leaveMic();
    this.#events.micFailed(errorCode);
  }
}

function codeOf(error: unknown): number {
  const { errorCode, code } = (error ?? {}) as { errorCode?: number; code?: number };
  return errorCode ?? code ?? -1;
}
