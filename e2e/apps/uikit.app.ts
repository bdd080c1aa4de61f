import { defineApp } from '../../fixtures/index.ts';
import { serveApp, ZEGO } from './support/serve.ts';

export const uikitConference = defineApp({
  name: 'uikit-conference',
  zego: ZEGO,
  serve: (request) => serveApp('uikit', request),
  // It joins by its address: no more is needed.
  roles: {
    member: '/?scenario=conference&roomID={room}&userID={name}&userName={name}',
    guest: '/?scenario=conference&roomID={room}&userID={name}&userName={name}',
  },
  afterGiveUp: 'asks',
});

export const uikitLive = defineApp({
  name: 'uikit-live',
  zego: ZEGO,
  serve: (request) => serveApp('uikit', request),
  roles: {
    host: {
      publishes: true,
      plays: false,
      async enter({ page, url, room, name }) {
        await page.goto(`${url}/?scenario=live&role=Host&roomID=${room}&userID=${name}&userName=${name}`);
        await page.getByText('Go Live', { exact: true }).click();
      },
    },
    viewer: {
      publishes: false,
      plays: true,
      enter: ({ page, url, room, name }) =>
        page.goto(`${url}/?scenario=live&role=Audience&roomID=${room}&userID=${name}&userName=${name}`),
    },
  },
  afterGiveUp: 'asks',
});
