import { createCipheriv, randomBytes, randomInt } from 'node:crypto';

/** What a token is to say. */
export interface TokenClaims {
  readonly appId: number;
  /** ServerSecret from ZEGO's console: 32 characters. */
  readonly secret: string;
  readonly userId: string;
  /** How long the token is valid, in seconds; must be positive. */
  readonly lifetimeS: number;
  /** Empty, or JSON with the room and the privileges, as {@link privilegePayload} makes it. */
  readonly payload?: string;
}

/** Everything that is random or depends on the time: given by tests that need the same token twice. */
export interface TokenCircumstances {
  /** Milliseconds since the Unix epoch. */
  readonly nowMs?: number;
  readonly nonce?: number;
  readonly iv?: Buffer;
  /** GCM is what ZEGO recommends; CBC is its older layout. */
  readonly layout?: 'gcm' | 'cbc';
}

const IV_BYTES = { gcm: 12, cbc: 16 };
const MODE_GCM = 1;

/**
 * Makes a token04. Runs in the back end only: the secret must never reach a page.
 * @throws Error that says which claim is wrong.
 */
export function createToken04(claims: TokenClaims, circumstances: TokenCircumstances = {}): string {
  check(claims);
  const { layout = 'gcm', nowMs = Date.now(), nonce = randomInt(2 ** 31) } = circumstances;
  const issuedAtS = Math.floor(nowMs / 1000);
  const expiresAtS = issuedAtS + claims.lifetimeS;
  const json = JSON.stringify({
    app_id: claims.appId,
    user_id: claims.userId,
    nonce,
    ctime: issuedAtS,
    expire: expiresAtS,
    payload: claims.payload ?? '',
  });
  const iv = circumstances.iv ?? randomIv(layout);
  const cipherText = layout === 'gcm' ? sealGcm(json, claims.secret, iv) : sealCbc(json, claims.secret, iv);
  return `04${pack(expiresAtS, iv, cipherText, layout).toString('base64')}`;
}

/** The payload of a token that is for one room and says what its holder may do there. */
export function privilegePayload(roomId: string, may: { login: boolean; publish: boolean }): string {
  const privilege = { 1: may.login ? 1 : 0, 2: may.publish ? 1 : 0 };
  return JSON.stringify({ room_id: roomId, privilege, stream_id_list: null });
}

function check({ appId, secret, userId, lifetimeS }: TokenClaims): void {
  if (!Number.isInteger(appId) || appId <= 0)
    throw new Error(`The AppID ${appId} is not a positive whole number.`);
  if (Buffer.byteLength(secret) !== 32)
    throw new Error(`The ServerSecret has ${Buffer.byteLength(secret)} characters instead of 32.`);
  if (userId === '' || userId.length > 64) throw new Error('The user ID must have 1 to 64 characters.');
  if (!(lifetimeS > 0)) throw new Error(`The lifetime of ${lifetimeS} s is not positive.`);
}

function randomIv(layout: 'gcm' | 'cbc'): Buffer {
  if (layout === 'gcm') return randomBytes(IV_BYTES.gcm);
  // The older layout uses printable characters.
  const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';
  return Buffer.from(
    Array.from({ length: IV_BYTES.cbc }, () => alphabet.charAt(randomInt(alphabet.length))).join(''),
  );
}

function sealGcm(text: string, secret: string, iv: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(secret), iv);
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

function sealCbc(text: string, secret: string, iv: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-cbc', Buffer.from(secret), iv);
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
}

/** i64 expiry, u16 length and IV, u16 length and cipher text, and for GCM a mode byte; all big-endian. */
function pack(expiresAtS: number, iv: Buffer, cipherText: Buffer, layout: 'gcm' | 'cbc'): Buffer {
  const expiry = Buffer.alloc(8);
  expiry.writeBigInt64BE(BigInt(expiresAtS));
  const mode = layout === 'gcm' ? Buffer.of(MODE_GCM) : Buffer.alloc(0);
  return Buffer.concat([expiry, withLength(iv), withLength(cipherText), mode]);
}

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
