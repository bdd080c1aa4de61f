import type { ZegoExpressEngine } from 'zego-express-engine-webrtc';

import { createRecovery, type Recovery } from '../recovery/recovery.ts';
import { announce } from './feed.ts';
import { runLater } from './publisher.ts';

/** Where pictures are shown. */
export interface Screen {
  show(streamId: string, picture: MediaStream): void;
  remove(streamId: string): void;
}

/** Everything this page plays: it starts on ADD and stops on DELETE. */
export interface Players {
  /** Plays a stream; playing it already is harmless. */
  add(engine: ZegoExpressEngine, streamId: string): void;
  /** Stops playing, at once and for good. */
  remove(streamId: string): void;
  /** Plays a stream anew that has been given up. */
  retry(streamId: string): void;
  /** Stops everything: the room is lost. */
  clear(): void;
  /** Takes the SDK's `playerStateUpdate`. */
  stateChanged(state: string, streamId: string, code: number): void;
}

/** Creates the players over a screen. */
export function createPlayers(screen: Screen): Players {
  const playing = new Map<string, { readonly engine: ZegoExpressEngine; recovery: Recovery }>();

  async function start(engine: ZegoExpressEngine, streamId: string): Promise<void> {
    announce('app', 'startPlayingStream', [streamId]);
    try {
      const picture = await engine.startPlayingStream(streamId);
      if (playing.has(streamId)) screen.show(streamId, picture);
    } catch {
      // The state update carries the code and decides what follows.
    }
  }

  function watchOver(engine: ZegoExpressEngine, streamId: string): Recovery {
    return createRecovery({
      start: () => void start(engine, streamId),
      giveUp: (because, code) => announce('app', 'play:given-up', [{ streamId, because, code }]),
      waiting: (attempt, afterMs) => announce('app', 'play:waiting', [{ streamId, attempt, afterMs }]),
      later: runLater,
      random: Math.random,
    });
  }

  function remove(streamId: string): void {
    const player = playing.get(streamId);
    if (!player) return;
    playing.delete(streamId);
    player.recovery.stop();
    announce('app', 'stopPlayingStream', [streamId]);
    player.engine.stopPlayingStream(streamId);
    screen.remove(streamId);
  }

  return {
    add(engine, streamId) {
      if (playing.has(streamId)) return;
      playing.set(streamId, { engine, recovery: watchOver(engine, streamId) });
      void start(engine, streamId);
    },
    remove,
    retry(streamId) {
      const player = playing.get(streamId);
      if (!player) return;
      player.recovery.stop();
      player.recovery = watchOver(player.engine, streamId);
      void start(player.engine, streamId);
    },
    clear() {
      for (const streamId of [...playing.keys()]) remove(streamId);
    },
    stateChanged(state, streamId, code) {
      const recovery = playing.get(streamId)?.recovery;
      if (state === 'PLAYING') recovery?.worked();
      if (state === 'NO_PLAY') recovery?.ended(code);
    },
  };
}
