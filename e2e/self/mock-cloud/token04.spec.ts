import { createCipheriv } from 'node:crypto';

import fc from 'fast-check';

import { expect, test } from '@playwright/test';

import { createToken04, privilegePayload } from '../../../fixtures/mock-cloud/token04/sign.ts';
import { admit, mayPublish } from '../../../fixtures/mock-cloud/room/admission.ts';
import { RoomCode } from '../../../fixtures/mock-cloud/room/codes.ts';
import { readToken04 } from '../../../fixtures/mock-cloud/token04/read.ts';

/** Made with ZEGO's own published code, from these facts. */
const SECRET = 'fa94dd0f974cf2e293728a526b028271';
const CLAIMS = { appId: 1, secret: SECRET, userId: 'demo', lifetimeS: 3_600 };
const CIRCUMSTANCES = { nowMs: 1_700_000_000_000, nonce: 123_456_789 };
const GCM =
  '04AAAAAGVT/xAADAABAgMEBQYHCAkKCwBzlo4HRoGUdkuLbKIoOhbZY6YpcMaBTLWHRtiSNdXNuWkV2JYrMFwLwjjq6aFvxM5vMUW1ucoWpme7Vck+JCYUW5+rbF2LagnFZkRVec2ODtmU4F4kKEo7U2F+thJs5COIYlau+pkGhJGWuIAhD9RBltNqvwE=';
const CBC =
  '04AAAAAGVT/xAAEDAxMjM0NTY3ODlhYmNkZWYAcPDOWcZeMCPxbh1dpHzCTREIwK2oIO5x78Qlcu9iUMPYkqBI5TvjB3JwCxC9+klE8/eu//t2uE7+o7gQ53yB/JkIFUA6xyD5rb5rd5NER5knvdDJH2auGOam8ZKJG5qT/1t+UUUnbL8ghIsUgkbwAAg=';
const VECTORS = [
  ['GCM', GCM, { layout: 'gcm', iv: Buffer.from('000102030405060708090a0b', 'hex') }],
  ['CBC', CBC, { layout: 'cbc', iv: Buffer.from('0123456789abcdef') }],
] as const;
const APP = { appId: 1, secret: SECRET };

test.describe('token04', () => {
  for (const [layout, vector, how] of VECTORS) {
    test(`${layout}: ZEGO’s own token is read`, () => {
      expect(readToken04(vector, SECRET)).toEqual({
        token: { appId: 1, userId: 'demo', expiresAtS: 1_700_003_600 },
      });
    });

    test(`${layout}: ZEGO’s own token is made again, byte for byte`, () => {
      expect(createToken04(CLAIMS, { ...CIRCUMSTANCES, ...how })).toBe(vector);
    });

    test(`${layout}: another secret does not read it`, () => {
      expect(readToken04(vector, SECRET.replace('f', 'e'))).toEqual({ fault: 'other-secret' });
    });
  }

  test('whatever the back end makes, the cloud reads', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 0xffff_ffff }),
        fc.string({ minLength: 1, maxLength: 64 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.constantFrom('gcm', 'cbc'),
        (appId, userId, lifetimeS, layout) => {
          const token = createToken04(
            { appId, secret: SECRET, userId, lifetimeS },
            { ...CIRCUMSTANCES, layout },
          );
          expect(readToken04(token, SECRET)).toEqual({
            token: { appId, userId, expiresAtS: 1_700_000_000 + lifetimeS },
          });
        },
      ),
    );
  });

  test('no two tokens are alike', () => {
    expect(createToken04(CLAIMS, CIRCUMSTANCES)).not.toBe(createToken04(CLAIMS, CIRCUMSTANCES));
  });

  test('text that is no token is told to be malformed', () => {
    const tooLong = `04${Buffer.concat([Buffer.from(GCM.slice(2), 'base64'), Buffer.alloc(3)]).toString('base64')}`;
    for (const text of ['', '04', '04AAAA', '03' + GCM.slice(2), tooLong, '04' + '/'.repeat(40)])
      expect(readToken04(text, SECRET), text).toEqual({ fault: 'malformed' });
  });

  test('any damage to a GCM token is noticed', () => {
    const bytes = Buffer.from(GCM.slice(2), 'base64');
    // The plain expiry in front is not sealed; everything behind it is.
    fc.assert(
      fc.property(
        fc.integer({ min: 8, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, by) => {
          const damaged = Buffer.from(bytes);
          damaged.writeUInt8(damaged.readUInt8(at) ^ by, at);
          expect(readToken04(`04${damaged.toString('base64')}`, SECRET)).toHaveProperty('fault');
        },
      ),
    );
  });

  for (const [what, text] of [
    ['no JSON', 'hello'],
    ['no object', '[1]'],
  ] as const)
    test(`what decrypts to ${what} is told to be incomplete`, () => {
      expect(readToken04(seal(text), SECRET)).toEqual({ fault: 'incomplete' });
    });

  test('a token that lacks a claim is told to be incomplete', () => {
    const claims = { app_id: 1, user_id: 'demo', expire: 1 };
    expect(readToken04(seal(JSON.stringify(claims)), SECRET)).toHaveProperty('token.userId', 'demo');
    for (const claim of Object.keys(claims))
      expect(readToken04(seal(JSON.stringify({ ...claims, [claim]: null })), SECRET), claim).toEqual({
        fault: 'incomplete',
      });
  });

  test('random text is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (noise) => {
        expect(readToken04(`04${Buffer.from(noise).toString('base64')}`, SECRET)).toHaveProperty('fault');
      }),
      { numRuns: 300 },
    );
  });

  test('wrong claims are refused by name', () => {
    const make = (change: Partial<typeof CLAIMS>) => () => createToken04({ ...CLAIMS, ...change });
    expect(make({ appId: 0 })).toThrow('AppID 0');
    expect(make({ appId: 1.5 })).toThrow('AppID 1.5');
    expect(make({ secret: 'short' })).toThrow('ServerSecret has 5 characters');
    expect(make({ userId: '' })).toThrow('user ID');
    expect(make({ userId: 'u'.repeat(65) })).toThrow('user ID');
    expect(make({ lifetimeS: 0 })).toThrow('lifetime of 0 s');
    expect(make({ lifetimeS: Number.NaN })).toThrow('lifetime of NaN s');
  });
});

