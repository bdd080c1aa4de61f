import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a user enters a room with. */
export interface Pass {
  readonly appId: number;
  /** The server address that ZEGO's console shows for the app. */
  readonly server: string;
  readonly token: string;
}

/** Makes the pass for one user and room. */
export type PassIssuer = (request: { user: string; room: string }) => Pass;

/** The path that pages ask. */
export const PASS_PATH = '/api/pass';

/**
 * The app's back end: `GET /api/pass?user=…&room=…` answers AppID, server and a token made for that user.
 * @returns a handler that answers false when the request is not for it.
 */
export function createPassEndpoint(issuePass: PassIssuer) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname !== PASS_PATH) return false;
    const user = url.searchParams.get('user') ?? '';
    const room = url.searchParams.get('room') ?? '';
    if (user === '' || room === '') {
      response.writeHead(400, { 'content-type': 'text/plain' }).end('user and room are needed');
      return true;
    }
    response
      .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      .end(JSON.stringify(issuePass({ user, room })));
    return true;
  };
}
