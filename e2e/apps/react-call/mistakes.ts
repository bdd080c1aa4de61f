// Mistakes as they are seen in public code: each is one change of this app's source, which still builds.
export const mistakes = [
  {
    id: 'react-plays-on-delete',
    what: 'plays every stream it is told of, also on DELETE: a dead tile stays and a second one of the same stream comes',
    file: 'src/useCall.ts',
    find: `        if (updateType === 'ADD') {
          if (wanted.has(streamID)) continue;
`,
    replace: `        if (updateType === 'ADD' || updateType === 'DELETE') {
`,
    duty: 'ANCHOR-02',
  },
  {
    id: 'react-delete-without-stop',
    what: 'DELETE only removes the tile and never calls stopPlayingStream: the same stream ID cannot be played again while the SDK still plays it (1103049)',
    file: 'src/useCall.ts',
    find: `          zg.stopPlayingStream(streamID);
          dispatch({ type: 'removed', streamID });`,
    replace: `          dispatch({ type: 'removed', streamID });`,
    duty: 'ANCHOR-02',
  },
  {
    id: 'react-joins-twice',
    what: 'calls loginRoom twice for one join, as an unguarded effect does under StrictMode in a development build: the second is refused, and the page takes that for its own',
    file: 'src/useCall.ts',
    find: `    join().then(`,
    replace: `    join().catch(() => undefined);
    join().then(`,
    duty: 'ROOM-01',
  },
  {
    id: 'react-login-on-online',
    what: 'logs out and in anew when the browser says that it is online, while the SDK is reconnecting by itself: the own stream is lost',
    file: 'src/useCall.ts',
    find: `    window.addEventListener('pagehide', onPageHide);`,
    replace: `    window.addEventListener('pagehide', onPageHide);
    window.addEventListener('online', () => {
      zg.logoutRoom(room);
      join().catch(() => undefined);
    });`,
    duty: 'PUB-03: after a short outage the others do not see this user any more; only where the browser fires "online"',
  },
  {
    id: 'react-never-plays-again',
    what: 'after NO_PLAY with an error it never tries again',
    file: 'src/useCall.ts',
    find: `      if (isPermanent(code) || !retries.schedule(streamID, again))
        dispatch({ type: 'remote', streamID, change: { media: undefined, failed: true } });`,
    replace: `      dispatch({ type: 'remote', streamID, change: { media: undefined, failed: true } });`,
    duty: 'PLAY-03',
  },
  {
    id: 'react-retries-without-end',
    what: 'tries a failed stream again at once and for ever',
    file: 'src/Retries.ts',
    find: `const PAUSE_MS = 5_000;
const MAX_ATTEMPTS = 5;`,
    replace: `const PAUSE_MS = 0;
const MAX_ATTEMPTS = Infinity;`,
    duty: 'PLAY-03',
  },
  {
    id: 'react-removes-all-tiles',
    what: 'one DELETE removes the tiles of everybody',
    file: 'src/useCall.ts',
    find: `      return { ...state, remotes: state.remotes.filter((r) => r.streamID !== action.streamID) };`,
    replace: `      return { ...state, remotes: [] };`,
    duty: 'ROOM-13: with three in the room, the tile of the one who stays vanishes when another leaves',
  },
  {
    id: 'react-ignores-kickout',
    what: 'a user who was kicked out still sees "Connected" and the tiles',
    file: 'src/useCall.ts',
    find: `      } else if (reason === 'KICKOUT') {`,
    replace: `      } else if ((reason as string) === 'KICKED') {`,
    duty: 'ROOM-12',
  },
  {
    id: 'react-retry-survives-delete',
    what: 'an attempt that waits is not cancelled by DELETE: the stream is played after it has ended',
    file: 'src/useCall.ts',
    find: `          retries.cancel(streamID);
`,
    replace: '',
    duty: 'PLAY-04',
  },
  {
    id: 'react-waits-for-connected',
    what: 'waits for CONNECTED in roomStateChanged, which SDK 3 never says: "Joining…" for good, and no attempt is ever made again',
    file: 'src/useCall.ts',
    find: `      connected = reason === 'LOGINED' || reason === 'RECONNECTED';`,
    replace: `      connected = (reason as string) === 'CONNECTED';`,
    duty: 'ROOM-01: a viewer sees "Joining…" although both videos move',
  },
  {
    id: 'react-camera-on-again',
    what: 'takes the return to the room for a fresh start: the camera that its user had switched off is on again',
    file: 'src/useCall.ts',
    find: `      if (connected) dispatch({ type: 'phase', phase: 'joined' });`,
    replace: `      if (connected && stream.current) zg.mutePublishStreamVideo(stream.current, false);
      if (connected) dispatch({ type: 'phase', phase: 'joined' });`,
    duty: 'KEEP-01',
  },
  {
    id: 'react-unmutes-on-return',
    what: 'forgets on RECONNECTED that its user was muted, microphone and button alike',
    file: 'src/useCall.ts',
    find: `      if (connected) dispatch({ type: 'phase', phase: 'joined' });`,
    replace: `      if (reason === 'RECONNECTED' && offNow.current.microphone) toggle('microphone');
      if (connected) dispatch({ type: 'phase', phase: 'joined' });`,
    duty: 'KEEP-02',
  },
  {
    id: 'react-hides-reconnecting',
    what: 'says nothing while the SDK reconnects: “Connected” over pictures that stand still',
    file: 'src/useCall.ts',
    find: `dispatch({ type: 'phase', phase: 'reconnecting' });`,
    replace: `dispatch({ type: 'phase', phase: 'joined' });`,
    duty: 'UI-01',
  },
  {
    id: 'react-reconnecting-for-good',
    what: 'says “Reconnecting…” and never takes it back',
    file: 'src/useCall.ts',
    find: `      if (connected) dispatch({ type: 'phase', phase: 'joined' });`,
    replace: `      if (reason === 'LOGINED') dispatch({ type: 'phase', phase: 'joined' });`,
    duty: 'UI-01',
  },
  {
    id: 'react-calls-it-reconnecting',
    what: 'after RECONNECT_FAILED it says that it still reconnects',
    file: 'src/Call.tsx',
    find: `  lost: 'The connection was lost.',`,
    replace: `  lost: 'Reconnecting…',`,
    duty: 'ROOM-09',
  },
  {
    id: 'react-join-again-does-nothing',
    what: 'after RECONNECT_FAILED its button “Join again” does nothing',
    file: 'src/useCall.ts',
    find: `rejoin: () => setRound((n) => n + 1)`,
    replace: `rejoin: () => setRound((n) => n)`,
    duty: 'ROOM-09',
  },
] as const;
