import type { Pictures } from '../session/room-session.ts';
import { element } from './element.ts';
import { toneOf } from './wording.ts';

/** The moving pictures on screen, each with the state of its stream beneath it. */
export interface PictureWall extends Pictures {
  readonly node: HTMLElement;
  /** Shows the state of a stream, published or played. */
  setState(streamId: string, state: string, code: number): void;
  /** Says that the app has given up on a stream, and offers another try. */
  offerRetry(streamId: string, reason: string, retry: () => void): void;
}

const CAMERA = 'camera';

/** Creates an empty wall. */
export function createPictures(): PictureWall {
  const node = element('section', { class: 'pictures', 'aria-label': 'Pictures' });
  const tiles = new Map<string, ReturnType<typeof createTile>>();

  function tileOf(id: string, title: string) {
    const known = tiles.get(id);
    if (known) return known;
    const tile = createTile(title);
    tiles.set(id, tile);
    node.append(tile.node);
    return tile;
  }

  return {
    node,
    showCamera(camera) {
      const tile = tileOf(CAMERA, 'Your camera');
      tile.video.muted = true;
      play(tile.video, camera);
    },
    show(streamId, picture) {
      play(tileOf(streamId, streamId).video, picture);
    },
    remove(streamId) {
      tiles.get(streamId)?.node.remove();
      tiles.delete(streamId);
    },
    setState(streamId, state, code) {
      const published = state.includes('PUBLISH');
      const { state: output, retry } = published ? tileOf(CAMERA, 'Your camera') : tileOf(streamId, streamId);
      output.textContent = code === 0 ? state : `${state} (code ${code})`;
      output.dataset['tone'] = toneOf(state);
      retry.hidden = true;
    },
    offerRetry(streamId, reason, again) {
      const { state, retry } = tiles.get(streamId) ?? tileOf(CAMERA, 'Your camera');
      state.textContent = reason;
      state.dataset['tone'] = 'bad';
      retry.hidden = false;
      retry.onclick = () => {
        retry.hidden = true;
        again();
      };
    },
  };
}

function createTile(title: string) {
  const video = element('video', { autoplay: '', playsinline: '', 'aria-label': title });
  const state = element('output', { class: 'stream-state', 'data-tone': 'idle', 'aria-live': 'polite' });
  const retry = element('button', { type: 'button', hidden: '' }, 'Try again');
  const node = element(
    'figure',
    {},
    video,
    element('figcaption', {}, element('b', {}, title), ' ', state, ' ', retry),
  );
  return { node, video, state, retry };
}

function play(video: HTMLVideoElement, stream: MediaStream): void {
  video.srcObject = stream;
  // Autoplay may be forbidden until the person has touched the page; the picture then waits for that.
  video.play().catch(() => undefined);
}
