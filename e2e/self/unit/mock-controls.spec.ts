import { expect, test } from '@playwright/test';

import type { Cloud, CloudBackend } from '../../../fixtures/test/cloud/cloud.ts';
import { withKicksAsFaults } from '../../../fixtures/test/cloud/kicks-as-faults.ts';
import { createMockControls, type MockControls } from '../../../fixtures/test/cloud/mock-controls.ts';
import { createFaultBox, createFaultLog, type Fault } from '../../../fixtures/test/link/fault.ts';
import type { Tenant } from '../../../fixtures/mock-cloud/tenant.ts';
import { describeEntry } from '../../../fixtures/timeline/entry.ts';
import { createTimeline } from '../../../fixtures/timeline/timeline.ts';

/** A tenant that only notes what is done to it, with two media nodes and the session of one stream. */
function fakeTenant() {
  const done: string[] = [];
  const note =
    (name: string, undone?: string) =>
    (...args: unknown[]) => {
      done.push([name, ...args.map((arg) => JSON.stringify(arg))].join(' '));
      return () => done.push(undone ?? `${name} undone`);
    };
  const sessions = (name: string) => (_userId: string, streamId: string) => {
    done.push(`${name} ${streamId}`);
    return streamId === 'ann-camera' ? 1 : 0;
  };
  const tenant = {
    appId: 1,
    journal: { entries: [] },
    answerLogins: note('answerLogins'),
    kick(userId: string) {
      if (userId !== 'ann') throw new Error(`User ${userId} is in no room`);
      done.push('kick ann');
    },
    expireToken: note('expireToken'),
    sever: note('sever'),
    askToReconnect: note('askToReconnect'),
    forgetEverything: note('forgetEverything'),
    media: {
      nodes: () => ['one', 'two'],
      setNodeMode: note('setNodeMode'),
      closeSession: sessions('closeSession'),
      resetSession: sessions('resetSession'),
      forgetEverything: note('forgetMediaSessions'),
      faults: {
        refuse: note('refuse'),
        ignore: note('ignore'),
        misdirect: note('misdirect'),
        dropMedia: note('dropMedia'),
      },
    },
  } as unknown as Tenant;
  return { tenant, done };
}

function setUp({ inert = false } = {}) {
  const { tenant, done } = fakeTenant();
  const timeline = createTimeline({ now: () => 0, touch: () => undefined });
  const faults = createFaultBox('cloud', createFaultLog(timeline), inert);
  return { mock: createMockControls(tenant, faults), done, timeline, faults };
}

const LASTING: readonly { name: string; concerns?: string; begin: (mock: MockControls) => Fault }[] = [
  {
    name: 'answerLogins (everybody, room side, code 50119)',
    begin: (mock) => mock.answerLogins({ code: 50_119 }, { roomId: 'side' }),
  },
  {
    name: 'answerLogins (ann, no answer, 2 times)',
    concerns: 'ann',
    begin: (mock) => mock.answerLogins('silence', { userId: 'ann', times: 2 }),
  },
  {
    name: 'refuse (publish, everybody, result 7)',
    begin: (mock) => mock.media.faults.refuse('publish', 7),
  },
  {
    name: 'refuse (play, ann, result 7)',
    concerns: 'ann',
    begin: (mock) => mock.media.faults.refuse('play', 7, { userId: 'ann' }),
  },
  { name: 'ignore (play, everybody)', begin: (mock) => mock.media.faults.ignore('play') },
  { name: 'misdirect (play, everybody)', begin: (mock) => mock.media.faults.misdirect('play') },
  {
    name: 'dropMedia (ann, down)',
    concerns: 'ann',
    begin: (mock) => mock.media.faults.dropMedia('ann', { up: false, down: true }),
  },
  { name: 'setNodeMode (one, silent)', begin: (mock) => mock.media.setNodeMode('one', 'silent') },
];

const MOMENTARY: readonly { name: string; concerns?: string; begin: (mock: MockControls) => Fault }[] = [
  { name: 'kick (ann)', concerns: 'ann', begin: (mock) => mock.kick('ann') },
  { name: 'expireToken (ann)', concerns: 'ann', begin: (mock) => mock.expireToken('ann') },
  { name: 'sever (ann)', concerns: 'ann', begin: (mock) => mock.sever('ann') },
  { name: 'askToReconnect (ann)', concerns: 'ann', begin: (mock) => mock.askToReconnect('ann') },
  { name: 'forgetEverything', begin: (mock) => mock.forgetEverything() },
  {
    name: 'closeSession (ann, ann-camera)',
    concerns: 'ann',
    begin: (mock) => mock.media.closeSession('ann', 'ann-camera', { err: 2001, action: 1 }),
  },
  {
    name: 'resetSession (ann, ann-camera)',
    concerns: 'ann',
    begin: (mock) => mock.media.resetSession('ann', 'ann-camera'),
  },
  { name: 'forgetMediaSessions', begin: (mock) => mock.media.forgetEverything() },
];

