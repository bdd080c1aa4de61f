import { test } from '@playwright/test';

import { failed, player, publisher, userLeft } from '../../../fixtures/test/matchers/expectations.ts';
import { expect } from '../../../fixtures/test/matchers/matchers.ts';
import type { Participant } from '../../../fixtures/test/participant/participant.ts';
import { createProvoke } from '../../../fixtures/test/provocation.ts';
import { createRealClock } from '../../../fixtures/test/clock/real-clock.ts';
import { RoomState, type PageEvent } from '../../../fixtures/timeline/entry.ts';
import { createTimeline } from '../../../fixtures/timeline/timeline.ts';
import { judgeControl, type ControlResult } from '../../proof/controls/verdict.ts';
import { whyRed } from '../../proof/controls/why-red.ts';

const MISSED =
  'Error: anchor was not told of room state RECONNECTING (1000017); told so far:\n  5 ms  LOGINED';
const red = { outcome: 'unexpected', failure: MISSED, wallMs: 1 } as const;
const green = { outcome: 'expected', failure: '', wallMs: 1 } as const;

test.describe('a control', () => {
  for (const { name, result, kind, text } of [
    {
      name: 'fails for want of its fault',
      result: { ...red, title: 'ROOM-08 back', faults: ['goDown'] },
      kind: 'noticed',
      text: 'never came: room state RECONNECTING (1000017)',
    },
    {
      name: 'that fails before its fault is a defect',
      result: { ...red, title: 'ROOM-08 back', faults: [] },
      kind: 'defect',
      text: `red for another reason: it began no fault: ${MISSED.split('\n')[0] ?? ''}`,
    },
    {
      name: 'that stays green without its fault is a defect',
      result: { ...green, title: 'ROOM-08 back', faults: ['goDown'] },
      kind: 'defect',
      text: 'stays green without its fault (goDown)',
    },
    {
      name: 'that neither begins a fault nor is listed is a defect',
      result: { ...green, title: 'ROOM-99 new', faults: [] },
      kind: 'defect',
      text: 'stays green without its fault (it began none)',
    },
    {
      name: 'that is listed and green needs none',
      result: { ...green, title: 'ROOM-13 A logs out', faults: [] },
      kind: 'needs none',
      text: 'a logout that works',
    },
    {
      name: 'that is listed, and begins a fault after all, is a defect',
      result: { ...green, title: 'ROOM-13 A logs out', faults: ['cut'] },
      kind: 'defect',
      text: 'is listed as needing no fault, but begins cut',
    },
    {
      name: 'that is listed and fails is a defect',
      result: { ...red, failure: 'no', title: 'ROOM-13 A logs out', faults: [] },
      kind: 'defect',
      text: 'needs no fault (a logout that works), and fails all the same: no',
    },
    {
      name: 'that was skipped is a defect',
      result: { ...red, outcome: 'skipped', title: 'ROOM-08 back', faults: [] },
      kind: 'defect',
      text: 'was skipped: nothing is known of it',
    },
  ] satisfies { name: string; result: ControlResult; kind: string; text: string }[])
    test(name, () => expect(judgeControl(result)).toEqual({ kind, text }));
});

const state = (name: string, code = 0): PageEvent => ({
  kind: 'room-state',
  state: name,
  code,
  room: 'r',
  note: '',
});
const media = (kind: 'publisher-state' | 'player-state', name: string): PageEvent => ({
  kind,
  state: name,
  code: 0,
  stream: 's',
  note: '',
});
const gone: PageEvent = { kind: 'user-update', change: 'DELETE', user: 'ann', room: 'r' };

/** What a matcher says of somebody who was told these things, and must fail. The words are the matchers' own. */
async function failureOf(
  was: readonly PageEvent[],
  matching: (person: Participant) => unknown,
): Promise<string> {
  const clock = createRealClock();
  const timeline = createTimeline(clock);
  for (const event of was) timeline.add('cat', event);
  try {
    await matching({ name: 'cat', timeline, clock } as unknown as Participant);
  } catch (error) {
    return String(error);
  }
  throw new Error('The matcher did not fail.');
}
const wait = { withinMs: 1 };

