import { expect, test } from '@playwright/test';
import { decodeSignal, encodeSignal } from '../../../fixtures/mock-cloud/media/envelope.ts';

const message = { cmd: 5, seq: 70_000, sessionId: 3, body: Buffer.from('an offer') };

test('signalling envelope: what goes in comes out, both ways', () => {
  for (const direction of ['up', 'down'] as const) {
    const { body, ...rest } = decodeSignal(direction, encodeSignal(direction, message));
    expect(rest).toEqual({ cmd: 5, seq: 70_000, sessionId: 3 });
    expect(Buffer.from(body).toString()).toBe('an offer');
  }
});

test('signalling envelope: the bytes are those of the wire', () => {
  const bytes = Buffer.from(encodeSignal('up', { cmd: 1, seq: 2, sessionId: 0, body: Buffer.from([0xaa]) }));
  expect(bytes.toString('hex')).toBe(
    'b5000002' + '0000000e' + '0864' + '11' + '0006' + '00000001' + '080110021800' + 'aa',
  );
});

test('signalling envelope: every truncation and every wrong mark is an error that says so', () => {
  const bytes = Buffer.from(encodeSignal('up', message));
  for (let length = 0; length < bytes.length; length++) {
    expect(() => decodeSignal('up', bytes.subarray(0, length))).toThrow(/bad signalling envelope/);
  }
  expect(() => decodeSignal('up', Buffer.concat([bytes, Buffer.from([0])]))).toThrow(/announces/);
  expect(() => decodeSignal('down', bytes)).toThrow(/wrong way/);
  const changed = (offset: number, value: number) => {
    const copy = Buffer.from(bytes);
    copy[offset] = value;
    return copy;
  };
  expect(() => decodeSignal('up', changed(0, 0xb6))).toThrow(/not b500/);
  expect(() => decodeSignal('up', changed(10, 0x12))).toThrow(/not 11/);
  expect(() => decodeSignal('up', changed(8, 0xff))).toThrow(/no protobuf message/);
});