test.describe('a fault of the cloud', () => {
  for (const { name, concerns, begin } of LASTING)
    test(`lasts until its end and is undone once: ${name}`, async () => {
      const { mock, done, timeline } = setUp();
      const fault = begin(mock);
      expect(fault).toMatchObject({ who: 'cloud', name, concerns });
      expect(fault.endedAtMs).toBeUndefined();
      expect(done).toHaveLength(1);
      await fault.end();
      await fault.end();
      expect(done).toHaveLength(2);
      expect(timeline.entries.map((entry) => `${entry.who}: ${describeEntry(entry)}`)).toEqual([
        `cloud: fault ${name} begins`,
        `cloud: fault ${name} ends`,
      ]);
    });

  for (const { name, concerns, begin } of MOMENTARY)
    test(`is over as soon as it has begun: ${name}`, () => {
      const { mock, done, timeline } = setUp();
      const fault = begin(mock);
      expect(fault).toMatchObject({ who: 'cloud', name, concerns });
      expect(fault.endedAtMs).toBe(fault.begunAtMs);
      expect(done).toHaveLength(1);
      expect(timeline.entries.map(({ kind }) => kind)).toEqual(['fault-begin', 'fault-end']);
    });

  for (const { name, begin } of [...LASTING, ...MOMENTARY])
    test(`that is inert does nothing and says so: ${name}`, async () => {
      const { mock, done, timeline } = setUp({ inert: true });
      const fault = begin(mock);
      await fault.end();
      expect(done).toEqual([]);
      expect(timeline.entries[0]).toMatchObject({ kind: 'fault-begin', name, who: 'cloud', inert: true });
    });

  test('that is left over ends with the test', async () => {
    const { mock, done, faults } = setUp();
    mock.answerLogins('silence');
    mock.media.faults.refuse('play', 7);
    await faults.endAll();
    expect(done.slice(2)).toEqual(['refuse undone', 'answerLogins undone']);
  });

  test('that cannot happen is an error, and over', () => {
    const { mock, timeline } = setUp();
    expect(() => mock.kick('bob')).toThrow('User bob is in no room');
    expect(() => mock.media.resetSession('bob', 'bob-camera')).toThrow(
      'user bob has no session of stream bob-camera. Wait until it publishes or plays, or correct the names.',
    );
    expect(timeline.entries.map(({ kind }) => kind)).toEqual([
      'fault-begin',
      'fault-end',
      'fault-begin',
      'fault-end',
    ]);
  });

  test('of a node: the newest that lasts is in force, and after the last the node is up', async () => {
    const { mock, done } = setUp();
    const silent = mock.media.setNodeMode('one', 'silent');
    const dead = mock.media.setNodeMode('one', 'dead');
    await silent.end();
    await dead.end();
    expect(done.map((text) => text.replace('setNodeMode "one" ', ''))).toEqual([
      '"silent"',
      '"dead"',
      '"dead"',
      '"up"',
    ]);
  });
});

test.describe('a kick by the app’s back end', () => {
  const kicked: string[] = [];
  const backend = {
    get presenceTimeoutMs() {
      return 90_000 + kicked.length;
    },
    async kick(userId: string, roomId: string) {
      kicked.push(`${userId} ${roomId}`);
    },
  } as unknown as CloudBackend;
  const asSpecsSeeIt = (inert: boolean): { cloud: Cloud; timeline: ReturnType<typeof createTimeline> } => {
    kicked.length = 0;
    const timeline = createTimeline({ now: () => 0, touch: () => undefined });
    return {
      cloud: withKicksAsFaults(backend, createFaultBox('cloud', createFaultLog(timeline), inert)),
      timeline,
    };
  };

  test('is a fault that is over at once, and what the cloud says stays up to date', async () => {
    const { cloud, timeline } = asSpecsSeeIt(false);
    const fault = await cloud.kick('ann', 'room');
    expect(kicked).toEqual(['ann room']);
    expect(fault).toMatchObject({ name: 'kick (ann)', who: 'cloud', concerns: 'ann', endedAtMs: 0 });
    expect(timeline.entries.map(({ kind }) => kind)).toEqual(['fault-begin', 'fault-end']);
    expect(cloud.presenceTimeoutMs).toBe(90_001);
  });

  test('is none where faults are inert', async () => {
    const { cloud, timeline } = asSpecsSeeIt(true);
    await cloud.kick('ann', 'room');
    expect(kicked).toEqual([]);
    expect(timeline.entries[0]).toMatchObject({ inert: true });
  });
});
