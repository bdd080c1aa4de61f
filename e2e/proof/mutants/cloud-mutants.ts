import { inFile, type Mutant } from './mutant.ts';

const MESSAGES_ON_THE_WIRE = 'e2e/self/mock-cloud/user-messages.spec.ts';
const PUBLISH = 'e2e/publish/publish.spec.ts';
const PLAY = 'e2e/play/play.spec.ts';
const ANCHOR = 'e2e/anchor-loss/anchor-loss.spec.ts';
const LOGIN = 'e2e/room/login.spec.ts';
const OUTAGE = 'e2e/room/outage.spec.ts';
const KICKOUT = 'e2e/room/kickout.spec.ts';
const LEAVE = 'e2e/room/leave.spec.ts';
const USERS = 'e2e/self/mock-cloud/users.spec.ts';
const SESSIONS = 'e2e/self/mock-cloud/sessions.spec.ts';
const ISOLATION = 'e2e/self/mock-cloud/isolation.spec.ts';
const CLOUD_LINK = 'e2e/self/mock-cloud/link.spec.ts';
const FORWARDING = 'e2e/self/mock-cloud/media-forwarding.spec.ts';

/** What a cloud could do wrong: each would be seen by an app's users, so a case must see it. */
export const CLOUD_MUTANTS: readonly Mutant[] = [
  ...inFile('sessions.ts', [
    {
      name: 'cloud: a closed socket is a departure',
      find: 'if (member.channel === channel) member.channel = undefined;',
      replace: 'if (member.channel === channel) leave(member, StreamEnd.Stopped);',
      specs: [OUTAGE],
      titles: 'ROOM-21 the link is cut',
    },
    {
      name: 'cloud: nobody is ever missed',
      find: 'leave(member, StreamEnd.HeartbeatTimeout);',
      replace: '',
      specs: [OUTAGE],
      titles: 'ROOM-08',
    },
    {
      name: 'cloud: P is not what the tenant is configured to',
      find: '() => settings().presenceTimeoutMs',
      replace: '() => 90_000',
      specs: [OUTAGE],
      titles: 'ROOM-20 P is 30 s',
    },
    {
      name: 'cloud: ADD before DELETE on return',
      find: "note('replaced', present);",
      replace:
        "note('replaced', present); for (const other of room.others(userId)) pushUser(other, 'came', present, room);",
      specs: [SESSIONS],
    },
    {
      name: 'cloud: the first of two logins is not told',
      find: "pushKickout(present, KickReason.LoggedInElsewhere, 'the same user logged in elsewhere')",
      replace: 'void KickReason.LoggedInElsewhere',
      specs: [KICKOUT],
      titles: 'ROOM-10',
    },
    {
      name: 'cloud: kicks everybody but the one that was meant',
      find: '[...byContextKey.values()].filter((member) => member.userId === userId)',
      replace: '[...byContextKey.values()].filter((member) => member.userId !== userId)',
      specs: [KICKOUT],
      titles: 'ROOM-12',
    },
    {
      name: 'cloud: the kicked one stays in the room',
      find: 'leave(member, StreamEnd.KickedOut);',
      replace: '',
      specs: [KICKOUT],
      titles: 'ROOM-12',
    },
    {
      name: 'cloud: whoever comes back is taken for the same session',
      find: 'request.reloginToken !== present.reloginToken',
      replace: 'present.reloginToken === undefined',
      specs: [KICKOUT],
      titles: 'ROOM-11',
    },
    {
      name: 'cloud: a session that comes back is a new one, before P too',
      find: "reloginToken !== '' && reloginToken === present.reloginToken",
      replace: "reloginToken === '' && reloginToken === present.reloginToken",
      specs: [OUTAGE],
      titles: 'ROOM-07',
    },
    {
      name: 'cloud: tells of everybody’s coming twice',
      find: "for (const other of room.others(userId)) pushUser(other, 'came', member, room);",
      replace:
        "for (let n = 0; n < 2; n += 1) for (const other of room.others(userId)) pushUser(other, 'came', member, room);",
      specs: [USERS],
    },
    {
      name: 'cloud: tells nobody of those who come',
      find: "for (const other of room.others(userId)) pushUser(other, 'came', member, room);",
      replace: '',
      specs: [LOGIN],
      titles: 'ROOM-02',
    },
    {
      name: 'cloud: a stream outlives its owner',
      find: 'streams.endAllOf(member, streamEnd);',
      replace: 'void streamEnd;',
      specs: [ANCHOR],
      titles: 'ANCHOR-04',
    },
    {
      name: 'cloud: the user goes before its stream does',
      find: "streams.endAllOf(member, streamEnd); room.remove(member); for (const other of room.members.values()) pushUser(other, 'left', member, room);",
      replace:
        "room.remove(member); for (const other of room.members.values()) pushUser(other, 'left', member, room); streams.endAllOf(member, streamEnd);",
      specs: [ANCHOR],
      titles: 'ANCHOR-04',
    },
    {
      name: 'cloud: a logout is answered, and not carried out',
      find: "note('logout', member); leave(member, StreamEnd.Stopped);",
      replace: "note('logout', member);",
      specs: [LEAVE],
      titles: 'ROOM-13',
    },
    {
      name: 'cloud: a context key works on any connection',
      find: 'member?.channel === channel ? member : undefined',
      replace: 'member',
      specs: [ISOLATION],
    },
  ]),
  ...inFile('presence.ts', [
    {
      name: 'cloud: P is half of what it says',
      find: 'who.lastSeenMs + timeoutMs() - clock.now();',
      replace:
        'who.lastSeenMs + timeoutMs() / 2 - clock.now(); timeoutMs = ((p) => () => p() / 2)(timeoutMs);',
      specs: [OUTAGE],
      titles: 'ROOM-08',
    },
    {
      name: 'cloud: P counts from the login, heartbeats or not',
      find: 'who.lastSeenMs = clock.now();',
      replace: '',
      specs: [OUTAGE],
      titles: 'ROOM-07',
    },
    {
      name: 'cloud: a changed P does not count for those who are in',
      find: 'cancel(); watch(who);',
      replace: 'void [who, cancel];',
      specs: ['e2e/self/mock-cloud/presence.spec.ts'],
    },
  ]),
  ...inFile('user-list.ts', [
    {
      name: 'cloud: a stale user list',
      find: 'const everybody = [...room.members.values()];',
      replace: 'const everybody = [...room.members.values()].slice(0, 1);',
      specs: [OUTAGE],
      titles: 'ROOM-19',
    },
  ]),
  ...inFile('announcements.ts', [
    {
      name: 'cloud: tells of others also those who did not ask for it',
      find: '!to.userUpdate || !to.listed',
      replace: 'to.userUpdate && !to.listed',
      specs: [USERS],
    },
    {
      name: 'cloud: the user comes and goes before the user list is known',
      find: '!to.userUpdate || !to.listed',
      replace: '!to.userUpdate',
      specs: [USERS, SESSIONS],
    },
  ]),
  ...inFile('push-queue.ts', [
    {
      name: 'cloud: a change is told right behind a heartbeat’s answer',
      find: 'queue.length > 0 || performance.now() < calmAtMs',
      replace: 'queue.length > 0',
      specs: [USERS],
    },
  ]),
  ...inFile('report-connection.ts', [
    {
      name: 'cloud: the SDK’s reports are not acknowledged',
      find: 'id === undefined || socket.readyState !== socket.OPEN',
      replace: 'id !== undefined || socket.readyState !== socket.OPEN',
      specs: [CLOUD_LINK],
    },
  ]),
  ...inFile('messages.ts', [
    {
      name: 'cloud: late joiners hear nothing of the streams that are there',
      find: '[...room.streams.values()].map(loginStream)',
      replace: '[]',
      specs: [PUBLISH],
      titles: 'PUB-07',
    },
  ]),
  ...inFile('streams.ts', [
    {
      name: 'cloud: a stream ID can be taken twice',
      find: 'present.ownerId !== member.userId',
      replace: 'present.ownerId === undefined',
      specs: [PUBLISH],
      titles: 'PUB-07',
    },
    {
      name: 'cloud: a stream that was stopped is not told',
      find: 'end(room, stream, StreamEnd.Stopped);',
      replace: 'room.removeStream(streamId);',
      // PUB-02 misses it when the audience's heartbeat happens to come within the time allowed: once in ten runs.
      specs: ['e2e/self/mock-cloud/streams.spec.ts'],
    },
  ]),
  ...inFile('admission.ts', [
    {
      name: 'cloud: takes a token of another user',
      find: 'token.userId !== request.userId',
      replace: 'token.userId === undefined',
      specs: [LOGIN],
      titles: 'ROOM-04 a token that is made for another user',
    },
    {
      name: 'cloud: takes an expired token',
      find: 'token.expiresAtS * 1000 <= nowMs',
      replace: 'token.expiresAtS * 1000 <= 0 * nowMs',
      specs: [LOGIN],
      titles: 'ROOM-04 a token that is expired',
    },
    {
      name: 'cloud: takes a token of another app',
      find: 'token.appId !== app.appId',
      replace: 'token.appId === undefined',
      specs: [ISOLATION, 'e2e/self/mock-cloud/login.spec.ts'],
    },
  ]),
  ...inFile('link-connection.ts', [
    {
      name: 'cloud: goes on with a connection that sends garbage',
      find: 'socket.close(CLOSE_GARBAGE, reason.slice(0, 120));',
      replace: '',
      specs: [CLOUD_LINK],
    },
    {
      name: 'cloud: a silent link stands for ever',
      find: 'drop: () => socket.terminate()',
      replace: 'drop: () => undefined',
      specs: [CLOUD_LINK],
      titles: 'nothing at all is heard',
    },
    {
      name: 'cloud: drops links that are heard of',
      find: 'tenant?.linkPresence.seen(self);',
      replace: '',
      specs: [OUTAGE],
      titles: 'ROOM-07',
    },
    {
      name: 'cloud: feeds a client that does not read without end',
      find: 'MAX_UNREAD_BYTES = 8_388_608',
      replace: 'MAX_UNREAD_BYTES = Number.POSITIVE_INFINITY',
      specs: [ISOLATION],
      titles: 'does not read',
    },
  ]),
  ...inFile('user-messages.ts', [
    {
      name: 'cloud: a message is for whoever is named, there or not named at all',
      find: 'named.map(readText)',
      replace: 'named.slice(0, 0).map(readText)',
      specs: [MESSAGES_ON_THE_WIRE],
    },
    {
      name: 'cloud: a message that is for the app’s server only goes to everybody',
      find: 'msgType === TO_SERVER_ONLY',
      replace: 'msgType === TO_SERVER_ONLY + 9',
      specs: [MESSAGES_ON_THE_WIRE],
    },
    {
      name: 'cloud: a broadcast message is told twice',
      find: "noted(member, 'broadcast', receivers(member, []))",
      replace: "noted(member, 'broadcast', [...receivers(member, []), ...receivers(member, [])])",
      specs: ['e2e/room/messages.spec.ts'],
      titles: 'MSG-01',
    },
  ]),
  ...inFile('command-rules.ts', [
    {
      name: 'cloud: a command with a scripted answer is carried out all the same',
      find: 'if (answer !== undefined) return answer;',
      replace: 'if (answer === null) return answer;',
      specs: [MESSAGES_ON_THE_WIRE],
    },
  ]),
  ...inFile('media/signalling.ts', [
    {
      name: 'media: who plays is not told anew whether the camera is on',
      find: 'media.resumed(known);',
      replace: '',
      specs: ['e2e/self/mock-cloud/media-signalling.spec.ts'],
    },
  ]),
  ...inFile('room-service.ts', [
    {
      name: 'cloud: says nothing to heartbeats of a session that is gone',
      find: "replies.replyCode(channel, message, code, 'no such session');",
      replace: "if (cmd !== Command.Heartbeat) replies.replyCode(channel, message, code, 'no such session');",
      specs: ['e2e/room/stale-answers.spec.ts'],
    },
  ]),
  ...inFile('wire/frame.ts', [
    {
      name: 'cloud: believes any length a frame announces',
      find: 'length > MAX_BODY_BYTES',
      replace: 'length > 2 * 0xffff_ffff',
      specs: ['e2e/self/mock-cloud/frame.spec.ts'],
    },
  ]),
  ...inFile('stream.ts', [
    {
      name: 'cloud: the picture does not come back with the publisher',
      find: 'for (const sink of [...sinks]) connect(sink);',
      replace: '',
      specs: [FORWARDING],
    },
  ]),
  ...inFile('outbound.ts', [
    {
      name: 'cloud: players start without a key frame',
      find: "kind === 'video' && !beginsKeyFrame(",
      replace: "kind !== 'video' && !beginsKeyFrame(",
      specs: [FORWARDING],
    },
    {
      name: 'cloud: never asks for a lost packet again',
      find: 'if (kept?.header.sequenceNumber === sequence) sendRtp(kept.payload, kept.header);',
      replace: 'void kept;',
      specs: [FORWARDING],
    },
  ]),
  ...inFile('session-requests.ts', [
    {
      name: 'cloud: a silent node answers',
      find: "mode === 'silent' || mode === 'dead'",
      replace: "mode === 'dead'",
      specs: [PLAY],
      titles: 'PLAY-08',
    },
    {
      name: 'cloud: says “not found” of a stream that is there',
      find: "type === 'play' && !exists",
      replace: "type === 'play' && exists",
      specs: [PLAY],
      titles: 'PLAY-01',
    },
  ]),
  ...inFile('nodes.ts', [
    {
      name: 'cloud: sends every client to the first node, dead or not',
      find: 'candidates[(failures.get(requester) ?? 0) % candidates.length]',
      replace: 'candidates[0]',
      specs: ['e2e/self/mock-cloud/media-nodes.spec.ts'],
    },
  ]),
  ...inFile('signalling.ts', [
    {
      name: 'cloud: hands a session to whoever names it',
      find: 'known?.userId === userId && known.token === sessionToken',
      replace: 'known',
      specs: ['e2e/self/mock-cloud/media-signalling.spec.ts'],
    },
  ]),
  ...inFile('mock-cloud/settings.ts', [
    {
      name: 'cloud: P is not the guide’s unless told so',
      find: 'durationMs.default(90_000)',
      replace: 'durationMs.default(100_000)',
      specs: [OUTAGE],
      titles: 'ROOM-08',
    },
  ]),
];
