import { expect, test } from '@playwright/test';

import { attachHistory } from '../../../fixtures/test/fixtures/attach-history.ts';
import { HISTORY_ATTACHMENT, parseHistory, PICTURE_ATTACHMENT } from '../../../fixtures/timeline/history.ts';
import { createTimeline } from '../../../fixtures/timeline/timeline.ts';

test('the attached history is the whole history, to the last entry and measurement', async ({}, testInfo) => {
  let now = 1_000;
  const timeline = createTimeline({ now: () => now, touch: () => undefined });
  timeline.introduce({ name: 'anchor', userId: 'a-1', role: 'anchor' });
  for (const state of ['LOGINING', 'LOGINED', 'LOGOUT']) {
    now += 500;
    timeline.add('anchor', { kind: 'room-state', state, code: 0, room: 'r', note: '' });
  }
  const attached = new Map<string, string>();
  const info = {
    title: 'ROOM-99 a case',
    status: 'passed',
    errors: [],
    attach: async (name: string, { body = '' }: { body?: string | Buffer } = {}) => {
      attached.set(name, body.toString());
    },
  };
  await attachHistory({ ...testInfo, ...info } as typeof testInfo, timeline, {
    target: 'mock',
    clock: 'virtual',
    sdk: '3.12.0',
    browser: 'chromium 156',
  });
  const history = parseHistory(attached.get(HISTORY_ATTACHMENT) ?? '');
  expect(history.entries).toEqual(timeline.entries);
  expect(history.entries.at(-1)).toMatchObject({ state: 'LOGOUT', atMs: 1_500 });
  expect(history.people).toEqual(timeline.people);
  expect(history.endMs).toBe(1_500);
  expect(attached.get(PICTURE_ATTACHMENT)).toContain('LOGOUT');
});
