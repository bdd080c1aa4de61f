import { inFile, type Mutant } from './mutant.ts';

const PUBLISH = 'e2e/publish/publish.spec.ts';
const PLAY = 'e2e/play/play.spec.ts';
const ANCHOR = 'e2e/anchor-loss/anchor-loss.spec.ts';
const OUTAGE = 'e2e/room/outage.spec.ts';
const GUARDS = 'e2e/self/guards/guards.spec.ts';
const CLOCK_SPECS = 'e2e/self/unit/virtual-clock.spec.ts';
const LINK_SPECS = 'e2e/self/unit/link.spec.ts';
const TIMELINE_SPECS = 'e2e/self/unit/timeline.spec.ts';
const MATCHER_SPECS = 'e2e/self/unit/matchers.spec.ts';
const MACHINE_SPECS = 'e2e/self/unit/state-machines.spec.ts';
const TRAFFIC_SPECS = 'e2e/self/unit/traffic.spec.ts';
const DIRECTION_SPECS = 'e2e/self/unit/link-directions.spec.ts';
const NETWORK_SPECS = 'e2e/self/unit/network.spec.ts';
const END_GUARDS = 'e2e/proof/controls/guards.spec.ts';
const REPORT_SPECS = 'e2e/self/unit/report.spec.ts';
const TAP_SPECS = 'e2e/self/guards/tap.spec.ts';
const CASES_SPECS = 'e2e/self/unit/cases.spec.ts';
const KNOWN_ERROR_SPECS = 'e2e/self/unit/known-errors.spec.ts';
const WIRE_SPECS = 'e2e/self/unit/page-wire.spec.ts';
const MEDIA_SPECS = 'e2e/self/guards/media-stats.spec.ts';
const TICKER_SPECS = 'e2e/self/unit/page-ticker.spec.ts';

