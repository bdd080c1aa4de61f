import { expect, test } from '@playwright/test';

import { translate } from '../../../fixtures/test/participant/translate.ts';

const from = (name: string, ...args: unknown[]) => translate({ source: 'sdk', name, args, at: 0 });
const app = (name: string, ...args: unknown[]) => translate({ source: 'app', name, args, at: 0 });

test.describe('what a page announces', () => {
  test('of its room', () => {
    expect(from('roomStateChanged', 'r', 'LOGINED', 7, '{}')).toEqual([
      { kind: 'room-state', room: 'r', state: 'LOGINED', code: 7, note: '{}' },
    ]);
  });

  test('of several people becomes one line each', () => {
    expect(from('roomUserUpdate', 'r', 'ADD', [{ userID: 'ann' }, { userID: 'bob' }])).toEqual([
      { kind: 'user-update', room: 'r', change: 'ADD', user: 'ann' },
      { kind: 'user-update', room: 'r', change: 'ADD', user: 'bob' },
    ]);
  });

  test('of several streams becomes one line each', () => {
    const streams = ['s', 't'].map((streamID) => ({ streamID, user: { userID: 'ann' } }));
    expect(from('roomStreamUpdate', 'r', 'DELETE', streams)).toEqual([
      { kind: 'stream-update', room: 'r', change: 'DELETE', stream: 's', user: 'ann' },
      { kind: 'stream-update', room: 'r', change: 'DELETE', stream: 't', user: 'ann' },
    ]);
  });

  test('of what it publishes and plays', () => {
    expect(from('publisherStateUpdate', { state: 'PUBLISHING', streamID: 's', errorCode: 0 })).toEqual([
      { kind: 'publisher-state', state: 'PUBLISHING', code: 0, stream: 's', note: '' },
    ]);
    expect(
      from('playerStateUpdate', { state: 'NO_PLAY', streamID: 's', errorCode: 5, extendedData: 'why' }),
    ).toEqual([{ kind: 'player-state', state: 'NO_PLAY', code: 5, stream: 's', note: 'why' }]);
  });

  test('of the app’s own steps and failures', () => {
    expect(app('join:done')).toEqual([{ kind: 'step', name: 'join:done' }]);
    expect(app('join:failed', { code: 3, message: 'no' })).toEqual([
      { kind: 'failure', action: 'join', code: 3, message: 'no' },
    ]);
  });

  test('of anything else is a step', () => {
    expect(from('tokenWillExpire', 'r')).toEqual([{ kind: 'step', name: 'tokenWillExpire' }]);
  });
});
