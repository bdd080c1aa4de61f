import { createCipheriv, randomBytes, randomInt } from 'node:crypto';

/** A token04 as ZEGO's server assistant makes it (AES-256-GCM). */
export function generateToken04(appId, userId, secret, effectiveSeconds, payload = '') {
  const ctime = Math.floor(Date.now() / 1000);
  const expire = ctime + effectiveSeconds;
  const plain = JSON.stringify({
    app_id: appId,
    user_id: userId,
    nonce: randomInt(2 ** 31),
    ctime,
    expire,
    payload,
  });
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secret, iv);
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  const head = Buffer.alloc(10);
  head.writeBigInt64BE(BigInt(expire), 0);
  head.writeUInt16BE(iv.length, 8);
  const bodyLength = Buffer.alloc(2);
  bodyLength.writeUInt16BE(body.length);
  return `04${Buffer.concat([head, iv, bodyLength, body, Buffer.of(1)]).toString('base64')}`;
}
