import { expect, test } from '@playwright/test';
import fc from 'fast-check';

import { drawTimeline, tellStory } from '../../../fixtures/picture/draw.ts';
import { escapeXml } from '../../../fixtures/picture/escape.ts';
import { layOutTimeline } from '../../../fixtures/picture/layout.ts';
import { overlaps } from '../../../fixtures/picture/scene.ts';
import { COLOURS } from '../../../fixtures/picture/style.ts';
import { anyHistory, cloudFaultAt, faultAt, makeHistory, OUTAGE, roomStateAt } from './histories.ts';

const outage = makeHistory({
  title: 'ROOM-08 back',
  endMs: 200_000,
  entries: OUTAGE,
  measurements: [
    {
      name: 'T4 − T3',
      decidedBy: 'cloud',
      documentedMs: 90_000,
      measuredMs: 89_000,
      earliestMs: 84_500,
      latestMs: 95_000,
      sinceMs: 5_000,
      who: 'audience',
      what: 'roomUserUpdate DELETE of anchor',
    },
  ],
});
const textsOf = (history: typeof outage) => layOutTimeline(history, 1000).texts.map(({ text }) => text);

test('tells the verdict, the states, the fault, the marks and the promise', () => {
  const texts = textsOf(outage).join('\n');
  for (const expected of [
    '✓ PASSED',
    'ROOM-08 back',
    'RECONNECTING 1000017',
    'goDown – cable out: nothing passes, 110 s',
    'user DELETE anchor',
    'T3 fault begins · 5 s',
    'T4 gone for audience · 94 s',
    'T5 RECONNECTED · 118 s',
    'mock: set to 90 s, measured 89 s, right is 84.5 s to 95 s: ✓ in time',
    '≈ 81 s',
  ])
    expect(texts).toContain(expected);
});

test('a failed test says so and why; an untimely measurement says so', () => {
  const late = outage.measurements.map((measurement) => ({ ...measurement, measuredMs: 99_000 }));
  const texts = textsOf({ ...outage, outcome: 'failed', reasons: ['it was late'], measurements: late });
  expect(texts).toContain('✗ FAILED');
  expect(texts).toContain('it was late');
  expect(texts.join()).toContain('✗ out of time');
});

test('what is broken on purpose as a no-op says so', () => {
  const entries = [
    roomStateAt(1, 'anchor', 'LOGINED'),
    { ...faultAt(2, 'anchor', 'fault-begin'), inert: true },
  ];
  expect(textsOf(makeHistory({ entries })).join()).toContain('(no-op)');
});

test('a fault of the cloud is drawn in the cloud’s lane, with its hatch and as T3', () => {
  const name = 'refuse (publish, everybody, result 7)';
  const entries = [
    roomStateAt(1_000, 'anchor', 'LOGINED'),
    cloudFaultAt(2_000, 'fault-begin', name),
    cloudFaultAt(8_000, 'fault-end', name),
  ];
  const before = layOutTimeline(makeHistory({ entries: entries.slice(0, 1) }), 1000);
  const after = layOutTimeline(makeHistory({ entries }), 1000);
  const hatched = ({ shapes }: typeof before) =>
    shapes.ground.filter(({ className }) => className === 'fault-area').length;
  expect([hatched(before), hatched(after)]).toEqual([0, 1]);
  const bars = after.shapes.bars.filter(({ className }) => className === 'fault-bar');
  // One is the legend's.
  expect(bars.map(({ hint }) => hint)).toEqual([
    `${name} – media sessions are refused, 6 s, from 2 s`,
    undefined,
  ]);
  const texts = after.texts.map(({ text }) => text);
  expect(texts).toContain('cloud');
  expect(texts.join('\n')).toContain('T3 fault begins · 2 s');
  const svg = drawTimeline(makeHistory({ entries }));
  expect(svg).toContain(`the fault begins: ${name} of the cloud`);
  expect(drawTimeline(makeHistory({ entries: entries.slice(0, 1) }))).not.toContain('fault begins');
});

