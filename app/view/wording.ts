import type { PageEvent } from '../session/feed.ts';
import type { Failure } from '../session/failure.ts';

/** How a state should look: good, on its way, bad, or nothing at all. */
export type Tone = 'good' | 'waiting' | 'bad' | 'idle';

const TONES: Readonly<Record<string, Tone>> = {
  LOGINING: 'waiting',
  LOGINED: 'good',
  LOGIN_FAILED: 'bad',
  RECONNECTING: 'waiting',
  RECONNECTED: 'good',
  RECONNECT_FAILED: 'bad',
  KICKOUT: 'bad',
  LOGOUT: 'idle',
  LOGOUT_FAILED: 'bad',
  NO_PUBLISH: 'idle',
  PUBLISH_REQUESTING: 'waiting',
  PUBLISHING: 'good',
  NO_PLAY: 'idle',
  PLAY_REQUESTING: 'waiting',
  PLAYING: 'good',
};

/** The tone of a room state; unknown ones are idle. */
export function toneOf(state: string): Tone {
  return TONES[state] ?? 'idle';
}

/** One line for the log. */
export function describe({ source, name, args }: PageEvent): string {
  if (source === 'app') {
    const failure = args[0] as Failure | undefined;
    return name.endsWith(':failed') && failure ? `${name} ${failure.message} (code ${failure.code})` : name;
  }
  if (name === 'roomStateChanged') return `${name} ${String(args[1])}, code ${String(args[2])}`;
  if (name === 'roomUserUpdate') return `${name} ${String(args[1])} ${ids(args[2], 'userID')}`;
  if (name === 'roomStreamUpdate') return `${name} ${String(args[1])} ${ids(args[2], 'streamID')}`;
  if (name === 'IMRecvBroadcastMessage') return `${name} ${ids(args[1], 'message')}`;
  if (name === 'publisherStateUpdate' || name === 'playerStateUpdate') {
    const { state, streamID, errorCode } = args[0] as { state: string; streamID: string; errorCode: number };
    return `${name} ${state} ${streamID}, code ${errorCode}`;
  }
  return name;
}

function ids(list: unknown, key: string): string {
  if (!Array.isArray(list)) return '';
  return list.map((item: Record<string, unknown>) => String(item[key])).join(', ');
}
