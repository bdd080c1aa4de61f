import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect } from '@playwright/test';

import { routeWithApp } from '../../../fixtures/test/cloud/route-with-app.ts';
import type { Route } from '../../../fixtures/test/link/proxy.ts';
import { explainRefusals } from '../../../fixtures/test/link/refusal.ts';
import { startUplink, type Uplink } from '../../../fixtures/test/link/uplink.ts';
import { test as base } from './link-test.ts';

interface NetworkFixtures {
  /** The port of a web server that says what it was asked for. */
  readonly appPort: number;
}

const test = base.extend<NetworkFixtures>({
  appPort: async ({}, use) => {
    const app = createServer((request, response) => response.end(`you asked for ${request.url ?? ''}`));
    await new Promise<void>((done) => app.listen(0, '127.0.0.1', done));
    await use((app.address() as AddressInfo).port);
    await new Promise((done) => app.close(done));
  },
});

/** A plain request, as a browser makes it to its proxy. */
function get(uplink: Uplink, address: string): Promise<string> {
  const { port } = new URL(uplink.proxyUrl);
  return new Promise<string>((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, path: address, agent: false }, (response) => {
      let text = `${response.statusCode ?? 0} `;
      response.on('data', (bytes: Buffer) => (text += bytes.toString()));
      response.on('end', () => resolve(text));
    });
    request.on('error', reject);
    request.end();
  });
}

const NOWHERE: Route = () => undefined;
const reaches = (origins: readonly string[], host: string, port: number) =>
  routeWithApp(NOWHERE, origins)(host, port);

test.describe('the app’s own servers', () => {
  for (const { origin, host, port, reached = host } of [
    { origin: 'http://localhost', host: 'localhost', port: 80 },
    { origin: 'https://app.test', host: 'app.test', port: 443 },
    { origin: 'http://localhost:3000', host: 'localhost', port: 3_000 },
    { origin: 'https://app.test:8443/start', host: 'app.test', port: 8_443 },
    { origin: 'http://[::1]:3000', host: '[::1]', port: 3_000, reached: '::1' },
    { origin: 'http://shop.localhost:3000', host: 'shop.localhost', port: 3_000, reached: 'localhost' },
  ])
    test(`${origin} is let through, and nothing beside it`, () => {
      expect(reaches([origin], host, port)).toEqual({ host: reached, port, isOwn: true });
      expect(reaches([origin], host, port + 1)).toBeUndefined();
      expect(reaches([origin], `not-${host}`, port)).toBeUndefined();
    });

  test('several are let through, beside what the cloud’s route allows', () => {
    const route = routeWithApp(
      (host) => (host === 'cloud.test' ? { host: '127.0.0.1', port: 1 } : undefined),
      ['http://localhost:3000', 'https://api.test'],
    );
    expect(route('localhost', 3_000)).toMatchObject({ port: 3_000, isOwn: true });
    expect(route('api.test', 443)).toEqual({ host: 'api.test', port: 443, isOwn: true });
    expect(route('cloud.test', 443)).toEqual({ host: '127.0.0.1', port: 1 });
    expect(route('api.test', 80)).toBeUndefined();
  });

  for (const origin of ['localhost:3000', 'app.test', 'ftp://app.test', ''])
    test(`“${origin}” is no origin: the error says how one is written`, () => {
      expect(() => routeWithApp(NOWHERE, [origin])).toThrow(
        `“${origin}” is no origin of a server: write scheme, host and port, for example http://localhost:3000`,
      );
    });

  test('a plain WebSocket or page at port 80 is asked for at port 80', async ({ dial, cloud }) => {
    const asked: string[] = [];
    const uplink = await startUplink((host, port) => {
      asked.push(`${host}:${port}`);
      return { host: '127.0.0.1', port: cloud.port };
    });
    await dial('app.test:80', uplink);
    await dial('app.test:443', uplink);
    await uplink.close();
    expect(asked).toEqual(['app.test:80', 'app.test:443']);
  });

  test('they stay within reach behind the firewall before the cloud', async ({ dial, cloud }) => {
    const { port } = cloud;
    const route = routeWithApp(
      (host) => (host === 'cloud.test' ? { host: '127.0.0.1', port } : undefined),
      [`https://127.0.0.1:${port}`],
    );
    const uplink = await startUplink(route);
    uplink.apply({ cloud: 'refuse' });
    await expect(dial('cloud.test', uplink)).rejects.toThrow('the connection ended');
    const tunnel = await dial(`127.0.0.1:${port}`, uplink);
    expect(tunnel.status).toContain('200');
    await uplink.close();
  });

  test('plain requests are forwarded', async ({ appPort }) => {
    const uplink = await startUplink(routeWithApp(NOWHERE, [`http://127.0.0.1:${appPort}`]));
    expect(await get(uplink, `http://127.0.0.1:${appPort}/page?x=1`)).toBe('200 you asked for /page?x=1');
    expect(uplink.refusals).toEqual([]);
    await uplink.close();
  });
});

test.describe('what is not let through is answered 502, with the remedy, and noted:', () => {
  test('an outside host, by a tunnel and by a plain request', async ({ dial, uplink }) => {
    const tunnel = await dial('telemetry.example');
    expect(tunnel.status).toBe('HTTP/1.1 502 Bad Gateway');
    await tunnel.reads('https://telemetry.example is outside');
    expect(await get(uplink, 'http://telemetry.example:8080/log')).toMatch(
      /^502 http:\/\/telemetry\.example:8080 is outside: .*page\.route\(\)/,
    );
    expect(uplink.refusals).toEqual([
      { host: 'telemetry.example', port: 443, by: 'tunnel' },
      { host: 'telemetry.example', port: 8_080, by: 'http' },
    ]);
  });

  test('another server of this machine, with the line that lets it through', async ({
    dial,
    uplink,
    appPort,
  }) => {
    expect(await get(uplink, `http://localhost:${appPort}/api`)).toContain(
      `origins: ['http://localhost:${appPort}']`,
    );
    const tunnel = await dial('127.0.0.1:8443');
    await tunnel.reads(`origins: ['https://127.0.0.1:8443']`);
    expect(uplink.refusals).toEqual([
      { host: 'localhost', port: appPort, by: 'http' },
      { host: '127.0.0.1', port: 8_443, by: 'tunnel' },
    ]);
    // What the remedy says is what helps.
    const mended = await startUplink(routeWithApp(NOWHERE, [`http://localhost:${appPort}`]));
    expect(await get(mended, `http://localhost:${appPort}/api`)).toBe('200 you asked for /api');
    await mended.close();
  });

  test('a request that names no host is none for a proxy, and nothing is noted', async ({ uplink }) => {
    expect(await get(uplink, '/page')).toBe('400 ');
    expect(uplink.refusals).toEqual([]);
  });
});

test('the end of a test names host and remedy, each once', () => {
  const outside = { host: 'telemetry.example', port: 443, by: 'tunnel' } as const;
  const text = explainRefusals('anchor', [outside, outside, { host: 'localhost', port: 80, by: 'http' }]);
  expect(text.split('\n')).toEqual([
    'anchor’s browser asked for what it was not given:',
    expect.stringMatching(
      /^ {2}https:\/\/telemetry\.example is outside: .*origins: \['https:\/\/telemetry\.example'\]/,
    ),
    expect.stringMatching(
      /^ {2}http:\/\/localhost is a server on this machine .*origins: \['http:\/\/localhost'\]/,
    ),
  ]);
  expect(explainRefusals('anchor', [])).toBe('');
});
