import type { Fault } from '../../../fixtures/test/link/fault.ts';
import type { Link } from '../../../fixtures/test/link/link.ts';
import type { Participant } from '../../../fixtures/test/participant/participant.ts';
import type { SoakFault } from './plan.ts';

/** How each fault of a plan is begun. */
export const BEGIN: Readonly<Record<SoakFault, (link: Link) => Promise<Fault>>> = {
  cut: (link) => link.cut(),
  close: (link) => link.close(),
  silence: (link) => link.silence(),
  setOffline: (link) => link.setOffline(),
  blockCloud: (link) => link.blockCloud('refuse'),
  slow: (link) => link.slow({ delayMs: 100 }),
  changeAddress: (link) => link.changeAddress(),
  loseMedia: (link) => link.loseMedia(),
  goDown: (link) => link.goDown(),
};

/** What a person's page said last of its room, and of its stream. */
export interface Standing {
  readonly room: string;
  readonly media: string;
}

/** Reads a person's standing from the history. */
export function standingOf({ name, timeline }: Participant): Standing {
  const own = timeline.entries.filter((entry) => entry.who === name);
  const room = own.findLast((entry) => entry.kind === 'room-state')?.state ?? 'none';
  const media =
    own.findLast((entry) => entry.kind === 'publisher-state' || entry.kind === 'player-state')?.state ??
    'none';
  return { room, media };
}

/** Whether a person is in the room, and publishes or plays. */
export function isBack(person: Participant): boolean {
  const { room, media } = standingOf(person);
  return (room === 'LOGINED' || room === 'RECONNECTED') && (media === 'PUBLISHING' || media === 'PLAYING');
}
