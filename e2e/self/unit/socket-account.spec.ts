import { expect, test } from '@playwright/test';

import { createSocketAccount } from '../../../fixtures/test/participant/page-wire.ts';
import type { SocketEvent } from '../../../fixtures/test/page-scripts/socket-observer.ts';
import { recordWire } from './record-wire.ts';

const ZEGO = 'wss://zego.example/';

/** An account whose listener writes down what it hears. */
function recording(): {
  tell: (socket: string, what: SocketEvent['what'], document?: string, address?: string) => void;
  heard: string[];
} {
  const { listener, heard } = recordWire();
  const account = createSocketAccount(listener, { socket: (address) => address === ZEGO });
  return {
    tell: (socket, what, document = 'first', address = ZEGO) =>
      account(undefined, { socket, document, what, address }),
    heard,
  };
}

test.describe('what a page tells of its WebSockets', () => {
  test('is left out where the socket is the app’s own', () => {
    const { tell, heard } = recording();
    for (const what of ['dialing', 'opened', 'sent', 'over'] as const)
      tell('a', what, 'first', 'wss://chat.example/');
    expect(heard).toEqual([]);
  });

  test('becomes the events that a clock waits by, in the same order', () => {
    const { tell, heard } = recording();
    for (const what of ['dialing', 'opened', 'sent', 'received', 'over'] as const) tell('a', what);
    expect(heard).toEqual([
      'dialing a',
      'opened a',
      'sent',
      'settled a',
      'received',
      'settled a',
      'closed a',
    ]);
  });

  test('of a document that was left is closed as soon as the next one speaks', () => {
    const { tell, heard } = recording();
    tell('a', 'dialing');
    tell('b', 'dialing');
    tell('b', 'over');
    tell('c', 'dialing', 'second');
    expect(heard).toEqual(['dialing a', 'dialing b', 'closed b', 'closed a', 'dialing c']);
  });
});
