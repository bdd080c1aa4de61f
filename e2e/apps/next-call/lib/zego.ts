import type { ZegoExpressEngine } from 'zego-express-engine-webrtc';

// The AppID of the project in ZEGO's console.
const APP_ID = 1484647939;

let engine: Promise<ZegoExpressEngine> | undefined;

/** The SDK needs a browser, so it is loaded when the first call begins, and its engine made once. */
export function loadEngine(): Promise<ZegoExpressEngine> {
  engine ??= import('zego-express-engine-webrtc').then(
    (sdk) => new sdk.ZegoExpressEngine(APP_ID, `wss://webliveroom${APP_ID}-api.coolzcloud.com/ws`),
    (error) => {
      engine = undefined;
      throw error;
    },
  );
  return engine;
}

/** The same user for as long as the tab lives. */
export function callerID(): string {
  const id = sessionStorage.getItem('callerID') ?? crypto.randomUUID();
  sessionStorage.setItem('callerID', id);
  return id;
}

export async function requestToken(room: string, userID: string): Promise<string> {
  const response = await fetch('/api/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ room, userID }),
  });
  if (!response.ok) throw new Error('The call server gives no token.');
  return ((await response.json()) as { token: string }).token;
}
