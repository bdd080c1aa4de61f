import { expect, test } from '@playwright/test';

import { diagnoseApp, diagnoseProject } from '../../../fixtures/cli/doctor/diagnose.ts';
import { developmentServerAt } from '../../../fixtures/cli/doctor/development-servers.ts';
import type { Examination, Finding, ProjectFacts } from '../../../fixtures/cli/doctor/findings.ts';
import { renderFindings } from '../../../fixtures/cli/doctor/render.ts';
import { readResults } from '../../../fixtures/cli/doctor/results.ts';
import { findingsFor } from '../../../fixtures/cli/doctor/sdk-findings.ts';

const person = {
  name: 'host',
  role: 'host',
  isThere: true,
  isIn: true,
  sdk: ['3.12.0'],
  logins: 1,
  publishes: true,
  plays: false,
  played: 0,
  shown: 0,
  pageErrors: [],
};
const guest = { ...person, name: 'guest', publishes: false, plays: true, played: 1, shown: 1 };
const WELL: Examination = {
  people: [guest, person],
  metS: 2.14,
  problems: [],
  appId: { configured: 7, isMadeUp: false },
  tokens: ['token04 for host, good for 3600 s'],
  tokenRule: 'verify',
  tokenFaults: [],
  unknown: [],
  hosts: [
    { host: '127.0.0.1:4173', kind: 'own', times: 4 },
    { host: 'webliveroom7-api.coolzcloud.com', kind: 'zego', times: 2 },
  ],
  sockets: [],
  developmentServers: [],
  serviceWorkers: 0,
  browser: 'chromium 156',
  h264: true,
};
const about = (topic: Finding['topic'], changes: Partial<Examination> = {}) =>
  diagnoseApp({ ...WELL, ...changes }).filter((finding) => finding.topic === topic);

const FACTS: ProjectFacts = {
  node: '20.19.0',
  rejoin: '0.1.0',
  playwright: [{ version: '1.65.1', path: '/p/node_modules/@playwright/test' }],
  playwrightRange: '>=1.49',
  zego: {},
};

test.describe('the diagnosis of an app', () => {
  test('holds nobody to a secret that was not given', () => {
    const faults = { tokenRule: 'accept', tokenFaults: ['of another secret'] } as const;
    const [unverified] = about('token', { ...faults, hasSecret: false });
    expect(unverified?.level).toBe('ok');
    expect(unverified?.text).toMatch(/^tokens are not verified/);
    expect(about('token', { ...faults, hasSecret: true })[0]?.level).toBe('note');
  });

  test('where nobody plays, names the buttons that are still to be pressed', () => {
    const people = [
      { ...guest, plays: false },
      { ...person, buttons: '“Go Live”' },
    ];
    expect(about('pictures', { people })[0]?.text).toContain(
      'guest has the buttons none, host has the buttons “Go Live”',
    );
  });

  test('has nothing against one that is well', () => {
    expect(diagnoseApp(WELL).filter(({ level }) => level !== 'ok')).toEqual([]);
    expect(about('people')[0]?.text).toBe(
      'guest and host entered a room, and were on good terms after 2.1 s',
    );
    expect(about('pictures')[0]?.text).toBe('guest plays 1 stream, and its pictures move');
  });

  for (const [what, topic, changes, level, text] of [
    ['a browser without H.264', 'browser', { h264: false }, 'fault', /has no H\.264.*use Chrome/],
    [
      'a development server',
      'build',
      { developmentServers: ['Vite’s development server'] },
      'fault',
      /this is Vite’s development server.*Build the app/,
    ],
    [
      'somebody who does not come in',
      'people',
      { people: [guest, { ...person, isIn: false }], problems: ['host is not in a room.\nSeen: nothing'] },
      'fault',
      /^host did not come into a room\. host is not in a room\.$/,
    ],
    [
      'a page in which no engine is seen',
      'tap',
      { people: [guest, { ...person, sdk: [] }] },
      'fault',
      /no engine of the SDK was seen in the page of host/,
    ],
    [
      'an SDK that nobody has come as far as',
      'tap',
      { people: [guest, person].map((one) => ({ ...one, isIn: false, sdk: [] })) },
      'note',
      /^not known yet: nobody came into a room/,
    ],
    [
      'a picture that does not move',
      'pictures',
      { problems: ['guest does not see host: …'] },
      'fault',
      /guest does not see host/,
    ],
    ['nobody who publishes', 'pictures', { people: [guest, guest] }, 'fault', /nobody publishes/],
    [
      'another AppID',
      'app-id',
      { appId: { configured: 7, isMadeUp: false, seen: 9 } },
      'fault',
      /AppID seen 9, configured 7: set zego\.appId \(--app-id 9\)/,
    ],
    [
      'a wrong token',
      'token',
      { tokenFaults: ['There is no token: give one.'] },
      'fault',
      /There is no token/,
    ],
    [
      'a wrong token where any is taken',
      'token',
      { tokenFaults: ['There is no token: give one.'], tokenRule: 'accept' },
      'note',
      /let in all the same/,
    ],
    [
      'a token that does not last',
      'token',
      { tokens: ['token04 for host, good for 60 s'] },
      'note',
      /good for 60 s: less than the cases last/,
    ],
    [
      'two logins',
      'double-login',
      { people: [guest, { ...person, logins: 2 }] },
      'note',
      /host called loginRoom 2 times/,
    ],
    [
      'a host outside',
      'hosts',
      { hosts: [...WELL.hosts, { host: 'fonts.example', kind: 'outside', times: 1 }] },
      'note',
      /outside, and refused.*fonts\.example/,
    ],
    [
      'a socket of its own',
      'sockets',
      { sockets: ['ws://127.0.0.1:4173/chat'] },
      'note',
      /ws:\/\/127\.0\.0\.1:4173\/chat/,
    ],
    ['a service worker', 'service-worker', { serviceWorkers: 1 }, 'note', /a service worker is there/],
    [
      'another product',
      'other-products',
      { unknown: ['it asked for ZIM'] },
      'fault',
      /it asked for ZIM\. What rests on it is not judged/,
    ],
    [
      'an uncaught error',
      'page-errors',
      { people: [guest, { ...person, pageErrors: ['x is not a function'] }] },
      'note',
      /uncaught in the page of host: x is not/,
    ],
  ] as const satisfies readonly (readonly [
    string,
    Finding['topic'],
    Partial<Examination>,
    Finding['level'],
    RegExp,
  ])[])
    test(`notices ${what}`, () => {
      const found = about(topic, changes).filter((finding) => finding.level !== 'ok');
      expect(found).toHaveLength(1);
      expect(found[0]?.level).toBe(level);
      expect(found[0]?.text).toMatch(text);
    });

  test('says of a page that was never opened nothing but that nobody came', () => {
    const nowhere = { ...person, isThere: false, isIn: false, sdk: [] };
    const faults = diagnoseApp({ ...WELL, people: [nowhere, nowhere], problems: ['Nothing answers.'] });
    expect(faults.filter(({ level }) => level === 'fault').map(({ topic }) => topic)).toEqual(['people']);
  });
});

