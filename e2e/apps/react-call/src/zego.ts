import { ZegoExpressEngine } from 'zego-express-engine-webrtc';

const APP_ID = 1484647939;
const SERVER = `wss://webliveroom${APP_ID}-api.coolzcloud.com/ws`;

let engine: ZegoExpressEngine | undefined;

/** One engine for the whole page. */
export function getEngine(): ZegoExpressEngine {
  engine ??= new ZegoExpressEngine(APP_ID, SERVER);
  return engine;
}

/** A token is valid for a few minutes, so each login gets a new one. */
export async function fetchToken(userID: string): Promise<string> {
  const response = await fetch(`/api/token?userID=${encodeURIComponent(userID)}`, { cache: 'no-store' });
  if (!response.ok) throw new Error(`no token (HTTP ${response.status})`);
  const { token } = (await response.json()) as { token: string };
  return token;
}

// No permission, forbidden stream, name taken, codec, bad ID: the same call would fail again.
const PERMANENT = new Set([
  1000014, 1000015, 1000016, 1002082, 1003025, 1003028, 1003080, 1004025, 1004080, 1103019, 1103049, 1103064,
  1104046,
]);

export const isPermanent = (code: number) => PERMANENT.has(code);

export function errorCode(error: unknown): number {
  const code = (error as { code?: unknown; errorCode?: unknown } | undefined)?.code;
  return Number(code ?? (error as { errorCode?: unknown } | undefined)?.errorCode ?? -1) || -1;
}

export function errorText(error: unknown): string {
  const { message, msg } = (error ?? {}) as { message?: string; msg?: string };
  return message ?? msg ?? String(error);
}