test.describe('a case is red for want of its fault when', () => {
  for (const { name, was, matching, faults = ['goDown'], text } of [
    {
      name: 'bad news does not come',
      was: [state('LOGINING')],
      matching: (cat: Participant) => expect(cat).toHear(userLeft({ userId: 'ann' }), wait),
      text: 'never came: roomUserUpdate DELETE of ann',
    },
    {
      name: 'good news comes in its place',
      was: [media('publisher-state', 'PUBLISHING')],
      matching: (cat: Participant) => expect(cat).toHear(publisher('NO_PUBLISH', 1_003_028), wait),
      text: 'PUBLISHING (0) of s instead of publisher state NO_PUBLISH (1003028)',
    },
    {
      name: 'good news comes where nothing should',
      was: [state('LOGINED')],
      matching: (cat: Participant) => expect(cat).toHaveHeardNothingElse(),
      text: 'LOGINED, where nothing should come',
    },
    {
      name: 'anything comes where nothing should, for want of a provocation',
      was: [gone],
      matching: (cat: Participant) => expect(cat).toHaveHeardNothingElse(),
      faults: ['provoke: a deaf ear'],
      text: 'roomUserUpdate DELETE ann, where nothing should come',
    },
    {
      name: 'there is nothing to be played, for want of a provocation',
      was: [],
      matching: (cat: Participant) => expect(cat).toHear(player('PLAY_REQUESTING', 0), wait),
      faults: ['provoke: no such stream'],
      text: 'never came: player state PLAY_REQUESTING (0)',
    },
    {
      name: 'a failure of the page does not come',
      was: [],
      matching: (cat: Participant) => expect(cat).toHear(failed('createStream'), wait),
      text: 'never came: createStream to fail',
    },
  ])
    test(name, async () => {
      expect(whyRed(await failureOf(was, matching), faults)).toEqual({ isForWant: true, text });
    });

  test('media is not cut, or a picture goes on', () => {
    const notice =
      "Error: anchor's browser should notice that its media is cut\n\nexpect(received).toBe(true)";
    expect(whyRed(notice, ['goDown']).isForWant).toBe(true);
    expect(whyRed('Error: audience still sees anchor-camera move (9 frames)', ['goDown'])).toEqual({
      isForWant: true,
      text: 'still sees anchor-camera move',
    });
  });
});

test.describe('a case is red for another reason when', () => {
  for (const { name, was, matching } of [
    {
      name: 'a login does not work',
      was: [state('LOGINING')],
      matching: (cat: Participant) => expect(cat).toReach(RoomState.Reconnected, wait),
    },
    {
      name: 'a login fails',
      was: [state('LOGIN_FAILED', 1_002_031)],
      matching: (cat: Participant) => expect(cat).toReach(RoomState.Logined, wait),
    },
    {
      name: 'bad news comes that nobody brought about',
      was: [state('RECONNECTING', 1_000_017)],
      matching: (cat: Participant) => expect(cat).toReach(RoomState.Kickout, wait),
    },
    {
      name: 'somebody is gone that nobody has touched',
      was: [gone],
      matching: (cat: Participant) => expect(cat).toHaveHeardNothingElse(),
    },
    {
      name: 'a stream is not even begun',
      was: [],
      matching: (cat: Participant) => expect(cat).toHear(publisher('PUBLISH_REQUESTING', 0), wait),
    },
  ])
    test(name, async () => {
      expect(whyRed(await failureOf(was, matching), ['goDown']).isForWant).toBe(false);
    });

  for (const message of [
    'Test timeout of 180000ms exceeded.\n\nError: anchor was not told of room state KICKOUT; told so far:',
    'Error: page.goto: net::ERR_CONNECTION_REFUSED at http://127.0.0.1:1/',
    'Error: page.evaluate: Target page, context or browser has been closed',
    'Error: expect(received).toBe(expected) // Object.is equality',
    '',
  ])
    test(`it says “${message.slice(0, 50)}”`, () =>
      expect(whyRed(message, ['goDown']).isForWant).toBe(false));
});

test.describe('a provocation', () => {
  test('is what the case is about, and nothing is noted of it', () => {
    const noted: string[] = [];
    const provoke = createProvoke(false, (name) => noted.push(name));
    expect(provoke('a bad token', 'bad', 'good')).toBe('bad');
    expect(noted).toEqual([]);
  });

  test('is harmless where faults are inert, and that is noted', () => {
    const noted: string[] = [];
    const provoke = createProvoke(true, (name) => noted.push(name));
    expect(provoke('a bad token', 'bad', 'good')).toBe('good');
    expect(noted).toEqual(['provoke: a bad token']);
  });
});
