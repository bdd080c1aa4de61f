/** The SDK events that this app listens to, in the order of their planes. */
export const SDK_EVENTS = [
  'roomStateChanged',
  'roomUserUpdate',
  'roomStreamUpdate',
  'publisherStateUpdate',
  'playerStateUpdate',
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

/** The DOM event that carries a {@link PageEvent} in its `detail`. */
export const HAPPENING = 'live-room:announcement';

/** Tells the page (its view, and whoever else listens) what happened. */
export function announce(source: PageEvent['source'], name: string, args: readonly unknown[]): void {
  const detail: PageEvent = { source, name, args, at: Date.now() };
  window.dispatchEvent(new CustomEvent(HAPPENING, { detail }));
}

/** Calls `listener` for everything that is announced from now on. */
export function onHappening(listener: (happening: PageEvent) => void): void {
  window.addEventListener(HAPPENING, (event) => {
    if (event instanceof CustomEvent) listener(event.detail as PageEvent);
  });
}
