import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { token04 } from './server/token.mjs';

const SITE = path.join(import.meta.dirname, 'dist');
const TYPES = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  txt: 'text/plain',
  json: 'application/json',
};

/** The exported site, with tokens under `/api/token`. */
export async function serve({
  port = 0,
  appId = Number(process.env.ZEGO_APP_ID ?? 1484647939),
  serverSecret = process.env.ZEGO_SERVER_SECRET ?? 'c5ea9f8b27d1463a90be1f7742d8e6a0',
} = {}) {
  const lifetime = Number(process.env.TOKEN_SECONDS ?? 3600);

  const server = http.createServer((request, response) => {
    const answer = request.method === 'POST' && request.url === '/api/token' ? giveToken : givePage;
    answer(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });

  async function giveToken(request, response) {
    const { userID } = await json(request).catch(() => ({}));
    const valid = typeof userID === 'string' && userID.length > 0 && userID.length <= 64;
    response.writeHead(valid ? 200 : 400, { 'content-type': TYPES.json, 'cache-control': 'no-store' });
    response.end(
      JSON.stringify(
        valid
          ? { token: token04({ appId, userId: userID, secret: serverSecret, lifetime }) }
          : { error: 'userID' },
      ),
    );
  }

  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  return {
    url,
    origins: [url],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** `/call` is the file call.html, as hosts of static sites have it. */
async function givePage(request, response) {
  const { pathname } = new URL(request.url, 'http://localhost');
  const wanted = path.join(
    SITE,
    pathname === '/' ? 'index.html' : decodeURIComponent(pathname).replace(/\/$/, ''),
  );
  for (const file of [wanted, `${wanted}.html`]) {
    if (!file.startsWith(SITE) || !(await stat(file).catch(() => undefined))?.isFile()) continue;
    const type = TYPES[path.extname(file).slice(1)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` });
    return createReadStream(file).pipe(response);
  }
  response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve({ port: 4304 });
  console.log(`Next call: ${url}`);
}
