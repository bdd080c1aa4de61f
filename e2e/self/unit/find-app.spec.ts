import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { findApp } from '../../../fixtures/cli/app/find-app.ts';

/** A folder with files in it, by their names. */
function folderWith(folder: string, files: Readonly<Record<string, string>>): string {
  mkdirSync(join(folder, 'e2e'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
const app = (name: string) => `export default { name: '${name}', url: 'http://127.0.0.1:1', roles: {} };`;

test.describe('the description of the app under test', () => {
  test('is found by its name, in the folder before e2e', async ({}, testInfo) => {
    const folder = folderWith(testInfo.outputPath('app'), { 'e2e/rejoin.app.mjs': app('below') });
    expect(await findApp(undefined, folder)).toMatchObject({ name: 'below' });
    folderWith(folder, { 'rejoin.app.mjs': app('here') });
    expect(await findApp(undefined, folder)).toMatchObject({ name: 'here' });
  });

  test('is taken where it is said to be', async ({}, testInfo) => {
    const folder = folderWith(testInfo.outputPath('app'), {
      'rejoin.app.mjs': app('here'),
      'other.mjs': app('other'),
      // As a compiler to CommonJS writes it.
      'compiled.cjs': "exports.__esModule = true; exports.default = { name: 'compiled', roles: {} };",
    });
    expect(await findApp('other.mjs', folder)).toMatchObject({ name: 'other' });
    expect(await findApp(join(folder, 'compiled.cjs'), folder)).toMatchObject({ name: 'compiled' });
  });

  test('is missed in words', async ({}, testInfo) => {
    const folder = folderWith(testInfo.outputPath('app'), {
      'nothing.mjs': 'export const app = {};',
      'else.mjs': 'export default 7;',
    });
    await expect(findApp(undefined, folder)).rejects.toThrow(
      `There is no description of an app in ${folder}: looked for rejoin.app.ts, rejoin.app.mts and the like, there, in e2e and in tests. “npx rejoin init” writes one; --app names another.`,
    );
    await expect(findApp('gone.ts', folder)).rejects.toThrow(
      'There is no file gone.ts: --app names the description of the app.',
    );
    for (const name of ['nothing.mjs', 'else.mjs'])
      await expect(findApp(name, folder)).rejects.toThrow(`${name} exports nothing that defineApp has made.`);
  });
});
