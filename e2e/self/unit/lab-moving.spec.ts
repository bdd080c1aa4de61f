import { expect, test } from '@playwright/test';
import fc from 'fast-check';

import { judgePicture, type PictureTrack } from '../../../fixtures/cli/lab/moving.ts';

/** What is said after each of these counts of frames, taken one after another. */
function said(
  counts: readonly number[],
  { everyMs = 700, answerMs = 20 } = {},
): readonly (boolean | undefined)[] {
  const verdicts: (boolean | undefined)[] = [];
  let track: PictureTrack | undefined;
  for (const [index, frames] of counts.entries()) {
    const askedAt = index * everyMs;
    track = judgePicture({ frames, askedAt, answeredAt: askedAt + answerMs }, track);
    verdicts.push(track.moving);
  }
  return verdicts;
}

test('a picture that is seen for the first time may do either', () => {
  expect(said([40])).toEqual([undefined]);
});

test('fifteen frames a second move', () => {
  expect(said([0, 10, 20])).toEqual([undefined, true, true]);
});

test('a picture that gains one frame from look to look moves: an overloaded machine draws no more', () => {
  expect(said([5, 6, 7, 8])).toEqual([undefined, undefined, undefined, true]);
});

test('one frame or two of a picture put up anew do not move, however often it is', () => {
  const anew = [0, 2, 2, 2, 2];
  expect(said([...anew, ...anew, ...anew].slice(4))).not.toContain(true);
  expect(said([9, 9, 9, 9, 10, 10, 10, 10, 12, 12, 12, 12, 13])).not.toContain(true);
});

test('no frame for 1.5 s is a frozen picture, and less is not', () => {
  expect(said([0, 10, 10, 10, 10])).toEqual([undefined, true, true, true, false]);
});

test('time that the answer took is no time without frames', () => {
  expect(said([0, 10, 10], { everyMs: 2_000, answerMs: 1_400 })).toEqual([undefined, true, true]);
});

test('a picture that falls back to its first frame is judged anew', () => {
  expect(said([100, 0, 2])).toEqual([undefined, undefined, undefined]);
  expect(said([100, 0, 2, 3])).toEqual([undefined, undefined, undefined, true]);
});

test('however uneven the frames come: where every look finds one, it is never called frozen', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 3, maxLength: 30 }), (steps) => {
      let frames = 0;
      const verdicts = said([0, ...steps.map((step) => (frames += step))]);
      expect(verdicts).not.toContain(false);
      expect(verdicts.at(-1)).toBe(true);
    }),
  );
});
