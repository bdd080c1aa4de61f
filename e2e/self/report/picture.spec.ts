import { expect, test } from '@playwright/test';

import { drawTimeline } from '../../../fixtures/picture/draw.ts';
import { textWidth } from '../../../fixtures/picture/text-width.ts';
import { MADE_UP_RUN } from './made-up-run.ts';

const histories = MADE_UP_RUN.cases.flatMap(({ history }) => (history ? [history] : []));

for (const colorScheme of ['light', 'dark'] as const)
  test(`at 1000 px no two texts overlap in a real browser, and all can be read, ${colorScheme}`, async ({
    page,
  }, testInfo) => {
    await page.setViewportSize({ width: 1000, height: 900 });
    await page.emulateMedia({ colorScheme });
    for (const history of histories) {
      await page.setContent(`<body style="margin:0">${drawTimeline(history)}</body>`);
      const texts = await page.locator('svg text').evaluateAll((elements) =>
        elements.map((element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return {
            text: element.textContent,
            size: Number(element.getAttribute('font-size')),
            bold: element.classList.contains('bold'),
            x,
            y,
            width,
            height,
          };
        }),
      );
      expect(texts.length).toBeGreaterThan(30);
      // Glyph boxes are higher than the letters: a fifth of the height may touch the next line's box.
      const clashes = texts.flatMap((one, index) =>
        texts
          .slice(index + 1)
          .filter(
            (other) =>
              Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x) > 1 &&
              Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y) >
                one.height / 5,
          )
          .map((other) => `${one.text} | ${other.text}`),
      );
      expect(clashes).toEqual([]);
      // The layout reckons with these widths; a text that is wider than reckoned would overlap somewhere else.
      const wider = texts.filter(({ text, size, bold, width }) => width > textWidth(text, size, bold) + 1);
      expect(wider).toEqual([]);
      expect(texts.filter(({ size }) => size < 10)).toEqual([]);
      await testInfo.attach(`picture-${colorScheme}.png`, {
        body: await page.screenshot({ fullPage: true }),
        contentType: 'image/png',
      });
    }
  });
