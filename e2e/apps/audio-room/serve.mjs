// Serves the page and, under /api, the back end that knows the ServerSecret.
import { createCipheriv, randomBytes, randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('dist', import.meta.url));
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };
const TOKEN_LIFETIME_S = 3600;

function makeToken(appId, serverSecret, userId) {
  const now = Math.floor(Date.now() / 1000);
  const expire = now + TOKEN_LIFETIME_S;
  const content = JSON.stringify({
    app_id: appId,
    user_id: userId,
    nonce: randomInt(2 ** 31),
    ctime: now,
    expire,
    payload: '',
  });
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(serverSecret), iv);
  const sealed = Buffer.concat([cipher.update(content, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  const expiry = Buffer.alloc(8);
  expiry.writeBigInt64BE(BigInt(expire));
  const sized = (bytes) => Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 255), bytes]);
  return '04' + Buffer.concat([expiry, sized(iv), sized(sealed), Buffer.of(1)]).toString('base64');
}

export async function serve({
  port = 0,
  appId = 1484647939,
  serverSecret = 'c5ea9f8b27d1463a90be1f7742d8e6a0',
} = {}) {
  const api = {
    '/api/project': () => ({ appId, server: `wss://webliveroom${appId}-api.coolzcloud.com/ws` }),
    '/api/token': (query) => {
      const userId = query.get('userId') ?? '';
      if (!/^[\w-]{1,64}$/.test(userId)) return undefined;
      return { token: makeToken(appId, serverSecret, userId) };
    },
  };

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    if (Object.hasOwn(api, pathname)) {
      const body = api[pathname](searchParams);
      response.writeHead(body ? 200 : 400, {
        'content-type': 'application/json',
        'cache-control': 'no-store',
      });
      response.end(JSON.stringify(body ?? { error: 'userId is missing or not valid' }));
      return;
    }
    const file = normalize(decodeURIComponent(pathname === '/' ? '/index.html' : pathname));
    try {
      const body = await readFile(join(DIST, file));
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
      response.end(body);
    } catch {
      response.writeHead(404).end('Not found');
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { ZEGO_APP_ID, ZEGO_SERVER_SECRET } = process.env;
  const { url } = await serve({
    port: 8083,
    ...(ZEGO_APP_ID && { appId: Number(ZEGO_APP_ID) }),
    ...(ZEGO_SERVER_SECRET && { serverSecret: ZEGO_SERVER_SECRET }),
  });
  console.log(url);
}
