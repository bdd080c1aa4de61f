import type { Mutant } from './mutant.ts';

const CLOCK = 'fixtures/test/clock/virtual-clock.ts';
const FAULT = 'fixtures/test/link/fault.ts';
const LINK = 'fixtures/test/link/link.ts';
const LINE = 'fixtures/test/link/line.ts';
const UPLINK = 'fixtures/test/link/uplink.ts';
const MATCHERS = 'fixtures/test/matchers/matchers.ts';
const TOLD = 'fixtures/test/matchers/told.ts';
const PICTURES = 'fixtures/test/matchers/pictures.ts';
const EXPECTATIONS = 'fixtures/test/matchers/expectations.ts';
const TIMELINE = 'fixtures/timeline/timeline.ts';
const MISHAPS = 'fixtures/test/participant/page-faults.ts';
const TRANSLATE = 'fixtures/test/participant/translate.ts';
const COMPOSITION = 'fixtures/test/fixtures/cloud-test.ts';

const OUTAGE = ['e2e/room/outage.spec.ts'];
const GUARDS = ['e2e/self/guards/guards.spec.ts'];
const CLOCK_SPECS = ['e2e/self/unit/virtual-clock.spec.ts'];
const LINK_SPECS = ['e2e/self/unit/link.spec.ts'];
const TIMELINE_SPECS = ['e2e/self/unit/timeline.spec.ts'];
const MATCHER_SPECS = ['e2e/self/unit/matchers.spec.ts'];
const MACHINE_SPECS = ['e2e/self/unit/state-machines.spec.ts'];
const ANCHOR = ['e2e/anchor-loss/anchor-loss.spec.ts'];

