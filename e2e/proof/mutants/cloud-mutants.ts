import type { Mutant } from './mutant.ts';

const SESSIONS = 'fixtures/mock-cloud/room/sessions.ts';
const STREAMS = 'fixtures/mock-cloud/room/streams.ts';
const ANNOUNCEMENTS = 'fixtures/mock-cloud/room/announcements.ts';
const PRESENCE = 'fixtures/mock-cloud/presence.ts';
const ADMISSION = 'fixtures/mock-cloud/room/admission.ts';
const SIGNALLING = 'fixtures/mock-cloud/media/signalling.ts';
const SESSION_REQUESTS = 'fixtures/mock-cloud/media/session-requests.ts';
const OUTAGE = ['e2e/room/outage.spec.ts'];
const KICKOUT = ['e2e/room/kickout.spec.ts'];
const LEAVE = ['e2e/room/leave.spec.ts'];
const LOGIN = ['e2e/room/login.spec.ts'];
const ANCHOR = ['e2e/anchor-loss/anchor-loss.spec.ts'];
const PUBLISH = ['e2e/publish/publish.spec.ts'];
const PLAY = ['e2e/play/play.spec.ts'];

/** What a cloud could do wrong: each would be seen by an app's users, so a case must see it. */
export const CLOUD_MUTANTS: readonly Mutant[] = [
  {
    name: 'cloud: a closed socket is a departure',
    file: SESSIONS,
    find: 'if (member.channel === channel) member.channel = undefined;',
    replace: 'if (member.channel === channel) leave(member, StreamEnd.Stopped);',
    specs: OUTAGE,
    titles: 'ROOM-21 the link is cut',
  },
  {
    name: 'cloud: nobody is ever missed',
    file: SESSIONS,
    find: '      leave(member, StreamEnd.HeartbeatTimeout);\n',
    replace: '',
    specs: OUTAGE,
    titles: 'ROOM-08',
  },
  {
    name: 'cloud: P is not what the tenant is configured to',
    file: SESSIONS,
    find: '    () => settings().presenceTimeoutMs,',
    replace: '    () => 90_000,',
    specs: OUTAGE,
    titles: 'ROOM-20 P is 30 s',
  },
  {
    name: 'cloud: P is half of what it says',
    file: PRESENCE,
    find: 'who.lastSeenMs + timeoutMs() - clock.now();',
    replace:
      'who.lastSeenMs + timeoutMs() / 2 - clock.now();\n    timeoutMs = ((p) => () => p() / 2)(timeoutMs);',
    specs: OUTAGE,
    titles: 'ROOM-08',
  },
  {
    name: 'cloud: P counts from the login, heartbeats or not',
    file: PRESENCE,
    find: '      who.lastSeenMs = clock.now();\n',
    replace: '',
    specs: OUTAGE,
    titles: 'ROOM-07',
  },
  {
    name: 'cloud: a changed P does not count for those who are in',
    file: PRESENCE,
    find: '        cancel();\n        watch(who);',
    replace: '        void [who, cancel];',
    specs: ['e2e/self/mock-cloud/presence.spec.ts'],
  },
  {
    name: 'cloud: ADD before DELETE on return',
    file: SESSIONS,
    find: "      note('replaced', present);\n",
    replace:
      "      note('replaced', present);\n      for (const other of room.others(userId)) pushUser(other, 'came', present, room);\n",
    specs: ['e2e/self/mock-cloud/sessions.spec.ts'],
  },
  {
    name: 'cloud: the first of two logins is not told',
    file: SESSIONS,
    find: "        pushKickout(present, KickReason.LoggedInElsewhere, 'the same user logged in elsewhere');",
    replace: '        void KickReason.LoggedInElsewhere;',
    specs: KICKOUT,
    titles: 'ROOM-10',
  },
  {
    name: 'cloud: kicks everybody but the one that was meant',
    file: SESSIONS,
    find: 'const held = [...byContextKey.values()].filter((member) => member.userId === userId);',
    replace: 'const held = [...byContextKey.values()].filter((member) => member.userId !== userId);',
    specs: KICKOUT,
    titles: 'ROOM-12',
  },
  {
    name: 'cloud: the kicked one stays in the room',
    file: SESSIONS,
    find: '      leave(member, StreamEnd.KickedOut);\n',
    replace: '',
    specs: KICKOUT,
    titles: 'ROOM-12',
  },
  {
    name: 'cloud: whoever comes back is taken for the same session',
    file: SESSIONS,
    find: 'if (elsewhere && request.isAutomatic && request.reloginToken !== present.reloginToken)',
    replace: 'if (elsewhere && request.isAutomatic && present.reloginToken === undefined)',
    specs: KICKOUT,
    titles: 'ROOM-11',
  },
  {
    name: 'cloud: a session that comes back is a new one, before P too',
    file: SESSIONS,
    find: "present && reloginToken !== '' && reloginToken === present.reloginToken",
    replace: "present && reloginToken === '' && reloginToken === present.reloginToken",
    specs: OUTAGE,
    titles: 'ROOM-07',
  },
  {
    name: 'cloud: a stale user list',
    file: 'fixtures/mock-cloud/room/user-list.ts',
    find: 'const everybody = [...room.members.values()];',
    replace: 'const everybody = [...room.members.values()].slice(0, 1);',
    specs: OUTAGE,
    titles: 'ROOM-19',
  },
  {
    name: 'cloud: tells of everybody’s coming twice',
    file: SESSIONS,
    find: "    for (const other of room.others(userId)) pushUser(other, 'came', member, room);",
    replace:
      "    for (let n = 0; n < 2; n += 1)\n      for (const other of room.others(userId)) pushUser(other, 'came', member, room);",
    specs: ['e2e/self/mock-cloud/users.spec.ts'],
  },
  {
    name: 'cloud: tells nobody of those who come',
    file: SESSIONS,
    find: "    for (const other of room.others(userId)) pushUser(other, 'came', member, room);",
    replace: '',
    specs: LOGIN,
    titles: 'ROOM-02',
  },
  {
    name: 'cloud: tells of others also those who did not ask for it',
    file: ANNOUNCEMENTS,
    find: 'if (!to.userUpdate || !to.listed) return;',
    replace: 'if (to.userUpdate && !to.listed) return;',
    specs: ['e2e/self/mock-cloud/users.spec.ts'],
  },
  {
    name: 'cloud: the user comes and goes before the user list is known',
    file: ANNOUNCEMENTS,
    find: 'if (!to.userUpdate || !to.listed) return;',
    replace: 'if (!to.userUpdate) return;',
    specs: ['e2e/self/mock-cloud/users.spec.ts', 'e2e/self/mock-cloud/sessions.spec.ts'],
  },
  {
    name: 'cloud: a change is told right behind a heartbeat’s answer',
    file: 'fixtures/mock-cloud/room/push-queue.ts',
    find: 'if (queue.length > 0 || performance.now() < calmAtMs) wait(send);',
    replace: 'if (queue.length > 0) wait(send);',
    specs: ['e2e/self/mock-cloud/users.spec.ts'],
  },
  {
    name: 'cloud: the SDK’s reports are not acknowledged',
    file: 'fixtures/mock-cloud/wire/report-connection.ts',
    find: 'if (id === undefined || socket.readyState !== socket.OPEN) return;',
    replace: 'if (id !== undefined || socket.readyState !== socket.OPEN) return;',
    specs: ['e2e/self/mock-cloud/link.spec.ts'],
  },
  {
    name: 'cloud: a stream outlives its owner',
    file: SESSIONS,
    find: '    streams.endAllOf(member, streamEnd);\n',
    replace: '    void streamEnd;\n',
    specs: ANCHOR,
    titles: 'ANCHOR-04',
  },
  {
    name: 'cloud: the user goes before its stream does',
    file: SESSIONS,
    find: "    streams.endAllOf(member, streamEnd);\n    room.remove(member);\n    for (const other of room.members.values()) pushUser(other, 'left', member, room);\n",
    replace:
      "    room.remove(member);\n    for (const other of room.members.values()) pushUser(other, 'left', member, room);\n    streams.endAllOf(member, streamEnd);\n",
    specs: ANCHOR,
    titles: 'ANCHOR-04',
  },
  {
    name: 'cloud: late joiners hear nothing of the streams that are there',
    file: 'fixtures/mock-cloud/room/messages.ts',
    find: 'streamInfoList: [...room.streams.values()].map(loginStream),',
    replace: 'streamInfoList: [],',
    specs: PUBLISH,
    titles: 'PUB-07',
  },
  {
    name: 'cloud: a stream ID can be taken twice',
    file: STREAMS,
    find: 'const taken = present && present.ownerId !== member.userId;',
    replace: 'const taken = present && present.ownerId === undefined;',
    specs: PUBLISH,
    titles: 'PUB-07',
  },
  {
    name: 'cloud: a stream that was stopped is not told',
    file: STREAMS,
    find: "        note('stream-deleted', member, { streamId });\n        end(room, stream, StreamEnd.Stopped);",
    replace: "        note('stream-deleted', member, { streamId });\n        room.removeStream(streamId);",
    // PUB-02 misses it when the audience's heartbeat happens to come within the time allowed: once in ten runs.
    specs: ['e2e/self/mock-cloud/streams.spec.ts'],
  },
  {
    name: 'cloud: a logout is answered, and not carried out',
    file: SESSIONS,
    find: "      note('logout', member);\n      leave(member, StreamEnd.Stopped);",
    replace: "      note('logout', member);",
    specs: LEAVE,
    titles: 'ROOM-13',
  },
  {
    name: 'cloud: takes a token of another user',
    file: ADMISSION,
    find: 'if (token.userId !== request.userId)',
    replace: 'if (token.userId === undefined)',
    specs: LOGIN,
    titles: 'ROOM-04 a token that is made for another user',
  },
  {
    name: 'cloud: takes an expired token',
    file: ADMISSION,
    find: 'if (token.expiresAtS * 1000 <= nowMs)',
    replace: 'if (token.expiresAtS * 1000 <= 0 * nowMs)',
    specs: LOGIN,
    titles: 'ROOM-04 a token that is expired',
  },
  {
    name: 'cloud: takes a token of another app',
    file: ADMISSION,
    find: 'if (token.appId !== app.appId)',
    replace: 'if (token.appId === undefined)',
    specs: ['e2e/self/mock-cloud/isolation.spec.ts', 'e2e/self/mock-cloud/login.spec.ts'],
  },
  {
    name: 'cloud: a context key works on any connection',
    file: SESSIONS,
    find: 'return member?.channel === channel ? member : undefined;',
    replace: 'return member;',
    specs: ['e2e/self/mock-cloud/isolation.spec.ts'],
  },
  {
    name: 'cloud: goes on with a connection that sends garbage',
    file: 'fixtures/mock-cloud/wire/link-connection.ts',
    find: '    socket.close(CLOSE_GARBAGE, reason.slice(0, 120));\n',
    replace: '',
    specs: ['e2e/self/mock-cloud/link.spec.ts'],
  },
  {
    name: 'cloud: a silent link stands for ever',
    file: 'fixtures/mock-cloud/wire/link-connection.ts',
    find: 'drop: () => socket.terminate()',
    replace: 'drop: () => undefined',
    specs: ['e2e/self/mock-cloud/link.spec.ts'],
    titles: 'nothing at all is heard',
  },
  {
    name: 'cloud: drops links that are heard of',
    file: 'fixtures/mock-cloud/wire/link-connection.ts',
    find: '    tenant?.linkPresence.seen(self);\n    try',
    replace: '    try',
    specs: OUTAGE,
    titles: 'ROOM-07',
  },
  {
    name: 'cloud: says nothing to heartbeats of a session that is gone',
    file: 'fixtures/mock-cloud/room/room-service.ts',
    find: "      replies.replyCode(channel, message, code, 'no such session');\n",
    replace:
      "      if (cmd !== Command.Heartbeat) replies.replyCode(channel, message, code, 'no such session');\n",
    specs: ['e2e/room/stale-answers.spec.ts'],
  },
  {
    name: 'cloud: believes any length a frame announces',
    file: 'fixtures/mock-cloud/wire/frame.ts',
    find: 'if (length > MAX_BODY_BYTES)',
    replace: 'if (length > 2 * 0xffff_ffff)',
    specs: ['e2e/self/mock-cloud/frame.spec.ts'],
  },
  {
    name: 'cloud: feeds a client that does not read without end',
    file: 'fixtures/mock-cloud/wire/link-connection.ts',
    find: 'const MAX_UNREAD_BYTES = 8_388_608;',
    replace: 'const MAX_UNREAD_BYTES = Number.POSITIVE_INFINITY;',
    specs: ['e2e/self/mock-cloud/isolation.spec.ts'],
    titles: 'does not read',
  },
  {
    name: 'cloud: the picture does not come back with the publisher',
    file: 'fixtures/mock-cloud/media/sfu/stream.ts',
    find: '      for (const sink of [...sinks]) connect(sink);',
    replace: '',
    specs: ['e2e/self/mock-cloud/media-forwarding.spec.ts'],
  },
  {
    name: 'cloud: players start without a key frame',
    file: 'fixtures/mock-cloud/media/sfu/outbound.ts',
    find: "if (kind === 'video' && !beginsKeyFrame(codec.name, payload)) {",
    replace: "if (kind !== 'video' && !beginsKeyFrame(codec.name, payload)) {",
    specs: ['e2e/self/mock-cloud/media-forwarding.spec.ts'],
  },
  {
    name: 'cloud: never asks for a lost packet again',
    file: 'fixtures/mock-cloud/media/sfu/outbound.ts',
    find: 'if (kept?.header.sequenceNumber === sequence) sendRtp(kept.payload, kept.header);',
    replace: 'void kept;',
    specs: ['e2e/self/mock-cloud/media-forwarding.spec.ts'],
  },
  {
    name: 'cloud: a silent node answers',
    file: SESSION_REQUESTS,
    find: "if (mode === 'silent' || mode === 'dead' ||",
    replace: "if (mode === 'dead' ||",
    specs: PLAY,
    titles: 'PLAY-08',
  },
  {
    name: 'cloud: sends every client to the first node, dead or not',
    file: 'fixtures/mock-cloud/media/nodes.ts',
    find: "return candidates[(failures.get(requester) ?? 0) % candidates.length] ?? '';",
    replace: "return candidates[0] ?? '';",
    specs: ['e2e/self/mock-cloud/media-nodes.spec.ts'],
  },
  {
    name: 'cloud: hands a session to whoever names it',
    file: SIGNALLING,
    find: 'if (known?.userId === userId && known.token === sessionToken) known.channel = channel;',
    replace: 'if (known) known.channel = channel;',
    specs: ['e2e/self/mock-cloud/media-signalling.spec.ts'],
  },
  {
    name: 'cloud: says “not found” of a stream that is there',
    file: SESSION_REQUESTS,
    find: "if (type === 'play' && !exists)",
    replace: "if (type === 'play' && exists)",
    specs: PLAY,
    titles: 'PLAY-01',
  },
];
