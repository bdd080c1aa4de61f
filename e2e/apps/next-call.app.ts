import { defineApp } from '../../fixtures/index.ts';
import { serveApp, ZEGO } from './support/serve.ts';

export const nextCall = defineApp({
  name: 'next-call',
  zego: ZEGO,
  serve: (request) => serveApp('next-call', request),
  roles: {
    caller: {
      publishes: true,
      plays: true,
      async enter({ page, url, room, name }) {
        await page.goto(`${url}/call?room=${room}`);
        await page.getByLabel('Your name').fill(name);
        await page.getByRole('button', { name: 'Join call' }).click();
      },
      join: ({ page }) => page.getByRole('button', { name: 'Join again' }).click(),
    },
  },
  shows: {
    reconnecting: ({ page }) => page.getByText('Reconnecting…'),
    gaveUp: ({ page }) => page.getByText('The connection to the call was lost.'),
    kickedOut: ({ page }) => page.getByText('You were removed from this call.'),
  },
  afterGiveUp: 'asks',
});