/** What could be wrong with the harness itself: with any of these it would prove less than it says. */
export const FIXTURE_MUTANTS: readonly Mutant[] = [
  ...inFile('fault.ts', [
    {
      name: 'fault: is never begun',
      find: 'if (!inert) undo = await injection();',
      replace: 'if (!inert) undo = () => void injection;',
      specs: [OUTAGE],
      titles: 'ROOM-08',
    },
    {
      name: 'fault: ends early',
      find: 'active.add(fault);',
      replace: 'active.add(fault); setTimeout(() => void fault.end(), 1_000);',
      specs: [OUTAGE],
      titles: 'ROOM-09',
    },
    {
      name: 'fault: is never undone',
      find: 'await undo();',
      replace: 'void undo;',
      specs: [OUTAGE],
      titles: 'ROOM-07',
    },
    {
      name: 'fault: what is left over at the end of a test stays',
      find: '[...active].reverse()',
      replace: '[...active].slice(1).reverse()',
      specs: [LINK_SPECS],
    },
  ]),
  ...inFile('link.ts', [
    {
      name: 'link: goDown spares the media',
      find: "const restoreMedia = await media.lose({ way: 'both', lossRatio: 1 });",
      replace: 'const restoreMedia = () => undefined;',
      specs: [PUBLISH],
      titles: 'PUB-03',
    },
    {
      name: 'link: goDown spares the room',
      find: 'uplink.apply(silent);',
      replace: '() => undefined;',
      specs: [OUTAGE],
      titles: 'ROOM-09',
      explained:
        'setOffline refuses new connections as well and the open ones are halfOpen, so nothing passes all the same: the silence guards what the browser’s own emulation lets through',
    },
    {
      name: 'link: after a cut new connections pass at once',
      find: "uplink.apply({ newConnections: 'refuse' })",
      replace: '() => undefined',
      specs: [OUTAGE],
      titles: 'ROOM-21 the link is cut',
    },
    {
      name: 'link: a change of address changes nothing',
      find: 'uplink.makeHalfOpen(); return () => undefined;',
      replace: 'return () => undefined;',
      specs: [OUTAGE],
      titles: 'ROOM-18',
    },
  ]),
  ...inFile('line.ts', [
    {
      name: 'link: a held line lets bytes through',
      find: 'if (condition.held || halfOpen)',
      replace: 'if (halfOpen)',
      specs: [LINK_SPECS],
    },
    {
      name: 'link: a held line loses what was under way',
      find: 'from.pause(); return;',
      replace: 'queue = []; return;',
      specs: [LINK_SPECS],
    },
    {
      name: 'link: the far side hears of a halfOpen line',
      find: 'if (halfOpen) return;',
      replace: '',
      specs: [LINK_SPECS],
    },
    {
      name: 'link: a held line holds only what comes from the browser',
      find: 'condition.held || halfOpen',
      after: 'function flush()',
      replace: '(condition.held && from === near) || halfOpen',
      specs: [LINK_SPECS],
    },
    {
      name: 'link: a held line holds only what goes to the browser',
      find: 'condition.held || halfOpen',
      after: 'function flush()',
      replace: '(condition.held && from === far) || halfOpen',
      specs: [LINK_SPECS],
    },
  ]),
  ...inFile('uplink.ts', [
    {
      name: 'link: what hung hangs for ever',
      find: 'if (!near.destroyed) openLine(near);',
      replace: 'void near;',
      specs: [LINK_SPECS],
    },
    {
      name: 'link: a halfOpen connection still leads to the browser',
      find: 'line.farPort === farPort && !line.isHalfOpen',
      replace: 'line.farPort === farPort',
      specs: [LINK_SPECS],
    },
  ]),
  ...inFile('proxy.ts', [
    {
      name: 'link: a request to an outside host goes unnoticed',
      find: 'onRefused(refusal);',
      replace: '',
      specs: ['e2e/self/unit/network.spec.ts'],
    },
    {
      name: 'link: plain requests to outside hosts are let out',
      find: 'const target = route(address.host, address.port);',
      after: 'function forward(',
      replace:
        'const target = route(address.host, address.port) ?? { host: address.host, port: address.port };',
      specs: [NETWORK_SPECS, LINK_SPECS],
    },
  ]),
  ...inFile('media-relay.ts', [
    {
      name: 'link: loses no media packet',
      find: 'drop || random() < lossRatio',
      replace: 'drop && lossRatio < 0',
      specs: [PLAY],
      titles: 'PLAY-02',
    },
    {
      name: 'link: some loss is the loss of everything',
      find: 'drop || random() < lossRatio',
      replace: 'drop || lossRatio > 0',
      specs: [DIRECTION_SPECS],
    },
  ]),
  ...inFile('page-faults.ts', [
    {
      name: 'page fault: the page does not crash',
      find: "cdp.send('Page.crash').catch(() => undefined); await crashed;",
      replace: 'void [cdp, crashed.catch(() => undefined)];',
      specs: [ANCHOR],
      titles: 'ANCHOR-04',
    },
    {
      name: 'page fault: the browser says goodbye though its battery was pulled',
      find: "if (how === 'without goodbye') parts.silenceLink();",
      replace: 'void how;',
      specs: [GUARDS],
      titles: 'battery',
    },
  ]),
  ...inFile('own-browser.ts', [
    {
      name: 'page fault: nothing is frozen',
      find: "signal(frozen, 'SIGSTOP');",
      replace: '',
      specs: [ANCHOR],
      titles: 'ANCHOR-08',
    },
  ]),
  ...inFile('virtual-clock.ts', [
    {
      name: 'clock: skips half a minute at a time',
      find: 'STRIDE_MS = 2_000',
      replace: 'STRIDE_MS = 30_000',
      specs: [CLOCK_SPECS],
    },
    {
      name: 'clock: the cloud speaks before the pages',
      find: 'skippedMs += ms;',
      replace: 'skippedMs += ms; fireDue();',
      specs: [CLOCK_SPECS],
    },
    {
      name: 'clock: pages get half of the time',
      find: 'Math.max(Math.round(ms), 1)',
      replace: 'Math.max(Math.round(ms / 2), 1)',
      specs: [CLOCK_SPECS],
    },
    {
      name: 'clock: waits for nothing that is under way',
      find: "state !== 'waiting'",
      replace: "state !== 'moving'",
      specs: [CLOCK_SPECS],
    },
    {
      name: 'clock: says of everything that it has come',
      find: 'if (left <= 0) return false;',
      replace: 'if (left <= 0) return true;',
      specs: [CLOCK_SPECS],
    },
    {
      name: 'clock: passes half of what it says',
      find: 'left = endsAt - now()',
      after: 'async pass(ms)',
      replace: 'left = endsAt - now() - ms / 2',
      specs: [CLOCK_SPECS],
    },
  ]),
  ...inFile('page-ticker.ts', [
    {
      name: 'clock: waits for a document that has been left',
      find: 'if (begins) endRun(); else run?.done(now); run = undefined;',
      replace: 'if (!begins) run?.done(now);',
      specs: ['e2e/self/unit/page-ticker.spec.ts'],
    },
  ]),
  ...inFile('timer-queue.ts', [
    {
      name: 'clock: timers fire in the wrong order',
      find: 'other.dueAt > dueAt',
      replace: 'other.dueAt < dueAt',
      specs: ['e2e/self/unit/timer-queue.spec.ts'],
    },
  ]),
  ...inFile('matchers.ts', [
    {
      name: 'matcher: contracts are never broken',
      find: 'violations.length === 0',
      replace: 'violations.length >= 0',
      specs: [MATCHER_SPECS],
    },
  ]),
  ...inFile('expectations.ts', [
    {
      name: 'expectation: any code will do',
      find: "entry.kind === 'room-state' && entry.state === state && (code === undefined || entry.code === code) &&",
      replace: "entry.kind === 'room-state' && entry.state === state &&",
      specs: [TIMELINE_SPECS],
    },
    {
      name: 'expectation: a DELETE of anybody will do',
      find: 'entry.change === change && entry.user === userId',
      replace: "entry.change === change && userId !== ''",
      specs: [TIMELINE_SPECS],
    },
  ]),
  ...inFile('expectation.ts', [
    {
      name: 'expectation: any time will do',
      find: 'measuredMs >= earliestMs && measuredMs <= latestMs',
      replace: 'measuredMs >= earliestMs || measuredMs <= latestMs',
      specs: [TIMELINE_SPECS],
    },
  ]),
  ...inFile('timeline.ts', [
    {
      name: 'history: drops every tenth event',
      find: 'if (sealedMs !== undefined) return;',
      replace: 'if (sealedMs !== undefined || entries.length % 10 === 9) return;',
      specs: [OUTAGE],
      titles: 'ROOM-18',
    },
    {
      name: 'history: nothing is ever unaccounted for',
      find: 'unaccounted: () => [...waiting]',
      replace: 'unaccounted: () => waiting.slice(waiting.length)',
      specs: [TIMELINE_SPECS],
    },
    {
      name: 'history: goes on after the end of the test',
      find: 'sealedMs ??= now()',
      replace: 'sealedMs = undefined',
      specs: [TIMELINE_SPECS],
    },
  ]),
  ...inFile('translate.ts', [
    {
      name: 'history: of several who came the first is told',
      find: 'users.map(({ userID })',
      replace: 'users.slice(0, 1).map(({ userID })',
      specs: ['e2e/self/unit/translate.spec.ts'],
    },
  ]),
  ...inFile('known-errors.ts', [
    {
      name: 'history: every failure of the page is known',
      find: 'pattern.test(message)',
      replace: '!pattern.test(message)',
      specs: [KNOWN_ERROR_SPECS],
    },
  ]),
  ...inFile('cloud-test.ts', [
    {
      name: 'history: is not judged at the end of a test',
      find: 'for (const contract of contracts) expect.soft(timeline).toHold(contract);',
      replace: 'void contracts;',
      specs: [END_GUARDS],
      titles: 'nobody asked for',
    },
  ]),
  ...inFile('room-machine.ts', [
    {
      name: 'machine: RECONNECTED may follow a login',
      find: '[RoomState.Logined]: [RoomState.Reconnecting,',
      replace: '[RoomState.Logined]: [RoomState.Reconnected, RoomState.Reconnecting,',
      specs: [MACHINE_SPECS],
    },
  ]),
  ...inFile('media-machine.ts', [
    {
      name: 'machine: PUBLISHING may come out of nothing',
      find: '[off]: [requesting],',
      replace: '[off]: [requesting, on],',
      specs: [MACHINE_SPECS],
    },
  ]),
  ...inFile('traffic.ts', [
    {
      name: 'traffic: nobody waits for a page to hear that its connection was cut',
      find: 'for (const id of open) ending.add(id);',
      replace: '',
      specs: [TRAFFIC_SPECS],
    },
    {
      name: 'traffic: no frame is ever on its way',
      find: 'up === 0 && down === 0 && requests.size === 0',
      replace: 'requests.size === 0',
      specs: [TRAFFIC_SPECS],
    },
    {
      name: 'traffic: a request is answered as soon as it is sent',
      find: 'requests.add(id); moved();',
      after: 'asking(id) {',
      replace: 'moved();',
      specs: [TRAFFIC_SPECS],
    },
    {
      name: 'traffic: what was lost is waited for always',
      find: 'polls < patience()',
      replace: 'polls >= 0',
      specs: [TRAFFIC_SPECS],
    },
    {
      name: 'traffic: a frame of a connection that stands is lost as quickly as one of a dead one',
      find: ': LATE_AFTER_POLLS',
      replace: ': LOST_AFTER_POLLS',
      specs: [TRAFFIC_SPECS],
    },
    {
      name: 'traffic: a connection that has ended long ago is held against those that stand',
      find: 'hasEnded = false; return',
      replace: 'return',
      specs: [TRAFFIC_SPECS],
    },
    {
      name: 'traffic: a dial that takes long is given up',
      find: 'uplink.acceptsConnections && dials.size > 0',
      replace: 'uplink.acceptsConnections && dials.size > 0 && ++polls < LOST_AFTER_POLLS',
      specs: [TRAFFIC_SPECS],
    },
    {
      name: 'traffic: what a fault keeps back is waited for',
      find: "if (!uplink.isForwarding) return 'idle';",
      replace: '',
      specs: [TRAFFIC_SPECS],
    },
    {
      name: 'traffic: counts frames of connections that lead nowhere',
      find: 'if (!uplink.hasConnection(port)) return;',
      replace: '',
      specs: [TRAFFIC_SPECS],
    },
    {
      name: 'traffic: a page that stands still is waited for',
      find: "if (suspended) return 'idle';",
      replace: '',
      specs: [TRAFFIC_SPECS],
    },
  ]),
  ...inFile('page-wire.ts', [
    {
      name: 'traffic: WebSockets of a document that was left are waited for',
      find: 'for (const left of open) listener.closed(left);',
      replace: '',
      specs: ['e2e/self/unit/socket-account.spec.ts'],
    },
    {
      name: 'traffic: nobody hears of the frames that a page sends',
      find: 'listener.frameSent();',
      after: "'Network.webSocketFrameSent'",
      replace: '',
      specs: [WIRE_SPECS],
    },
    {
      name: 'traffic: nobody hears of the WebSockets that a page dials',
      find: 'listener.dialing(requestId)',
      replace: 'void requestId',
      specs: [WIRE_SPECS],
    },
  ]),
  ...inFile('pace.ts', [
    {
      name: 'clock: a page keeps real time',
      find: 'detach = clock.attach(ticker);',
      replace: 'void ticker;',
      specs: [TICKER_SPECS],
    },
    {
      name: 'clock: a document begins a minute late',
      find: '{ time: clock.now() }',
      replace: '{ time: clock.now() - 60_000 }',
      specs: [TICKER_SPECS],
    },
    {
      name: 'clock: who was frozen does not know how long',
      find: 'if (sleptMs > 0) await context.clock.fastForward(sleptMs);',
      replace: 'void sleptMs;',
      specs: [TICKER_SPECS],
      titles: 'stood still',
    },
  ]),
  ...inFile('marker.ts', [
    {
      name: 'camera: everybody shows the same colour',
      find: 'hsl(${hue} 100% 50%)',
      replace: 'hsl(0 100% 50%)',
      specs: [PLAY],
      titles: 'PLAY-01',
    },
    {
      name: 'camera: shows one picture only',
      find: "if (tracks.some(({ readyState }) => readyState === 'live')) draw();",
      replace: "if (!tracks.some(({ readyState }) => readyState === 'live')) draw();",
      specs: [PLAY],
      titles: 'PLAY-01',
    },
  ]),
  ...inFile('told.ts', [
    {
      name: 'matcher: hurries time while something follows at once',
      find: "timing?.decidedBy === 'nobody'",
      replace: "timing?.name === 'nobody'",
      specs: [MATCHER_SPECS],
    },
    {
      name: 'matcher: ignores the order',
      find: 'timeline.peek(name, expectation.lane)',
      replace: 'timeline.unaccounted().find((one) => one.who === name && expectation.matches(one))',
      specs: [MATCHER_SPECS],
    },
    {
      name: 'matcher: takes anything for what was expected',
      find: 'if (fault !== undefined)',
      replace: 'if (fault === null)',
      specs: [MATCHER_SPECS],
    },
    {
      name: 'matcher: does not take what it has seen',
      find: 'timeline.take(name, expectation.lane);',
      replace: '',
      specs: [MATCHER_SPECS],
    },
    {
      name: 'matcher: never heard anything else',
      find: "pass: rest === ''",
      replace: 'pass: rest.length >= 0',
      specs: [MATCHER_SPECS],
    },
    {
      name: 'matcher: ignores the order of what a real page is told',
      find: 'const next = () => timeline.peek(name, expectation.lane);',
      replace:
        'const next = () => timeline.unaccounted().find((one) => one.who === name && expectation.matches(one));',
      specs: ['e2e/self/guards/matchers.spec.ts'],
      titles: 'another order',
    },
  ]),
  ...inFile('pictures.ts', [
    {
      name: 'matcher: a frozen picture moves',
      find: 'return isMoving(looks) && isOwners();',
      replace: 'return isOwners();',
      specs: [GUARDS],
      titles: 'picture',
    },
    {
      name: 'matcher: anybody’s picture will do',
      find: 'hueDistance(hue, cameraHue) < HUE_TOLERANCE',
      replace: 'hueDistance(hue, cameraHue) < 361',
      specs: [GUARDS],
      titles: 'picture',
    },
  ]),
  ...inFile('media-observer.ts', [
    {
      name: 'picture: time that passes counts as frames',
      find: 'video.getVideoPlaybackQuality().totalVideoFrames',
      replace: 'Math.round(performance.now() / 100)',
      specs: [GUARDS],
      titles: 'picture',
    },
  ]),
  ...inFile('media-stats.ts', [
    {
      name: 'picture: a colour that is none',
      find: 'if (range < 60) return { frames, hue: undefined };',
      replace: '',
      specs: [MEDIA_SPECS],
      titles: 'has no colour',
    },
    {
      name: 'media: sound that was received does not count',
      find: 'sum.audioBytes += bytes',
      replace: 'sum.audioBytes += 0 * bytes',
      specs: [PUBLISH],
      titles: 'PUB-01 with sound only',
    },
    {
      name: 'media: no codec was received',
      find: 'sum.codecs.push(codec.mimeType)',
      replace: 'void codec.mimeType',
      specs: [PUBLISH],
      titles: 'PUB-01 with VP8',
    },
    {
      name: 'media: a loss is noticed before there is one',
      find: "['disconnected', 'failed'].includes(iceConnectionState)",
      replace: "iceConnectionState !== ''",
      specs: [MEDIA_SPECS],
      titles: 'loss of media',
    },
  ]),
  ...inFile('media-line.ts', [
    {
      name: 'link: media is lost on the way to the browser only',
      find: "up: { lossRatio: ratio('up') }",
      replace: 'up: {}',
      specs: [DIRECTION_SPECS],
    },
    {
      name: 'link: media is lost on the way from the browser only',
      find: "down: { lossRatio: ratio('down') }",
      replace: 'down: {}',
      specs: [DIRECTION_SPECS],
    },
    {
      name: 'link: a loss of one way takes the other way too',
      find: "way === 'both' || way === direction",
      replace: 'way.length > 0 || direction.length > 0',
      specs: [DIRECTION_SPECS],
    },
  ]),
  ...inFile('attach-history.ts', [
    {
      name: 'history: what is attached lacks the last entry',
      find: 'entries, measurements, };',
      replace: 'entries: entries.slice(0, -1), measurements, };',
      specs: ['e2e/self/report/merged.spec.ts'],
    },
  ]),
  ...inFile('participant.ts', [
    {
      name: 'participant: timers are counted by a clock that is not there',
      find: "Reflect.get(window, '__pwClock')",
      replace: "Reflect.get(window, '__formerClock')",
      specs: [OUTAGE],
      titles: 'ROOM-17',
    },
  ]),
  ...inFile('read-case.ts', [
    {
      name: 'report: takes a finding of a test that failed',
      find: "last?.status === 'passed' ? described('finding') : []",
      replace: "described('finding')",
      specs: ['e2e/self/report/merged.spec.ts'],
    },
  ]),
  ...inFile('to-summary.ts', [
    {
      name: 'report: what is flaky has passed',
      find: 'passed, failed, flaky,',
      replace: 'passed: passed + flaky, failed, flaky,',
      specs: [REPORT_SPECS],
    },
  ]),
  ...inFile('promises.ts', [
    {
      name: 'report: what the mock was told counts as measured of the cloud',
      find: "decidedBy === 'cloud' && target === 'mock'",
      replace: "decidedBy === 'cloud' && target !== target",
      specs: [REPORT_SPECS],
    },
  ]),
  ...inFile('compare.ts', [
    {
      name: 'report: P that a case has set itself counts as the cloud’s',
      find: "record.changedSettings?.includes('presenceTimeoutMs') !== true",
      replace: 'record.changedSettings !== null',
      specs: ['e2e/self/unit/differences.spec.ts'],
    },
  ]),
  ...inFile('entry.ts', [
    {
      name: 'message: does not say the code when it is 0',
      find: 'const text = describe(entry, (code) => ` (${code})`);',
      replace: 'const text = describeEntry(entry);',
      specs: [TIMELINE_SPECS],
    },
  ]),
  ...inFile('tap.ts', [
    {
      name: 'tap: deaf once the app has dropped its listeners',
      find: "if (name === 'off') put(String(args[0]));",
      replace: '',
      specs: [TAP_SPECS],
    },
    {
      name: 'tap: the second engine of a page is heard under the number of the first',
      find: 'const number = count;',
      replace: 'const number = 1;',
      specs: [TAP_SPECS],
    },
    {
      name: 'tap: a call that the SDK refuses is not told',
      find: '(thrown: unknown) => {',
      replace: '(thrown: unknown) => { if (Math.random() < 2) throw thrown;',
      specs: [TAP_SPECS],
    },
  ]),
  ...inFile('media-watch.ts', [
    {
      name: 'clock: minutes pass over a peer connection that has not noticed its loss',
      find: 'counts.connected > 0 && counts.lost === 0 && isCut()',
      replace: 'counts.connected < 0',
      specs: ['e2e/self/unit/media-watch.spec.ts'],
    },
  ]),
  ...inFile('identity.ts', [
    {
      name: 'identity: the user ID of the first login stays',
      find: 'userId = id;',
      replace: 'userId ??= id;',
      specs: ['e2e/self/unit/identity.spec.ts'],
    },
  ]),
  ...inFile('retries.ts', [
    {
      name: 'cases: an app that tries again at once is not blamed',
      find: 'delayMs < RETRY_MS.atLeast ||',
      replace: '',
      specs: [CASES_SPECS],
    },
    {
      name: 'cases: an app that tries again without end is not blamed',
      find: 'if (attempts().length > MOST_ATTEMPTS)',
      replace: 'if (attempts().length < 0)',
      specs: [CASES_SPECS],
    },
  ]),
  ...inFile('outage.ts', [
    {
      name: 'cases: an app that plays on after DELETE is not blamed',
      find: 'if (begun.length > 0 && !hasStopped())',
      replace: 'if (begun.length < 0)',
      specs: [CASES_SPECS],
    },
    {
      name: 'cases: a stream that the app itself has ended is laid at the door of the SDK',
      find: "return ended ? 'app' : 'sdk';",
      replace: "return ended ? 'sdk' : 'sdk';",
      specs: [CASES_SPECS],
    },
  ]),
  ...inFile('duty.ts', [
    {
      name: 'cases: a message does not say what was seen',
      find: ".join('\\n')}`,",
      replace: ".join('').slice(9_999)}`,",
      specs: ['e2e/self/unit/duty.spec.ts'],
    },
  ]),
];
