import { test } from '@playwright/test';

import { createRealClock } from '../../../fixtures/test/clock/real-clock.ts';
import { streamAdded, userJoined, userLeft } from '../../../fixtures/test/matchers/expectations.ts';
import { expect } from '../../../fixtures/test/matchers/matchers.ts';
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

/** Somebody who was told these things; the matchers look at nothing else. */
function personWho(...was: readonly PageEvent[]): Participant {
  const clock = createRealClock();
  const timeline = createTimeline(clock);
  for (const happening of was) timeline.add('cat', happening);
  return { name: 'cat', timeline, clock } as unknown as Participant;
}

/** The message of a matcher that must fail. */
async function failureOf(matching: Promise<unknown>): Promise<string> {
  return matching.then(
    () => 'it did not fail',
    (error: unknown) => String(error),
  );
}

test.describe('toHear', () => {
  test('takes one thing after the other', async () => {
    const cat = personWho(left('ann'), came('ann'), came('bob'));
    await expect(cat).toHear(userLeft(ann));
    await expect(cat).toHear(userJoined(ann));
    await expect(cat).toHear(userJoined(bob));
    expect(cat).toHaveHeardNothingElse();
  });

  test('fails when something else comes first, though what is expected comes later', async () => {
    const cat = personWho(came('ann'), left('ann'));
    expect(await failureOf(expect(cat).toHear(userLeft(ann)))).toContain(
      'expected: roomUserUpdate DELETE of ann; but was told roomUserUpdate ADD ann',
    );
  });

  test('fails when nothing comes, and says what was told so far', async () => {
    const cat = personWho(state('LOGINING'));
    const failure = await failureOf(expect(cat).toHear(streamAdded('s'), { withinMs: 20 }));
    expect(failure).toContain('cat was not told of roomStreamUpdate ADD of s; told so far:');
    expect(failure).toContain('LOGINING');
  });

  test('fails when it comes at the wrong time, and measures it either way', async () => {
    const cat = personWho(came('ann'));
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
      const cat = personWho(came('ann'));
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
    const cat = personWho(state('LOGINED', 7), state('LOGOUT'));
    expect(await failureOf(expect(cat).toReach(RoomState.Logined, { code: 0 }))).toContain('LOGINED (7)');
    await expect(cat).toReach(RoomState.Logined, { code: 7 });
    await expect(cat).toReach(RoomState.Logout);
  });

  test('keeps the room apart from what is heard of others', async () => {
    const cat = personWho(came('ann'), state('LOGINED'));
    await expect(cat).toReach(RoomState.Logined);
    await expect(cat).toHear(userJoined(ann));
  });
});

test.describe('at the end', () => {
  test('what was not taken is something else', () => {
    const cat = personWho(came('ann'));
    expect(() => expect(cat).toHaveHeardNothingElse()).toThrow(/cat was told more:\s+roomUserUpdate ADD ann/);
  });

  test('a broken contract says where', () => {
    const cat = personWho(state('LOGINED'));
    expect(() => expect(cat.timeline).toHold(stateMachines)).toThrow(/from start to LOGINED/);
    expect(personWho(state('LOGINING')).timeline).toHold(stateMachines);
  });
});
