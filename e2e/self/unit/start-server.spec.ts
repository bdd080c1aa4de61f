import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { startServer } from '../../../fixtures/cli/app/start-server.ts';
import { defineApp } from '../../../fixtures/test/app/define-app.ts';
import { isAlive } from './is-alive.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((done) => server.close(() => done()));
  return port;
}

/** A server of an app's that writes down who it is; it listens at a port, or never. */
function writeServer(
  folder: string,
  port?: number,
): { readonly command: string; readonly pid: () => number } {
  const [script, pidFile] = [join(folder, 'server.cjs'), join(folder, 'pid')];
  const listens = `require('node:http').createServer((_, response) => response.end('here')).listen(${port}, '127.0.0.1')`;
  writeFileSync(
    script,
    `require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
console.log('made of cheese');
${port === undefined ? 'setInterval(() => undefined, 1000)' : listens};`,
  );
  return {
    command: `"${process.execPath}" "${script}"`,
    pid: () => (existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0),
  };
}

const describe = (url: string, start: string) =>
  defineApp({ url, start, zego: { appId: 1, tokens: 'accept' }, roles: { host: '/{room}' } });

test.describe('the server of an app', () => {
  test('is started where nothing answers, and ended with all that it has started', async ({}, testInfo) => {
    const port = await freePort();
    const { command, pid } = writeServer(testInfo.outputPath(), port);
    const url = `http://127.0.0.1:${port}`;
    const server = await startServer(describe(url, command), () => undefined);
    expect(await (await fetch(url)).text()).toBe('here');
    // One that answers is left as it is.
    const other = await startServer(describe(url, 'exit 1'), () => undefined);
    await other.close();
    expect(isAlive(pid())).toBe(true);
    await server.close();
    await expect.poll(() => isAlive(pid())).toBe(false);
  });

  test('that ends at once: what it said is told', async () => {
    const port = await freePort();
    const starting = startServer(
      describe(`http://127.0.0.1:${port}`, 'echo no such script && exit 3'),
      () => undefined,
    );
    await expect(starting).rejects.toThrow(
      `“echo no such script && exit 3” has ended, and nothing answers at http://127.0.0.1:${port}. It said:\nno such script`,
    );
  });

  test('is ended by an interrupt while it is waited for, and what is waited for was said', async ({}, testInfo) => {
    test.skip(process.platform === 'win32', 'Windows has no such signal');
    const { command, pid } = writeServer(testInfo.outputPath());
    const check = spawn(
      process.execPath,
      [
        ...['--import', 'tsx', join(ROOT, 'fixtures/cli/rejoin.ts'), 'check', '--start', command],
        ...['--host', `http://127.0.0.1:${await freePort()}/{room}`, '--app-id', '1', '--tokens', 'accept'],
      ],
      { cwd: ROOT },
    );
    let said = '';
    check.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = new Promise((resolve) => check.on('close', resolve));
    await expect.poll(() => said).toContain('It is waited for');
    expect(isAlive(pid())).toBe(true);
    check.kill('SIGINT');
    expect(await ended).toBe(130);
    await expect.poll(() => isAlive(pid())).toBe(false);
  });
});
