import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateToken04 } from './server/token04.mjs';

const DIST = fileURLToPath(new URL('dist', import.meta.url));
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** The built page and `/api/token`, on one port. */
export async function serve({
  port = 0,
  appId = Number(process.env.ZEGO_APP_ID ?? 1484647939),
  serverSecret = process.env.ZEGO_SERVER_SECRET ?? 'c5ea9f8b27d1463a90be1f7742d8e6a0',
} = {}) {
  const tokenSeconds = Number(process.env.TOKEN_SECONDS ?? 3600);

  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    if (url.pathname === '/api/token') {
      const userID = url.searchParams.get('userID') ?? '';
      if (!userID || userID.length > 64) return send(response, 400, '{"error":"userID"}', 'application/json');
      const token = generateToken04(appId, userID, serverSecret, tokenSeconds);
      return send(response, 200, JSON.stringify({ token }), 'application/json');
    }
    try {
      const path = url.pathname === '/' ? '/index.html' : normalize(decodeURIComponent(url.pathname));
      const file = await readFile(join(DIST, path));
      send(response, 200, file, TYPES[extname(path)] ?? 'application/octet-stream');
    } catch {
      send(response, 404, 'Not found', 'text/plain');
    }
  });

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

function send(response, status, body, type) {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve({ port: 4301 });
  console.log(`React call: ${url}`);
}
