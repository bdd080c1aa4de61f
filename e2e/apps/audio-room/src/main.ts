import { fetchProject } from './back-end';
import { VoiceRoom, type RoomEvents, type RoomState } from './voice-room';

const byId = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const lobby = byId<HTMLFormElement>('lobby');
const status = byId('status');
const takeMic = byId<HTMLButtonElement>('take-mic');
const leaveMic = byId<HTMLButtonElement>('leave-mic');
const soundOn = byId<HTMLButtonElement>('sound-on');
const tiles = new Map<string, HTMLLIElement>();

const TEXTS: Record<RoomState, string> = {
  out: 'You are not in a room.',
  joining: 'Entering the room…',
  in: 'You are in the room.',
  reconnecting: 'Reconnecting…',
  lost: 'The connection to the room is lost.',
  kicked: 'You were removed from the room.',
};

/** One engine for the life of the page, made when it is first needed. */
let voiceRoom: VoiceRoom | undefined;

const events: RoomEvents = {
  state: showState,
  speakerCame(streamId, name) {
    const tile = document.createElement('li');
    const meter = Object.assign(document.createElement('meter'), { max: 100 });
    const audio = Object.assign(document.createElement('audio'), { autoplay: true });
    tile.append(name, meter, audio);
    tiles.set(streamId, tile);
    byId('speakers').append(tile);
  },
  speakerHeard(streamId, stream) {
    const audio = tiles.get(streamId)?.querySelector('audio');
    if (!audio) return;
    audio.srcObject = stream;
    audio.play().catch((error: unknown) => {
      if ((error as Error).name === 'NotAllowedError') soundOn.hidden = false;
    });
  },
  speakerFailed(streamId, errorCode) {
    tiles.get(streamId)?.append(` cannot be heard (${errorCode})`);
  },
  speakerGone(streamId) {
    tiles.get(streamId)?.remove();
    tiles.delete(streamId);
  },
  soundLevel(streamId, level) {
    const meter = tiles.get(streamId)?.querySelector('meter');
    if (meter) meter.value = level;
  },
  people(names) {
    byId('people').textContent = names.join(', ');
  },
  mic(on) {
    takeMic.hidden = on;
    leaveMic.hidden = !on;
  },
  micFailed(errorCode) {
    status.textContent = `The microphone does not work (${errorCode}).`;
  },
};

function showState(state: RoomState): void {
  status.textContent = TEXTS[state];
  lobby.hidden = state !== 'out' && state !== 'kicked';
  byId('room').hidden = state !== 'in' && state !== 'reconnecting';
  byId('join-again').hidden = state !== 'lost';
  takeMic.disabled = state !== 'in';
}

async function enter(): Promise<void> {
  const form = new FormData(lobby);
  try {
    const project = await fetchProject();
    voiceRoom ??= new VoiceRoom(project, events);
    await voiceRoom.join(String(form.get('room')), String(form.get('user')));
  } catch (error) {
    const { message, msg, code } = error as { message?: string; msg?: string; code?: number };
    status.textContent = `You could not enter: ${message ?? msg ?? ''} ${code ?? ''}`;
  }
}

lobby.addEventListener('submit', (event) => {
  event.preventDefault();
  void enter();
});
byId('join-again').addEventListener('click', () => void enter());
takeMic.addEventListener('click', () => void voiceRoom?.takeMic());
leaveMic.addEventListener('click', () => voiceRoom?.leaveMic());
byId('leave').addEventListener('click', () => voiceRoom?.leave());
soundOn.addEventListener('click', () => {
  soundOn.hidden = true;
  for (const tile of tiles.values()) tile.querySelector('audio')?.play().catch(console.warn);
});

window.addEventListener('pagehide', () => voiceRoom?.leave());

const wished = new URLSearchParams(location.search);
for (const name of ['user', 'room']) {
  const input = lobby.elements.namedItem(name) as HTMLInputElement;
  input.value = wished.get(name) ?? '';
}
