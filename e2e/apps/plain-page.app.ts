import { defineApp, type AppRole } from '../../fixtures/index.ts';
import { serveApp, ZEGO } from './support/serve.ts';

/** The page is given a token that has expired: the mock takes any. */
function enterAs(publishes: boolean): AppRole['enter'] {
  return async ({ page, url, room, name }) => {
    await page.goto(url);
    await page.getByLabel('Room ID').fill(room);
    await page.getByLabel('User ID').fill(name);
    await page.getByLabel('Publish my camera').setChecked(publishes);
    await page.getByRole('button', { name: 'Join room' }).click();
  };
}

export const plainPage = defineApp({
  name: 'plain-page',
  zego: { appId: ZEGO.appId, tokens: 'accept' },
  serve: (request) => serveApp('plain-page', request),
  roles: {
    sender: {
      publishes: true,
      plays: true,
      enter: enterAs(true),
      join: ({ page }) => page.getByRole('button', { name: 'Join again' }).click(),
    },
    viewer: { publishes: false, plays: true, enter: enterAs(false) },
  },
  shows: {
    reconnecting: ({ page }) => page.getByText('Reconnecting…'),
    gaveUp: ({ page }) => page.getByText('Reconnecting failed'),
    kickedOut: ({ page }) => page.getByText('You were removed from the room'),
  },
  afterGiveUp: 'asks',
});
