import { expect, test } from '@playwright/test';

import { createNodeList } from '../../../fixtures/mock-cloud/media/nodes.ts';

const [A, B, C] = ['10.0.0.1:1', '10.0.0.2:1', '10.0.0.3:1'] as const;

test.describe('the media nodes', () => {
  test('are chosen one after the other by whoever failed, and from the first again once it worked', () => {
    const nodes = createNodeList([A, B, C]);
    const chosen: string[] = [];
    for (const succeeded of [false, false, true, true]) {
      chosen.push(nodes.choose('', 'ann'));
      nodes.note('ann', succeeded);
    }
    expect(chosen).toEqual([A, B, C, A]);
    nodes.note('ann', false);
    expect(nodes.choose('', 'bob')).toBe(A);
  });

  test('are passed over while they are dead; the one that was asked for is given, dead or not', () => {
    const nodes = createNodeList([A, B]);
    nodes.setMode(A, 'dead');
    expect(nodes.choose('', 'ann')).toBe(B);
    expect(nodes.choose(A, 'ann')).toBe(A);
    nodes.setMode(B, 'dead');
    expect(nodes.choose('', 'ann')).toBe(A);
  });

  test('begin with the one that serves, and with the first when that one is gone', () => {
    const nodes = createNodeList([A, B, C]);
    expect(nodes.startingWith(B)).toEqual([B, C, A]);
    expect(nodes.startingWith('gone')).toEqual([A, B, C]);
    nodes.setLabels([C]);
    expect(nodes.modeOf(A)).toBeUndefined();
    expect(nodes.modeOf(C)).toBe('up');
    expect(() => nodes.setLabels([])).toThrow('a tenant needs at least one media node');
  });
});
