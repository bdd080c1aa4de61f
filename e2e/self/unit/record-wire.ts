import type { WireListener } from '../../../fixtures/test/participant/page-wire.ts';

/** A listener that writes down what it hears, one line each: `dialing ID`, `sent`. */
export function recordWire(): { readonly listener: WireListener; readonly heard: string[] } {
  const heard: string[] = [];
  const note = (what: string) => (id?: unknown) => {
    heard.push(typeof id === 'string' ? `${what} ${id}` : what);
  };
  return {
    heard,
    listener: {
      dialing: note('dialing'),
      opened: note('opened'),
      asking: note('asking'),
      settled: note('settled'),
      closed: note('closed'),
      frameSent: note('sent'),
      frameReceived: note('received'),
    },
  };
}
