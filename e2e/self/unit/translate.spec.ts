import { expect, test } from '@playwright/test';

import { parseHistory } from '../../../fixtures/timeline/history.ts';
import { translate } from '../../../fixtures/test/tap/translate.ts';

const from = (name: string, ...args: unknown[]) => translate({ what: 'event', engine: 1, name, args, at: 0 });
const call = (name: string, ...args: unknown[]) => translate({ what: 'call', engine: 1, name, args, at: 0 });
const refused = (name: string) =>
  translate({ what: 'refused', engine: 1, name, args: ['s'], code: 3, message: 'no', at: 0 });

test.describe('what the tap tells', () => {
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

  test('of what older SDKs leave out: the history can be read all the same', () => {
    const entries = [
      ...from('roomStateChanged', 'r', 'LOGINED'),
      ...from('roomStateChanged', undefined, 'LOGOUT'),
      ...from('publisherStateUpdate', { state: 'PUBLISHING', streamID: 's' }),
    ].map((entry) => ({ ...entry, atMs: 0, who: 'anna' }));
    const history = {
      title: 't',
      outcome: 'passed',
      reasons: [],
      target: 'mock',
      clock: 'virtual',
      sdk: '3.10.0',
    };
    const rest = { browser: 'b', endMs: 0, people: [], entries, measurements: [] };
    expect(parseHistory(JSON.stringify({ ...history, ...rest })).entries).toMatchObject([
      { kind: 'room-state', code: 0, note: '' },
      { kind: 'room-state', room: '', state: 'LOGOUT' },
      { kind: 'publisher-state', code: 0, note: '' },
    ]);
  });

  test('of what it asks the SDK for: the room or stream is told with it', () => {
    expect(call('startPlayingStream', 's', {})).toEqual([
      { kind: 'call', name: 'startPlayingStream', about: 's' },
    ]);
    expect(call('destroyEngine')).toEqual([{ kind: 'call', name: 'destroyEngine', about: '' }]);
  });

  test('of what the SDK refuses: judged where there is no room or camera without it', () => {
    expect(refused('loginRoom')).toEqual([{ kind: 'failure', action: 'loginRoom', code: 3, message: 'no' }]);
    expect(refused('startPlayingStream')).toEqual([
      { kind: 'refused-call', name: 'startPlayingStream', about: 's', code: 3, message: 'no' },
    ]);
  });

  test('of anything else is an event that nobody judges', () => {
    expect(from('tokenWillExpire', 'r')).toEqual([
      { kind: 'sdk-event', name: 'tokenWillExpire', detail: '["r"]' },
    ]);
  });
});
