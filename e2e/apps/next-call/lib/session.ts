import type { ZegoExpressEngine } from 'zego-express-engine-webrtc';
import type ZegoLocalStream from 'zego-express-engine-webrtc/sdk/code/zh/ZegoLocalStream.web';
import type { ZegoEvent } from 'zego-express-engine-webrtc/sdk/code/zh/ZegoExpressEntity.web';
import { callerID, loadEngine, requestToken } from './zego';

export interface Peer {
  streamID: string;
  name: string;
  media?: MediaStream;
  failed?: boolean;
}

export interface CallView {
  phase: 'joining' | 'joined' | 'reconnecting' | 'lost';
  peers: Peer[];
  camera?: ZegoLocalStream;
  notice?: string;
}

export const NEW_CALL: CallView = { phase: 'joining', peers: [] };

const RETRY_AFTER_MS = 3_000;
const MAX_RETRIES = 5;
/** Errors that stay: no permission, forbidden stream, name taken, codec, invalid ID, already playing. */
const FINAL = [
  1000014, 1000015, 1000016, 1002082, 1003025, 1003028, 1003080, 1004025, 1004080, 1103019, 1103049, 1103064,
  1104046,
];

/** One stay in a room, from joining to leaving. */
export class CallSession {
  private readonly userID = callerID();
  private readonly ownStreamID: string;
  private readonly retries = new Map<string, { count: number; timer?: ReturnType<typeof setTimeout> }>();
  private view = NEW_CALL;
  private zg?: ZegoExpressEngine;
  private over = false;

  constructor(
    private readonly room: string,
    private readonly name: string,
    private readonly show: (view: CallView) => void,
    private readonly onEnd: (message: string) => void,
  ) {
    this.ownStreamID = `${room}-${this.userID}`;
  }

  async join(): Promise<void> {
    this.update({});
    try {
      const [zg, token] = await Promise.all([loadEngine(), requestToken(this.room, this.userID)]);
      if (this.over) return;
      this.zg = zg;
      zg.on('roomStateChanged', this.onRoomState);
      zg.on('roomStreamUpdate', this.onStreams);
      zg.on('playerStateUpdate', this.onPlayer);
      zg.on('publisherStateUpdate', this.onPublisher);
      zg.on('tokenWillExpire', this.onTokenWillExpire);
      const user = { userID: this.userID, userName: this.name };
      await zg.loginRoom(this.room, token, user, { userUpdate: true });
      if (!this.over) await this.startCamera(zg);
    } catch (error) {
      if (this.over) return;
      this.leave();
      this.onEnd(`The call could not be joined: ${describe(error)}`);
    }
  }

  leave({ logout = true } = {}): void {
    if (this.over) return;
    this.over = true;
    for (const key of [...this.retries.keys()]) this.forget(key);
    const { zg } = this;
    if (!zg) return;
    zg.off('roomStateChanged', this.onRoomState);
    zg.off('roomStreamUpdate', this.onStreams);
    zg.off('playerStateUpdate', this.onPlayer);
    zg.off('publisherStateUpdate', this.onPublisher);
    zg.off('tokenWillExpire', this.onTokenWillExpire);
    for (const { streamID } of this.view.peers) zg.stopPlayingStream(streamID);
    if (this.view.camera) {
      zg.stopPublishingStream(this.ownStreamID);
      zg.destroyStream(this.view.camera);
    }
    if (logout) zg.logoutRoom(this.room);
  }

  private async startCamera(zg: ZegoExpressEngine): Promise<void> {
    try {
      const camera = await zg.createZegoStream({ camera: { video: true, audio: true } });
      if (this.over) return zg.destroyStream(camera);
      this.update({ camera });
      this.publish();
    } catch (error) {
      this.update({ notice: `Your camera could not be started: ${describe(error)}` });
    }
  }

  private publish(): void {
    if (this.view.camera && !this.zg?.startPublishingStream(this.ownStreamID, this.view.camera))
      this.update({ notice: 'The other person cannot see you.' });
  }

  private async play(streamID: string): Promise<void> {
    try {
      const media = await this.zg!.startPlayingStream(streamID);
      this.change(streamID, { media, failed: false });
    } catch (error) {
      this.playFailed(streamID, codeOf(error));
    }
  }

