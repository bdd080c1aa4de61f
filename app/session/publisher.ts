import type { ZegoExpressEngine } from 'zego-express-engine-webrtc';

import { createRecovery, type Recovery } from '../recovery/recovery.ts';
import type { Address } from './address.ts';
import { announce } from './feed.ts';
import { toFailure } from './failure.ts';

/** The camera of this page, and its way into the room. */
export interface Publisher {
  /** Opens the camera (once) and publishes it. */
  start(engine: ZegoExpressEngine): Promise<void>;
  /** Stops publishing; the camera stays open. */
  stop(): void;
  /** No attempt follows from now on: the room is lost. */
  abandon(): void;
  /** Takes the SDK's `publisherStateUpdate`. */
  stateChanged(state: string, streamId: string, code: number): void;
}

/** Creates the publisher; `show` receives the camera's own picture. */
export function createPublisher(address: Address, show: (camera: MediaStream) => void): Publisher {
  const streamId = address.stream;
  let engine: ZegoExpressEngine | undefined;
  let camera: MediaStream | undefined;
  let recovery: Recovery | undefined;

  async function openCamera(sdk: ZegoExpressEngine): Promise<MediaStream> {
    try {
      const stream = await sdk.createStream({ camera: { video: address.camera, audio: address.microphone } });
      show(stream);
      return stream;
    } catch (thrown) {
      announce('app', 'camera:failed', [toFailure(thrown)]);
      throw thrown;
    }
  }

  function publish(): void {
    if (!engine || !camera) return;
    announce('app', 'startPublishingStream', [streamId]);
    engine.startPublishingStream(
      streamId,
      camera,
      address.codec === undefined ? {} : { videoCodec: address.codec },
    );
  }

  return {
    async start(sdk) {
      engine = sdk;
      recovery?.stop();
      recovery = createRecovery({
        start: publish,
        giveUp: (because, code) => announce('app', 'publish:given-up', [{ because, code }]),
        waiting: (attempt, afterMs) => announce('app', 'publish:waiting', [{ attempt, afterMs }]),
        later: runLater,
        random: Math.random,
      });
      try {
        camera ??= await openCamera(sdk);
      } catch {
        // Announced already; without a camera there is nothing to publish.
        return;
      }
      publish();
    },
    stop() {
      recovery?.stop();
      announce('app', 'stopPublishingStream', [streamId]);
      engine?.stopPublishingStream(streamId);
    },
    abandon: () => recovery?.stop(),
    stateChanged(state, changed, code) {
      if (changed !== streamId) return;
      if (state === 'PUBLISHING') recovery?.worked();
      if (state === 'NO_PUBLISH') recovery?.ended(code);
    },
  };
}

/** The browser's timer in the shape that a recovery wants. */
export function runLater(delayMs: number, action: () => void): () => void {
  const timer = window.setTimeout(action, delayMs);
  return () => window.clearTimeout(timer);
}
