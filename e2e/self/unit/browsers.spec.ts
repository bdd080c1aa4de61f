import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { differencesOf, type KnownDifference } from '../../../fixtures/test/browser/known-differences.ts';
import { firefoxMediaObstacle } from '../../../fixtures/test/browser/firefox/media-obstacle.ts';
import { firefoxPrefs } from '../../../fixtures/test/browser/firefox/prefs.ts';
import { followDialogue } from '../../../fixtures/test/browser/firefox/unknown-commands.ts';
import { judge } from '../../../fixtures/test/browser/limits.ts';
import { isFolderNamed, projectsNamed } from '../../../fixtures/test/settings/named-projects.ts';
import {
  explainAbsence,
  searchBrowser,
  type SearchPaths,
} from '../../../fixtures/test/browser/other-browsers.ts';
import { isBrowserNotice } from '../../../fixtures/test/participant/browser-notices.ts';
import { renderMatrix, type MatrixCase } from '../../proof/browsers/matrix.ts';

/** A machine on which only these files exist. */
function machine(files: readonly string[], platform: NodeJS.Platform = 'linux'): SearchPaths {
  return {
    platform,
    folders: ['/opt/bin', '/usr/bin'],
    own: { firefox: '/own/firefox', webkit: '/own/webkit' },
    exists: (path) => files.includes(path),
  };
}

test.describe('the search for a browser', () => {
  test('takes Playwright’s own build first, else a stock Firefox by the order of the PATH', () => {
    const stock = join('/usr/bin', 'firefox-esr');
    expect(searchBrowser('firefox', machine([stock, '/own/firefox']))).toEqual({
      name: 'firefox',
      path: '/own/firefox',
      origin: 'Playwright',
    });
    expect(searchBrowser('firefox', machine([stock]))).toMatchObject({ path: stock, origin: 'the system' });
    const two = [join('/opt/bin', 'firefox'), join('/usr/bin', 'firefox')];
    expect(searchBrowser('firefox', machine([...two].reverse()))).toMatchObject({ path: two[0] });
    expect(searchBrowser('webkit', machine(['/own/webkit']))).toMatchObject({ origin: 'Playwright' });
  });

  test('says why there is none, and what to do', () => {
    for (const { name, places, why, remedy } of [
      { name: 'firefox', places: machine([]), why: /on the PATH/, remedy: /apt-get install -y firefox-esr/ },
      {
        name: 'firefox',
        places: machine([], 'darwin'),
        why: /on the PATH/,
        remedy: /install --with-deps firefox$/,
      },
      {
        name: 'firefox',
        places: machine([join('/usr/bin', 'firefox')], 'win32'),
        why: /Windows/,
        remedy: /install --with-deps firefox$/,
      },
      { name: 'webkit', places: machine([]), why: /drives no other/, remedy: /install --with-deps webkit$/ },
    ] as const) {
      const searched = searchBrowser(name, places);
      if (!('absent' in searched)) throw new Error(`found ${searched.path} on a machine that has none`);
      expect(searched.absent).toMatch(why);
      expect(searched.remedy).toMatch(remedy);
      expect(explainAbsence(searched)).toContain(`“${name}”`);
    }
  });
});

test.describe('projects that a command line names', () => {
  const NAMES = ['firefox', 'webkit'] as const;

  for (const { argv, named } of [
    { argv: ['test', '--project=firefox'], named: ['firefox'] },
    { argv: ['test', '--project', 'webkit', 'firefox', '-g', 'ROOM-01'], named: ['firefox', 'webkit'] },
    { argv: ['test', '--project=mock', '--project=webkit'], named: ['webkit'] },
    { argv: ['test', '-g', 'firefox'], named: [] },
    { argv: ['test', 'firefox'], named: [] },
    { argv: ['test', '--project', 'mock', '-g', 'webkit'], named: [] },
  ])
    test(`${argv.join(' ')}: ${named.join(' and ') || 'none'}`, () => {
      expect(projectsNamed(argv, NAMES)).toEqual(named);
    });
});

test.describe('a folder that a command line names', () => {
  for (const argument of [
    'e2e/self/unit',
    './e2e/self/unit/',
    'e2e/self/unit/link.spec.ts:12',
    'e2e\\self\\unit\\link.spec.ts',
    '/home/ann/rejoin/e2e/self/unit/link.spec.ts',
    'e2e/self',
  ])
    test(argument, () => {
      expect(isFolderNamed(['test', argument, '-g', 'x'], 'e2e/self/unit')).toBe(true);
    });

  for (const argument of ['e2e', 'e2e/room', 'e2e/self/units/a.spec.ts', 'unit', 'ROOM-08'])
    test(`not ${argument}`, () => {
      expect(isFolderNamed(['test', argument], 'e2e/self/unit')).toBe(false);
    });
});

