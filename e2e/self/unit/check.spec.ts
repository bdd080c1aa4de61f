import { expect, test } from '@playwright/test';

import { readAppSource } from '../../../fixtures/cli/app/app-options.ts';
import { environmentFor } from '../../../fixtures/cli/exec/environment.ts';
import { configText } from '../../../fixtures/cli/run/generated-run.ts';
import { describeToken } from '../../../fixtures/mock-cloud/token04/describe.ts';
import { createToken04 } from '../../../fixtures/mock-cloud/token04/sign.ts';
import type { ReportCase } from '../../../fixtures/report/report-case.ts';
import { isJudged, renderVerdict, renderVerdicts } from '../../../fixtures/report/verdicts.ts';

const HOST = 'http://127.0.0.1:4173/?room={room}';
const SECRET = '0123456789abcdef0123456789abcdef';
const plan = { name: 'check', spec: '', reporter: "[['line']]" };

test.describe('the app that a command is told of', () => {
  test('is described in a file, or by its addresses', () => {
    expect(readAppSource({})).toEqual({ kind: 'file', path: undefined });
    expect(readAppSource({ app: 'a.ts#x' })).toEqual({ kind: 'file', path: 'a.ts#x' });
    expect(readAppSource({ host: HOST, 'app-id': '7', tokens: 'accept' })).toEqual({
      kind: 'addresses',
      url: 'http://127.0.0.1:4173',
      start: undefined,
      appId: 7,
      secret: undefined,
      roles: { host: HOST, guest: HOST },
    });
  });

  for (const [values, sentence] of [
    [{ app: 'a.ts', host: HOST }, 'in two ways'],
    [{ guest: HOST }, '--guest belongs to an app that is named by its addresses'],
    [{ host: '/live' }, 'give a whole address'],
    [{ host: HOST }, '--app-id is missing'],
    [{ host: HOST, 'app-id': '7' }, '--secret is missing'],
    [{ host: HOST, 'app-id': '7', tokens: 'any' }, '--tokens is “any”'],
    [{ host: HOST, 'app-id': 'x', tokens: 'accept' }, 'zego.appId is NaN'],
    [{ host: HOST, 'app-id': '7', secret: 'short' }, 'zego.serverSecret has 5 characters'],
    [{ host: 'http://127.0.0.1/', 'app-id': '7', tokens: 'accept' }, 'write {room} in its place'],
  ] as const)
    test(`is refused when ${sentence}`, () => {
      expect(() => readAppSource(values)).toThrow(sentence);
    });
});

test('what is written for Playwright holds no secret', () => {
  const source = readAppSource({ host: HOST, 'app-id': '7', secret: SECRET, start: 'npm start' });
  const text = configText({ ...plan, source }, (file) => file, '/project');
  expect(text).not.toContain(SECRET);
  expect(text).toContain("serverSecret: process.env['REJOIN_GIVEN_SECRET'] ?? ''");
  expect(text).toContain('start: "npm start"');
});

test('a command gets the usual variables, those that it asks for, and no secret that a bundler would take', () => {
  const variables = environmentFor({ appId: '7', secret: SECRET, server: 'wss://x' }, [
    'MY_ID=appId',
    'S=secret',
  ]);
  expect(variables).toMatchObject({ ZEGO_APP_ID: '7', VITE_ZEGO_APP_ID: '7', MY_ID: '7', S: SECRET });
  const secret = Object.entries(variables).flatMap(([name, value]) => (value === SECRET ? [name] : []));
  expect(secret).toEqual(['ZEGO_SERVER_SECRET', 'S']);
  expect(() => environmentFor({ appId: '7', secret: '', server: '' }, ['X=what'])).toThrow(
    '--set is “X=what”',
  );
});

test('a token is described, and not shown', () => {
  const token = createToken04(
    { appId: 7, secret: SECRET, userId: 'ann', lifetimeS: 60 },
    { nowMs: 1_000_000 },
  );
  expect(describeToken(token, SECRET, 1_010_000)).toBe('token04 for ann, good for 50 s');
  expect(describeToken(token, SECRET.replace('0', '1'), 0)).toBe('token04 of another secret');
  expect(describeToken('eyJhbGciOiJIUzI1NiJ9', SECRET, 0)).toBe('no token04');
  expect(describeToken('', SECRET, 0)).toBe('none');
});