  private playFailed(streamID: string, code: number): void {
    if (!this.has(streamID)) return;
    const again = () => {
      this.zg?.stopPlayingStream(streamID);
      void this.play(streamID);
    };
    if (!this.retry(streamID, code, again)) this.change(streamID, { media: undefined, failed: true });
  }

  private readonly onRoomState: ZegoEvent['roomStateChanged'] = (roomID, reason, code) => {
    if (roomID !== this.room) return;
    switch (reason as string) {
      case 'LOGINED':
      case 'RECONNECTED':
        return this.update({ phase: 'joined' });
      case 'RECONNECTING':
        return this.update({ phase: 'reconnecting' });
      case 'RECONNECT_FAILED':
        this.leave();
        return this.update({ phase: 'lost', peers: [], camera: undefined, notice: undefined });
      case 'KICKOUT':
        this.leave({ logout: false });
        return this.onEnd(
          code === 1002050 ? 'You are in this call from another window.' : 'You were removed from this call.',
        );
      case 'LOGOUT':
        // One that is not of this stay's own making.
        if (this.view.phase === 'joining') return;
        this.leave({ logout: false });
        return this.onEnd('The call has ended.');
    }
  };

  private readonly onStreams: ZegoEvent['roomStreamUpdate'] = (roomID, updateType, streams) => {
    if (roomID !== this.room) return;
    for (const { streamID, user } of streams) {
      if (updateType === 'DELETE') {
        this.forget(streamID);
        this.zg?.stopPlayingStream(streamID);
        this.update({ peers: this.view.peers.filter((peer) => peer.streamID !== streamID) });
      } else if (!this.has(streamID)) {
        this.update({ peers: [...this.view.peers, { streamID, name: user.userName || 'Guest' }] });
        void this.play(streamID);
      }
    }
  };

  private readonly onPlayer: ZegoEvent['playerStateUpdate'] = ({ streamID, state, errorCode }) => {
    if (state === 'PLAYING') this.forget(streamID);
    if (state === 'NO_PLAY' && errorCode !== 0) this.playFailed(streamID, errorCode);
  };

  private readonly onPublisher: ZegoEvent['publisherStateUpdate'] = ({ streamID, state, errorCode }) => {
    if (state === 'PUBLISHING') {
      this.forget(streamID);
      this.update({ notice: undefined });
    }
    if (state !== 'NO_PUBLISH' || errorCode === 0) return;
    const again = () => {
      this.zg?.stopPublishingStream(streamID);
      this.publish();
    };
    if (!this.retry(streamID, errorCode, again)) this.update({ notice: 'The other person cannot see you.' });
  };

  private readonly onTokenWillExpire = (): void => {
    requestToken(this.room, this.userID).then(
      (token) => !this.over && this.zg?.renewToken(token, this.room),
      () => !this.over && this.retry('token', 0, this.onTokenWillExpire),
    );
  };

  /** Acts after a pause, once the room is connected. False: it would be of no use, or was tried too often. */
  private retry(key: string, code: number, action: () => void): boolean {
    const entry = this.retries.get(key) ?? { count: 0 };
    if (entry.timer !== undefined) return true;
    if (FINAL.includes(code) || entry.count >= MAX_RETRIES) return false;
    const wait = () => {
      entry.timer = setTimeout(() => {
        if (this.view.phase !== 'joined') return wait();
        entry.timer = undefined;
        entry.count++;
        action();
      }, RETRY_AFTER_MS);
    };
    this.retries.set(key, entry);
    wait();
    return true;
  }

  private forget(key: string): void {
    clearTimeout(this.retries.get(key)?.timer);
    this.retries.delete(key);
  }

  private has(streamID: string): boolean {
    return !this.over && this.view.peers.some((peer) => peer.streamID === streamID);
  }

  private change(streamID: string, change: Partial<Peer>): void {
    if (!this.has(streamID)) return;
    this.update({
      peers: this.view.peers.map((peer) => (peer.streamID === streamID ? { ...peer, ...change } : peer)),
    });
  }

  private update(change: Partial<CallView>): void {
    this.view = { ...this.view, ...change };
    this.show(this.view);
  }
}

function codeOf(error: unknown): number {
  const { code, errorCode } = (error ?? {}) as { code?: number; errorCode?: number };
  return code ?? errorCode ?? -1;
}

function describe(error: unknown): string {
  const { message, msg } = (error ?? {}) as { message?: string; msg?: string };
  return message ?? msg ?? String(error);
}
