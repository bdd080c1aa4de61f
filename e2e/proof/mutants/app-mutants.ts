import type { Mutant } from './mutant.ts';

const PUBLISH = ['e2e/publish/publish.spec.ts'];
const PLAY = ['e2e/play/play.spec.ts'];
const ANCHOR = ['e2e/anchor-loss/anchor-loss.spec.ts'];
const LOGIN = ['e2e/room/login.spec.ts'];
const RECOVERY = ['e2e/self/unit/recovery.spec.ts'];

const RETRY_PLAN = 'app/recovery/retry-plan.ts';
const SESSION = 'app/session/room-session.ts';
const PLAYERS = 'app/session/players.ts';
const PUBLISHER = 'app/session/publisher.ts';

/** What a team could get wrong in its app. */
export const APP_MUTANTS: readonly Mutant[] = [
  {
    name: 'app: retries without a bound',
    file: RETRY_PLAN,
    find: 'attempts >= plan.maxAttempts',
    replace: 'attempts < 0',
    specs: PLAY,
    titles: 'PLAY-05 the stream does not exist',
  },
  {
    name: 'app: retries without a wait',
    file: RETRY_PLAN,
    find: 'plan.minDelayMs + random * (plan.maxDelayMs - plan.minDelayMs)',
    replace: '0',
    specs: PUBLISH,
    titles: 'PUB-06',
  },
  {
    name: 'app: waits half a minute before it retries',
    file: RETRY_PLAN,
    find: 'maxDelayMs: 5_000',
    replace: 'maxDelayMs: 60_000',
    specs: RECOVERY,
  },
  {
    name: 'app: every client retries in the same moment',
    file: RETRY_PLAN,
    find: 'plan.minDelayMs + random *',
    replace: 'plan.minDelayMs + 0 * random *',
    specs: RECOVERY,
  },
  {
    name: 'app: retries permanent errors',
    file: RETRY_PLAN,
    find: 'if (PERMANENT_ERRORS.has(code))',
    replace: 'if (PERMANENT_ERRORS.has(-code))',
    specs: PLAY,
    titles: 'PLAY-05 B may not play',
  },
  {
    name: 'app: takes “stream ID is taken” for a passing error',
    file: RETRY_PLAN,
    find: '  1_003_028, // the stream ID is taken\n',
    replace: '',
    specs: PUBLISH,
    titles: 'PUB-07',
  },
  {
    name: 'app: counts attempts for ever, also after it worked again',
    file: 'app/recovery/recovery.ts',
    find: '      attempts = 0;\n',
    replace: '',
    specs: RECOVERY,
  },
  {
    name: 'app: forgets to cancel the attempt that waits',
    file: 'app/recovery/recovery.ts',
    find: '      stopped = true;\n      clear();',
    replace: '      stopped = true;',
    specs: PLAY,
    titles: 'PLAY-04',
  },
  {
    name: 'app: ignores the stream’s DELETE',
    file: SESSION,
    find: '          else players.remove(streamID);',
    replace: '',
    specs: ANCHOR,
    titles: 'ANCHOR-07 A closes the tab',
  },
  {
    name: 'app: stops on ADD and starts on DELETE',
    file: SESSION,
    find: "if (args[1] === 'ADD') players",
    replace: "if (args[1] !== 'ADD') players",
    specs: PLAY,
    titles: 'PLAY-01',
  },
  {
    name: 'app: plays twice on ADD',
    file: PLAYERS,
    find: 'playing.set(streamId, { engine, recovery: watchOver(engine, streamId) });\n      void start(engine, streamId);',
    replace:
      'playing.set(streamId, { engine, recovery: watchOver(engine, streamId) });\n      void start(engine, streamId);\n      void start(engine, streamId);',
    specs: PLAY,
    titles: 'PLAY-01',
  },
  {
    name: 'app: plays a second time and tells nobody',
    file: PLAYERS,
    find: 'const picture = await engine.startPlayingStream(streamId);',
    replace:
      'const picture = await engine.startPlayingStream(streamId);\n      window.setTimeout(() => void engine.startPlayingStream(streamId).catch(() => undefined), 1_000);',
    specs: PLAY,
    titles: 'PLAY-01',
  },
  {
    name: 'app: stops playing two seconds late',
    file: PLAYERS,
    find: 'player.engine.stopPlayingStream(streamId);',
    replace: 'window.setTimeout(() => player.engine.stopPlayingStream(streamId), 2_000);',
    specs: [...PLAY, ...ANCHOR],
    titles: 'PLAY-04 the stream is deleted while the SDK|ANCHOR-02',
  },
  {
    name: 'app: never shows what it plays',
    file: PLAYERS,
    find: 'if (playing.has(streamId)) screen.show(streamId, picture);',
    replace: 'void picture;',
    specs: PLAY,
    titles: 'PLAY-01',
  },
  {
    name: 'app: never plays again what the SDK has given up',
    file: PLAYERS,
    find: "if (state === 'NO_PLAY') recovery?.ended(code);",
    replace: '',
    specs: PLAY,
    titles: 'PLAY-03',
  },
  {
    name: 'app: stops playing without telling the SDK',
    file: PLAYERS,
    find: '    player.engine.stopPlayingStream(streamId);\n',
    replace: '',
    specs: ANCHOR,
    titles: 'ANCHOR-07 A closes the tab',
  },
  {
    name: 'app: forgets userUpdate',
    file: SESSION,
    find: '{ userUpdate: address.userUpdate }',
    replace: '{ userUpdate: false }',
    specs: LOGIN,
    titles: 'ROOM-02',
  },
  {
    name: 'app: logs in twice',
    file: SESSION,
    find: "        announce('app', 'loginRoom', [room]);\n",
    replace:
      "        announce('app', 'loginRoom', [room]);\n        void sdk.loginRoom(room, pass.token, user).catch(() => undefined);\n",
    specs: LOGIN,
    titles: 'ROOM-0[12]',
  },
  {
    name: 'app: comes back by itself after a KICKOUT',
    file: SESSION,
    find: '    if (LOST.has(state)) {',
    replace:
      "    if (state === 'KICKOUT') document.querySelector('button')?.click();\n    if (LOST.has(state)) {",
    specs: ['e2e/room/kickout.spec.ts'],
    titles: 'ROOM-10',
  },
  {
    name: 'app: goes on publishing and playing when the room is lost',
    file: SESSION,
    find: "new Set(['RECONNECT_FAILED', 'KICKOUT', 'LOGOUT'])",
    replace: 'new Set<string>()',
    specs: PLAY,
    titles: 'PLAY-07 B’s whole link is down longer than R',
  },
  {
    name: 'app: leaves without logging out',
    file: SESSION,
    find: '      engine.logoutRoom(room);',
    replace: '',
    specs: ['e2e/room/leave.spec.ts'],
    titles: 'ROOM-13',
  },
  {
    name: 'app: does not say that it could not get in',
    file: SESSION,
    find: "      announce('app', `${name}:failed`, [toFailure(thrown)]);",
    replace: '      void toFailure(thrown);',
    specs: LOGIN,
    titles: 'ROOM-05',
  },
  {
    name: 'app: publishes only once it had to reconnect',
    file: SESSION,
    find: "if (state === 'LOGINED') {",
    replace: "if (state === 'RECONNECTED') {",
    specs: PUBLISH,
    titles: 'PUB-01 A publishes',
  },
  {
    name: 'app: publishes again while it is publishing',
    file: PUBLISHER,
    find: "if (state === 'PUBLISHING') recovery?.worked();",
    replace: "if (state === 'PUBLISHING') recovery?.ended(1);",
    specs: PUBLISH,
    titles: 'PUB-01 A publishes',
  },
  {
    name: 'app: publishes a second time and tells nobody',
    file: PUBLISHER,
    find: 'engine.startPublishingStream(\n      streamId,\n      camera,\n',
    replace:
      'const [sdk, picture] = [engine, camera];\n    window.setTimeout(() => sdk.startPublishingStream(streamId, picture), 1_000);\n    engine.startPublishingStream(\n      streamId,\n      camera,\n',
    specs: PUBLISH,
    titles: 'PUB-01 A publishes',
  },
  {
    name: 'app: never publishes again what the SDK has given up',
    file: PUBLISHER,
    find: "if (state === 'NO_PUBLISH') recovery?.ended(code);",
    replace: '',
    specs: PUBLISH,
    titles: 'PUB-06',
  },
  {
    name: 'app: gives up publishing without a word',
    file: PUBLISHER,
    find: "giveUp: (because, code) => announce('app', 'publish:given-up', [{ because, code }]),",
    replace: 'giveUp: () => undefined,',
    specs: PUBLISH,
    titles: 'PUB-06',
  },
  {
    name: 'app: stops publishing without telling the SDK',
    file: PUBLISHER,
    find: '      engine?.stopPublishingStream(streamId);\n',
    replace: '',
    specs: PUBLISH,
    titles: 'PUB-02',
  },
  {
    name: 'app: gives every stream the same name',
    file: 'app/session/address.ts',
    find: "query.get('stream') ?? `${user}-camera`",
    replace: "'camera'",
    specs: ['e2e/self/unit/address.spec.ts'],
  },
];
