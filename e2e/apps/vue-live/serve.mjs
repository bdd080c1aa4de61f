import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { createApi } from './server/api.mjs';

/** The built page on one port, its API on another. */
export async function serve({
  port = 0,
  apiPort = 0,
  appId = Number(process.env.ZEGO_APP_ID ?? 1484647939),
  serverSecret = process.env.ZEGO_SERVER_SECRET ?? 'c5ea9f8b27d1463a90be1f7742d8e6a0',
} = {}) {
  const { server: api, dropSockets } = createApi({ appId, serverSecret });
  const apiUrl = await listen(api, apiPort);

  const pages = express();
  pages.get('/config.json', (_request, response) => response.json({ api: apiUrl }));
  pages.use(express.static(fileURLToPath(new URL('dist', import.meta.url))));
  const web = createServer(pages);
  const url = await listen(web, port);

  return {
    url,
    origins: [url, apiUrl],
    close: async () => {
      dropSockets();
      await Promise.all([shut(web), shut(api)]);
    },
  };
}

async function listen(server, port) {
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return `http://127.0.0.1:${server.address().port}`;
}

function shut(server) {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve({ port: 4302, apiPort: 4303 });
  console.log(`Host:     ${url}/?role=host&room=demo\nAudience: ${url}/?role=audience&room=demo`);
}
