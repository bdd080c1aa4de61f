import { expect, test } from '@playwright/test';

import {
  expectComesBack,
  expectNoLoginStorm,
  expectStaysOut,
  expectTold,
} from '../../../fixtures/cases/endings.ts';
import {
  expectBack,
  expectSeenAgain,
  expectTakenAway,
  expectUntouched,
} from '../../../fixtures/cases/outage.ts';
import { expectBoundedRetries } from '../../../fixtures/cases/retries.ts';
import type { AppDescription, Place } from '../../../fixtures/test/app/description.ts';
import type { Cloud } from '../../../fixtures/test/cloud/cloud.ts';
import type { MockControls } from '../../../fixtures/test/cloud/mock-controls.ts';
import type { PageEvent } from '../../../fixtures/timeline/entry.ts';
import { call, makePerson, makeScene, roomState, streamUpdate, type MadeUpScene } from './made-up-scene.ts';

// What the cases judge, on made-up histories: what a good app and a good SDK do holds, and each mistake is blamed on its owner.

const CLOUD = {
  presenceTimeoutMs: 80_000,
  presenceDoubtMs: 10_000,
  heartbeatIntervalMs: 10_000,
} as Cloud;
const shownStill = { stream: 's', decoded: 9, shown: 9, energy: undefined, audible: false };
const whose = (duty: 'app' | 'sdk', what: string) =>
  new RegExp(`^${what}[^]*\nWhose duty: the ${duty === 'app' ? 'app' : 'SDK'}\n`);

test.describe('a stream is taken away when its owner is lost for longer than P', () => {
  /** B plays A's stream; what follows happens after A was lost. */
  async function lose(
    events: readonly (readonly [ms: number, what: PageEvent])[],
    shown: readonly (typeof shownStill)[] = [],
  ): Promise<void> {
    const scene = makeScene();
    scene.timeline.add('audience', call('startPlayingStream', 's'));
    for (const [ms, what] of events) scene.later(ms, 'audience', what);
    const viewer = makePerson('audience', { streams: () => shown });
    await expectTakenAway(scene, viewer, makePerson('anchor'), ['s'], CLOUD, 0);
  }
  const gone = [85_000, streamUpdate('DELETE', 's')] as const;
  const stops = [86_000, call('stopPlayingStream', 's')] as const;

  test('holds when the others are told, and their apps stop', async () => {
    await expect(lose([gone, stops])).resolves.toBeUndefined();
    // With everything else.
    await expect(lose([gone, [86_000, call('logoutRoom', 'room')]])).resolves.toBeUndefined();
  });

  test('the SDK has not told it', async () => {
    await expect(lose([])).rejects.toThrow(whose('sdk', 'audience was not told that s is gone, 100 s after'));
  });

  test('the app goes on playing', async () => {
    await expect(lose([gone])).rejects.toThrow(
      whose('app', 'audience was told that s is gone, and its page did not call stopPlayingStream'),
    );
  });

  test('the app leaves the picture where it was', async () => {
    await expect(lose([gone, stops], [shownStill])).rejects.toThrow(
      whose('app', 'audience was told that s is gone, and its page still shows its picture'),
    );
  });
});

test.describe('nobody is told of an absence shorter than P', () => {
  function away(events: readonly (readonly [who: string, what: PageEvent])[]): void {
    const scene = makeScene();
    for (const [who, what] of events) scene.timeline.add(who, what);
    expectUntouched(scene, makePerson('audience'), makePerson('anchor'), ['s'], 0);
  }
  const gone = ['audience', streamUpdate('DELETE', 's')] as const;

  test('holds when nothing was told of it', () => {
    expect(() => away([['audience', streamUpdate('DELETE', 'other')]])).not.toThrow();
  });

  test('the SDK, or the app where it has ended the stream itself, is blamed', () => {
    const what = 'audience was told that s is gone, although anchor was away for less than P';
    expect(() => away([gone])).toThrow(whose('sdk', what));
    for (const end of [call('stopPublishingStream', 's'), call('loginRoom', 'room')])
      expect(() => away([['anchor', end], gone])).toThrow(whose('app', what));
    expect(() => away([['anchor', call('stopPublishingStream', 'other')], gone])).toThrow(whose('sdk', what));
  });
});

test.describe('who was away comes back', () => {
  async function comeBack(events: readonly (readonly [ms: number, what: PageEvent])[]): Promise<void> {
    const scene = makeScene();
    scene.timeline.add('anchor', roomState('RECONNECTING'));
    for (const [ms, what] of events) scene.later(ms, 'anchor', what);
    await expectBack(scene, makePerson('anchor'), 0);
  }

  test('holds when it is in the room again', async () => {
    await expect(comeBack([[15_000, roomState('RECONNECTED')]])).resolves.toBeUndefined();
  });

  test('the SDK is blamed, or the app where it has meddled', async () => {
    const what = 'anchor is not back in the room 60 s after its link was good again; the last room state is';
    await expect(comeBack([])).rejects.toThrow(whose('sdk', `${what} RECONNECTING`));
    await expect(
      comeBack([
        [1_000, call('logoutRoom', 'room')],
        [1_100, roomState('LOGOUT')],
      ]),
    ).rejects.toThrow(whose('app', `${what} LOGOUT`));
  });
});

