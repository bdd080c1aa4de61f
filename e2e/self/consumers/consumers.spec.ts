import { expect } from '@playwright/test';

import { test, type ConsumerPlan } from './consumer.ts';

/** The lowest of the range in `peerDependencies`. */
const LOWEST_PLAYWRIGHT = '1.49.1';

const OWN_SPEC = (role: string) => `import { mergeTests, test as base } from '@playwright/test';
import { expect, login, test as rejoin } from 'rejoin';

const own = base.extend({ greeting: async ({}, use) => use('hello') });
const test = mergeTests(rejoin, own);

test('somebody of ours enters', async ({ newParticipant, greeting }) => {
  const anna = await newParticipant('anna', { role: '${role}' });
  await login(anna);
  expect(greeting).toBe('hello');
  expect(anna.userId).not.toBe('');
});
`;

const PLAIN_PAGE = `import { defineApp } from 'rejoin';

const enterAs = (publishes) => async ({ page, url, room, name }) => {
  await page.goto(url);
  await page.getByLabel('Room ID').fill(room);
  await page.getByLabel('User ID').fill(name);
  await page.getByLabel('Publish my camera').setChecked(publishes);
  await page.getByRole('button', { name: 'Join room' }).click();
};

export default defineApp({
  url: 'http://127.0.0.1:8081',
  start: 'npm run start',
  zego: { appId: 1484647939, tokens: 'accept' },
  roles: { sender: { enter: enterAs(true) }, viewer: { enter: enterAs(false) } },
});
`;

interface ConsumerCase extends ConsumerPlan {
  readonly title: string;
  readonly ending: 'ts' | 'mjs';
  /** A role of the app, by the description's name. */
  readonly role: string;
  /** A description that is there before \`init\` comes. */
  readonly described?: string;
}

const CASES: readonly ConsumerCase[] = [
  {
    title: 'npm, ES modules and TypeScript, the newest Playwright, in a path with spaces and Unicode',
    manager: 'npm',
    app: 'react-call',
    dependencies: { 'zego-express-engine-webrtc': '3.12.0' },
    type: 'module',
    playwright: 'latest',
    name: 'meine App – 直播',
    typescript: true,
    ending: 'ts',
    role: 'member',
  },
  {
    title: 'pnpm, CommonJS and TypeScript, the lowest Playwright',
    manager: 'pnpm',
    app: 'react-call',
    type: 'commonjs',
    playwright: LOWEST_PLAYWRIGHT,
    name: 'common',
    typescript: true,
    ending: 'ts',
    role: 'member',
  },
  {
    title: 'Yarn and plain JavaScript: ZEGO’s UIKit, which joins by its address',
    manager: 'yarn',
    app: 'uikit',
    type: 'commonjs',
    playwright: 'latest',
    name: 'kit',
    ending: 'mjs',
    role: 'host',
  },
  {
    title: 'a workspace in which everything is hoisted, and the app is described already',
    manager: 'npm',
    app: 'plain-page',
    type: 'module',
    playwright: 'latest',
    name: 'workspace',
    isInWorkspace: true,
    ending: 'mjs',
    role: 'sender',
    described: PLAIN_PAGE,
  },
];

// A server of the app's, at the port that the app itself names: one after the other.
test.describe.configure({ mode: 'default' });

for (const { title, ending, role, described, ...plan } of CASES)
  test(`a project of somebody’s: ${title}`, async ({ makeConsumer }) => {
    const consumer = makeConsumer(plan);
    await test.step('installs', () => consumer.install());
    if (described !== undefined) consumer.write(`e2e/rejoin.app.${ending}`, described);

    const init = await test.step('rejoin init', () => consumer.run(['rejoin', 'init']));
    expect(init).toContain(`${described === undefined ? 'written' : 'kept   '}  e2e/rejoin.app.${ending}`);
    expect(init).toContain(`written  playwright.config.${ending}`);
    if (described !== undefined) expect(consumer.read(`e2e/rejoin.app.${ending}`)).toBe(described);

    if (plan.typescript === true && plan.type === 'module')
      await test.step('types', () =>
        consumer.run([
          'tsc',
          // A dependency's own declarations name a package that has none.
          ...[
            '--noEmit',
            '--skipLibCheck',
            '--strict',
            '--module',
            'nodenext',
            '--target',
            'es2022',
            '--types',
            'node',
          ],
          ...['playwright.config.ts', 'e2e/rejoin.spec.ts'],
        ]));

    const doctor = await test.step('rejoin doctor', () => consumer.run(['rejoin', 'doctor']));
    expect(doctor).toContain('one @playwright/test');
    expect(doctor).toMatch(/people +\S.* entered a room, and were on good terms/);
    expect(doctor).toContain('The cases can judge this app');

    const check = await test.step('rejoin check', () =>
      consumer.run(['rejoin', 'check', '--only', 'BASE-01']));
    expect(check).toContain('✓ BASE-01');
    expect(check).toContain('1 kept · 0 broken by the app');
    expect(consumer.read('rejoin-report/index.html')).toContain('BASE-01');

    consumer.write(`e2e/own.spec.${ending}`, OWN_SPEC(role));
    const own = await test.step('a spec of its own', () =>
      consumer.run(['playwright', 'test', 'own.spec', '--reporter=line']));
    expect(own).toContain('1 passed');
  });

test('what is missing is said with its remedy', async ({ makeConsumer }) => {
  const consumer = makeConsumer({
    manager: 'npm',
    app: 'react-call',
    type: 'module',
    playwright: LOWEST_PLAYWRIGHT,
    name: 'faults',
  });
  await consumer.install();
  const address = 'http://127.0.0.1:4999/?roomID={room}';
  const check = (...words: string[]) => consumer.run(['rejoin', 'check', ...words], 1);
  expect(await check()).toContain('There is no description of an app');
  expect(await check('--host', address)).toContain('--app-id is missing');
  expect(await check('--host', address, '--app-id', '7')).toContain('--secret is missing');
  const unserved = await consumer.run(
    ['rejoin', 'doctor', '--host', address, '--app-id', '7', '--tokens', 'accept'],
    1,
  );
  expect(unserved).toContain('Nothing answers at http://127.0.0.1:4999');
  expect(await consumer.run(['rejoin', 'chek'], 2)).toContain(
    'There is no command “chek”: do you mean check?',
  );
});
