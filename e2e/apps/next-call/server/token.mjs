import crypto from 'node:crypto';

const prefixed = (bytes) => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);

/** A ZEGO token (version 04, AES-256-GCM) for one user. */
export function token04({ appId, userId, secret, lifetime }) {
  const created = Math.floor(Date.now() / 1000);
  const expire = created + lifetime;
  const claims = {
    app_id: appId,
    user_id: userId,
    nonce: crypto.randomInt(2 ** 31),
    ctime: created,
    expire,
    payload: '',
  };
  const iv = crypto.randomBytes(12);
  const cipher = crypto.createCipheriv('aes-256-gcm', Buffer.from(secret), iv);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(claims)), cipher.final(), cipher.getAuthTag()]);
  const until = Buffer.alloc(8);
  until.writeBigInt64BE(BigInt(expire));
  return '04' + Buffer.concat([until, prefixed(iv), prefixed(sealed), Buffer.from([1])]).toString('base64');
}