test.describe('a stream that comes again is played again', () => {
  async function comeAgain(events: readonly (readonly [ms: number, what: PageEvent])[]): Promise<void> {
    const scene = makeScene({ anchor: { publishes: true }, audience: { plays: true } });
    scene.timeline.add('anchor', {
      kind: 'publisher-state',
      state: 'PUBLISHING',
      code: 0,
      stream: 's',
      note: '',
    });
    for (const [ms, what] of events) scene.later(ms, 'audience', what);
    let looks = 0;
    // Its sound is heard; a picture takes a page.
    const heard = () => [
      { stream: 's', decoded: undefined, shown: undefined, energy: (looks += 1), audible: true },
    ];
    await expectSeenAgain(
      scene,
      makePerson('audience', { streams: heard }),
      makePerson('anchor', { publishing: ['s'] }),
      0,
    );
  }
  const comes = [1_000, streamUpdate('ADD', 's')] as const;
  const starts = [1_100, call('startPlayingStream', 's')] as const;

  test('holds when the app plays what it is told of', async () => {
    await expect(comeAgain([comes, starts])).resolves.toBeUndefined();
  });

  test('the SDK has not told it', async () => {
    await expect(comeAgain([])).rejects.toThrow(whose('sdk', 'audience was not told of s within 60 s'));
  });

  test('the app does not play it', async () => {
    await expect(comeAgain([comes])).rejects.toThrow(
      whose('app', 'audience was told of s, and its page did not call startPlayingStream within 3 s'),
    );
  });

  test('the app has not stopped before and does not play it either: the first of the two is named', async () => {
    const gone = [800, streamUpdate('DELETE', 's')] as const;
    const played = [100, call('startPlayingStream', 's')] as const;
    await expect(comeAgain([played, gone, comes])).rejects.toThrow(
      whose('app', 'audience was told that s is gone, and its page did not call stopPlayingStream; when'),
    );
    // Who has stopped is blamed for what it has not begun.
    const stops = [850, call('stopPlayingStream', 's')] as const;
    await expect(comeAgain([played, gone, stops, comes])).rejects.toThrow(
      whose('app', 'audience was told of s, and its page did not call startPlayingStream'),
    );
  });

  test('the app has never stopped, so the SDK refuses it', async () => {
    const refused: PageEvent = {
      kind: 'refused-call',
      name: 'startPlayingStream',
      about: 's',
      code: 1_103_049,
      message: 'repeated pull same stream',
    };
    const before = [0, call('startPlayingStream', 's')] as const;
    await expect(comeAgain([before, comes, starts, [1_100, refused]])).rejects.toThrow(
      whose('app', 'audience’s page called startPlayingStream for s, and the SDK refused it with 1103049'),
    );
  });
});

/** What a page reads, with the lines that count its buttons and pictures. */
const page = (text: string) => `${text}\nBUTTON\n0 pictures`;
/** A place in an app's page that is there or not. */
const place = (isVisible: boolean): Place =>
  (() => ({ first: () => ({ isVisible: async () => isVisible }) })) as unknown as Place;

test.describe('an end is told', () => {
  const end = (
    words: string,
    next: PageEvent = call('uploadLog'),
    shows: AppDescription['shows'] = {},
    scene = makeScene(),
  ) => {
    scene.timeline.add('anchor', roomState('KICKOUT'));
    scene.later(1_000, 'anchor', next);
    const anchor = makePerson('anchor', { words: () => page(words) });
    return expectTold({ ...scene, app: { ...scene.app, shows } }, anchor, 'KICKOUT', page('in the room'));
  };

  test('what the page says is quoted in the history', async () => {
    const scene = makeScene();
    await end('in the room\nyou were put out', undefined, {}, scene);
    expect(scene.timeline.entries).toContainEqual(
      expect.objectContaining({ kind: 'step', name: 'the page says: “you were put out”' }),
    );
  });

  test('where the description says, or not: other words are not enough', async () => {
    test.setTimeout(60_000);
    await expect(end('in the room', undefined, { kickedOut: place(true) })).resolves.toBeUndefined();
    await expect(end('trying again', undefined, { kickedOut: place(false) })).rejects.toThrow(
      whose(
        'app',
        'anchor’s page does not show what `shows.kickedOut` of its description names, 5 s after KICKOUT; what is new on it: “trying again”',
      ),
    );
  });

  test('holds when the page reads otherwise, or the app has begun to log in', async () => {
    await expect(end('you were put out')).resolves.toBeUndefined();
    await expect(end('in the room', call('loginRoom', 'room'))).resolves.toBeUndefined();
  });

  test('the app looks as before', async () => {
    await expect(end('in the room')).rejects.toThrow(
      whose('app', 'anchor’s page looks the same 5 s after KICKOUT as before'),
    );
  });
});

