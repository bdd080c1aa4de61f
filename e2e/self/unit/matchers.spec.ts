import { stripVTControlCharacters } from 'node:util';

import { test } from '@playwright/test';

import { createRealClock } from '../../../fixtures/test/clock/real-clock.ts';
import {
  publisher,
  streamAdded,
  userJoined,
  userLeft,
} from '../../../fixtures/test/matchers/expectations.ts';
import { expect } from '../../../fixtures/test/matchers/matchers.ts';
import { isMoving } from '../../../fixtures/test/matchers/moving.ts';
import type { PictureWait, Wait } from '../../../fixtures/test/matchers/options.ts';
import type { VideoFrameStats } from '../../../fixtures/test/participant/media-stats.ts';
import type { Participant } from '../../../fixtures/test/participant/participant.ts';
import { stateMachines } from '../../../fixtures/timeline/contract.ts';
import type { Timing } from '../../../fixtures/timeline/expectation.ts';
import { RoomState, type PageEvent } from '../../../fixtures/timeline/entry.ts';
import { createTimeline } from '../../../fixtures/timeline/timeline.ts';

const ann = { userId: 'ann' };
const bob = { userId: 'bob' };
const came = (user: string): PageEvent => ({ kind: 'user-update', change: 'ADD', user, room: 'r' });
const left = (user: string): PageEvent => ({ kind: 'user-update', change: 'DELETE', user, room: 'r' });
const state = (name: string, code = 0): PageEvent => ({
  kind: 'room-state',
  state: name,
  code,
  room: 'r',
  note: '',
});

/** A participant that was told these things; `toReach` and `toHear` look at nothing else. */
function participantWho(...was: readonly PageEvent[]): Participant {
  const clock = createRealClock();
  const timeline = createTimeline(clock);
  for (const event of was) timeline.add('cat', event);
  return { name: 'cat', timeline, clock } as unknown as Participant;
}

/** A participant whose page shows these pictures, one after the other, and then the last one for ever. */
function participantWhoSees(...pictures: readonly (VideoFrameStats | undefined)[]): Participant {
  const left = [...pictures];
  const picture = async () => (left.length > 1 ? left.shift() : left[0]);
  return { ...participantWho(), picture };
}

/** A picture that shows 10 frames more at every look. */
const moving = (hue: number | undefined) =>
  Array.from({ length: 30 }, (_, look): VideoFrameStats => ({ frames: 10 + 10 * look, hue }));

/** The message of a matcher that must fail. */
async function failureOf(matching: Promise<unknown>): Promise<string> {
  return matching.then(
    () => 'it did not fail',
    (error: unknown) => stripVTControlCharacters(String(error)),
  );
}

test.describe('toHear', () => {
  test('takes one thing after the other', async () => {
    const cat = participantWho(left('ann'), came('ann'), came('bob'));
    await expect(cat).toHear(userLeft(ann));
    await expect(cat).toHear(userJoined(ann));
    await expect(cat).toHear(userJoined(bob));
    expect(cat).toHaveHeardNothingElse();
  });

  test('fails when something else comes first, though what is expected comes later', async () => {
    const cat = participantWho(came('ann'), left('ann'));
    expect(await failureOf(expect(cat).toHear(userLeft(ann)))).toContain(
      'expected: roomUserUpdate DELETE of ann; but was told roomUserUpdate ADD ann',
    );
  });

  test('fails when nothing comes, and says what was told so far', async () => {
    const cat = participantWho(state('LOGINING'));
    const failure = await failureOf(expect(cat).toHear(streamAdded('s'), { withinMs: 20 }));
    expect(failure).toContain('cat was not told of roomStreamUpdate ADD of s; told so far:');
    expect(failure).toContain('LOGINING');
  });

  test('fails when it comes at the wrong time, and measures it either way', async () => {
    const cat = participantWho(came('ann'));
    const timing: Timing = {
      name: 'T',
      decidedBy: 'sdk',
      sinceMs: -5_000,
      documentedMs: 1_000,
      earliestMs: 1_000,
      latestMs: 1_100,
    };
    expect(await failureOf(expect(cat).toHear(userJoined(ann), { timing }))).toContain(
      'right is 1000 to 1100',
    );
    expect(cat.timeline.measurements).toHaveLength(1);
  });
});

