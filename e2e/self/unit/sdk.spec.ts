import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { appDist, buildPage } from '../../support/build-demo.ts';
import { pinnedSdkVersion, sdkVersion } from '../../../fixtures/test/settings/sdk-version.ts';
import { readSettings } from '../../../fixtures/test/settings/settings.ts';

/** A package that pretends to be the SDK. */
function makeSdk(folder: string, facts: object, code = ''): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(facts));
  writeFileSync(join(folder, 'sdk.js'), code);
  return folder;
}

const FACTS = { name: 'zego-express-engine-webrtc', version: '0.0.7', main: './sdk.js' };

test.describe('another SDK than the pinned one', () => {
  test('is taken by its folder, and known by its version', ({}, testInfo) => {
    const folder = makeSdk(testInfo.outputPath('sdk'), FACTS);
    expect(readSettings({ REJOIN_SDK: folder }).sdk).toBe(folder);
    expect(sdkVersion(folder)).toBe('0.0.7');
    expect(sdkVersion(undefined)).toBe(pinnedSdkVersion());
  });

  test('is refused when the folder holds something else, or nothing', ({}, testInfo) => {
    const other = makeSdk(testInfo.outputPath('other'), { ...FACTS, name: 'other' });
    for (const folder of [other, testInfo.outputPath('nothing')])
      expect(() => readSettings({ REJOIN_SDK: folder })).toThrow(
        `REJOIN_SDK is “${folder}”: use a folder that holds the package zego-express-engine-webrtc`,
      );
  });

  test('has an output folder of its own, by version and place', ({}, testInfo) => {
    const one = makeSdk(testInfo.outputPath('one'), FACTS);
    const other = makeSdk(testInfo.outputPath('other'), FACTS);
    expect(appDist(one)).toMatch(/[\\/]\.tmp[\\/]app[\\/]0\.0\.7-[0-9a-f]{8}$/);
    expect(new Set([appDist(one), appDist(other), appDist(undefined)]).size).toBe(3);
  });

  test('is what the page is built with', async ({}, testInfo) => {
    const code = 'exports.ZegoExpressEngine = class { constructor() { this.mark = "made up for a test"; } };';
    const sdk = makeSdk(testInfo.outputPath('sdk'), FACTS, code);
    const outDir = testInfo.outputPath('page');
    await buildPage(sdk, outDir);
    const scripts = readdirSync(join(outDir, 'assets')).filter((name) => name.endsWith('.js'));
    const built = scripts.map((name) => readFileSync(join(outDir, 'assets', name), 'utf8')).join('');
    expect(built).toContain('made up for a test');
    expect(built).not.toContain(pinnedSdkVersion());
  });
});
