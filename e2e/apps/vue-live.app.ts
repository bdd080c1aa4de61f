import { defineApp } from '../../fixtures/index.ts';
import { serveApp, ZEGO } from './support/serve.ts';

export const vueLive = defineApp({
  name: 'vue-live',
  zego: ZEGO,
  serve: (request) => serveApp('vue-live', request),
  roles: {
    host: {
      publishes: true,
      plays: false,
      async enter({ page, url, room }) {
        await page.goto(`${url}/?role=host&room=${room}`);
        await page.getByRole('button', { name: 'Start live' }).click();
      },
      join: ({ page }) => page.getByRole('button', { name: 'Join again' }).click(),
    },
    viewer: {
      publishes: false,
      plays: true,
      async enter({ page, url, room }) {
        await page.goto(`${url}/?role=audience&room=${room}`);
        await page.getByRole('button', { name: 'Watch' }).click();
      },
    },
  },
  shows: {
    reconnecting: ({ page }) => page.getByText('Reconnecting…'),
    gaveUp: ({ page }) => page.getByText('The connection was lost.'),
    kickedOut: ({ page }) => page.getByText('You were removed from this live.'),
  },
  afterGiveUp: 'asks',
});