test.describe('how time passes while something is waited for', () => {
  for (const [decidedBy, pace] of [
    ['nobody', 'real-time'],
    ['sdk', undefined],
    ['cloud', undefined],
  ] as const)
    test(`by ${decidedBy}’s timer: ${pace ?? 'as the clock likes'}`, async () => {
      const cat = participantWho(came('ann'));
      const paces: unknown[] = [];
      cat.clock.until = async (_condition, _withinMs, waiting) => {
        paces.push(waiting?.pace);
        return true;
      };
      const timing: Timing = { name: 'T', decidedBy, sinceMs: 0, earliestMs: -9_000, latestMs: 9_000 };
      await expect(cat).toHear(userJoined(ann), { timing });
      expect(paces).toEqual([pace]);
    });
});

test.describe('toReach', () => {
  test('looks at the code when the case knows it', async () => {
    const cat = participantWho(state('LOGINED', 7), state('LOGOUT'));
    expect(await failureOf(expect(cat).toReach(RoomState.Logined, { code: 0 }))).toContain('LOGINED (7)');
    await expect(cat).toReach(RoomState.Logined, { code: 7 });
    await expect(cat).toReach(RoomState.Logout);
  });

  test('keeps the room apart from what is heard of others', async () => {
    const cat = participantWho(came('ann'), state('LOGINED'));
    await expect(cat).toReach(RoomState.Logined);
    await expect(cat).toHear(userJoined(ann));
  });
});

test.describe('what a matcher cannot keep it refuses, and takes nothing', () => {
  // As from a caller whose options no compiler has seen.
  const given = (options: object) => options as Wait & PictureWait;

  test('`.not`, with what to write instead', async () => {
    const cat = participantWho(came('ann'), state('LOGINING'));
    for (const refused of [expect(cat).not.toReach(RoomState.Logined), expect(cat).not.toHear(userLeft(ann))])
      expect(await failureOf(refused)).toContain('then `expect(participant).toHaveHeardNothingElse()`');
    const owner = { streamId: 's', cameraHue: 0 };
    expect(await failureOf(expect(cat).not.toSeeMoving(owner))).toContain('use `toSeeFrozen`');
    expect(await failureOf(expect(cat).not.toSeeFrozen(owner))).toContain('use `toSeeMoving`');
    expect(cat.timeline.unaccounted()).toHaveLength(2);
  });

  test('options that it does not know', async () => {
    const cat = participantWho({
      kind: 'publisher-state',
      state: 'PUBLISHING',
      code: 7,
      stream: 's',
      note: '',
    });
    expect(await failureOf(expect(cat).toHear(publisher('PUBLISHING'), given({ code: 7 })))).toContain(
      'toHear has no option “code”; it has withinMs, timing, pace. A code belongs to the expectation',
    );
    expect(await failureOf(expect(cat).toReach(RoomState.Logined, given({ within: 7, rom: 'r' })))).toContain(
      'toReach has no option “within”, “rom”; it has withinMs, timing, pace, code, room.',
    );
    const owner = { streamId: 's', cameraHue: 0 };
    expect(await failureOf(expect(cat).toSeeMoving(owner, given({ withinMs: 7 })))).toContain(
      'toSeeMoving has no option “withinMs”; it has withinRealMs.',
    );
    expect(cat.timeline.unaccounted()).toHaveLength(1);
  });

  test('a wait beside a timing', async () => {
    const timing: Timing = { name: 'T', decidedBy: 'sdk', sinceMs: 0, earliestMs: 0, latestMs: 100 };
    expect(
      await failureOf(
        expect(participantWho(came('ann'))).toHear(userJoined(ann), given({ timing, withinMs: 7 })),
      ),
    ).toContain('toHear takes “withinMs” or “timing”, not both');
  });
});

