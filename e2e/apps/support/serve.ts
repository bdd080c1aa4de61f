import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { ServedApp, ServeRequest } from '../../../fixtures/index.ts';

/** The AppID that is built into the apps, and the secret of their back ends. */
export const ZEGO = { appId: 1_484_647_939, serverSecret: 'c5ea9f8b27d1463a90be1f7742d8e6a0' };

const APPS = join(import.meta.dirname, '..');

interface AppServer {
  serve(options: { readonly appId: number; readonly serverSecret: string }): Promise<ServedApp>;
}

/** Starts an app with its own `serve.mjs`, on free ports. */
export async function serveApp(
  name: string,
  { appId, serverSecret }: Pick<ServeRequest, 'appId' | 'serverSecret'>,
  folder = process.env['SEEDED_APP_FOLDER'] ?? join(APPS, name),
): Promise<ServedApp> {
  const server = (await import(pathToFileURL(join(folder, 'serve.mjs')).href)) as AppServer;
  return server.serve({ appId, serverSecret });
}
