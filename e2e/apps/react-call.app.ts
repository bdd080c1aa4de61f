import { defineApp } from '../../fixtures/index.ts';
import { serveApp, ZEGO } from './support/serve.ts';

export const reactCall = defineApp({
  name: 'react-call',
  zego: ZEGO,
  serve: (request) => serveApp('react-call', request),
  roles: {
    caller: {
      publishes: true,
      plays: true,
      async enter({ page, url, room, name }) {
        await page.goto(url);
        await page.getByLabel('Your name').fill(name);
        await page.getByLabel('Room').fill(room);
        await page.getByRole('button', { name: 'Join' }).click();
      },
      join: ({ page }) => page.getByRole('button', { name: 'Join again' }).click(),
    },
  },
  shows: {
    reconnecting: ({ page }) => page.getByText('Reconnecting…'),
    gaveUp: ({ page }) => page.getByText('The connection was lost.'),
    kickedOut: ({ page }) => page.getByText('You were removed from the call.'),
  },
  keeps: {
    muted: {
      set: ({ page }, on) => page.getByRole('button', { name: on ? 'Mute' : 'Unmute', exact: true }).click(),
      isSet: ({ page }) => page.getByRole('button', { name: 'Unmute' }).isVisible(),
    },
    cameraOff: {
      set: ({ page }, on) => page.getByRole('button', { name: on ? 'Camera off' : 'Camera on' }).click(),
      isSet: ({ page }) => page.getByRole('button', { name: 'Camera on' }).isVisible(),
    },
  },
  afterGiveUp: 'asks',
});
