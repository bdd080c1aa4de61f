import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';

import { createPassEndpoint, type PassIssuer } from './pass-endpoint.ts';

/** How to serve the built page with its back end. */
export interface AppServerOptions {
  readonly issuePass: PassIssuer;
  /** The folder that Vite built. */
  readonly dist: string;
  /** A free port by default. */
  readonly port?: number;
}

/** A running app. */
export interface AppServer {
  /** For example `http://127.0.0.1:4173`. */
  readonly origin: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};

/**
 * Serves the built page and its token endpoint on the loopback interface.
 * @throws Error when the port is taken.
 */
export async function startAppServer(options: AppServerOptions): Promise<AppServer> {
  const answerPass = createPassEndpoint(options.issuePass);
  const server = createServer((request, response) => {
    if (!answerPass(request, response)) void sendFile(options.dist, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function sendFile(dist: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const file = normalize(join(dist, pathname === '/' ? 'index.html' : decodeURIComponent(pathname)));
  const known = file.startsWith(dist + sep) && (await stat(file).catch(() => undefined))?.isFile();
  if (!known) {
    response.writeHead(404).end();
    return;
  }
  // Built assets carry their hash in the name, so a browser may keep them.
  const keep = pathname.startsWith('/assets/') ? 'max-age=3600' : 'no-cache';
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'cache-control': keep,
  });
  createReadStream(file).pipe(response);
}
