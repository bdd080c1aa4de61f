import { expect, test } from './test.ts';

/** Cases that cannot hold unless their fault happens, and what they must miss. `npm run controls` tries them all. */
const NEED_THEIR_FAULT = {
  room: {
    'ROOM-08': 'anchor was not told of room state RECONNECTING',
    'ROOM-18': 'anchor was not told of room state RECONNECTING',
    'ROOM-21 the link is cut': 'anchor was not told of room state RECONNECTING',
  },
  media: {
    'PUB-03': "anchor's browser should notice that its media is cut",
    'PLAY-02': 'audience still sees anchor-camera move',
    'ANCHOR-04': 'audience was not told of roomStreamUpdate DELETE of anchor-camera',
  },
};

for (const [plane, cases] of Object.entries(NEED_THEIR_FAULT))
  test(`a ${plane} case that needs its fault fails when the fault is a no-op`, async ({ runSuite }) => {
    const run = runSuite({ grep: Object.keys(cases).join('|'), faults: 'inert' });
    expect(await run.ended, run.output()).toBe(1);
    const results = run.results();
    expect(results).toHaveLength(Object.keys(cases).length);
    for (const { title, outcome, errors } of results) {
      expect(outcome, title).toBe('unexpected');
      // It must fail for want of what the fault brings about, not for any other reason.
      const missed = Object.entries(cases).find(([id]) => title.startsWith(id))?.[1];
      expect(errors[0], title).toContain(missed);
    }
  });
