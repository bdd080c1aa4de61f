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
    },
  },
  afterGiveUp: 'asks',
});
