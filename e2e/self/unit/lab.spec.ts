import { expect, test } from '@playwright/test';

import { CLOUD_POWERS } from '../../../fixtures/cli/lab/cloud-controls.ts';
import { readCommand } from '../../../fixtures/cli/lab/commands.ts';
import { beginFault, faultKind, FAULTS } from '../../../fixtures/cli/lab/faults.ts';
import { lastStates } from '../../../fixtures/cli/lab/make-view.ts';
import { readOptions } from '../../../fixtures/cli/lab/options.ts';
import { saveSession, type SaveRequest } from '../../../fixtures/cli/lab/save.ts';
import { admit } from '../../../fixtures/cli/lab/server/guard.ts';
import type { Participant } from '../../../fixtures/test/participant/participant.ts';

const TOKEN = 'right-token';
const HOST = '127.0.0.1:4000';
const knock = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  admit({ path, method, headers: { host: HOST, ...headers } }, TOKEN);

test('the lab acceptsConnections who knows its token, by any name of this machine', () => {
  expect(knock(`/${TOKEN}/`)).toBe('/');
  expect(knock(`/${TOKEN}/events`)).toBe('/events');
  expect(knock(`/${TOKEN}/`, { host: 'localhost:9999' })).toBe('/');
  expect(knock(`/${TOKEN}/command`, { origin: `http://${HOST}` }, 'POST')).toBe('/command');
});

for (const { name, path = `/${TOKEN}/`, headers = {}, method = 'GET' } of [
  { name: 'no token', path: '/' },
  { name: 'a wrong token', path: '/wrong-token/' },
  { name: 'the beginning of the token', path: '/right/' },
  { name: 'a name from elsewhere', headers: { host: 'evil.example:4000' } },
  { name: 'a name that only begins like this machine’s', headers: { host: '127.0.0.1.evil.example' } },
  { name: 'no Host', headers: { host: '' } },
  { name: 'a page from elsewhere', headers: { origin: 'http://evil.example' } },
  { name: 'another server of this machine', headers: { origin: 'http://127.0.0.1:5000' } },
  { name: 'a sandboxed page', headers: { origin: 'null' } },
  { name: 'a command from no page', method: 'POST' },
])
  test(`the lab refuses ${name}`, () => {
    expect(knock(path, headers, method)).toBeUndefined();
  });

test('options: defaults, and what belongs to the real cloud', () => {
  const app = { kind: 'file', path: undefined };
  const defaults = { app, headless: false, audience: 1, clock: 'virtual', port: undefined };
  expect(readOptions([])).toEqual(defaults);
  expect(readOptions([], 'real')).toEqual({ ...defaults, clock: 'real' });
  expect(readOptions(['--headless', '--audience', '3', '--clock=speed', '--port', '4000'])).toEqual({
    app,
    headless: true,
    audience: 3,
    clock: 'speed',
    port: 4000,
  });
});

for (const [args, message, target = 'mock'] of [
  [['--audience', '0'], '--audience is “0”: use a whole number from 1 to 6.'],
  [['--clock', 'fast'], '--clock is “fast”: use real, virtual or speed.'],
  [['--port', 'x'], '--port is “x”: use a port from 1 to 65535.'],
  [['--clock', 'virtual'], 'needs the mock', 'real'],
  [['--heedless'], 'The options are:'],
] as const)
  test(`options: ${args.join(' ')} is refused on the ${target} cloud, with the remedy`, () => {
    expect(() => readOptions(args, target)).toThrow(message);
  });

test('faults and powers have ids of their own, and every fault calls what it names', async () => {
  const ids = [...FAULTS, ...CLOUD_POWERS].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(() => faultKind('earthquake')).toThrow('There is no fault “earthquake”');
  const called: string[] = [];
  const recorder = () =>
    new Proxy(
      {},
      {
        get:
          (_target, name) =>
          (...args: unknown[]) =>
            called.push(`${String(name)} ${JSON.stringify(args)}`),
      },
    );
  const person = { link: recorder(), crashPage: () => called.push('crashPage') } as unknown as Participant;
  await beginFault(person, faultKind('blockCloud-refuse'));
  await beginFault(person, faultKind('crashPage'));
  expect(called).toEqual(['blockCloud ["refuse"]', 'crashPage']);
});

test('commands: what is wrong is said', () => {
  expect(readCommand('{"do":"skip","ms":30000}')).toEqual({ do: 'skip', ms: 30_000 });
  expect(() => readCommand('skip')).toThrow('not JSON');
  expect(() => readCommand('{"do":"save","name":"../up","title":"x"}')).toThrow('Name: use 1 to 60 letters');
  const settings = { do: 'settings', presenceS: 5, roomRetryS: 300, streamRetryS: 300 };
  expect(() => readCommand(JSON.stringify(settings))).toThrow('P: use 10 to 600 s');
});

test('a person’s states are the last ones it was told', () => {
  const room = (at: number, state: string, who = 'anchor', code = 0) =>
    ({ kind: 'room-state', state, code, room: 'lab', note: '', atMs: at, who }) as const;
  const entries = [room(1, 'LOGINING'), room(2, 'LOGINED'), room(3, 'KICKOUT', 'audience', 7)];
  expect(lastStates(entries, 'anchor')).toEqual({
    room: { state: 'LOGINED', code: 0, tone: 'good' },
    publisher: undefined,
    players: [],
  });
  expect(lastStates(entries, 'audience').room).toEqual({ state: 'KICKOUT', code: 7, tone: 'bad' });
  expect(lastStates(entries, 'nobody').room.state).toBe('not joined');
});

for (const specPath of ['fixtures/my.spec.ts', 'e2e/my.ts', 'e2e/../my.spec.ts', '/tmp/my.spec.ts'])
  test(`a spec is not written to ${specPath}`, async () => {
    // The path is judged before anything else is looked at.
    const request = { name: 'never-written', specPath } as SaveRequest;
    await expect(saveSession(request)).rejects.toThrow('use a path like e2e/');
  });

test('a spec does not take the place of another', async () => {
  const request = { name: 'never-written', specPath: 'e2e/self/unit/lab.spec.ts' } as SaveRequest;
  await expect(saveSession(request)).rejects.toThrow('e2e/self/unit/lab.spec.ts is there already');
});
