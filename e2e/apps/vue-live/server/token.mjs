import { createCipheriv, randomBytes, randomInt } from 'node:crypto';

/** token04 in the layout of ZEGO's first server assistant (AES-256-CBC, printable IV). */
export function makeToken({ appId, secret, userId, room, mayPublish, seconds }) {
  const now = Math.floor(Date.now() / 1000);
  const content = {
    app_id: appId,
    user_id: userId,
    nonce: randomInt(2 ** 31),
    ctime: now,
    expire: now + seconds,
    payload: JSON.stringify({
      room_id: room,
      privilege: { 1: 1, 2: mayPublish ? 1 : 0 },
      stream_id_list: null,
    }),
  };
  const iv = randomBytes(8).toString('hex');
  const cipher = createCipheriv('aes-256-cbc', secret, iv);
  const body = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);

  const bytes = Buffer.alloc(8 + 2 + 16 + 2 + body.length);
  bytes.writeBigInt64BE(BigInt(content.expire), 0);
  bytes.writeUInt16BE(16, 8);
  bytes.write(iv, 10, 'latin1');
  bytes.writeUInt16BE(body.length, 26);
  body.copy(bytes, 28);
  return `04${bytes.toString('base64')}`;
}
