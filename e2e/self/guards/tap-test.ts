import { test as base, type Page } from '@playwright/test';

import { admitOurFunctions } from '../../../fixtures/test/page-scripts/page-functions.ts';
import type { TapMessage } from '../../../fixtures/test/page-scripts/tap.ts';
import { installTap } from '../../../fixtures/test/tap/install-tap.ts';

interface TapFixtures {
  /** All that the tap has told so far. */
  readonly told: TapMessage[];
  /** Opens a page that runs these scripts, one after the other, and listens to them. */
  readonly run: (...scripts: readonly string[]) => Promise<Page>;
}

/** Playwright's `test` with a page that is listened to as those of participants are; no cloud, no clock. */
export const test = base.extend<TapFixtures>({
  told: async ({}, use) => use([]),
  run: async ({ context, page, told }, use) => {
    await admitOurFunctions(context);
    await installTap(context, (message) => told.push(message));
    await use(async (...scripts) => {
      await page.route('https://app.test/**', (route) => {
        const index = Number(/(\d+)\.js$/.exec(route.request().url())?.[1] ?? -1);
        const script = scripts[index];
        return script === undefined
          ? route.fulfill({
              contentType: 'text/html',
              body: `<!doctype html><body>${scripts.map((_, at) => `<script src="/${at}.js"></script>`).join('')}`,
            })
          : route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: script });
      });
      await page.goto('https://app.test/');
      return page;
    });
  },
});

/** What was told, one line each, without times: `2 call loginRoom`. */
export function lines(told: readonly TapMessage[]): string[] {
  return told.map((message) =>
    message.what === 'engine'
      ? `${message.engine} engine ${message.version}`
      : `${message.engine} ${message.what} ${message.name}`,
  );
}

export { expect } from '@playwright/test';