/** A token04 in its GCM layout around any text. */
function seal(text: string): string {
  const iv = Buffer.alloc(12);
  const cipher = createCipheriv('aes-256-gcm', SECRET, iv);
  const sealed = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  const head = Buffer.alloc(10);
  head.writeUInt16BE(iv.length, 8);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(sealed.length);
  return `04${Buffer.concat([head, iv, length, sealed, Buffer.of(1)]).toString('base64')}`;
}

test.describe('admission', () => {
  const ask = { token: GCM, userId: 'demo', roomId: 'r' };
  const justBefore = 1_700_003_600_000 - 1;
  const withPayload = (payload: string) => createToken04({ ...CLAIMS, payload }, CIRCUMSTANCES);

  test('lets the right user in until the token has expired', () => {
    expect(admit(ask, APP, justBefore)).toHaveProperty('token.userId', 'demo');
    expect(admit(ask, APP, justBefore + 1)).toMatchObject({ code: RoomCode.TokenExpired });
  });

  const { TokenInvalid, TokenExpired } = RoomCode;
  const may = { login: true, publish: true };
  for (const [what, change, appId, nowMs, refusal] of [
    ['no token', { token: '' }, 1, justBefore, { code: TokenInvalid, message: 'There is no token.' }],
    [
      'what is no token04',
      { token: 'nonsense' },
      1,
      justBefore,
      { code: TokenInvalid, message: 'The token is no token04.' },
    ],
    [
      'a token made with another secret',
      { token: createToken04({ ...CLAIMS, secret: 'x'.repeat(32) }, CIRCUMSTANCES) },
      1,
      justBefore,
      { code: TokenInvalid, message: 'The token was not made with the ServerSecret of this app.' },
    ],
    [
      'a token that says too little',
      { token: seal('{"app_id":1,"user_id":"demo"}') },
      1,
      justBefore,
      { code: TokenInvalid, message: 'The token does not say app_id, user_id and expire.' },
    ],
    [
      'a token of another app',
      {},
      2,
      justBefore,
      { code: TokenInvalid, message: 'The token is for AppID 1 instead of 2.' },
    ],
    [
      'a token of another user',
      { userId: 'eve' },
      1,
      justBefore,
      { code: TokenInvalid, message: 'The token is for user “demo” instead of “eve”.' },
    ],
    [
      'an expired token',
      {},
      1,
      justBefore + 30_001,
      { code: TokenExpired, message: 'The token expired 30 s ago.' },
    ],
    [
      'a token without the right to log in',
      { token: withPayload(privilegePayload('r', { ...may, login: false })) },
      1,
      justBefore,
      { code: TokenInvalid, message: 'The token does not allow to log in.' },
    ],
    [
      'a token of another room',
      { token: withPayload(privilegePayload('other', may)) },
      1,
      justBefore,
      { code: TokenInvalid, message: 'The token is for room “other” instead of “r”.' },
    ],
  ] as const)
    test(`refuses ${what}, and says so in a sentence`, () => {
      const verdict = admit({ ...ask, ...change }, { ...APP, appId }, nowMs);
      expect(verdict).toMatchObject(refusal);
      // The same, and what to do about it.
      const sentence: unknown = expect.stringContaining(refusal.message.replace(/\.$/, ': '));
      expect(verdict).toMatchObject({ sentence });
    });

  test('a token without a room is for any room', () => {
    const token = withPayload(privilegePayload('', may));
    expect(admit({ ...ask, token, roomId: 'other' }, APP, justBefore)).toHaveProperty('token');
  });

  test('knows who may publish what', () => {
    const token = (payload: string) => {
      const reading = readToken04(withPayload(payload), SECRET);
      if ('fault' in reading) throw new Error(reading.fault);
      return reading.token;
    };
    const streams = (ids: string[]) =>
      JSON.stringify({ room_id: 'r', privilege: { 1: 1, 2: 1 }, stream_id_list: ids });
    expect(mayPublish(token(''), 's')).toBe(true);
    expect(mayPublish(token(privilegePayload('r', { login: true, publish: true })), 's')).toBe(true);
    expect(mayPublish(token(privilegePayload('r', { login: true, publish: false })), 's')).toBe(false);
    expect(mayPublish(token(streams(['s'])), 's')).toBe(true);
    expect(mayPublish(token(streams(['s'])), 't')).toBe(false);
  });
});