test.describe('a verdict', () => {
  const base: ReportCase = {
    id: 'ANCHOR-02',
    title: 'A is away past P, then back',
    project: '',
    status: 'passed',
    place: '',
    wallS: 14.2,
    virtualS: 0,
    findings: [],
    notJudged: [],
    known: [],
    outside: [],
    reasons: [],
    history: undefined,
  };
  const broken: ReportCase = {
    ...base,
    status: 'failed',
    duty: 'app',
    reasons: [
      'viewer did not call stopPlayingStream.\nWhose duty: the app\nThe guide: stop on DELETE.\nSeen:\n  0:14.2 host: fault goDown begins\n  1:41.0 viewer: DELETE\n    at file.ts:3',
    ],
  };
  const skipped: ReportCase = { ...base, status: 'skipped', reasons: ['nobody publishes'] };

  test('is a line; of one that failed also the duty, the guide and what was seen', () => {
    expect(renderVerdict(base)).toMatch(/^ {2}✓ ANCHOR-02 A is away past P, then back +14 s$/);
    const text = renderVerdict(broken);
    expect(text).toMatch(/^ {2}✗ ANCHOR-02 .* app +14 s\n {6}viewer did not call/);
    expect(text).toContain('The guide: stop on DELETE.');
    expect(text).toContain('1:41.0 viewer: DELETE');
    expect(text).not.toContain('file.ts');
    expect(renderVerdict(skipped)).toContain('\n      nobody publishes');
  });

  test('shows what people were told, and of what was done to them the last', () => {
    const seen = [
      '0:07.0 host: NO_PUBLISH (1103027) of s',
      '0:08.7 cloud: fault endAtOnce (publish) begins',
      '0:08.7 cloud: fault closeSession (host, s) begins',
      '0:08.7 cloud: fault closeSession (host, s) ends',
      '0:21.0 cloud: fault endAtOnce (publish) ends',
    ];
    const reason = [
      'host does nothing.',
      'Whose duty: the app',
      'The guide: g',
      'Seen:',
      ...seen.map((line) => `  ${line}`),
    ];
    const text = renderVerdict({ ...broken, reasons: [reason.join('\n')] });
    expect(text).toContain(seen[0]);
    expect(text).toContain(seen[2]);
    expect(text).not.toContain('ends');
  });

  test('that is known is counted as that, and what the description lacks as not judged', () => {
    const known = { ...base, known: ['the kit does nothing. Measured: so it is.'] };
    expect(renderVerdict(known)).toContain('\n      known: the kit does nothing.');
    const lacking = { ...skipped, notJudged: ['the description does not say it'] };
    expect(renderVerdicts({ beganAt: 0, wallS: 5, cases: [base, known, lacking] }, 'page.html')).toContain(
      '1 kept · 0 broken by the app · 1 known to be broken · 1 not judged · 5 s',
    );
  });

  test('of several cases is told once, where one neglect of the app breaks them', () => {
    const cases = [broken, { ...broken, id: 'ROOM-13' }, { ...broken, id: 'ROOM-18', duty: 'sdk' }];
    expect(renderVerdicts({ beganAt: 0, wallS: 75, cases }, 'page.html')).toContain(
      'What the app neglects, by the guide:\n  stop on DELETE. (ANCHOR-02, ROOM-13)\n',
    );
  });

  test('is counted once: by whose duty it is, and what was not judged apart from what does not concern the app', () => {
    const cases = [
      base,
      broken,
      { ...broken, duty: 'sdk' },
      skipped,
      { ...skipped, notJudged: ['because of a caveat'] },
      { ...base, status: 'flaky' as const },
    ];
    const text = renderVerdicts({ beganAt: 0, wallS: 75, cases }, 'page.html');
    expect(text).toBe(
      '1 kept · 1 broken by the app · 1 failed for another reason · 1 flaky · 1 not judged · 1 not for this app · 1 min 15 s\n' +
        'What the app neglects, by the guide:\n  stop on DELETE. (ANCHOR-02)\nReport: page.html',
    );
  });

  test('is none where no case could be judged, and that is said', () => {
    expect(isJudged([skipped, broken])).toBe(true);
    expect(isJudged([skipped, skipped])).toBe(false);
    expect(renderVerdicts({ beganAt: 0, wallS: 75, cases: [skipped] }, 'page.html')).toContain(
      'No case could be judged, so this says nothing of the app',
    );
  });
});
