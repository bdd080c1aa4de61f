import fc from 'fast-check';

import { expect, test } from '@playwright/test';

import { AddressError, readAddress } from '../../../app/session/address.ts';

function faultsOf(search: string): readonly string[] {
  try {
    readAddress(search);
  } catch (error) {
    if (error instanceof AddressError) return error.faults;
    throw error;
  }
  return [];
}

test.describe('the page’s address', () => {
  test('is read with its defaults', () => {
    expect(readAddress('?role=anchor&room=r-1&user=ann')).toEqual({
      role: 'anchor',
      room: 'r-1',
      user: 'ann',
      userUpdate: true,
      joinOnLoad: true,
      publishOnJoin: true,
      stream: 'ann-camera',
      camera: true,
      microphone: true,
      renew: true,
      codec: undefined,
      play: undefined,
      engineConfig: {},
    });
  });

  test('is read with everything that can be said', () => {
    const config = encodeURIComponent('{"roomRetryTime":60}');
    expect(
      readAddress(`?role=audience&room=r&user=u&userUpdate=off&join=manual&engineConfig=${config}`),
    ).toMatchObject({
      role: 'audience',
      userUpdate: false,
      joinOnLoad: false,
      engineConfig: { roomRetryTime: 60 },
    });
  });

  test('is refused with all its mistakes at once', () => {
    expect(faultsOf('')).toEqual([
      '“role” is missing: use role=anchor to publish or role=audience to watch.',
      '“room” is empty: add room=… to the address.',
      '“user” is empty: add user=… to the address.',
    ]);
    expect(faultsOf('?role=king&room=r&user=u&engineConfig=nonsense')).toEqual([
      '“role” is “king”: use role=anchor to publish or role=audience to watch.',
      '“engineConfig” is not a JSON object: use for example engineConfig={"roomRetryTime":60}.',
    ]);
  });

  for (const [what, search, fault] of [
    ['a room that is too long', `?role=anchor&room=${'r'.repeat(129)}&user=u`, '“room” is longer than 128'],
    ['a user that is too long', `?role=anchor&room=r&user=${'u'.repeat(65)}`, '“user” is longer than 64'],
    ['a room with a space', '?role=anchor&room=r+1&user=u', '“room” holds a character'],
    ['a user with an umlaut', '?role=anchor&room=r&user=%C3%BC', '“user” holds a character'],
    ['an engineConfig that is a list', '?role=anchor&room=r&user=u&engineConfig=[]', '“engineConfig” is not'],
    ['an engineConfig that is null', '?role=anchor&room=r&user=u&engineConfig=null', '“engineConfig” is not'],
  ] as const)
    test(`is refused for ${what}`, () => {
      expect(faultsOf(search)).toEqual([expect.stringContaining(fault)]);
    });

  test('the longest names are taken', () => {
    expect(faultsOf(`?role=anchor&room=${'r'.repeat(128)}&user=${'u'.repeat(64)}`)).toEqual([]);
  });

  test('of any kind is read or refused in words', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (room, engineConfig) => {
        const query = new URLSearchParams({ role: 'anchor', user: 'u', room, engineConfig });
        for (const fault of faultsOf(`?${query.toString()}`)) expect(fault).toMatch(/^“\w+” .*\.$/);
      }),
    );
  });
});
