import type { Address } from '../session/address.ts';
import { onPageEvent, type PageEvent } from '../session/feed.ts';
import type { Failure } from '../session/failure.ts';
import type { RoomSession } from '../session/room-session.ts';
import { createChat } from './chat.ts';
import { element } from './element.ts';
import type { PictureWall } from './pictures.ts';
import { describe, toneOf } from './wording.ts';

interface User {
  readonly userID: string;
}
interface MediaState {
  readonly state: string;
  readonly streamID: string;
  readonly errorCode: number;
}
/** What could not be said stands in the chat; a token is renewed in the background, and its user can do nothing about it. */
const QUIET = new Set(['say:failed', 'renew:failed']);

/** A published stream when there is no `streamId`. */
interface GivenUp {
  readonly streamId?: string;
  readonly because: 'permanent-error' | 'too-many-attempts';
  readonly code: number;
}

/** Shows the room: its state, who is in it, and a log of everything that happened. */
export function showRoom(
  root: HTMLElement,
  address: Address,
  session: RoomSession,
  pictures: PictureWall,
): void {
  const state = element(
    'output',
    { id: 'room-state', 'data-tone': 'idle', 'aria-live': 'polite' },
    'not joined',
  );
  const code = element('span', { id: 'room-code' });
  const users = element('ul', { id: 'users', 'aria-label': 'People in the room' });
  const log = element('ol', { id: 'log', 'aria-label': 'What happened', tabindex: '0' });
  const present = new Set<string>();
  let failed: Failure | undefined;

  const publish = button('Publish', () => session.publish());
  const stopPublishing = button('Stop publishing', () => session.stopPublishing());
  const join = button('Join', () => void session.join());
  const leave = button('Leave', () => session.leave());
  const target = element('input', {
    name: 'target',
    placeholder: 'another room',
    'aria-label': 'Room to switch to',
  });
  const switchForm = element('form', { class: 'switch' }, target, element('button', {}, 'Switch room'));
  switchForm.addEventListener('submit', (event) => {
    event.preventDefault();
    if (target.value !== '') void session.switchTo(target.value);
  });

  const chat = createChat((text) => void session.say(text));

  root.replaceChildren(
    element(
      'header',
      {},
      element('h1', {}, `${address.role === 'anchor' ? 'Anchor' : 'Audience'} ${address.user}`),
      element('p', { class: 'place' }, 'in room ', element('b', { id: 'room' }, address.room)),
      element('p', { class: 'state' }, state, code),
      element(
        'nav',
        {},
        join,
        leave,
        ...(address.role === 'anchor' ? [publish, stopPublishing] : []),
        switchForm,
      ),
    ),
    pictures.node,
    element(
      'div',
      { class: 'people' },
      element('section', {}, element('h2', {}, 'In the room'), users),
      chat.node,
    ),
    element('section', { class: 'history' }, element('h2', {}, 'What happened'), log),
  );
  showUsers();

  onPageEvent((event) => {
    log.prepend(logLine(event));
    chat.take(event);
    if (event.source === 'app') {
      if (event.name.endsWith(':failed') && !QUIET.has(event.name)) showFailure(event.args[0] as Failure);
      if (event.name.endsWith(':given-up')) offerRetry(event.args[0] as GivenUp);
      return;
    }
    if (event.name === 'roomStateChanged') showState(event.args);
    if (event.name === 'roomUserUpdate') updateUsers(event.args);
    if (event.name === 'publisherStateUpdate' || event.name === 'playerStateUpdate') {
      const { state: streamState, streamID, errorCode } = event.args[0] as MediaState;
      pictures.setState(streamID, streamState, errorCode);
    }
  });

  function showState([room, reason, errorCode]: readonly unknown[]): void {
    state.textContent = String(reason);
    state.dataset['tone'] = toneOf(String(reason));
    // The SDK tells of the state and rejects the call in either order: what it said is not to be lost by the state.
    if (errorCode === 0) failed = undefined;
    if (failed?.code !== errorCode) code.textContent = errorCode === 0 ? '' : ` code ${String(errorCode)}`;
    root.querySelector('#room')?.replaceChildren(String(room));
    if (['LOGINING', 'LOGOUT', 'KICKOUT'].includes(String(reason))) present.clear();
    showUsers();
  }

  function offerRetry({ streamId, because, code: errorCode }: GivenUp): void {
    const reason = `${because === 'permanent-error' ? 'Cannot go on' : 'Gave up after several attempts'} (code ${errorCode})`;
    pictures.offerRetry(streamId ?? '', reason, () => {
      if (streamId === undefined) session.publish();
      else session.play(streamId);
    });
  }

  function showFailure(failure: Failure): void {
    failed = failure;
    code.textContent = ` ${failure.message}${failure.code === 0 ? '' : ` (code ${failure.code})`}`;
  }

  function updateUsers([, change, list]: readonly unknown[]): void {
    for (const { userID } of list as User[]) {
      if (change === 'ADD') present.add(userID);
      else present.delete(userID);
    }
    showUsers();
  }

  function showUsers(): void {
    const names = [`${address.user} (you)`, ...present];
    users.replaceChildren(...names.map((name) => element('li', {}, name)));
  }
}

/** Says what the address should have been. */
export function showAddressHelp(root: HTMLElement, faults: readonly string[]): void {
  root.replaceChildren(
    element('h1', {}, 'This address does not name a room'),
    element('ul', { id: 'faults', role: 'alert' }, ...faults.map((fault) => element('li', {}, fault))),
    element('p', {}, 'For example: ', element('code', {}, '?role=anchor&room=demo&user=ann')),
  );
}

function button(label: string, onClick: () => void): HTMLButtonElement {
  const node = element('button', { type: 'button' }, label);
  node.addEventListener('click', onClick);
  return node;
}

function logLine(event: PageEvent): HTMLLIElement {
  const time = new Date(event.at).toISOString().slice(11, 23);
  return element('li', { 'data-source': event.source }, element('time', {}, time), ` ${describe(event)}`);
}
