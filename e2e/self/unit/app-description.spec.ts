import { expect, test } from '@playwright/test';

import { castRoles } from '../../../fixtures/test/app/casting.ts';
import { defineApp, type AppOptions } from '../../../fixtures/test/app/define-app.ts';
import type { AppDescription, AppRole } from '../../../fixtures/test/app/description.ts';
import { needApp } from '../../../fixtures/test/app/need-app.ts';

const role: AppRole = { enter: async () => undefined };
const SECRET = '0123456789abcdef0123456789abcdef';
const GOOD: AppDescription = { url: 'http://127.0.0.1:4173', roles: { host: role } };

/** What is wrong with a description, a sentence each. */
function faultsOf(changes: Partial<AppDescription>): string[] {
  try {
    defineApp({ ...GOOD, ...changes });
  } catch (error) {
    const [title, ...faults] = String(error).split('\n');
    expect(title).toBe('Error: The description of the app cannot be used:');
    return faults.map((fault) => fault.replace(/^ {2}- /, ''));
  }
  return [];
}

test.describe('the description of an app', () => {
  test('that is sound is given back as it was written', () => {
    const { url: _, ...withoutUrl } = GOOD;
    for (const app of [
      GOOD,
      { ...withoutUrl, serve: async () => ({ url: 'http://127.0.0.1:1', close: async () => undefined }) },
      { ...GOOD, origins: ['https://api.test', 'http://[::1]:3000'] },
      { ...GOOD, zego: { appId: 1, serverSecret: SECRET } },
      { ...GOOD, zego: { appId: 0xffff_ffff, tokens: 'accept' } },
      { ...GOOD, roles: { 'co-host_2': role, B: role } },
    ] as const)
      expect(defineApp(app)).toEqual(app);
  });

  for (const [what, changes, fault] of [
    ['no role', { roles: {} }, 'it has no role: describe in `roles` how somebody enters the app.'],
    [
      'a role that no lane could be named after',
      { roles: { '2nd host': role } },
      '“2nd host” is no name for a role: letters, digits and dashes, beginning with a letter.',
    ],
    [
      'an address without a scheme',
      { url: '127.0.0.1:4173' },
      '“127.0.0.1:4173” is no address: write scheme, host and port, for example http://127.0.0.1:4173.',
    ],
    [
      'a scheme that is not the web’s',
      { origins: ['ws://app.test'] },
      '“ws://app.test” is no address: write scheme, host and port, for example http://127.0.0.1:4173.',
    ],
    [
      'an AppID of 0',
      { zego: { appId: 0, serverSecret: SECRET } },
      'zego.appId is 0: an AppID is a whole number from 1 to 4294967295.',
    ],
    [
      'an AppID with a fraction',
      { zego: { appId: 1.5, serverSecret: SECRET } },
      'zego.appId is 1.5: an AppID is a whole number from 1 to 4294967295.',
    ],
    [
      'an AppID that is too large',
      { zego: { appId: 2 ** 32, serverSecret: SECRET } },
      'zego.appId is 4294967296: an AppID is a whole number from 1 to 4294967295.',
    ],
    [
      'a secret that is cut short',
      { zego: { appId: 1, serverSecret: SECRET.slice(1) } },
      'zego.serverSecret has 31 characters instead of 32.',
    ],
    [
      'no secret although tokens are verified',
      { zego: { appId: 1, tokens: 'verify' } },
      "zego.serverSecret is missing: give it, or take any token by `tokens: 'accept'`.",
    ],
  ] as const)
    test(`is refused for ${what}`, () => {
      expect(faultsOf(changes)).toEqual([fault]);
    });

  test('is refused for what nobody knows in it, with what was meant; as one without types has it', () => {
    const withoutTypes = {
      url: 'http://127.0.0.1:1',
      origin: ['http://127.0.0.1:2'],
      zego: { appId: 1, secret: SECRET },
      roles: { host: { entr: () => undefined } },
      shows: { reconecting: () => undefined },
      keeps: { camera: { set: () => undefined }, muted: { isSet: () => true } },
    } as unknown as AppOptions;
    expect(() => defineApp(withoutTypes)).toThrow(
      /it has “origin”, .*do you mean origins\?\n.*`zego` has “secret”, which is nothing that is known\n.*`shows` has “reconecting”, .*do you mean reconnecting\?\n.*`keeps` has “camera”, which is nothing that is known.*\n.*`keeps.muted` does not say how it is switched on and off: give it `set`\.\n.*role “host” has “entr”, .*do you mean enter\?\n.*role “host” does not say how somebody enters/,
    );
    const empty: object = { url: 'http://127.0.0.1:1' };
    expect(() => defineApp(empty as AppOptions)).toThrow('it has no role');
  });

  test('is refused when it says neither where the app is nor how to start it', () => {
    expect(() => defineApp({ roles: { host: role } })).toThrow(
      'it says neither where the app is served (`url`) nor how to start it (`serve`).',
    );
  });

  test('is refused with all its mistakes at once, and without the secret', () => {
    const faults = faultsOf({ roles: {}, url: 'nowhere', zego: { appId: -1, serverSecret: 'hunter2' } });
    expect(faults).toHaveLength(4);
    expect(faults.join()).not.toContain('hunter2');
  });

  test('is asked for where none was named', () => {
    expect(needApp(GOOD)).toBe(GOOD);
    expect(() => needApp(undefined)).toThrow(
      'No app is under test: describe yours with `defineApp` and name it in the configuration, `use: { app }`.',
    );
  });
});

test.describe('the parts of the guide are cast:', () => {
  const publishes = { ...role, publishes: true };
  const plays = { ...role, plays: true, publishes: false };

  for (const [what, roles, anchor, audience] of [
    ['who publishes and who plays, in whatever order', { guest: plays, host: publishes }, 'host', 'guest'],
    ['one role takes both', { caller: { ...publishes, plays: true } }, 'caller', 'caller'],
    ['the first two, where nothing is said', { one: role, two: role, three: role }, 'one', 'two'],
    [
      'who only plays, before one who publishes as well',
      { host: publishes, coHost: { ...publishes, plays: true }, guest: plays },
      'host',
      'guest',
    ],
    [
      'who does not publish, where nobody is said to play',
      { host: publishes, coHost: publishes, door: role },
      'host',
      'door',
    ],
    ['another one who publishes, where all do', { host: publishes, coHost: publishes }, 'host', 'coHost'],
  ] as const)
    test(what, () => {
      expect(castRoles({ roles })).toEqual({ anchor, audience });
    });
});
