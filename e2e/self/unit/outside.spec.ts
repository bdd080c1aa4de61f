import { expect, test } from '@playwright/test';

import type { OutsideRule } from '../../../fixtures/test/app/description.ts';
import { routeWithApp } from '../../../fixtures/test/cloud/route-with-app.ts';
import { judgeRefusals, type Refusal } from '../../../fixtures/test/link/refusal.ts';

const CLOUD = { host: '127.0.0.1', port: 1 };
const ORIGIN = 'http://localhost:3000';
const route = (outside?: OutsideRule) =>
  routeWithApp((host) => (host === 'zego.test' ? CLOUD : undefined), [ORIGIN], outside);

test.describe('a host that is neither ZEGO’s nor the app’s', () => {
  for (const rule of [undefined, 'refuse', 'fail'] as const)
    test(`is out of reach: ${rule ?? 'nothing is said'}`, () => {
      expect(route(rule)('cdn.test', 443)).toBeUndefined();
    });

  test('is let through where the app says so, all of them or by name', () => {
    const cdn = { host: 'cdn.test', port: 443 };
    expect(route('pass')('cdn.test', 443)).toEqual(cdn);
    const some = route((host) => (host === 'cdn.test' ? 'pass' : 'refuse'));
    expect(some('cdn.test', 443)).toEqual(cdn);
    expect(some('ads.test', 443)).toBeUndefined();
  });

  test('changes nothing for the cloud and the app’s own servers', () => {
    for (const rule of ['pass', 'fail'] as const) {
      expect(route(rule)('zego.test', 443)).toEqual(CLOUD);
      expect(route(rule)('localhost', 3_000)).toMatchObject({ isOwn: true });
    }
  });

  const refusals: Refusal[] = [
    { host: 'ads.test', port: 443, by: 'tunnel' },
    { host: 'cdn.test', port: 443, by: 'tunnel' },
    { host: 'ads.test', port: 443, by: 'tunnel' },
    { host: 'ads.test', port: 80, by: 'http' },
  ];

  test('is listed once, and fails nothing, unless told otherwise', () => {
    const listed = ['ads.test:443', 'cdn.test:443', 'ads.test:80'];
    for (const rule of [undefined, 'refuse', 'pass'] as const)
      expect(judgeRefusals(refusals, rule)).toEqual({ fatal: [], listed });
  });

  test('fails the test where the app says so, all of them or by name', () => {
    expect(judgeRefusals(refusals, 'fail')).toEqual({ fatal: refusals, listed: [] });
    expect(judgeRefusals(refusals, (host) => (host === 'cdn.test' ? 'fail' : 'refuse'))).toEqual({
      fatal: [refusals[1]],
      listed: ['ads.test:443', 'ads.test:80'],
    });
  });
});
