import { expect, test } from '@playwright/test';

import { createIdentityReader } from '../../../fixtures/test/tap/identity.ts';

/** The reader of one whose page may call what it likes. */
function reader(foretold: { userId?: string; streamId?: string } = {}) {
  const told: string[] = [];
  const reading = createIdentityReader('ann', foretold, (userId) => told.push(userId));
  const call = (name: string, ...args: unknown[]) =>
    reading.take({ what: 'call', engine: 1, name, args, at: 0 });
  return { reading, call, told };
}

const login = ['r', '(token)', { userID: 'u-1' }] as const;

test.describe('who somebody is', () => {
  test('is told apart by engine, ends with the room, and begins anew with a document', () => {
    const { reading } = reader();
    const tell = (what: 'call' | 'event', engine: number, name: string, ...args: unknown[]) =>
      reading.take({ what, engine, name, args, at: 0 });
    tell('call', 1, 'startPublishingStream', 's-1');
    tell('call', 2, 'startPublishingStream', 's-2');
    tell('call', 2, 'destroyEngine');
    expect(reading.identity.publishing).toEqual(['s-1']);
    tell('event', 1, 'roomStateChanged', 'r', 'RECONNECTING', 0);
    expect(reading.identity.publishing).toEqual(['s-1']);
    tell('event', 1, 'roomStateChanged', 'r', 'KICKOUT', 0);
    expect(reading.identity.publishing).toEqual([]);
    tell('call', 1, 'startPublishingStream', 's-1');
    reading.take({ what: 'engine', engine: 1, version: '3.12.0', at: 0 });
    expect(reading.identity.publishing).toEqual([]);
  });

  test('is learnt from its login and from what it publishes', () => {
    const { reading, call, told } = reader();
    expect(reading.room).toBeUndefined();
    call('loginRoom', ...login, { userUpdate: true });
    call('startPublishingStream', 's-1', '(MediaStream)');
    call('startPublishingStream', 's-2', '(MediaStream)');
    expect(reading.room).toBe('r');
    expect(reading.identity).toMatchObject({
      userId: 'u-1',
      streamId: 's-2',
      userIds: ['u-1'],
      publishing: ['s-1', 's-2'],
    });
    expect(told).toEqual(['u-1']);
  });

  test('is learnt from a login without a token too', () => {
    const { reading, call } = reader();
    call('loginRoom', 'r', { userID: 'u-1', userName: 'Ann' });
    expect(reading.identity.userId).toBe('u-1');
  });

  test('changes with a login as another user; each new one is told', () => {
    const { reading, call, told } = reader();
    for (const userID of ['u-1', 'u-1', 'u-2', 'u-1']) call('loginRoom', 'r', '(token)', { userID });
    expect(reading.identity.userId).toBe('u-1');
    expect(reading.identity.userIds).toEqual(['u-1', 'u-2']);
    expect(told).toEqual(['u-1', 'u-2', 'u-1']);
  });

  test('is what is foretold, until the app does something else', () => {
    const { reading, call, told } = reader({ userId: 'foretold', streamId: 'its-stream' });
    expect(reading.identity).toMatchObject({ userId: 'foretold', streamId: 'its-stream', publishing: [] });
    call('loginRoom', ...login);
    call('startPublishingStream', 's-1');
    expect(reading.identity).toMatchObject({ userId: 'u-1', streamId: 's-1' });
    expect(told).toEqual(['u-1']);
  });

  test('stays the same in another room', () => {
    const { reading, call } = reader();
    call('loginRoom', ...login);
    call('switchRoom', 'r', 'r-2', '(token)');
    expect(reading.room).toBe('r-2');
    expect(reading.identity.userId).toBe('u-1');
  });

  test('what has ended is published no more, and is still the stream of the last time', () => {
    const { reading, call } = reader();
    call('startPublishingStream', 's-1');
    call('startPublishingStream', 's-1');
    call('startPublishingStream', 's-2');
    call('stopPublishingStream', 's-1');
    call('stopPublishingStream', 'never begun');
    expect(reading.identity.publishing).toEqual(['s-2']);
    for (const end of ['logoutRoom', 'destroyEngine']) {
      call('startPublishingStream', 's-3');
      call(end);
      expect(reading.identity.publishing).toEqual([]);
    }
    expect(reading.identity.streamId).toBe('s-3');
  });

  test('a page that is gone publishes nothing', () => {
    const { reading, call } = reader();
    call('startPublishingStream', 's-1');
    reading.pageGone();
    expect(reading.identity).toMatchObject({ publishing: [], streamId: 's-1' });
  });

  test('is not learnt from what the SDK says', () => {
    const { reading } = reader();
    reading.take({ what: 'event', engine: 1, name: 'loginRoom', args: login, at: 0 });
    reading.take({ what: 'refused', engine: 1, name: 'loginRoom', args: login, code: 1, message: '', at: 0 });
    expect(reading.room).toBeUndefined();
  });

  test('and is not yet known: says what has not been called, and whether an engine is there', () => {
    const { reading } = reader();
    expect(() => reading.identity.userId).toThrow(
      'ann has no user ID yet: it is learnt from what the app asks of the SDK, and it has not called loginRoom. No engine of ZEGO’s SDK was seen in the page either.',
    );
    reading.take({ what: 'engine', engine: 1, version: '3.12.0', at: 0 });
    expect(reading.sdkVersion).toBe('3.12.0');
    expect(() => reading.identity.streamId).toThrow(
      'ann has no stream yet: it is learnt from what the app asks of the SDK, and it has not called startPublishingStream. An engine of SDK 3.12.0 is there.',
    );
  });
});
