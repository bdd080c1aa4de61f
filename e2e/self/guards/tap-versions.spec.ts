import { join } from 'node:path';

import { SDK_PACKAGE, pinnedSdkVersion } from '../../../fixtures/test/settings/sdk-version.ts';
import { installAside, versionsOnShelf } from '../../proof/matrix/installed.ts';
import { inOrder } from '../../proof/matrix/versions.ts';
import { ROOT } from '../../proof/run/copy.ts';
import { scriptTags } from './script-tags.ts';
import { expect, lines, test } from './tap-test.ts';

// The pinned SDK, and those that `npm run matrix` has put aside on this machine: here nothing is asked of the registry.
for (const version of inOrder([...versionsOnShelf(), pinnedSdkVersion()]))
  test(`SDK ${version} from script tags is heard, and works as without us`, async ({ run, told, page }) => {
    const folder =
      version === pinnedSdkVersion() ? join(ROOT, 'node_modules', SDK_PACKAGE) : await installAside(version);
    // It is to find nobody.
    await page.route(/^(?!https:\/\/app\.test\/)/, (route) => route.abort());
    await page.routeWebSocket(/./, (socket) => socket.close());
    await run(
      ...scriptTags(folder, 'ZegoExpressWebRTC.js'),
      `var engine = new ZegoExpressEngine(1234567, 'wss://zego.test/ws');
       engine.on('roomStateChanged', function () {});
       engine.off('roomStateChanged');
       engine.loginRoom('r', 'hush', { userID: 'ann', userName: 'Ann' }).catch(function () {});`,
    );
    await expect.poll(() => lines(told)).toContain('1 event roomStateChanged');
    // One engine and one call, though it has inner parts with methods of the same names, and overrides some of its parent’s.
    expect(lines(told).filter((line) => !line.includes('event'))).toEqual([
      `1 engine ${version}`,
      '1 call loginRoom',
    ]);
    expect(told[1]).toMatchObject({ args: ['r', '(token)', { userID: 'ann', userName: 'Ann' }] });
    expect(await page.evaluate('engine.destroyEngine()')).toBeUndefined();
    await expect.poll(() => lines(told)).toContain('1 call destroyEngine');
    expect(JSON.stringify(told)).not.toContain('hush');
  });
