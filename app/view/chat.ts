import type { PageEvent } from '../session/feed.ts';
import { element } from './element.ts';

interface Message {
  readonly fromUser: { readonly userID: string };
  readonly message: string;
}

/** What people in the room say to each other. */
export interface Chat {
  readonly node: HTMLElement;
  /** Takes what happened; only messages concern it. */
  take(event: PageEvent): void;
}

/** Creates the chat; `say` sends a line. */
export function createChat(say: (text: string) => void): Chat {
  const lines = element('ol', { id: 'chat', role: 'log', 'aria-label': 'Chat', tabindex: '0' });
  const text = element('input', { name: 'text', 'aria-label': 'Message', autocomplete: 'off' });
  const form = element('form', { class: 'switch' }, text, element('button', {}, 'Send'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (text.value === '') return;
    say(text.value);
    text.value = '';
  });
  const add = (who: string, what: string) => lines.append(element('li', {}, `${who}: ${what}`));

  return {
    node: element('section', { class: 'chat' }, element('h2', {}, 'Chat'), lines, form),
    take({ source, name, args }) {
      if (source === 'app' && name === 'said') add('you', String(args[0]));
      if (source === 'app' && name === 'say:failed') add('not sent', (args[0] as Error).message);
      if (source === 'sdk' && name === 'IMRecvBroadcastMessage')
        for (const { fromUser, message } of args[1] as Message[]) add(fromUser.userID, message);
    },
  };
}
