import { defineApp, type Visit } from '../../fixtures/index.ts';
import { serveApp, ZEGO } from './support/serve.ts';

async function enter({ page, url, room, name }: Visit): Promise<void> {
  await page.goto(`${url}/?user=${name}&room=${room}`);
  await page.getByRole('button', { name: 'Enter room' }).click();
}

export const audioRoom = defineApp({
  name: 'audio-room',
  zego: ZEGO,
  serve: (request) => serveApp('audio-room', request),
  roles: {
    speaker: {
      publishes: true,
      plays: true,
      async enter(visit) {
        await enter(visit);
        await visit.page.getByRole('button', { name: 'Take the mic' }).click();
      },
      async join({ page }) {
        await page.getByRole('button', { name: 'Join again' }).click();
        await page.getByRole('button', { name: 'Take the mic' }).click();
      },
    },
    listener: { publishes: false, plays: true, enter },
  },
  shows: {
    reconnecting: ({ page }) => page.getByText('Reconnecting…'),
    gaveUp: ({ page }) => page.getByText('The connection to the room is lost.'),
    kickedOut: ({ page }) => page.getByText('You were removed from the room.'),
  },
  afterGiveUp: 'asks',
});
