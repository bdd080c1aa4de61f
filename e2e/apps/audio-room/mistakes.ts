/** Seeded mistakes of kinds seen in public code: each a small change of the app's source. */
export const mistakes = [
  {
    id: 'audio-plays-on-delete',
    what: 'does not look at the update type: plays on DELETE too',
    file: 'src/voice-room.ts',
    find: `        if (updateType === 'ADD') this.#addSpeaker(streamID, user.userName || user.userID);
        else this.#removeSpeaker(streamID);`,
    replace: `        this.#removeSpeaker(streamID);
        this.#addSpeaker(streamID, user.userName || user.userID);`,
    duty: 'who has left the mic stays in the list, and the cloud is asked for a stream that is gone',
  },
  {
    id: 'audio-waits-for-older-words',
    what: 'waits in roomStateChanged for the words of roomStateUpdate, which never come there',
    file: 'src/voice-room.ts',
    find: `      if (reason === 'RECONNECTING') this.#setState('reconnecting');
      else if (reason === 'RECONNECTED') this.#setState('in');
      else if (reason === 'RECONNECT_FAILED') this.#tearDown('lost');`,
    replace: `      const word = String(reason);
      if (word === 'CONNECTING') this.#setState('reconnecting');
      else if (word === 'CONNECTED') this.#setState('in');
      else if (word === 'DISCONNECTED') this.#tearDown('lost');`,
    duty: 'nothing is shown while reconnecting; after RECONNECT_FAILED the page looks joined for good',
  },
  {
    id: 'audio-ignores-kickout',
    what: 'does nothing on KICKOUT',
    file: 'src/voice-room.ts',
    find: `      else if (reason === 'KICKOUT') this.#tearDown('kicked');
`,
    replace: ``,
    duty: 'who was removed still reads “You are in the room.” and has all the buttons',
  },
  {
    id: 'audio-leaves-mic-while-reconnecting',
    what: 'stops publishing for good on RECONNECTING',
    file: 'src/voice-room.ts',
    find: `      if (reason === 'RECONNECTING') this.#setState('reconnecting');
`,
    replace: `      if (reason === 'RECONNECTING') {
        this.leaveMic();
        this.#setState('reconnecting');
      }
`,
    duty: 'after a short outage the listeners do not hear the speaker any more',
  },
  {
    id: 'audio-new-stream-after-reconnect',
    what: 'publishes on RECONNECTED under a new stream ID while the old stream lives',
    file: 'src/voice-room.ts',
    find: `      else if (reason === 'RECONNECTED') this.#setState('in');
`,
    replace: `      else if (reason === 'RECONNECTED') {
        this.#setState('in');
        const stream = this.#mic?.stream;
        if (stream) zg.startPublishingStream(\`\${this.#roomId}-\${this.#userId}-\${Date.now()}\`, stream);
      }
`,
    duty: 'after a reconnect the listeners have the same speaker twice',
  },
  {
    id: 'audio-destroys-engine-while-reconnecting',
    what: 'destroys the engine on RECONNECTING',
    file: 'src/voice-room.ts',
    find: `      if (reason === 'RECONNECTING') this.#setState('reconnecting');
`,
    replace: `      if (reason === 'RECONNECTING') {
        this.#setState('reconnecting');
        zg.destroyEngine();
      }
`,
    duty: 'at the first short outage the speaker falls out of the room and is heard no more',
  },
  {
    id: 'audio-never-publishes-again',
    what: 'does nothing on NO_PUBLISH with an error',
    file: 'src/voice-room.ts',
    find: `      else if (state === 'NO_PUBLISH' && errorCode !== 0) this.#retryPublishing(mic, errorCode);
`,
    replace: ``,
    duty: 'once the SDK gives up, the speaker is not heard any more, while the button still says “Leave the mic”',
  },
  {
    id: 'audio-only-announced-people',
    what: 'takes a stream only if its user was announced before',
    file: 'src/voice-room.ts',
    find: `        if (updateType === 'ADD') this.#addSpeaker(streamID, user.userName || user.userID);
        else`,
    replace: `        if (updateType === 'ADD') {
          const name = this.#people.get(user.userID);
          if (name) this.#addSpeaker(streamID, name);
        } else`,
    duty: 'when a stream is told of before its user is, the listener never hears it',
  },
  {
    id: 'audio-unhandled-rejection',
    what: 'nobody handles the rejection of startPlayingStream',
    file: 'src/voice-room.ts',
    find: `    try {
      const stream = await this.#zg.startPlayingStream(streamId, { video: false, audio: true });
      if (this.#speakers.get(streamId) === speaker) this.#events.speakerHeard(streamId, stream);
    } catch (error) {
      if (this.#speakers.get(streamId) === speaker) this.#retryPlaying(streamId, speaker, codeOf(error));
    }`,
    replace: `    const stream = await this.#zg.startPlayingStream(streamId, { video: false, audio: true });
    if (this.#speakers.get(streamId) === speaker) this.#events.speakerHeard(streamId, stream);`,
    duty: 'an unhandled rejection in the page when a stream cannot be played',
  },
  {
    id: 'audio-element-outside-the-page',
    what: 'forgets to put the audio element into the page, and so never finds it',
    file: 'src/main.ts',
    find: `    tile.append(name, meter, audio);`,
    replace: `    tile.append(name, meter);`,
    duty: 'the listeners see the speaker in the list and hear nothing',
  },
  {
    id: 'audio-random-user-id',
    what: 'a new random user ID for every login',
    file: 'src/main.ts',
    find: `    await voiceRoom.join(String(form.get('room')), String(form.get('user')));`,
    replace: `    const userId = \`\${String(form.get('user'))}-\${Math.random().toString(36).slice(2, 8)}\`;
    await voiceRoom.join(String(form.get('room')), userId);`,
    duty: 'who comes back after a crash or RECONNECT_FAILED stands beside a ghost until the presence timeout',
  },
  {
    id: 'audio-keeps-old-token',
    what: 'keeps the first token for every later login',
    file: 'src/back-end.ts',
    find: `export async function fetchToken(userId: string): Promise<string> {
  const { token } = await getJson<{ token: string }>(\`/api/token?userId=\${encodeURIComponent(userId)}\`);
  return token;
}`,
    replace: `const kept = new Map<string, string>();
export async function fetchToken(userId: string): Promise<string> {
  const old = kept.get(userId);
  if (old) return old;
  const { token } = await getJson<{ token: string }>(\`/api/token?userId=\${encodeURIComponent(userId)}\`);
  kept.set(userId, token);
  return token;
}`,
    duty: 'once the first token has run out, “Join again” and a renewal do not work',
  },
  {
    id: 'audio-no-leave-on-pagehide',
    what: 'closing the page does not log out',
    file: 'src/main.ts',
    find: `window.addEventListener('pagehide', () => voiceRoom?.leave());
`,
    replace: ``,
    duty: 'who has closed the page stays on the list until the presence timeout',
  },
] as const;