test.describe('after RECONNECT_FAILED an app comes back as its description says', () => {
  /** What the app says of itself, and what follows when its user asks it to join again. */
  function comeBack(
    afterGiveUp: NonNullable<AppDescription['afterGiveUp']>,
    follows: readonly PageEvent[] = [],
  ) {
    const scene = makeScene();
    scene.timeline.add('anchor', roomState('RECONNECT_FAILED'));
    scene.run(0, () => undefined);
    const anchor = {
      ...makePerson('anchor'),
      can: () => true,
      join: async () => {
        for (const event of follows) scene.later(1_000, 'anchor', event);
      },
    };
    return expectComesBack({ ...scene, app: { ...scene.app, afterGiveUp } }, anchor, [], 0);
  }

  test('by itself', async () => {
    await expect(comeBack('rejoins')).rejects.toThrow(
      whose('app', 'anchor’s page is not back in the room 60 s'),
    );
    await expect(comeBack('nothing')).resolves.toBeUndefined();
  });

  test('when its user asks it to', async () => {
    const login = call('loginRoom', 'room');
    await expect(comeBack('asks', [login, roomState('LOGINED')])).resolves.toBeUndefined();
    await expect(comeBack('asks')).rejects.toThrow(
      whose('app', 'anchor asked its page to join again .*; the page did not call loginRoom'),
    );
    await expect(comeBack('asks', [login, roomState('LOGINING')])).rejects.toThrow(
      whose('sdk', 'anchor asked its page to join again .*; the last room state is LOGINING'),
    );
    await expect(comeBack('asks', [login, roomState('LOGIN_FAILED')])).rejects.toThrow(
      whose('app', 'anchor asked its page to join again .*; the last room state is LOGIN_FAILED'),
    );
  });
});

test.describe('after an end', () => {
  /** What the app does in the minute after it: so many logins, so far apart. */
  function logins(count: number, everyMs: number): MadeUpScene {
    const scene = makeScene();
    for (let at = 1; at <= count; at += 1) scene.later(at * everyMs, 'anchor', call('loginRoom', 'room'));
    return scene;
  }

  test('who was put out stays out', async () => {
    await expectStaysOut(logins(0, 1), makePerson('anchor'), 0);
    await expect(expectStaysOut(logins(1, 4_000), makePerson('anchor'), 0)).rejects.toThrow(
      whose('app', 'anchor’s page called loginRoom again, 4 s after KICKOUT'),
    );
  });

  test('who logs in anew takes its time', async () => {
    await expectNoLoginStorm(logins(20, 3_000), makePerson('anchor'), 0);
    await expect(expectNoLoginStorm(logins(21, 500), makePerson('anchor'), 0)).rejects.toThrow(
      whose('app', 'anchor’s page called loginRoom 21 times within 60 s of RECONNECT_FAILED'),
    );
  });
});

test.describe('what the server ends with an error is tried again', () => {
  /** An app that tries again so often, each time after so long; the mock ends each attempt at once. */
  async function retry(times: number, afterMs: number): Promise<{ readonly isMended: boolean }> {
    const scene = makeScene();
    const state = { isMended: false };
    let left = times;
    const ended = () => {
      scene.timeline.add('audience', {
        kind: 'player-state',
        state: 'NO_PLAY',
        code: 1_104_001,
        stream: 's',
        note: '',
      });
      if (left-- <= 0) return;
      scene.run(afterMs, () => {
        scene.timeline.add('audience', call('startPlayingStream', 's'));
        scene.run(100, ended);
      });
    };
    const mock = {
      media: {
        faults: { endAtOnce: () => ({ end: async () => void (state.isMended = true) }) },
        closeSession: () => scene.run(100, ended),
      },
    };
    await expectBoundedRetries(scene, mock as unknown as MockControls, makePerson('audience'), 'play', 's');
    return state;
  }

  test('holds with pauses as the guide asks for, and an end; the fault is over then', async () => {
    expect(await retry(3, 4_000)).toEqual({ isMended: true });
    expect(await retry(12, 5_000)).toEqual({ isMended: true });
  });

  test('the app does not', async () => {
    await expect(retry(0, 0)).rejects.toThrow(
      whose(
        'app',
        'audience was told NO_PLAY with 1104001, and its page did not call startPlayingStream again',
      ),
    );
  });

  for (const [what, ms, s] of [
    ['at once', 100, '0.1'],
    ['late', 9_000, '9.0'],
  ] as const)
    test(`the app does so ${what}`, async () => {
      await expect(retry(3, ms)).rejects.toThrow(
        whose(
          'app',
          `audience’s page called startPlayingStream again ${s} s after NO_PLAY with 1104001, in its attempt 1`,
        ),
      );
    });

  test('the app does so for ever', async () => {
    await expect(retry(99, 4_000)).rejects.toThrow(
      whose('app', 'audience’s page has called startPlayingStream 13 times in vain, and goes on'),
    );
  });
});
