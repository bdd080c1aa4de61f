import { expect, test } from '@playwright/test';

import { createPresence } from '../../../fixtures/mock-cloud/presence.ts';
import type { Member } from '../../../fixtures/mock-cloud/room/room.ts';
import { createManualClock } from '../mock-cloud/manual-clock.ts';

/** A presence watch with P in the test's hands. */
function watch(timeoutMs = 90_000) {
  const clock = createManualClock();
  const gone: string[] = [];
  let p = timeoutMs;
  const presence = createPresence<Member>(
    clock,
    () => p,
    (member) => gone.push(`${member.userId} after ${clock.now() - member.lastSeenMs}`),
  );
  const member = (userId: string) => ({ userId, lastSeenMs: 0 }) as Member;
  return {
    clock,
    gone,
    presence,
    member,
    setP: (next: number) => {
      p = next;
      presence.reconsider();
    },
  };
}

test.describe('the presence watch', () => {
  test('says once, after exactly P of silence, that somebody is gone', () => {
    const { clock, gone, presence, member } = watch();
    presence.seen(member('ann'));
    clock.advance(89_999);
    expect(gone).toEqual([]);
    clock.advance(1);
    expect(gone).toEqual(['ann after 90000']);
    clock.advance(900_000);
    expect(gone).toHaveLength(1);
    expect(clock.timerCount).toBe(0);
  });

  test('counts from the last sign of life, with one timer for each', () => {
    const { clock, gone, presence, member } = watch();
    const ann = member('ann');
    for (let beat = 0; beat < 10; beat += 1) {
      presence.seen(ann);
      expect(clock.timerCount).toBe(1);
      clock.advance(50_000);
    }
    expect(gone).toEqual([]);
    clock.advance(40_000);
    expect(gone).toEqual(['ann after 90000']);
  });

  test('watches again who comes back after it was gone', () => {
    const { clock, gone, presence, member } = watch(1_000);
    const ann = member('ann');
    presence.seen(ann);
    clock.advance(1_000);
    presence.seen(ann);
    expect(clock.timerCount).toBe(1);
    clock.advance(1_000);
    expect(gone).toEqual(['ann after 1000', 'ann after 1000']);
  });

  test('keeps people apart', () => {
    const { clock, gone, presence, member } = watch(1_000);
    const bob = member('bob');
    presence.seen(member('ann'));
    clock.advance(400);
    presence.seen(bob);
    clock.advance(600);
    expect(gone).toEqual(['ann after 1000']);
    clock.advance(400);
    expect(gone).toEqual(['ann after 1000', 'bob after 1000']);
  });

  test('forgets who has left, whoever that is', () => {
    const { clock, gone, presence, member } = watch(1_000);
    const ann = member('ann');
    presence.seen(ann);
    presence.forget(ann);
    presence.forget(member('never seen'));
    expect(clock.timerCount).toBe(0);
    clock.advance(5_000);
    expect(gone).toEqual([]);
  });

  test('takes a shorter P at once, also one that is over already, and a longer one', () => {
    for (const { next, at } of [
      { next: 500, at: 500 },
      { next: 100, at: 300 },
      { next: 2_000, at: 2_000 },
    ]) {
      const { clock, gone, presence, member, setP } = watch(1_000);
      presence.seen(member('ann'));
      clock.advance(300);
      setP(next);
      expect(clock.timerCount).toBe(1);
      clock.advance(at - 300);
      expect(gone, `P of ${next}`).toEqual([`ann after ${at}`]);
    }
  });

  test('stops for everybody', () => {
    const { clock, gone, presence, member } = watch(1_000);
    for (const name of ['ann', 'bob']) presence.seen(member(name));
    presence.stop();
    expect(clock.timerCount).toBe(0);
    clock.advance(5_000);
    expect(gone).toEqual([]);
    presence.seen(member('cat'));
    clock.advance(1_000);
    expect(gone).toEqual(['cat after 1000']);
  });
});
