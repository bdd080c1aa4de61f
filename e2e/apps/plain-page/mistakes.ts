/** Seeded mistakes of kinds seen in public code: each a small change of the page's source. */
export const mistakes = [
  {
    id: 'plain-never-stops-playing',
    what: 'DELETE only removes the tile and never calls stopPlayingStream, nor does a new attempt',
    file: 'src/page.js',
    find: `    item.retries++;
    zg.stopPlayingStream(streamID);
    play(streamID);
  }, RETRY_AFTER);
}

function removeStream(streamID) {
  const item = playing[streamID];
  if (!item) return;
  delete playing[streamID];
  clearTimeout(item.timer);
  zg.stopPlayingStream(streamID);
  item.tile.remove();`,
    replace: `    item.retries++;
    play(streamID);
  }, RETRY_AFTER);
}

function removeStream(streamID) {
  const item = playing[streamID];
  if (!item) return;
  delete playing[streamID];
  clearTimeout(item.timer);
  item.tile.remove();`,
    duty: 'a publisher who returns under the same stream ID is not seen: error 1103049, an empty tile',
  },
  {
    id: 'plain-keeps-frozen-tile',
    what: 'stops playing on DELETE, but leaves the tile',
    file: 'src/page.js',
    find: `  zg.stopPlayingStream(streamID);
  item.tile.remove();`,
    replace: `  zg.stopPlayingStream(streamID);`,
    duty: 'who has left keeps a tile',
  },
  {
    id: 'plain-removes-all-tiles',
    what: 'one DELETE removes all tiles',
    file: 'src/page.js',
    find: `      removeStream(stream.streamID);`,
    replace: `      Object.keys(playing).forEach(removeStream);`,
    duty: 'with two others in the room: one leaves, and the viewer loses the other too',
  },
  {
    id: 'plain-view-outside-the-page',
    what: 'plays the stream view in an element that is not in the page',
    file: 'src/page.js',
    find: `    item.view.play('play_' + streamID, { objectFit: 'cover' });`,
    replace: `    item.view.play(document.createElement('div'), { objectFit: 'cover' });`,
    duty: 'the others have tiles without a picture',
  },
  {
    id: 'plain-retry-survives-delete',
    what: 'the attempt to play again is not cancelled when the stream is deleted',
    file: 'src/page.js',
    find: `  delete playing[streamID];
  clearTimeout(item.timer);`,
    replace: `  delete playing[streamID];`,
    duty: 'after DELETE the cloud is still asked for the stream',
  },
  {
    id: 'plain-retries-at-once-without-end',
    what: 'tries again at once and without end',
    file: 'src/page.js',
    find: `const RETRY_AFTER = 4000;
const MAX_RETRIES = 5;`,
    replace: `const RETRY_AFTER = 0;
const MAX_RETRIES = Infinity;`,
    duty: 'after NO_PLAY or NO_PUBLISH with an error the cloud is asked again without a pause',
  },
  {
    id: 'plain-looks-joined-for-good',
    what: 'only says that the connection is lost: neither callback ends the call',
    file: 'src/page.js',
    find: `    endCall();
    say('The connection to the room is lost (' + errorCode + ').');
    $('JoinAgain').hidden = false;
  }
});

// The newer callback says more exactly what has happened. It comes right after the older one.
zg.on('roomStateChanged', function (room, reason, errorCode) {
  if (reason === 'RECONNECTING') {
    say('Reconnecting…');
  } else if (reason === 'RECONNECTED') {
    say('Connected again.');
  } else if (reason === 'RECONNECT_FAILED') {
    endCall();
    say('Reconnecting failed (' + errorCode + ').');
    $('JoinAgain').hidden = false;`,
    replace: `    say('The connection to the room is lost (' + errorCode + ').');
  }
});

// The newer callback says more exactly what has happened. It comes right after the older one.
zg.on('roomStateChanged', function (room, reason, errorCode) {
  if (reason === 'RECONNECTING') {
    say('Reconnecting…');
  } else if (reason === 'RECONNECTED') {
    say('Connected again.');
  } else if (reason === 'RECONNECT_FAILED') {
    say('Reconnecting failed (' + errorCode + ').');`,
    duty: 'after RECONNECT_FAILED the page keeps its tiles and its camera, and there is no way back',
  },
  {
    id: 'plain-rejoins-after-kickout',
    what: 'comes back by itself after KICKOUT',
    file: 'src/page.js',
    find: `    endCall();
    say('You were removed from the room (' + errorCode + ').');
    $('JoinAgain').hidden = true;
    $('lobby').hidden = false;`,
    replace: `    endCall();
    join();`,
    duty: 'who was removed is in the room again at once; two devices of one user push each other out in turn',
  },
  {
    id: 'plain-joins-anew-on-online',
    what: 'leaves and joins anew on the "online" event, while the SDK reconnects by itself',
    file: 'src/page.js',
    find: `window.addEventListener('pagehide', leave);`,
    replace: `window.addEventListener('pagehide', leave);
window.addEventListener('online', function () {
  if (!joined) return;
  leave();
  join();
});`,
    duty: 'after a short outage the others see this user leave and come',
  },
  {
    id: 'plain-no-leave-on-pagehide',
    what: 'closing the page does not log out',
    file: 'src/page.js',
    find: `window.addEventListener('pagehide', leave);`,
    replace: ``,
    duty: 'the others keep the tile of who has closed the page, until the presence timeout',
  },
] as const;