test.describe('a message', () => {
  test('shows what was expected and what came, for tools as well', async () => {
    const error: unknown = await expect(participantWho(came('ann')))
      .toHear(userLeft(ann))
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      matcherResult: {
        name: 'toHear',
        pass: false,
        expected: 'roomUserUpdate DELETE of ann',
        actual: expect.stringMatching(/^roomUserUpdate ADD ann at \d+ ms$/),
      },
    });
    expect(stripVTControlCharacters(String(error))).toMatch(
      /Expected: "roomUserUpdate DELETE of ann"\nReceived: "roomUserUpdate ADD ann at \d+ ms"/,
    );
  });
});

test.describe('toSeeMoving', () => {
  const owner = { streamId: 's', cameraHue: 90 };

  test('wants frames, and the owner’s colour', async () => {
    await expect(participantWhoSees(...moving(88))).toSeeMoving(owner);
    const wait = { withinRealMs: 300 };
    for (const { cat, says } of [
      { cat: participantWhoSees(...moving(112)), says: 'hue 112' },
      { cat: participantWhoSees(...moving(undefined)), says: 'hue none' },
      { cat: participantWhoSees({ frames: 40, hue: 90 }), says: '0 new frames (40 to 40), hue 90' },
      { cat: participantWhoSees(undefined), says: 'there was: no picture' },
    ]) {
      expect(await failureOf(expect(cat).toSeeMoving(owner, wait))).toContain(says);
      expect(cat.timeline.entries.at(-1)).toMatchObject({ kind: 'picture', moving: false });
    }
  });

  test('takes any colour of a camera that has none of its own', async () => {
    await expect(participantWhoSees(...moving(12))).toSeeMoving({ streamId: 's', cameraHue: undefined });
  });

  test('does not count the frames of a picture that was there before and comes back as it was', async () => {
    const cat = participantWhoSees(undefined, undefined, { frames: 40, hue: 90 });
    expect(await failureOf(expect(cat).toSeeMoving(owner, { withinRealMs: 400 }))).toContain('0 new frames');
  });

  test('calls five frames within a second moving, however late one looks, and no slower ones', () => {
    const looks = (everyMs: number, perLook: number, count = 60) =>
      Array.from({ length: count }, (_, index) => ({ atMs: index * everyMs, frames: 7 + index * perLook }));
    expect(isMoving(looks(100, 1))).toBe(true);
    expect(isMoving(looks(100, 1, 5))).toBe(false);
    expect(isMoving(looks(3_000, 30))).toBe(true);
    expect(isMoving(looks(250, 1))).toBe(false);
    expect(isMoving(looks(1_000, 4))).toBe(false);
    // It stood still for long, and moves now.
    expect(
      isMoving([...looks(1_000, 0), ...looks(100, 1).map((look) => ({ ...look, atMs: look.atMs + 6e4 }))]),
    ).toBe(true);
    expect(isMoving([])).toBe(false);
  });
});

test.describe('toSeeFrozen', () => {
  const owner = { streamId: 's' };

  test('wants a picture that stands still', async () => {
    await expect(participantWhoSees({ frames: 4, hue: 0 }, { frames: 5, hue: 0 })).toSeeFrozen(owner);
    const failure = await failureOf(
      expect(participantWhoSees(...moving(0))).toSeeFrozen(owner, { withinRealMs: 300 }),
    );
    expect(failure).toMatch(/cat still sees s move \(\d+ frames\)/);
  });

  test('fails at once when there is no picture, or never was one', async () => {
    for (const picture of [undefined, { frames: 0, hue: undefined }])
      expect(await failureOf(expect(participantWhoSees(picture)).toSeeFrozen(owner))).toContain(
        'cat’s page shows no picture of s: only one that has been seen can be frozen',
      );
  });
});

test.describe('at the end', () => {
  test('what was not taken is something else', () => {
    const cat = participantWho(came('ann'));
    expect(() => expect(cat).toHaveHeardNothingElse()).toThrow(/cat was told more:\s+roomUserUpdate ADD ann/);
  });

  test('a broken contract says where', () => {
    const cat = participantWho(state('LOGINED'));
    expect(() => expect(cat.timeline).toHold(stateMachines)).toThrow(/from start to LOGINED/);
    expect(participantWho(state('LOGINING')).timeline).toHold(stateMachines);
  });
});
