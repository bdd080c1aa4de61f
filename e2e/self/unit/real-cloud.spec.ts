import { createHash } from 'node:crypto';

import { expect, test } from '@playwright/test';

import { createRealCloud } from '../../../fixtures/test/cloud/real/real-cloud.ts';
import { explainAnswer, explainLogin, explainUnreachable } from '../../../fixtures/cli/preflight/explain.ts';
import { refuseTraces } from '../../../fixtures/test/cloud/real/refuse-traces.ts';
import { signedParameters } from '../../../fixtures/test/cloud/real/server-api.ts';
import { readSettings } from '../../../fixtures/test/settings/settings.ts';

const SECRET = '0123456789abcdef0123456789abcdef';

function cloud(env: Record<string, string> = {}) {
  const { real } = readSettings({
    REJOIN_TARGET: 'real',
    REJOIN_APP_ID: '1234567890',
    REJOIN_SERVER_SECRET: SECRET,
    ...env,
  });
  if (!real) throw new Error('no settings of the real cloud');
  return createRealCloud({ settings: real, mark: 'r1-t1', workers: 1 });
}

test.describe('the real cloud', () => {
  test('lets ZEGO’s hosts pass as they are, and no other', () => {
    const { route } = cloud();
    expect(route('accesshub-wss.coolbcloud.com', 443)).toEqual({
      host: 'accesshub-wss.coolbcloud.com',
      port: 443,
    });
    for (const host of ['example.com', 'zego.im.example.com', 'notzego.im', '127.0.0.1'])
      expect(route(host, 443), host).toBeUndefined();
  });

  test('takes more domains when it is told them, with all that is below', () => {
    const { route } = cloud({ REJOIN_ZEGO_DOMAINS: 'new.example' });
    for (const host of ['new.example', 'a.new.example'])
      expect(route(host, 443), host).toEqual({ host, port: 443 });
    expect(route('anew.example', 443)).toBeUndefined();
  });

  test('is reached through the company’s proxy, with its password', () => {
    const { route } = cloud({ REJOIN_PROXY: 'http://ann:p%40ss@proxy.example:3128' });
    expect(route('rtc-api.zego.im', 443)?.via).toEqual({
      host: 'proxy.example',
      port: 3_128,
      authorization: `Basic ${Buffer.from('ann:p@ss').toString('base64')}`,
    });
  });

  test('has both values of P that ZEGO’s pages name, until it is told which it is', () => {
    const unknown = cloud();
    for (const pages of [90_000, 100_000])
      expect(Math.abs(unknown.presenceTimeoutMs - pages)).toBeLessThan(unknown.presenceDoubtMs);
    const known = cloud({ REJOIN_PRESENCE_TIMEOUT: '100' });
    expect(known.presenceTimeoutMs).toBe(100_000);
    expect(known.presenceDoubtMs).toBe(0);
  });

  test('gives rooms and users names that nobody else has, within ZEGO’s limit of 64 characters', () => {
    const name = cloud({ REJOIN_ROOM_PREFIX: 'p'.repeat(32) }).nameOf('audience');
    expect(name).toBe(`${'p'.repeat(32)}-r1-t1-audience`);
    expect(name.length).toBeLessThanOrEqual(64);
  });

  test('is told of retry times only when they are set', () => {
    expect(cloud().engineConfig).toBeUndefined();
    expect(cloud().roomRetryTimeMs).toBe(300_000);
    const short = cloud({ REJOIN_ROOM_RETRY: '60', REJOIN_STREAM_RETRY: '70' });
    expect(short.engineConfig).toEqual({ roomRetryTime: 60, streamRetryTime: 70 });
    expect([short.roomRetryTimeMs, short.streamRetryTimeMs]).toEqual([60_000, 70_000]);
  });

  test('is asked with ZEGO’s signature: MD5 of AppID, nonce, secret and time', () => {
    const parameters = signedParameters({
      appId: 12_345,
      serverSecret: '9193cc662a4c0ec135ec71fb57194b38',
      nowMs: 1_615_186_943_999,
      nonce: '4fd24687296dd9f3',
    });
    expect(Object.fromEntries(parameters)).toEqual({
      AppId: '12345',
      SignatureNonce: '4fd24687296dd9f3',
      Timestamp: '1615186943',
      Signature: createHash('md5')
        .update('123454fd24687296dd9f39193cc662a4c0ec135ec71fb57194b381615186943')
        .digest('hex'),
      SignatureVersion: '2.0',
    });
  });
});

test.describe('the preflight explains', () => {
  const answer = { code: 0, message: '', httpStatus: 200, serverTimeMs: 1_000_000 };

  test('nothing when all is well, or when the server API does not know the question', () => {
    expect(explainAnswer(answer, 1_030_000)).toBeUndefined();
    expect(explainAnswer({ ...answer, code: 100_000_007 }, 1_000_000)).toBeUndefined();
    expect(explainLogin({ state: 'LOGINED' })).toBeUndefined();
  });

  test('a clock that is off, and which way', () => {
    expect(explainAnswer(answer, 880_000)).toContain('120 s behind ZEGO’s');
    expect(explainAnswer(answer, 1_120_000)).toContain('120 s ahead of ZEGO’s');
  });

  test('why there is no way to the cloud', () => {
    const error = (code: string) => Object.assign(new Error('no'), { code });
    expect(explainUnreachable(error('ENOTFOUND'), undefined)).toContain('give its address as REJOIN_PROXY');
    expect(explainUnreachable(error('ECONNREFUSED'), 'proxy')).toContain('check REJOIN_PROXY');
    expect(explainUnreachable(error('DEPTH_ZERO_SELF_SIGNED_CERT'), 'proxy')).toContain('REJOIN_PROXY_CA');
  });

  test('a login without an answer, and hosts that were refused', () => {
    const outcome = { state: 'no answer', withinMs: 30_000 } as const;
    expect(explainLogin({ ...outcome, refusedHosts: ['a.example', 'a.example'] })).toContain(
      '(a.example): if they are, name them in REJOIN_ZEGO_DOMAINS',
    );
    expect(explainLogin({ ...outcome, refusedHosts: [] })).toContain('WebSockets');
  });
});

test('a trace is refused, however it is asked for', () => {
  for (const trace of ['on', 'retain-on-failure', { mode: 'on-first-retry' }])
    expect(() => refuseTraces(trace)).toThrow('leave --trace out');
  for (const trace of [undefined, 'off', { mode: 'off' }]) refuseTraces(trace);
});
