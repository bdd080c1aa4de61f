/** The SDK events that this app listens to, in the order of their planes. */
export const SDK_EVENTS = [
  'roomStateChanged',
  'roomUserUpdate',
  'roomStreamUpdate',
  'publisherStateUpdate',
  'playerStateUpdate',
  'IMRecvBroadcastMessage',
  'tokenWillExpire',
] as const;

/** Something that happened: an event of the SDK, or a step of the app itself. */
export interface PageEvent {
  readonly source: 'sdk' | 'app';
  readonly name: string;
  readonly args: readonly unknown[];
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

const listeners = new Set<(event: PageEvent) => void>();

/** Tells the view what happened. */
export function announce(source: PageEvent['source'], name: string, args: readonly unknown[]): void {
  for (const listener of listeners) listener({ source, name, args, at: Date.now() });
}

/** Calls `listener` for everything that happens from now on. */
export function onPageEvent(listener: (event: PageEvent) => void): void {
  listeners.add(listener);
}