test.describe('the dialogue with a Firefox that lacks a command', () => {
  const command = JSON.stringify({ id: 7, method: 'emulation.setMediaFeaturesOverride', params: {} });
  const refusal = (id: number, error = 'unknown command') =>
    JSON.stringify({ type: 'error', id, error, message: 'no', stacktrace: '' });

  test('that command succeeds when it is unknown, once', () => {
    const dialogue = followDialogue();
    dialogue.command(command);
    expect(JSON.parse(dialogue.answer(refusal(7)))).toEqual({ type: 'success', id: 7, result: {} });
    expect(dialogue.answer(refusal(7))).toBe(refusal(7));
  });

  test('everything else passes as it is', () => {
    const dialogue = followDialogue();
    dialogue.command(command);
    const others = [
      refusal(8),
      JSON.stringify({ type: 'event', method: 'log.entryAdded', params: {} }),
      'no JSON',
      refusal(7, 'invalid argument'),
    ];
    for (const text of others) expect(dialogue.answer(text)).toBe(text);
  });

  test('a Firefox that knows the command answers for itself', () => {
    const dialogue = followDialogue();
    dialogue.command(command);
    const answer = JSON.stringify({ type: 'success', id: 7, result: { own: true } });
    expect(dialogue.answer(answer)).toBe(answer);
  });

  test('a command that only mentions it is another one', () => {
    const dialogue = followDialogue();
    dialogue.command(
      JSON.stringify({
        id: 7,
        method: 'script.evaluate',
        params: { expression: 'emulation.setMediaFeaturesOverride' },
      }),
    );
    expect(dialogue.answer(refusal(7))).toBe(refusal(7));
  });
});

test.describe('what a browser lacks', () => {
  test('Firefox has media only where the loopback is the only interface', () => {
    const lo = [{ internal: true }];
    expect(firefoxMediaObstacle({ lo })).toBeUndefined();
    expect(firefoxMediaObstacle({ lo, eth0: [{ internal: false }] })).toMatch(/eth0.*browser-matrix/);
  });

  test('without media no address is offered at all', () => {
    expect(firefoxPrefs('no media')).toMatchObject({ 'media.peerconnection.ice.proxy_only': true });
    expect(firefoxPrefs('media')).not.toHaveProperty(['media.peerconnection.ice.proxy_only']);
  });

  test('each lack has its reason', () => {
    const able = judge('firefox', { peers: true, h264: true }, undefined);
    expect(Object.keys(able)).toEqual(['crashPage']);
    expect(able.crashPage).toContain('about:crashcontent');
    const unable = judge('firefox', { peers: true, h264: false }, 'no way');
    expect(unable.media).toBe('no way');
    expect(unable.h264).toContain('H.264');
    expect(judge('webkit', { peers: false, h264: false }, undefined).media).toContain('RTCPeerConnection');
  });

  test('a known difference concerns its browser, its cases, and builds that lack what it names', () => {
    const known: KnownDifference[] = [
      { browser: 'firefox', cases: /^PUB-01 /, where: 'h264', what: 'VP8', effect: 'noted' },
    ];
    const lacking = { h264: 'has none' };
    expect(differencesOf(known, 'PUB-01 with VP8', 'firefox', lacking)).toEqual(known);
    expect(differencesOf(known, 'PUB-02 stops', 'firefox', lacking)).toEqual([]);
    expect(differencesOf(known, 'PUB-01 with VP8', 'webkit', lacking)).toEqual([]);
    expect(differencesOf(known, 'PUB-01 with VP8', 'firefox', {})).toEqual([]);
  });

  test('a remark on the network is no error of the page', () => {
    expect(isBrowserNotice('Firefox can’t establish a connection to the server at wss://a.example/ws.')).toBe(
      true,
    );
    expect(
      isBrowserNotice('The connection to wss://a.example/ws was interrupted while the page was loading.'),
    ).toBe(true);
    expect(isBrowserNotice('can\'t access property "binaryType", this.ws is null')).toBe(false);
  });
});

test.describe('the browser matrix', () => {
  const one = (title: string, rest: Partial<MatrixCase> = {}): MatrixCase => ({
    title,
    outcome: 'expected',
    times: [],
    codes: [],
    wallMs: 2_000,
    reason: '',
    notes: [],
    ...rest,
  });
  const column = { version: undefined, absent: undefined, cases: [] };

  test('counts, names what is absent, and groups by reason what did not run', () => {
    const lines = renderMatrix([
      {
        ...column,
        browser: 'chromium',
        version: 'chromium 150.0',
        cases: [one('ROOM-01 a'), one('PUB-01 b')],
      },
      {
        ...column,
        browser: 'firefox',
        cases: [
          one('ROOM-01 a', { outcome: 'unexpected', reason: 'it broke' }),
          one('PUB-01 b', { outcome: 'skipped', reason: 'no media' }),
          one('PUB-02 c', { outcome: 'skipped', reason: 'no media' }),
        ],
      },
      { ...column, browser: 'webkit', absent: 'none. Run: install' },
    ]).join('\n');
    expect(lines).toMatch(/chromium +150\.0 +2 passed, 0 failed, 0 skipped; 4 s/);
    expect(lines).toMatch(/firefox .*0 passed, 1 failed, 2 skipped/);
    expect(lines).toContain('webkit    absent: none. Run: install');
    expect(lines).toContain('FAILED: it broke\n    ROOM-01 a');
    expect(lines).toContain('skipped: no media\n    PUB-01 b\n    PUB-02 c');
  });

  test('marks codes and times that are other than in Chromium', () => {
    const time = (measuredMs: number) => ({ name: 'T5 − T3', documentedMs: 3_000, measuredMs });
    const lines = renderMatrix([
      {
        ...column,
        browser: 'chromium',
        cases: [one('ROOM-18 a', { codes: ['anchor RECONNECTING (0)'], times: [time(2_000)] })],
      },
      {
        ...column,
        browser: 'firefox',
        cases: [one('ROOM-18 a', { codes: ['anchor RECONNECTING (7)'], times: [time(5_000)] })],
      },
    ]).join('\n');
    expect(lines).toContain('firefox, other than chromium:');
    expect(lines).toContain('T5 − T3: 2.0 s → 5.0 s');
    expect(lines).toContain('codes: anchor RECONNECTING (0) → anchor RECONNECTING (7)');
  });
});
