import fc from 'fast-check';

import { expect, test } from '@playwright/test';

import {
  decodeFrames,
  encodeFrame,
  MAX_BODY_BYTES,
  type Frame,
} from '../../../fixtures/mock-cloud/wire/frame.ts';

const frame = fc.record({
  type: fc.integer({ min: 0, max: 0xffff }),
  streamId: fc.integer({ min: 0, max: 0xffff_ffff }),
  body: fc.uint8Array({ maxLength: 64 }),
});
const plain = ({ type, streamId, body }: Frame) => ({ type, streamId, body: [...body] });

test.describe('link frames', () => {
  test('are laid out byte for byte as the SDK writes them', () => {
    const bytes = encodeFrame({ type: 0x0102, streamId: 0x03040506, body: Uint8Array.of(0xaa, 0xbb) });
    expect(bytes.toString('hex')).toBe('af000102000000020304050600aabb');
  });

  test('come back as they were sent, one or many to a message', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 5 }), (frames) => {
        const message = Buffer.concat(frames.map(encodeFrame));
        expect(decodeFrames(message).map(plain)).toEqual(frames.map(plain));
      }),
    );
  });

  test('are read from the middle of a larger buffer', () => {
    const bytes = encodeFrame({ type: 12, streamId: 3, body: Uint8Array.of(7) });
    const larger = Buffer.concat([Buffer.alloc(9, 0xff), bytes, Buffer.alloc(9, 0xff)]);
    expect(decodeFrames(larger.subarray(9, 9 + bytes.length)).map(plain)).toEqual([
      { type: 12, streamId: 3, body: [7] },
    ]);
  });

  test('cut short anywhere are refused', () => {
    fc.assert(
      fc.property(frame, fc.nat(), (whole, where) => {
        const bytes = encodeFrame(whole);
        const cut = bytes.subarray(0, 1 + (where % (bytes.length - 1)));
        expect(() => decodeFrames(cut)).toThrow(/^a frame (header was cut short|announces)/);
      }),
    );
  });

  test('that announce huge bodies are refused without making room for them', () => {
    const bytes = encodeFrame({ type: 12, streamId: 3, body: new Uint8Array() });
    bytes.writeUInt32BE(0xffff_ffff, 4);
    expect(() => decodeFrames(bytes)).toThrow('a frame announces 4294967295 bytes, more than 1048576');
    bytes.writeUInt32BE(MAX_BODY_BYTES, 4);
    expect(() => decodeFrames(bytes)).toThrow('a frame announces 1048576 bytes but 0 follow');
  });

  test('of random bytes are read or refused in words, nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.boolean(), (noise, withMagic) => {
        const bytes = withMagic ? Uint8Array.of(0xaf, ...noise) : noise;
        try {
          decodeFrames(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect(String(error)).toMatch(/^Error: a frame /);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('with another magic number are refused by name', () => {
    expect(() => decodeFrames(Buffer.alloc(13, 0xac))).toThrow('a frame begins with 0xac instead of 0xaf');
  });
});
