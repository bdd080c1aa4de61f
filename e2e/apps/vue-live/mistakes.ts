// Mistakes as they are seen in public code: each is one change of this app's source, which still builds.
export const mistakes = [
  {
    id: 'vue-frozen-tile',
    what: 'DELETE is not acted on: the last picture stays, frozen, and the SDK goes on asking for a stream that has ended',
    file: 'src/useLive.js',
    find: `        stopPlaying(streamID);
        streams.value = streams.value.filter(({ id }) => id !== streamID);`,
    replace: ``,
    duty: 'ANCHOR-04',
  },
  {
    id: 'vue-lost-looks-joined',
    what: 'after RECONNECT_FAILED the page looks joined for good, and there is no button to join again',
    file: 'src/useLive.js',
    find: `    if (reason === 'RECONNECT_FAILED') leave({ next: 'lost' });
`,
    replace: '',
    duty: 'ROOM-09',
  },
  {
    id: 'vue-destroys-engine-on-reconnecting',
    what: 'destroys the engine on RECONNECTING, in the middle of the SDK’s own attempt',
    file: 'src/useLive.js',
    find: `    if (reason === 'RECONNECTING') phase.value = 'reconnecting';`,
    replace: `    if (reason === 'RECONNECTING') {
      phase.value = 'reconnecting';
      engine.destroyEngine();
    }`,
    duty: 'ROOM-07',
  },
  {
    id: 'vue-publishes-anew-on-reconnected',
    what: 'publishes again on RECONNECTED under a new stream ID, while the old stream lives: two pictures of one host',
    file: 'src/useLive.js',
    find: `    if (reason === 'LOGINED' || reason === 'RECONNECTED') phase.value = 'live';`,
    replace: `    if (reason === 'LOGINED' || reason === 'RECONNECTED') phase.value = 'live';
    if (reason === 'RECONNECTED' && camera.value)
      engine.startPublishingStream(\`\${ownStream}-\${Date.now()}\`, camera.value);`,
    duty: 'ANCHOR-01',
  },
  {
    id: 'vue-stops-on-reconnecting',
    what: 'stops publishing for good on RECONNECTING',
    file: 'src/useLive.js',
    find: `    if (reason === 'RECONNECTING') phase.value = 'reconnecting';`,
    replace: `    if (reason === 'RECONNECTING') {
      phase.value = 'reconnecting';
      if (camera.value) engine.stopPublishingStream(ownStream);
    }`,
    duty: 'ANCHOR-01',
  },
  {
    id: 'vue-random-user',
    what: 'a new user ID at each load: after a crash the host meets its own ghost, whose stream ID is taken until P',
    file: 'src/api.js',
    find: `export const userId = role === 'host' ? \`host-\${room}\` : viewerId();`,
    replace: `export const userId = \`\${role}-\${crypto.randomUUID().slice(0, 8)}\`;`,
    duty: 'ANCHOR-03',
  },
  {
    id: 'vue-plays-outside-the-page',
    what: 'attaches the stream to an element that is not in the page: everything says PLAYING, and nobody sees a picture',
    file: 'src/useLive.js',
    find: `      view.play(\`stage-\${id}\`, { objectFit: 'contain' });`,
    replace: `      view.play(document.createElement('div'), { objectFit: 'contain' });`,
    duty: 'PLAY-01',
  },
  {
    id: 'vue-keeps-the-token',
    what: 'keeps the first token for every later login, also when it has expired',
    file: 'src/useLive.js',
    find: `      const { appId, token } = await fetchPass();`,
    replace: `      const { appId, token } = JSON.parse((sessionStorage.pass ??= JSON.stringify(await fetchPass())));`,
    duty: 'ROOM-04: shows only with tokens that expire before the second login',
  },
  {
    id: 'vue-retries-without-end',
    what: 'tries a failed stream again at once and for ever',
    file: 'src/useLive.js',
    find: `const PAUSE_MS = 4000;
const MAX_ATTEMPTS = 6;`,
    replace: `const PAUSE_MS = 0;
const MAX_ATTEMPTS = Infinity;`,
    duty: 'PLAY-03',
  },
  {
    id: 'vue-user-before-stream',
    what: 'shows a stream only when its user was announced before: a viewer who comes late never sees the host',
    file: 'src/useLive.js',
    find: `    zg.on('roomStreamUpdate', onStreams);`,
    replace: `    const announced = new Set();
    zg.on('roomUserUpdate', (_room, updateType, users) => {
      for (const { userID } of users) {
        if (updateType === 'ADD') announced.add(userID);
        else announced.delete(userID);
      }
    });
    zg.on('roomStreamUpdate', (roomID, updateType, list) => {
      const known = list.filter(({ user }) => updateType === 'DELETE' || announced.has(user.userID));
      onStreams(roomID, updateType, known);
    });`,
    duty: 'PLAY-01',
  },
] as const;
