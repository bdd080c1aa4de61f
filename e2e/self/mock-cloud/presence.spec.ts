import { expect, ROOM, test, told } from './cloud-test.ts';

test.describe('presence', () => {
  test('a dead socket is not a departure; P of silence is', async ({ join, tenant, clock }) => {
    const bob = await join('bob');
    const ann = await join('ann');
    await ann.terminate();
    clock.advance(89_000);
    await bob.heartbeat();
    clock.advance(999);
    expect(told(await bob.settled())).toEqual(['ADD ann #2']);
    expect(tenant.usersIn(ROOM)).toEqual(['bob', 'ann']);
    clock.advance(1);
    expect(told(await bob.settled())).toEqual(['ADD ann #2', 'DELETE ann #3']);
    expect(tenant.journal.entries.at(-2)).toMatchObject({
      kind: 'presence-timeout',
      userId: 'ann',
      epochMs: clock.now(),
    });
  });

  test('an open socket is not presence: link heartbeats do not count', async ({ join, tenant, clock }) => {
    const ann = await join('ann');
    clock.advance(89_999);
    await ann.linkHeartbeat();
    clock.advance(1);
    expect(tenant.usersIn(ROOM)).toEqual([]);
  });

  test('P counts from the last room message, whatever it was', async ({ join, tenant, clock }) => {
    const ann = await join('ann');
    const signs = [
      () => ann.heartbeat(),
      () => ann.userList(),
      () => ann.addStream('s'),
      () => ann.streamList(),
      () => ann.deleteStream('s'),
    ];
    for (const sign of signs) {
      clock.advance(89_999);
      await sign();
    }
    clock.advance(89_999);
    expect(tenant.usersIn(ROOM)).toEqual(['ann']);
    clock.advance(1);
    expect(tenant.usersIn(ROOM)).toEqual([]);
  });

  test('heartbeats keep a user in the room for hours', async ({ join, tenant, clock }) => {
    const ann = await join('ann');
    for (let minute = 0; minute < 180; minute++) {
      clock.advance(60_000);
      await ann.heartbeat();
    }
    expect(tenant.usersIn(ROOM)).toEqual(['ann']);
    // One timer for the user and one for the link, however many heartbeats there were.
    expect(clock.timerCount).toBe(2);
  });

  test('P is what the tenant is configured to', async ({ join, tenant, clock }) => {
    tenant.configure({ presenceTimeoutMs: 12_000 });
    await join('ann');
    clock.advance(11_999);
    expect(tenant.usersIn(ROOM)).toEqual(['ann']);
    clock.advance(1);
    expect(tenant.usersIn(ROOM)).toEqual([]);
  });

  for (const [change, before, after] of [
    ['shorter', 90_000, 12_000],
    ['longer', 12_000, 90_000],
  ] as const) {
    test(`a ${change} P counts at once for those who are in a room`, async ({ join, tenant, clock }) => {
      tenant.configure({ presenceTimeoutMs: before });
      await join('ann');
      clock.advance(5_000);
      tenant.configure({ presenceTimeoutMs: after });
      clock.advance(after - 5_001);
      expect(tenant.usersIn(ROOM)).toEqual(['ann']);
      clock.advance(1);
      expect(tenant.usersIn(ROOM)).toEqual([]);
    });
  }

  test('everybody who is silent goes, and no timer stays behind', async ({ join, tenant, clock }) => {
    const people = [await join('ann'), await join('bob'), await join('cat')];
    clock.advance(90_000);
    expect(tenant.usersIn(ROOM)).toEqual([]);
    // Their links still stand, with a watch on each.
    expect(clock.timerCount).toBe(people.length);
    tenant.configure({ linkIdleTimeoutMs: 90_000 });
    clock.advance(0);
    await Promise.all(people.map(({ closed }) => closed));
    expect(clock.timerCount).toBe(0);
  });

  test('wrong settings are refused by name, all at once', async ({ tenant }) => {
    expect(() => tenant.configure({ presenceTimeoutMs: -1, linkHeartbeatIntervalS: 11 })).toThrow(
      /presenceTimeoutMs: .*; linkHeartbeatIntervalS: /,
    );
    expect(tenant.settings.presenceTimeoutMs).toBe(90_000);
  });
});