/** What could be wrong with the harness itself: with any of these it would prove less than it says. */
export const FIXTURE_MUTANTS: readonly Mutant[] = [
  {
    name: 'fault: is never begun',
    file: FAULT,
    find: 'if (!inert) undo = await injection();',
    replace: 'if (!inert) undo = () => void injection;',
    specs: OUTAGE,
    titles: 'ROOM-08',
  },
  {
    name: 'fault: ends early',
    file: FAULT,
    find: '      active.add(fault);\n',
    replace: '      active.add(fault);\n      setTimeout(() => void fault.end(), 1_000);\n',
    specs: OUTAGE,
    titles: 'ROOM-09',
  },
  {
    name: 'fault: is never undone',
    file: FAULT,
    find: '          await undo();',
    replace: '          void undo;',
    specs: OUTAGE,
    titles: 'ROOM-07',
  },
  {
    name: 'fault: what is left over at the end of a test stays',
    file: FAULT,
    find: 'for (const fault of [...active].reverse())',
    replace: 'for (const fault of [...active].slice(1).reverse())',
    specs: LINK_SPECS,
  },
  {
    name: 'link: goDown spares the media',
    file: LINK,
    find: "const restoreMedia = await media.lose({ way: 'both', lossRatio: 1 });",
    replace: 'const restoreMedia = () => undefined;',
    specs: ['e2e/publish/publish.spec.ts'],
    titles: 'PUB-03',
  },
  {
    name: 'link: goDown spares the room',
    file: LINK,
    find: '        const lift = uplink.apply(silent);\n',
    replace: '        const lift = () => undefined;\n',
    specs: OUTAGE,
    titles: 'ROOM-09',
    explained:
      'setOffline refuses new connections as well and the open ones are halfOpen, so nothing passes all the same: the silence guards what the browser’s own emulation lets through',
  },
  {
    name: 'link: after a cut new connections pass at once',
    file: LINK,
    find: "    const lift = uplink.apply({ newConnections: 'refuse' });",
    replace: '    const lift = () => undefined;',
    specs: OUTAGE,
    titles: 'ROOM-21 the link is cut',
  },
  {
    name: 'link: a change of address changes nothing',
    file: LINK,
    find: '        uplink.makeHalfOpen();\n        return () => undefined;',
    replace: '        return () => undefined;',
    specs: OUTAGE,
    titles: 'ROOM-18',
  },
  {
    name: 'link: a held line lets bytes through',
    file: LINE,
    find: 'if (condition.held || halfOpen) {',
    replace: 'if (halfOpen) {',
    specs: LINK_SPECS,
  },
  {
    name: 'link: a held line loses what was under way',
    file: LINE,
    find: '        from.pause();\n        return;',
    replace: '        queue = [];\n        return;',
    specs: LINK_SPECS,
  },
  {
    name: 'link: the far side hears of a halfOpen line',
    file: LINE,
    find: '    if (halfOpen) return;\n',
    replace: '',
    specs: LINK_SPECS,
  },
  {
    name: 'link: what hung hangs for ever',
    file: UPLINK,
    find: '      if (!near.destroyed) openLine(near);',
    replace: '      void near;',
    specs: LINK_SPECS,
  },
  {
    name: 'link: a request to an outside host goes unnoticed',
    file: 'fixtures/test/link/proxy.ts',
    find: 'onRefused(refusal);',
    replace: '',
    specs: ['e2e/self/unit/network.spec.ts'],
  },
  {
    name: 'link: loses no media packet',
    file: 'fixtures/test/link/media-relay.ts',
    find: 'if (drop || random() < lossRatio) {',
    replace: 'if (drop && lossRatio < 0) {',
    specs: ['e2e/play/play.spec.ts'],
    titles: 'PLAY-02',
  },
  {
    name: 'mishap: the page does not crash',
    file: MISHAPS,
    find: "        cdp.send('Page.crash').catch(() => undefined);\n        await crashed;\n",
    replace: '        void [cdp, crashed.catch(() => undefined)];\n',
    specs: ANCHOR,
    titles: 'ANCHOR-04',
  },
  {
    name: 'mishap: the browser says goodbye though its battery was pulled',
    file: MISHAPS,
    find: "if (how === 'without goodbye') parts.silenceLink();",
    replace: 'void how;',
    specs: GUARDS,
    titles: 'battery',
  },
  {
    name: 'mishap: nothing is frozen',
    file: 'fixtures/test/browser/own-browser.ts',
    find: "      signal(frozen, 'SIGSTOP');\n",
    replace: '',
    specs: ANCHOR,
    titles: 'ANCHOR-08',
  },
  {
    name: 'clock: skips half a minute at a time',
    file: CLOCK,
    find: 'const STRIDE_MS = 2_000;',
    replace: 'const STRIDE_MS = 30_000;',
    specs: CLOCK_SPECS,
  },
  {
    name: 'clock: the cloud speaks before the pages',
    file: CLOCK,
    find: '    skippedMs += ms;\n',
    replace: '    skippedMs += ms;\n    fireDue();\n',
    specs: CLOCK_SPECS,
  },
  {
    name: 'clock: pages get half of the time',
    file: CLOCK,
    find: 'page.runFor(Math.max(Math.round(ms), 1))',
    replace: 'page.runFor(Math.max(Math.round(ms / 2), 1))',
    specs: CLOCK_SPECS,
  },
  {
    name: 'clock: waits for nothing that is under way',
    file: CLOCK,
    find: "if (state !== 'waiting') {",
    replace: "if (state !== 'moving') {",
    specs: CLOCK_SPECS,
  },
  {
    name: 'clock: says of everything that it has come',
    file: CLOCK,
    find: '        if (left <= 0) return false;\n        await step(',
    replace: '        if (left <= 0) return true;\n        await step(',
    specs: CLOCK_SPECS,
  },
  {
    name: 'clock: waits for a document that has been left',
    file: 'fixtures/test/clock/page-ticker.ts',
    find: 'if (begins) endRun();\n      else run?.done(now);\n      run = undefined;',
    replace: 'if (!begins) run?.done(now);',
    specs: ['e2e/self/unit/page-ticker.spec.ts'],
  },
  {
    name: 'clock: timers fire in the wrong order',
    file: 'fixtures/test/clock/timer-queue.ts',
    find: 'other.dueAt > dueAt',
    replace: 'other.dueAt < dueAt',
    specs: ['e2e/self/unit/timer-queue.spec.ts'],
  },
  {
    name: 'matcher: ignores the order',
    file: TOLD,
    find: '  const next = () => timeline.peek(name, expectation.lane);',
    replace:
      '  const next = () => timeline.unaccounted().find((one) => one.who === name && expectation.matches(one));',
    specs: MATCHER_SPECS,
  },
  {
    name: 'matcher: ignores the order of what a real page is told',
    file: TOLD,
    find: '  const next = () => timeline.peek(name, expectation.lane);',
    replace:
      '  const next = () => timeline.unaccounted().find((one) => one.who === name && expectation.matches(one));',
    specs: ['e2e/self/guards/matchers.spec.ts'],
    titles: 'another order',
  },
  {
    name: 'matcher: takes anything for what was expected',
    file: TOLD,
    find: '  if (fault !== undefined)\n',
    replace: '  if (fault === null)\n',
    specs: MATCHER_SPECS,
  },
  {
    name: 'matcher: does not take what it has seen',
    file: TOLD,
    find: '  timeline.take(name, expectation.lane);\n',
    replace: '',
    specs: MATCHER_SPECS,
  },
  {
    name: 'matcher: never heard anything else',
    file: TOLD,
    find: "pass: rest === '',",
    replace: 'pass: rest.length >= 0,',
    specs: MATCHER_SPECS,
  },
  {
    name: 'matcher: a frozen picture moves',
    file: PICTURES,
    find: 'return isMoving(looks) && isOwners();',
    replace: 'return isOwners();',
    specs: GUARDS,
    titles: 'picture',
  },
  {
    name: 'matcher: a frame now and then is a moving picture',
    file: 'fixtures/test/matchers/moving.ts',
    find: ' && shown * PER_MS >= MOVING_FRAMES * (latest.atMs - atMs)',
    replace: '',
    specs: MATCHER_SPECS,
  },
  {
    name: 'matcher: what is not there is frozen',
    file: PICTURES,
    find: 'const frozen = ended && shows;',
    replace: 'const frozen = ended;',
    specs: MATCHER_SPECS,
  },
  {
    name: 'matcher: takes `.not`',
    file: 'fixtures/test/matchers/options.ts',
    find: '  if (isNot)\n',
    replace: '  if (isNot && matcher === undefined)\n',
    specs: MATCHER_SPECS,
  },
  {
    name: 'matcher: anybody’s picture will do',
    file: PICTURES,
    find: 'hueDistance(hue, cameraHue) < HUE_TOLERANCE',
    replace: 'hueDistance(hue, cameraHue) < 361',
    specs: GUARDS,
    titles: 'picture',
  },
  {
    name: 'matcher: contracts are never broken',
    file: MATCHERS,
    find: 'const pass = violations.length === 0;',
    replace: 'const pass = violations.length >= 0;',
    specs: MATCHER_SPECS,
  },
  {
    name: 'expectation: any code will do',
    file: EXPECTATIONS,
    find: "      entry.kind === 'room-state' &&\n      entry.state === state &&\n      (code === undefined || entry.code === code) &&\n",
    replace: "      entry.kind === 'room-state' &&\n      entry.state === state &&\n",
    specs: TIMELINE_SPECS,
  },
  {
    name: 'expectation: a DELETE of anybody will do',
    file: EXPECTATIONS,
    find: "entry.kind === 'user-update' && entry.change === change && entry.user === userId",
    replace: "entry.kind === 'user-update' && entry.change === change && userId !== ''",
    specs: TIMELINE_SPECS,
  },
  {
    name: 'expectation: any time will do',
    file: 'fixtures/timeline/expectation.ts',
    find: 'if (measuredMs >= earliestMs && measuredMs <= latestMs) return undefined;',
    replace: 'if (measuredMs >= earliestMs || measuredMs <= latestMs) return undefined;',
    specs: TIMELINE_SPECS,
  },
  {
    name: 'history: drops every tenth event',
    file: TIMELINE,
    find: '      if (sealedMs !== undefined) return;\n',
    replace: '      if (sealedMs !== undefined || entries.length % 10 === 9) return;\n',
    specs: OUTAGE,
    titles: 'ROOM-18',
  },
  {
    name: 'history: nothing is ever unaccounted for',
    file: TIMELINE,
    find: 'unaccounted: () => [...waiting],',
    replace: 'unaccounted: () => waiting.slice(waiting.length),',
    specs: TIMELINE_SPECS,
  },
  {
    name: 'history: goes on after the end of the test',
    file: TIMELINE,
    find: 'sealedMs ??= now();',
    replace: 'sealedMs = undefined;',
    specs: TIMELINE_SPECS,
  },
  {
    name: 'history: of several who came the first is told',
    file: TRANSLATE,
    find: 'return users.map(({ userID })',
    replace: 'return users.slice(0, 1).map(({ userID })',
    specs: ['e2e/self/unit/translate.spec.ts'],
  },
  {
    name: 'history: whoever uses the SDK’s words is excused',
    file: 'fixtures/test/participant/known-errors.ts',
    find: '!SDK_FILE.test(new URL(file).pathname)',
    replace: 'file === stack',
    specs: ['e2e/self/unit/known-errors.spec.ts'],
  },
  {
    name: 'camera: two participants have one colour',
    file: 'fixtures/test/participant/hues.ts',
    find: '?? HUES[dealt.size]',
    replace: '?? HUES[dealt.size >> 1]',
    specs: ['e2e/self/unit/hues.spec.ts'],
  },
  {
    name: 'history: every failure of the page is known',
    file: 'fixtures/test/participant/known-errors.ts',
    find: 'return KNOWN.find(({ pattern }) => pattern.test(message))?.reason;',
    replace: 'return KNOWN.find(({ pattern }) => !pattern.test(message))?.reason;',
    specs: ['e2e/self/unit/known-errors.spec.ts'],
  },
  {
    name: 'history: is not judged at the end of a test',
    file: COMPOSITION,
    find: 'for (const contract of contracts) expect.soft(timeline).toHold(contract);',
    replace: 'void contracts;',
    specs: GUARDS,
    titles: 'nobody asked for',
  },
  {
    name: 'machine: RECONNECTED may follow a login',
    file: 'fixtures/timeline/room-machine.ts',
    find: '[RoomState.Logined]: [RoomState.Reconnecting,',
    replace: '[RoomState.Logined]: [RoomState.Reconnected, RoomState.Reconnecting,',
    specs: MACHINE_SPECS,
  },
  {
    name: 'machine: PUBLISHING may come out of nothing',
    file: 'fixtures/timeline/media-machine.ts',
    find: '[off]: [requesting],',
    replace: '[off]: [requesting, on],',
    specs: MACHINE_SPECS,
  },
];