test.describe('the diagnosis of a project', () => {
  test('takes one copy of Playwright that is new enough', () => {
    expect(diagnoseProject(FACTS)).toEqual([
      { level: 'ok', topic: 'playwright', text: 'one @playwright/test, 1.65.1; Node 20.19.0' },
    ]);
  });

  test('refuses none, several, and one that is too old', () => {
    const [copy] = FACTS.playwright;
    const said = (playwright: ProjectFacts['playwright']) => diagnoseProject({ ...FACTS, playwright })[0];
    expect(said([])?.text).toContain('npm install --save-dev @playwright/test');
    expect(
      said([
        { version: '1.65.1', path: '/a' },
        { version: '1.50.0', path: '/b' },
      ])?.text,
    ).toContain('there are 2 copies of Playwright: 1.65.1 (/a), 1.50.0 (/b)');
    expect(said([{ version: '1.48.2', path: copy?.path ?? '' }])?.text).toContain(
      'is 1.48.2, >=1.49 is needed',
    );
    expect(said([{ version: '1.100.0', path: copy?.path ?? '' }])?.level).toBe('ok');
  });

  test('names what is not mocked', () => {
    const [, kit, zim] = diagnoseProject({
      ...FACTS,
      zego: { '@zegocloud/zego-uikit-prebuilt': '2.18.4', 'zego-zim-web': '2.30.0' },
    });
    expect(kit?.text).toContain('UIKit 2.18.4');
    expect(zim).toMatchObject({ level: 'note', topic: 'other-products' });
  });
});

test('a development server is known by what only its pages ask for', () => {
  expect(developmentServerAt('/base/@vite/client')).toContain('Vite');
  expect(developmentServerAt('/_next/webpack-hmr')).toContain('Next.js');
  expect(developmentServerAt('/main.0f3a.hot-update.json')).toContain('webpack');
  // A socket of the app's own may be called so.
  for (const path of ['/ws', '/chat/ws', '/_next/static/chunks/a.js', '/assets/vite-client.js'])
    expect(developmentServerAt(path), path).toBeUndefined();
});

test('of an SDK only what was seen with its version is told', () => {
  expect(findingsFor('3.12.0')).toEqual([]);
  expect(findingsFor('3.9.0')).toEqual([expect.stringContaining('RECONNECTING is never told')]);
  expect(findingsFor('3.5.0')).toHaveLength(3);
  expect(findingsFor('3.11.2')).toEqual([]);
});

test('the lines end with what they come to', () => {
  const fault: Finding = { level: 'fault', topic: 'app-id', text: 'AppID seen 9, configured 7: set it' };
  expect(renderFindings(diagnoseApp(WELL))).toMatch(/The cases can judge this app: npx rejoin check$/);
  const text = renderFindings([...diagnoseApp(WELL), fault, { ...fault, text: 'word '.repeat(60) }]);
  expect(text).toContain('  ✗ app-id          AppID seen 9');
  expect(text).toMatch(/2 things stand in the way/);
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(112);
});

test('an examination is read out of Playwright’s results, and its absence is explained', () => {
  const body = Buffer.from(JSON.stringify(WELL)).toString('base64');
  const report = (results: object[]) =>
    JSON.stringify({ suites: [{ suites: [{ specs: [{ tests: [{ results }] }] }] }] });
  expect(readResults(report([{ attachments: [{ name: 'examination.json', body }] }]))).toEqual(WELL);
  expect(() => readResults(report([{ errors: [{ message: 'no browser' }] }]))).toThrow('no browser');
});