test('what the clock gave up is drawn in the lane of whose it is', () => {
  const entries = [
    roomStateAt(1_000, 'anchor', 'LOGINED'),
    { kind: 'clock-gave-up', name: 'its traffic', atMs: 2_000, who: 'anchor' },
    { kind: 'clock-gave-up', name: 'a peer connection', atMs: 3_000, who: 'cloud' },
  ] as const;
  const texts = textsOf(makeHistory({ entries })).join('\n');
  expect(texts).toContain('the clock gave up waiting for its traffic');
  expect(texts).toContain('the clock gave up waiting for a peer connection');
});

test('the states of a page end with the page', () => {
  const entries = [
    roomStateAt(1_000, 'anchor', 'LOGINED'),
    faultAt(5_000, 'anchor', 'fault-begin', 'crashPage'),
  ];
  const { shapes } = layOutTimeline(makeHistory({ entries }), 1000);
  const hints = shapes.bars.map((shape) => shape.hint);
  expect(hints).toContain('LOGINED, 1 s to 5 s');
});

test('no two texts overlap and none leaves the picture, whatever the history', () => {
  fc.assert(
    fc.property(anyHistory, fc.constantFrom(640, 1000, 1400), (history, width) => {
      const scene = layOutTimeline(history, width);
      expect(overlaps(scene).map(([one, other]) => `${one.text} | ${other.text}`)).toEqual([]);
      const outside = scene.texts.filter(
        ({ left, top, width: wide, height }) =>
          left < 0 || top < 0 || left + wide > width || top + height > scene.height,
      );
      expect(outside).toEqual([]);
    }),
    { numRuns: 50, endOnFailure: true },
  );
});

test('markup in names and messages stays text', () => {
  const evil = '</text><script>alert(1)</script>&"\'\u0000';
  const history = makeHistory({ title: evil, reasons: [evil], outcome: 'failed' });
  const svg = drawTimeline(
    { ...history, people: [{ name: evil, userId: evil, role: 'anchor' }] },
    { idPrefix: evil },
  );
  expect(svg).not.toContain('<script');
  expect(svg).not.toContain('\u0000');
  expect(escapeXml('a\ud800b')).toBe('ab');
  expect(escapeXml('<&>"\'')).toBe('&lt;&amp;&gt;&quot;&#39;');
});

test('several pictures in one document keep their ids apart, and nothing comes from outside', () => {
  const [one, two] = [drawTimeline(outage, { idPrefix: 'one' }), drawTimeline(outage, { idPrefix: 'two' })];
  const ids = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids(one).filter((id) => ids(two).includes(id))).toEqual([]);
  const rules = (svg: string) => (/<style>([^<]*)<\/style>/.exec(svg)?.[1] ?? '').split('\n');
  expect(rules(one).filter((rule) => !/^(\.picture-one|@media)/.test(rule))).toEqual([]);
  expect(one.match(/https?:\/\/[^"]+/g)).toEqual(['http://www.w3.org/2000/svg']);
});

test('who cannot see the picture is told its story', () => {
  expect(tellStory(outage)).toContain('T4 at 94 s: audience hears that anchor is gone.');
  expect(drawTimeline(outage)).toContain(
    `<desc id="picture-tl-story">${escapeXml(tellStory(outage))}</desc>`,
  );
});

for (const [scheme, colours] of Object.entries(COLOURS))
  test(`every text keeps a contrast of 4.5 to 1 to what is behind it, ${scheme}`, () => {
    const { ink, muted, mark, page, lane, well, trying, lost, off } = colours;
    const pairs = [
      ...[page, lane, well, trying, lost, off].map((ground) => [ink, ground] as const),
      ...[page, lane].map((ground) => [muted, ground] as const),
      [mark, page] as const,
    ];
    expect(pairs.filter(([text, ground]) => contrast(text, ground) < 4.5)).toEqual([]);
  });

/** WCAG 2: from 1 (none) to 21 (black on white). */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => {
    const part = parseInt(colour.slice(from, from + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
