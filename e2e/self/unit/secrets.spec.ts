import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

import { expect, test } from '@playwright/test';

import { createToken04 } from '../../../fixtures/mock-cloud/token04/sign.ts';
import { findSecrets } from '../../../fixtures/report/secrets/find-secrets.ts';
import { searchFolders } from '../../../fixtures/report/secrets/search-folder.ts';
import { unpack } from '../../../fixtures/report/secrets/unpack.ts';

const serverSecret = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const token = createToken04({ appId: 1, secret: serverSecret, userId: 'ann', lifetimeS: 60 });
const find = (text: string) => findSecrets(Buffer.from(text), { serverSecret, others: ['open sesame'] });

test.describe('the search for secrets', () => {
  test('finds a token, plain, in a URL and in JSON', () => {
    for (const text of [
      token,
      encodeURIComponent(token),
      JSON.stringify({ token }),
      token.replaceAll('/', '\\/'),
    ])
      expect(find(`before ${text} after`)).toEqual([expect.stringMatching(/^a token at byte \d+$/)]);
  });

  test('finds both layouts of tokens, whatever their random parts are', () => {
    for (const layout of ['gcm', 'cbc'] as const)
      for (let round = 0; round < 50; round += 1)
        expect(
          find(createToken04({ appId: 1, secret: serverSecret, userId: 'a', lifetimeS: 86_400 }, { layout })),
        ).toHaveLength(1);
  });

  test('finds the secret and others, also when they are encoded', () => {
    expect(find(`x${serverSecret}x`)).toEqual(['the ServerSecret']);
    expect(find(Buffer.from(serverSecret).toString('base64'))).toEqual(['the ServerSecret']);
    expect(find('open%20sesame')).toEqual(['another secret']);
  });

  test('finds nothing where there is nothing, and never repeats what it found', () => {
    expect(find('04AAAAAnothing of the kind; 0f1e2d3c4b5a6978')).toEqual([]);
    expect(find(`${token} ${serverSecret}`).join()).not.toContain(serverSecret);
  });

  test('looks into archives and Base64, and into one within the other', () => {
    const archive = zip('trace.network', Buffer.from(`{"token":"${token}"}`));
    const page = Buffer.from(
      `<script>report = "data:application/zip;base64,${archive.toString('base64')}"</script>`,
    );
    const pieces = unpack({ name: 'index.html', bytes: page });
    expect(pieces.some(({ bytes }) => findSecrets(bytes, { serverSecret }).length > 0)).toBe(true);
    expect(findSecrets(page, { serverSecret })).toEqual([]);
  });

  test('reads every file of a folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rejoin-secrets-'));
    try {
      writeFileSync(join(folder, 'clean.txt'), 'clean');
      writeFileSync(join(folder, 'trace.zip'), zip('deep/file', Buffer.from(token)));
      const report = searchFolders([folder], { serverSecret });
      expect(report.files).toBe(2);
      expect(report.finds).toEqual([expect.stringContaining('trace.zip › deep/file: a token')]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** A zip archive with one deflated file. */
function zip(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(Buffer.byteLength(name), 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), packed]);
  const tail = Buffer.alloc(14);
  const entry = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}
