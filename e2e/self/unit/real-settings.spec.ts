import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';
import { parse } from 'dotenv';

import { readSettings, VARIABLES } from '../../../fixtures/test/settings/settings.ts';

const SECRET = '0123456789abcdef0123456789abcdef';
const GOOD = { REJOIN_TARGET: 'real', REJOIN_APP_ID: '1234567890', REJOIN_SERVER_SECRET: SECRET };

/** The lines of the message, without its heading. */
function faultsOf(env: Record<string, string>): string[] {
  try {
    readSettings(env);
    return [];
  } catch (error) {
    return error instanceof Error ? error.message.split('\n').slice(1) : ['no error'];
  }
}

test.describe('settings of the real cloud', () => {
  test('need an AppID and a ServerSecret, and have defaults for the rest', () => {
    const { real, clock } = readSettings({ ...GOOD, REJOIN_CLOCK: 'virtual' });
    expect(clock, 'no virtual time on a cloud that lives in real time').toBe('real');
    expect(real).toEqual({
      appId: 1_234_567_890,
      serverSecret: SECRET,
      server: 'wss://webliveroom1234567890-api.coolzcloud.com/ws',
      presenceTimeoutMs: undefined,
      roomRetryTimeS: undefined,
      streamRetryTimeS: undefined,
      tokenLifetimeS: 3_600,
      roomPrefix: 'rejoin',
      proxy: undefined,
      proxyCa: undefined,
      moreDomains: [],
      runId: 'run',
      // On the real cloud only: the internet may fail once, and what then passes is reported as flaky.
      retries: 1,
    });
  });

  test('are read', () => {
    const { real } = readSettings({
      ...GOOD,
      REJOIN_SERVER: 'wss://here.zego.im/ws',
      REJOIN_PRESENCE_TIMEOUT: '100',
      REJOIN_ROOM_RETRY: '60',
      REJOIN_STREAM_RETRY: '61',
      REJOIN_TOKEN_LIFETIME: '120',
      REJOIN_ROOM_PREFIX: 'nightly_2',
      REJOIN_PROXY: 'http://ann:pass@proxy.example:3128',
      REJOIN_PROXY_CA: 'company.pem',
      REJOIN_ZEGO_DOMAINS: 'a.example,b.example',
      REJOIN_RETRIES: '0',
    });
    expect(real).toMatchObject({
      server: 'wss://here.zego.im/ws',
      presenceTimeoutMs: 100_000,
      roomRetryTimeS: 60,
      streamRetryTimeS: 61,
      tokenLifetimeS: 120,
      roomPrefix: 'nightly_2',
      proxyCa: 'company.pem',
      moreDomains: ['a.example', 'b.example'],
      retries: 0,
    });
    expect(real?.proxy?.host).toBe('proxy.example:3128');
  });

  test('are no matter of the mock', () => {
    expect(readSettings({ REJOIN_APP_ID: '1', REJOIN_SERVER_SECRET: SECRET }).real).toBeUndefined();
  });

  test('that are missing are named all at once, with the place where the value is found', () => {
    const faults = faultsOf({ REJOIN_TARGET: 'real', REJOIN_WORKERS: 'two' });
    expect(faults).toHaveLength(3);
    expect(faults[0]).toContain('REJOIN_WORKERS is “two”');
    expect(faults[1]).toMatch(/REJOIN_APP_ID is not set: .*console.*AppID/);
    expect(faults[2]).toMatch(/REJOIN_SERVER_SECRET is not set: .*console.*ServerSecret/);
  });

  test('that are wrong never show a secret', () => {
    const faults = faultsOf({
      ...GOOD,
      REJOIN_SERVER_SECRET: 'tooshort-secret',
      REJOIN_PROXY: 'https://ann:opensesame@proxy.example',
    });
    expect(faults).toHaveLength(2);
    expect(faults.join()).not.toMatch(/tooshort|opensesame/);
  });

  test('are all explained in .env.example, which is right as it is', () => {
    const text = readFileSync(join(import.meta.dirname, '..', '..', '..', '.env.example'), 'utf8');
    const example = parse(text);
    // The configuration makes up this one.
    expect(Object.keys(example).sort()).toEqual(VARIABLES.filter((name) => name !== 'REJOIN_RUN_ID').sort());
    expect(readSettings(example)).toEqual(readSettings({}));
    // A line of explanation stands above every variable, or above the one before it.
    expect(text).not.toMatch(/\n\nREJOIN_/);
  });

  for (const [name, value] of [
    ['REJOIN_APP_ID', '0'],
    ['REJOIN_APP_ID', '4294967296'],
    ['REJOIN_APP_ID', 'demo'],
    ['REJOIN_SERVER', 'https://here.zego.im'],
    ['REJOIN_PRESENCE_TIMEOUT', '9'],
    ['REJOIN_ROOM_RETRY', '3601'],
    ['REJOIN_STREAM_RETRY', '1.5'],
    ['REJOIN_TOKEN_LIFETIME', '59'],
    ['REJOIN_ROOM_PREFIX', 'a b'],
    ['REJOIN_ZEGO_DOMAINS', 'nodots'],
    ['REJOIN_RETRIES', '2'],
  ] as const)
    test(`refuse ${name}=${value}`, () => {
      const faults = faultsOf({ ...GOOD, [name]: value });
      expect(faults).toHaveLength(1);
      expect(faults[0]).toMatch(new RegExp(`^  ${name} is “.*”: (use|give) `));
    });
});
