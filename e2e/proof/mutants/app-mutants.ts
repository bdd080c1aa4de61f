import { inFile, type Mutant } from './mutant.ts';

const PUBLISH = 'e2e/publish/publish.spec.ts';
const PLAY = 'e2e/play/play.spec.ts';
const ANCHOR = 'e2e/anchor-loss/anchor-loss.spec.ts';
const LOGIN = 'e2e/room/login.spec.ts';
const KICKOUT = 'e2e/room/kickout.spec.ts';
const LEAVE = 'e2e/room/leave.spec.ts';
const RECOVERY = 'e2e/self/unit/recovery.spec.ts';

/** What a team could get wrong in its app. */
export const APP_MUTANTS: readonly Mutant[] = [
  ...inFile('app/session/room-session.ts', [
    {
      name: 'app: does not renew its token',
      find: 'void renewToken(sdk);',
      replace: '',
      specs: ['e2e/room/token-expiry.spec.ts'],
      titles: 'TOKEN-0',
    },
    {
      name: 'app: renews its token and keeps the new one to itself',
      find: 'sdk.renewToken(token, room);',
      replace: 'void token;',
      specs: ['e2e/room/token-expiry.spec.ts'],
      titles: 'TOKEN-0',
    },
  ]),
  ...inFile('retry-plan.ts', [
    {
      name: 'app: retries without a bound',
      find: 'attempts >= plan.maxAttempts',
      replace: 'attempts < 0',
      specs: [PLAY],
      titles: 'PLAY-05 the stream does not exist',
    },
    {
      name: 'app: retries without a wait',
      find: 'plan.minDelayMs + random * (plan.maxDelayMs - plan.minDelayMs)',
      replace: '0',
      specs: [PUBLISH],
      titles: 'PUB-06',
    },
    {
      name: 'app: waits half a minute before it retries',
      find: 'maxDelayMs: 5_000',
      replace: 'maxDelayMs: 60_000',
      specs: [RECOVERY],
    },
    {
      name: 'app: every client retries in the same moment',
      find: 'plan.minDelayMs + random *',
      replace: 'plan.minDelayMs + 0 * random *',
      specs: [RECOVERY],
    },
    {
      name: 'app: retries permanent errors',
      find: 'if (PERMANENT_ERRORS.has(code))',
      replace: 'if (PERMANENT_ERRORS.has(-code))',
      specs: [PLAY],
      titles: 'PLAY-05 B may not play',
    },
    {
      name: 'app: takes “stream ID is taken” for a passing error',
      find: '1_003_028,',
      replace: '',
      specs: [PUBLISH],
      titles: 'PUB-07',
    },
  ]),
  ...inFile('recovery.ts', [
    {
      name: 'app: counts attempts for ever, also after it worked again',
      find: 'worked() { attempts = 0;',
      replace: 'worked() {',
      specs: [RECOVERY],
    },
    {
      name: 'app: forgets to cancel the attempt that waits',
      find: 'stopped = true; clear();',
      replace: 'stopped = true;',
      specs: [PLAY],
      titles: 'PLAY-04',
    },
  ]),
  ...inFile('room-session.ts', [
    {
      name: 'app: ignores the stream’s DELETE',
      find: 'else players.remove(streamID);',
      replace: '',
      specs: [ANCHOR],
      titles: 'ANCHOR-07 A closes the tab',
    },
    {
      name: 'app: stops on ADD and starts on DELETE',
      find: "if (args[1] === 'ADD') players",
      replace: "if (args[1] !== 'ADD') players",
      specs: [PLAY],
      titles: 'PLAY-01',
    },
    {
      name: 'app: forgets userUpdate',
      find: '{ userUpdate: address.userUpdate }',
      replace: '{ userUpdate: false }',
      specs: [LOGIN],
      titles: 'ROOM-02',
    },
    {
      name: 'app: logs in twice',
      find: "announce('app', 'loginRoom', [room]);",
      replace:
        "announce('app', 'loginRoom', [room]); void sdk.loginRoom(room, pass.token, user).catch(() => undefined);",
      specs: [LOGIN],
      titles: 'ROOM-0[12]',
    },
    {
      name: 'app: comes back by itself after a KICKOUT',
      find: 'if (LOST.has(state)) {',
      replace: "if (state === 'KICKOUT') document.querySelector('button')?.click(); if (LOST.has(state)) {",
      specs: [KICKOUT],
      titles: 'ROOM-10',
    },
    {
      name: 'app: goes on publishing and playing when the room is lost',
      find: "new Set(['RECONNECT_FAILED', 'KICKOUT', 'LOGOUT'])",
      replace: 'new Set<string>()',
      specs: [PLAY],
      titles: 'PLAY-07 B’s whole link is down longer than R',
    },
    {
      name: 'app: leaves without logging out',
      find: 'engine.logoutRoom(room);',
      replace: '',
      specs: [LEAVE],
      titles: 'ROOM-13',
    },
    {
      name: 'app: does not say that it could not get in',
      find: "announce('app', `${name}:failed`, [toFailure(thrown)]);",
      replace: 'void toFailure(thrown);',
      specs: [LOGIN],
      titles: 'ROOM-05',
    },
    {
      name: 'app: publishes only once it had to reconnect',
      find: "if (state === 'LOGINED') {",
      replace: "if (state === 'RECONNECTED') {",
      specs: [PUBLISH],
      titles: 'PUB-01 A publishes',
    },
    {
      name: 'app: stops playing 2 s after DELETE',
      find: 'else players.remove(streamID);',
      replace: 'else setTimeout(() => players.remove(streamID), 2_000);',
      specs: [ANCHOR, PLAY],
      titles: 'ANCHOR-07 A closes the tab|PLAY-04',
    },
  ]),
  ...inFile('players.ts', [
    {
      name: 'app: plays twice on ADD',
      find: 'recovery: watchOver(engine, streamId) });',
      replace: 'recovery: watchOver(engine, streamId) }); void start(engine, streamId);',
      specs: [PLAY],
      titles: 'PLAY-01',
    },
    {
      name: 'app: calls startPlayingStream a second time and tells nobody',
      find: 'const picture = await engine.startPlayingStream(streamId);',
      replace:
        'const picture = await engine.startPlayingStream(streamId); window.setTimeout(() => void engine.startPlayingStream(streamId).catch(() => undefined), 1_000);',
      specs: [PLAY],
      titles: 'PLAY-01',
      gap: 'the calls of the SDK themselves: it does not ask the cloud again for what it plays already',
    },
    {
      name: 'app: plays anew and tells nobody',
      find: 'const picture = await engine.startPlayingStream(streamId);',
      replace: `const picture = await engine.startPlayingStream(streamId);
        window.setTimeout(() => {
          engine.off('playerStateUpdate');
          engine.stopPlayingStream(streamId);
          void engine.startPlayingStream(streamId).then((again) => screen.show(streamId, again));
        }, 1_000);`,
      specs: [PLAY],
      titles: 'PLAY-01',
    },
    {
      name: 'app: stops playing two seconds late',
      find: 'player.engine.stopPlayingStream(streamId);',
      replace: 'window.setTimeout(() => player.engine.stopPlayingStream(streamId), 2_000);',
      specs: [PLAY, ANCHOR],
      titles: 'PLAY-04 the stream is deleted while the SDK|ANCHOR-02',
    },
    {
      name: 'app: never shows what it plays',
      find: 'if (playing.has(streamId)) screen.show(streamId, picture);',
      replace: 'void picture;',
      specs: [PLAY],
      titles: 'PLAY-01',
    },
    {
      name: 'app: never plays again what the SDK has given up',
      find: "if (state === 'NO_PLAY') recovery?.ended(code);",
      replace: '',
      specs: [PLAY],
      titles: 'PLAY-03',
    },
    {
      name: 'app: stops playing without telling the SDK',
      find: 'player.engine.stopPlayingStream(streamId);',
      replace: '',
      specs: [ANCHOR],
      titles: 'ANCHOR-07 A closes the tab',
    },
  ]),
  ...inFile('publisher.ts', [
    {
      name: 'app: publishes again while it is publishing',
      find: "if (state === 'PUBLISHING') recovery?.worked();",
      replace: "if (state === 'PUBLISHING') recovery?.ended(1);",
      specs: [PUBLISH],
      titles: 'PUB-01 A publishes',
    },
    {
      name: 'app: calls startPublishingStream a second time and tells nobody',
      find: 'engine.startPublishingStream(streamId, camera,',
      replace:
        'const [sdk, picture] = [engine, camera]; window.setTimeout(() => sdk.startPublishingStream(streamId, picture), 1_000); engine.startPublishingStream(streamId, camera,',
      specs: [PUBLISH],
      titles: 'PUB-01 A publishes',
      gap: 'the calls of the SDK themselves: it does not ask the cloud again for what it publishes already',
    },
    {
      name: 'app: never publishes again what the SDK has given up',
      find: "if (state === 'NO_PUBLISH') recovery?.ended(code);",
      replace: '',
      specs: [PUBLISH],
      titles: 'PUB-06',
    },
    {
      name: 'app: gives up publishing without a word',
      find: "giveUp: (because, code) => announce('app', 'publish:given-up', [{ because, code }]),",
      replace: 'giveUp: () => undefined,',
      specs: [PUBLISH],
      titles: 'PUB-06',
    },
    {
      name: 'app: stops publishing without telling the SDK',
      find: 'engine?.stopPublishingStream(streamId);',
      replace: '',
      specs: [PUBLISH],
      titles: 'PUB-02',
    },
  ]),
  ...inFile('address.ts', [
    {
      name: 'app: gives every stream the same name',
      find: "query.get('stream') ?? `${user}-camera`",
      replace: "'camera'",
      specs: ['e2e/self/unit/address.spec.ts'],
    },
  ]),
];
