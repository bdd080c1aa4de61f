import { expect, test } from '@playwright/test';

import { createMediaWatch } from '../../../fixtures/test/participant/media-watch.ts';
import { scopeOf } from '../../../fixtures/test/participant/wire-scope.ts';

test.describe('the time of a test waits for a browser’s notice', () => {
  /** A watch over a page, with what is known of its packets; and the time that it reads. */
  function watch() {
    const state = { isCut: false };
    return { state, media: createMediaWatch('ann', () => state.isCut) };
  }

  test('only while packets do not pass and the browser does not know it', () => {
    const { state, media } = watch();
    state.isCut = true;
    expect(media.poll()).toBe('idle');
    media.take({ connected: 1, lost: 0 });
    expect(media.poll()).toBe('moving');
    media.take({ connected: 1, lost: 1 });
    expect(media.poll()).toBe('idle');
    media.take({ connected: 1, lost: 0 });
    state.isCut = false;
    expect(media.poll()).toBe('idle');
    expect(media).toMatchObject({ who: 'ann', name: 'its browser’s notice that its media is cut' });
  });

  test('not for ever, and anew when it is cut again', () => {
    const { state, media } = watch();
    const real = performance.now.bind(performance);
    let ahead = 0;
    performance.now = () => real() + ahead;
    try {
      media.take({ connected: 1, lost: 0 });
      state.isCut = true;
      expect(media.poll()).toBe('moving');
      ahead = 19_000;
      expect(media.poll()).toBe('moving');
      ahead = 20_001;
      expect(media.poll()).toBe('idle');
      state.isCut = false;
      media.poll();
      state.isCut = true;
      expect(media.poll()).toBe('moving');
    } finally {
      performance.now = real;
    }
  });

  test('not for a page that is gone', () => {
    const { state, media } = watch();
    media.take({ connected: 2, lost: 0 });
    expect(media.isOnAir).toBe(true);
    state.isCut = true;
    media.gone();
    expect(media.isOnAir).toBe(false);
    expect(media.poll()).toBe('idle');
  });
});

test.describe('the time of a test waits for', () => {
  const scope = scopeOf(
    {
      route: (host, port) =>
        host === 'zego.test' && port === 443 ? { host: '127.0.0.1', port: 1 } : undefined,
    },
    ['http://localhost:3000', 'https://api.test/v1'],
  );

  for (const [address, socket, request] of [
    ['wss://zego.test/ws', true, true],
    ['https://zego.test/log', true, true],
    ['https://zego.test:8443/log', false, false],
    ['http://localhost:3000/token', false, true],
    ['http://localhost:3001/token', false, false],
    ['https://api.test/other', false, true],
    ['https://elsewhere.test/', false, false],
    ['nonsense', false, false],
  ] as const)
    test(`${address}: ${socket ? 'yes' : request ? 'requests only' : 'no'}`, () => {
      expect([scope.socket(address), scope.request(address)]).toEqual([socket, request]);
    });
});
