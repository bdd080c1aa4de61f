/* global ZegoExpressEngine */

// From the project's page in ZEGO's console.
const appID = 1484647939;
const server = 'wss://webliveroom1484647939-api.coolzcloud.com/ws';
// A temporary token made in the console. It runs out after a day: paste a new one then.
const tempToken =
  '04AAAAAGVVQoAAEHE4ZjJrMXo3bTB4NGM2djkAcDzPp5/LcWbCtzbh6jxrC8mst78OwtZsGx5SZsSSgGLTXjTq+E8o0YF8ZsXrlJdaeqErbVv7jnxQt0kvx5LCn4QwV/T2PRlxYV8Pk7Wx+4SRZyO2Kv0fJE6IMjr5xvGUF+ZSXJhVGIARkZ0xgaJFeKA=';

const RETRY_AFTER = 4000;
const MAX_RETRIES = 5;
// No use in trying again: no permission, forbidden, stream ID taken, codec.
const PERMANENT_ERRORS = [1002082, 1003025, 1003028, 1003080, 1004025, 1004080, 1103019, 1104046];

const zg = new ZegoExpressEngine(appID, server);

let roomID = '';
let joined = false; // between "Join room" and the end of the call
let roomState = 'DISCONNECTED';
let localStream = null;
let publishID = '';
let publishRetries = 0;
let publishTimer = null;
const playing = {}; // streamID -> { div, view, retries, timer }

function $(id) {
  return document.getElementById(id);
}

function say(text) {
  $('message').textContent = text;
}

function codeOf(error) {
  return (error && (error.errorCode || error.code)) || -1;
}

function canRetry(errorCode) {
  return errorCode !== 0 && PERMANENT_ERRORS.indexOf(errorCode) < 0;
}

// ---- room ----

async function join() {
  if (joined) return;
  joined = true;
  roomID = $('RoomID').value.trim();
  const userID = $('UserID').value.trim();
  $('lobby').hidden = true;
  $('JoinAgain').hidden = true;
  say('Joining…');
  try {
    const ok = await zg.loginRoom(roomID, $('Token').value.trim(), { userID, userName: userID });
    if (!ok) throw { code: -1, msg: 'login refused' };
  } catch (error) {
    endCall();
    $('lobby').hidden = false;
    say('Could not join: ' + codeOf(error) + ' ' + (error.msg || error.message || ''));
    return;
  }
  if (!joined) return; // the call ended meanwhile
  $('room').hidden = false;
  say('');
  if ($('Publish').checked) await publish(roomID + '_' + userID);
}

function endCall() {
  joined = false;
  clearTimeout(publishTimer);
  if (publishID) {
    zg.stopPublishingStream(publishID);
    publishID = '';
  }
  if (localStream) {
    zg.destroyStream(localStream);
    localStream = null;
  }
  Object.keys(playing).forEach(removeStream);
  $('localVideo').innerHTML = '';
  $('room').hidden = true;
  $('tokenBar').hidden = true;
}

function leave() {
  if (!joined) return;
  endCall();
  zg.logoutRoom(roomID);
  $('lobby').hidden = false;
  say('You have left the room.');
}

zg.on('roomStateUpdate', function (room, state, errorCode) {
  roomState = state;
  $('RoomState').textContent = state;
  if (state === 'DISCONNECTED' && errorCode !== 0 && joined && !$('room').hidden) {
    endCall();
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
    $('JoinAgain').hidden = false;
  } else if (reason === 'KICKOUT') {
    endCall();
    say('You were removed from the room (' + errorCode + ').');
    $('JoinAgain').hidden = true;
    $('lobby').hidden = false;
  }
});

zg.on('tokenWillExpire', function () {
  say('The token expires soon. Please paste a new one.');
  $('tokenBar').hidden = false;
});

function renewToken() {
  const token = $('NewToken').value.trim();
  if (!token || !joined) return;
  zg.renewToken(token, roomID);
  $('Token').value = token; // the next login uses it, too
  $('NewToken').value = '';
  $('tokenBar').hidden = true;
  say('');
}

// ---- publishing ----

async function publish(streamID) {
  let stream;
  try {
    stream = await zg.createStream({ camera: { audio: true, video: true } });
  } catch (error) {
    say('Camera or microphone cannot be used: ' + codeOf(error));
    return;
  }
  if (!joined) {
    zg.destroyStream(stream);
    return;
  }
  localStream = stream;
  publishID = streamID;
  publishRetries = 0;
  zg.createLocalStreamView(localStream).play('localVideo', { muted: true });
  zg.startPublishingStream(publishID, localStream);
}

zg.on('publisherStateUpdate', function (result) {
  if (result.streamID !== publishID) return;
  if (result.state === 'PUBLISHING') publishRetries = 0;
  if (result.state !== 'NO_PUBLISH' || result.errorCode === 0) return;
  if (!canRetry(result.errorCode) || publishRetries >= MAX_RETRIES) {
    say('Others cannot see you: ' + result.errorCode);
    return;
  }
  clearTimeout(publishTimer);
  publishTimer = setTimeout(republish, RETRY_AFTER);
});

function republish() {
  if (!publishID || !localStream) return;
  if (roomState !== 'CONNECTED') {
    publishTimer = setTimeout(republish, RETRY_AFTER);
    return;
  }
  publishRetries++;
  zg.startPublishingStream(publishID, localStream);
}

// ---- playing ----

zg.on('roomStreamUpdate', function (room, updateType, streamList) {
  if (!joined) return;
  streamList.forEach(function (stream) {
    if (updateType === 'ADD') {
      addStream(stream.streamID, stream.user.userName);
    } else {
      removeStream(stream.streamID);
    }
  });
});

function addStream(streamID, userName) {
  if (playing[streamID]) return;
  const tile = document.createElement('figure');
  const box = document.createElement('div');
  const caption = document.createElement('figcaption');
  box.id = 'play_' + streamID;
  box.className = 'video';
  caption.textContent = userName;
  tile.append(box, caption);
  $('remoteVideos').append(tile);
  playing[streamID] = { tile, view: null, retries: 0, timer: null };
  play(streamID);
}

async function play(streamID) {
  const item = playing[streamID];
  try {
    const stream = await zg.startPlayingStream(streamID);
    if (playing[streamID] !== item) return; // deleted meanwhile
    item.view = zg.createRemoteStreamView(stream);
    item.view.play('play_' + streamID, { objectFit: 'cover' });
  } catch (error) {
    if (playing[streamID] === item) retryPlay(streamID, codeOf(error));
  }
}

function retryPlay(streamID, errorCode) {
  const item = playing[streamID];
  if (!item || !canRetry(errorCode) || item.retries >= MAX_RETRIES) return;
  clearTimeout(item.timer);
  item.timer = setTimeout(function () {
    if (roomState !== 'CONNECTED') {
      retryPlay(streamID, errorCode);
      return;
    }
    item.retries++;
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
  item.tile.remove();
}

zg.on('playerStateUpdate', function (result) {
  const item = playing[result.streamID];
  if (!item) return;
  if (result.state === 'PLAYING') item.retries = 0;
  if (result.state === 'NO_PLAY') retryPlay(result.streamID, result.errorCode);
});

// ---- buttons ----

$('Token').value = tempToken;
$('lobby').addEventListener('submit', function (event) {
  event.preventDefault();
  join();
});
$('LeaveRoom').addEventListener('click', leave);
$('JoinAgain').addEventListener('click', join);
$('RenewToken').addEventListener('click', renewToken);
window.addEventListener('pagehide', leave);
