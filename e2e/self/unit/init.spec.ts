import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect, test } from '@playwright/test';

import { readSources, zegoVariables } from '../../../fixtures/cli/init/read-sources.ts';
import { survey } from '../../../fixtures/cli/init/survey.ts';
import { writeApp } from '../../../fixtures/cli/init/write-app.ts';

/** A project with these files, by their paths. */
function projectWith(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
const manifest = (facts: object) => JSON.stringify({ name: 'app', ...facts });
const FORM = `<label>Your name <input name="n"></label><input placeholder="Room number"><button>Go live</button>`;

test.describe('what init finds out about a project', () => {
  test('framework, package manager, SDK, and how what was built is served', ({}, testInfo) => {
    const found = survey(
      projectWith(testInfo.outputPath('app'), {
        'package.json': manifest({
          scripts: { build: 'vite build', preview: 'vite preview --port 5005' },
          dependencies: { 'zego-express-engine-webrtc': '^3.9.0' },
          devDependencies: { vite: '8', typescript: '5' },
        }),
        'node_modules/zego-express-engine-webrtc/package.json': manifest({ version: '3.9.2' }),
        'pnpm-lock.yaml': '',
        'playwright.config.mts': '',
      }),
    );
    expect(found).toMatchObject({
      framework: 'vite',
      packageManager: 'pnpm',
      zego: { 'zego-express-engine-webrtc': '3.9.2' },
      build: 'pnpm run build',
      serve: { command: 'pnpm run preview', port: 5_005, isGuessed: false },
      isTypeScript: true,
      hasPlaywrightConfig: 'playwright.config.mts',
    });
  });

  test('the port of a server that a script starts', ({}, testInfo) => {
    const found = survey(
      projectWith(testInfo.outputPath('app'), {
        'package.json': manifest({ scripts: { start: 'node --enable-source-maps server.mjs' } }),
        'server.mjs': 'serve({ port = 0 }); serve({ port: 4301 });',
      }),
    );
    expect(found.serve).toEqual({ command: 'npm run start', port: 4_301, isGuessed: false });
  });

  test('a script that serves a development build serves nothing', ({}, testInfo) => {
    for (const start of ['vite', 'next dev', 'react-scripts start', 'ng serve'])
      expect(
        survey(projectWith(testInfo.outputPath(start), { 'package.json': manifest({ scripts: { start } }) }))
          .serve,
      ).toBeUndefined();
  });

  test('names of variables, and never what they hold', ({}, testInfo) => {
    const found = survey(
      projectWith(testInfo.outputPath('app'), {
        'package.json': manifest({}),
        '.env.local':
          'VITE_ZEGO_APP_ID=1484647939\nZEGO_SERVER_SECRET=0123456789abcdef0123456789abcdef\nOTHER=1\n',
      }),
    );
    expect(found.variables).toEqual(['VITE_ZEGO_APP_ID', 'ZEGO_SERVER_SECRET']);
    expect(found.hints.appId).toBe(1_484_647_939);
    const { text } = writeApp(found);
    expect(text).toContain('appId: 1484647939');
    expect(text).toContain("process.env['ZEGO_SERVER_SECRET']");
    expect(text).not.toContain('0123456789abcdef');
  });
});

test('variables that look like ZEGO’s are known by their names', () => {
  expect(zegoVariables('# ZEGO_X=1\nexport APP_ID=1\nMY_SERVER_SECRET="x"\nPORT=3\n')).toEqual([
    'APP_ID',
    'MY_SERVER_SECRET',
  ]);
});

test('sources tell parameters of the page, not of the back end', () => {
  const reads = (name: string) => `new URLSearchParams(location.search).get('${name}')`;
  const hints = readSources([
    { path: 'src/main.ts', text: `const appID = 1234567; ${reads('roomID')}; if (role === 'Audience') {}` },
    { path: 'server/token.ts', text: reads('userID') },
  ]);
  expect(hints).toMatchObject({ appId: 1_234_567, parameters: ['roomID'], compared: ['Audience'] });
});

test.describe('the description that init writes', () => {
  const described = (folder: string, files: Readonly<Record<string, string>>) =>
    writeApp(survey(projectWith(folder, { 'package.json': manifest({}), ...files })));

  test('has addresses where the app is joined by one', ({}, testInfo) => {
    const { text, open } = described(testInfo.outputPath('app'), {
      'src/main.js':
        "const q = new URLSearchParams(location.search); q.get('roomID'); q.get('userID'); if (q.get('role') === 'Audience') {}",
    });
    expect(text).toContain("host: '/?role=Host&roomID={room}&userID={name}'");
    expect(text).toContain("guest: '/?role=Audience&roomID={room}&userID={name}'");
    expect(open.join()).toContain('Host (a guess) and Audience');
  });

  test('presses a button behind the address, each role its own', ({}, testInfo) => {
    const { text, open } = described(testInfo.outputPath('app'), {
      'src/api.js':
        "const q = new URLSearchParams(location.search); q.get('room'); if (q.get('role') === 'host') {}",
      'src/App.vue':
        "<button @click=\"join\">Join again</button><button>{{ host ? 'Start live' : 'Watch' }}</button>",
      'server/serve.mjs': 'serve({ appId = Number(process.env.APP_ID ?? 1484647939) })',
    });
    expect(text).toContain('page.goto(`${url}/?role=host&room=${room}`)');
    expect(text.match(/name: '[^']+'/g)).toEqual(["name: 'Start live'", "name: 'Watch'"]);
    expect(text).toContain('appId: 1484647939');
    expect(open.join()).toContain('“Start live” and “Watch”');
  });

  test('has the path that the app leads people to, and reads a button behind an arrow function', ({}, testInfo) => {
    const { text } = described(testInfo.outputPath('app'), {
      'app/page.tsx': "useSearchParams().get('room'); router.push(`/call?room=${id}`)",
      'app/call.tsx':
        "<button onClick={() => onEnd('You left.')}>Hang up</button><button onClick={() => go()}>Join call</button>",
    });
    expect(text).toContain('page.goto(`${url}/call?room=${room}`)');
    expect(text.match(/name: '[^']+'/g)).toEqual(["name: 'Join call'", "name: 'Join call'"]);
  });

  test('fills the fields and presses the button that the sources have', ({}, testInfo) => {
    const { text } = described(testInfo.outputPath('app'), { 'index.html': FORM });
    expect(text).toContain("page.getByLabel('Your name').fill(name)");
    expect(text).toContain("page.getByPlaceholder('Room number').fill(room)");
    expect(text).toContain("page.getByRole('button', { name: 'Go live' }).click()");
  });

  test('says what could not be found out', ({}, testInfo) => {
    const { text, open } = described(testInfo.outputPath('app'), {});
    expect(text).toContain('// await page.getByLabel(…).fill(room);');
    expect(open.join('\n')).toMatch(/room is written[^]*button[^]*served[^]*AppID/);
  });
});
