import fc from 'fast-check';

import { expect, test } from '@playwright/test';

import {
  decodeRoomMessage,
  encodeRoomMessage,
  type RoomMessage,
} from '../../../fixtures/mock-cloud/wire/room-envelope.ts';

const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const message = fc.record({ cmd: u32, seq: u32, contextKey: u32, body: fc.uint8Array({ maxLength: 64 }) });
const plain = ({ cmd, seq, contextKey, body }: RoomMessage) => ({ cmd, seq, contextKey, body: [...body] });

test.describe('room messages', () => {
  test('begin as the SDK expects them: 0x31, two lengths, header, body', () => {
    const bytes = encodeRoomMessage({ cmd: 1, seq: 2, contextKey: 3, body: Uint8Array.of(0xaa) }, 4);
    // Field 1, 2, 3 and 6, each a one-byte varint, zeros written as well.
    expect(bytes.toString('hex')).toBe('31000800000001' + '0801100218043003' + 'aa');
    expect(encodeRoomMessage({ cmd: 0, seq: 0, contextKey: 0, body: new Uint8Array() }, 0)).toHaveLength(15);
  });

  test('come back as they were sent', () => {
    fc.assert(
      fc.property(message, fc.nat(), (sent, timestampMs) => {
        expect(plain(decodeRoomMessage(encodeRoomMessage(sent, timestampMs)))).toEqual(plain(sent));
      }),
    );
  });

  test('cut short, or with bytes to spare, are refused', () => {
    fc.assert(
      fc.property(message, fc.nat(), (sent, where) => {
        const bytes = encodeRoomMessage(sent, 0);
        expect(() => decodeRoomMessage(bytes.subarray(0, where % bytes.length))).toThrow(/^a room message/);
        expect(() => decodeRoomMessage(Buffer.concat([bytes, Buffer.of(0)]))).toThrow(
          /^a room message announces/,
        );
      }),
    );
  });

  test('that announce huge bodies are refused', () => {
    const bytes = encodeRoomMessage({ cmd: 1, seq: 2, contextKey: 3, body: new Uint8Array() }, 0);
    bytes.writeUInt32BE(0xffff_ffff, 3);
    expect(() => decodeRoomMessage(bytes)).toThrow('a room message announces 8 + 4294967295 bytes');
  });

  test('of random bytes are read or refused with an Error, nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (noise) => {
        // A frame around the noise, so that the protobuf header is reached as well.
        const framed = Buffer.concat([Buffer.of(0x31, 0, noise.length, 0, 0, 0, 0), noise]);
        for (const bytes of [noise, framed]) {
          try {
            decodeRoomMessage(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(Error);
            expect((error as Error).message).not.toBe('');
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('with another magic number are refused by name', () => {
    expect(() => decodeRoomMessage(Buffer.alloc(7, 0x32))).toThrow(
      'a room message begins with 0x32 instead of 0x31',
    );
  });
});
