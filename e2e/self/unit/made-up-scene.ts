import type { Scene } from '../../../fixtures/cases/scene.ts';
import type { AppRole } from '../../../fixtures/test/app/description.ts';
import type { Participant } from '../../../fixtures/test/participant/participant.ts';
import type { PlayedStream } from '../../../fixtures/test/participant/read-streams.ts';
import type { PageEvent } from '../../../fixtures/timeline/entry.ts';
import { createTimeline } from '../../../fixtures/timeline/timeline.ts';

const STEP_MS = 50;

/** A case without page and cloud: its time passes at once, and what happens in it is put down beforehand. */
export interface MadeUpScene extends Scene {
  /** Lets somebody be told something, or do something, so long from now. */
  readonly later: (ms: number, who: string, what: PageEvent) => void;
  /** Runs something so long from now. */
  readonly run: (ms: number, action: () => void) => void;
}

export function makeScene(roles: Readonly<Record<string, Omit<AppRole, 'enter'>>> = {}): MadeUpScene {
  let now = 0;
  const due: { readonly at: number; readonly action: () => void }[] = [];
  const timeline = createTimeline({ now: () => now, touch: () => undefined });
  const run = (ms: number, action: () => void) => void due.push({ at: now + ms, action });

  function step(): void {
    now += STEP_MS;
    for (const each of due.filter(({ at }) => at <= now)) {
      due.splice(due.indexOf(each), 1);
      each.action();
    }
  }

  async function until(condition: () => boolean, withinMs: number): Promise<boolean> {
    for (const endMs = now + withinMs; now < endMs && !condition();) step();
    return condition();
  }

  return {
    app: {
      url: 'http://app.test',
      roles: Object.fromEntries(
        Object.entries(roles).map(([name, role]) => [name, { ...role, enter: async () => undefined }]),
      ),
    },
    timeline,
    clock: {
      kind: 'virtual',
      now: () => now,
      pass: async (ms) => {
        await until(() => false, ms);
      },
      until,
      after: () => () => undefined,
      touch: () => undefined,
      attach: () => () => undefined,
      addPendingWork: () => () => undefined,
      onGaveUp: () => () => undefined,
      skippedMs: 0,
      stop: () => undefined,
    },
    run,
    later: (ms, who, what) => run(ms, () => timeline.add(who, what)),
  };
}

/** Somebody of whom only what cases look at is there. */
export function makePerson(
  name: string,
  {
    publishing = [],
    streams = () => [],
    words = () => 'in the room',
  }: {
    readonly publishing?: readonly string[];
    readonly streams?: () => readonly PlayedStream[];
    readonly words?: () => string;
  } = {},
): Participant {
  const person: Partial<Participant> = {
    name,
    role: name,
    userId: name,
    identity: { userId: name, streamId: publishing[0] ?? '', userIds: [name], publishing },
    streams: async () => [...streams()],
    words: async () => words(),
    sends: async () => ({ video: false, audio: false }),
  };
  return person as Participant;
}

export const roomState = (state: string, code = 0): PageEvent => ({
  kind: 'room-state',
  state,
  code,
  room: 'room',
  note: '',
});
export const streamUpdate = (change: 'ADD' | 'DELETE', stream: string): PageEvent => ({
  kind: 'stream-update',
  change,
  stream,
  user: 'anchor',
  room: 'room',
});
export const call = (name: string, about = ''): PageEvent => ({ kind: 'call', name, about });
