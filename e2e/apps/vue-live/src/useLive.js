import { nextTick, onBeforeUnmount, ref, shallowRef } from 'vue';
import { ZegoExpressEngine } from 'zego-express-engine-webrtc';
import { fetchPass, role, room, userId } from './api.js';

const PAUSE_MS = 4000;
const MAX_ATTEMPTS = 6;
// No permission, forbidden, name taken, codec, bad ID: trying again cannot help.
const PERMANENT = [
  1000014, 1000015, 1000016, 1002082, 1003025, 1003028, 1003080, 1004025, 1004080, 1103019, 1103049, 1103064,
  1104046,
];

export function useLive() {
  const phase = ref('idle'); // idle | joining | live | reconnecting | lost
  const notice = ref('');
  const camera = shallowRef(null);
  const streams = ref([]);

  const ownStream = `${room}-live`;
  const views = new Map();
  const retries = new Map();
  let engine;
  let session = 0;
  let loggedIn = false;

  function createEngine(appId) {
    const zg = new ZegoExpressEngine(appId, `wss://webliveroom${appId}-api.coolzcloud.com/ws`);
    zg.on('roomStateChanged', onRoomState);
    zg.on('roomStreamUpdate', onStreams);
    zg.on('playerStateUpdate', onPlayer);
    zg.on('publisherStateUpdate', onPublisher);
    zg.on('tokenWillExpire', renewToken);
    return zg;
  }

  async function join() {
    if (phase.value !== 'idle' && phase.value !== 'lost') return;
    const mine = ++session;
    phase.value = 'joining';
    notice.value = '';
    try {
      const { appId, token } = await fetchPass();
      if (mine !== session) return;
      engine ??= createEngine(appId);
      if (role === 'host') {
        const stream = await engine.createStream({ camera: { audio: true, video: true } });
        if (mine !== session) return engine.destroyStream(stream);
        camera.value = stream;
      }
      loggedIn = true;
      await engine.loginRoom(room, token, { userID: userId, userName: userId }, { userUpdate: true });
      if (mine === session && role === 'host') publish();
    } catch (error) {
      if (mine !== session) return;
      leave();
      notice.value = `That did not work: ${error.message ?? error.msg ?? error}`;
    }
  }

  function leave({ logout = true, next = 'idle' } = {}) {
    session++;
    for (const key of [...retries.keys()]) forget(key);
    for (const { id } of streams.value) stopPlaying(id);
    streams.value = [];
    if (camera.value) {
      engine.stopPublishingStream(ownStream);
      engine.destroyStream(camera.value);
      camera.value = null;
    }
    phase.value = next;
    if (loggedIn && logout) engine.logoutRoom(room);
    loggedIn = false;
  }

  function onRoomState(roomID, reason, errorCode) {
    if (roomID !== room || !loggedIn) return;
    if (reason === 'LOGINED' || reason === 'RECONNECTED') phase.value = 'live';
    if (reason === 'RECONNECTING') phase.value = 'reconnecting';
    if (reason === 'RECONNECT_FAILED') leave({ next: 'lost' });
    if (reason === 'KICKOUT') {
      leave({ logout: false });
      notice.value =
        errorCode === 1002050 ? 'This goes on in another window.' : 'You were removed from this live.';
    }
    if (reason === 'LOGOUT') leave({ logout: false });
  }

  function publish() {
    if (!engine.startPublishingStream(ownStream, camera.value)) notice.value = 'Sending your video failed.';
  }

  function onPublisher({ streamID, state, errorCode }) {
    if (state === 'PUBLISHING') {
      notice.value = '';
      forget(streamID);
    }
    if (state !== 'NO_PUBLISH' || errorCode === 0 || !camera.value) return;
    const republish = () => {
      engine.stopPublishingStream(streamID);
      publish();
    };
    notice.value = tryAgain(streamID, errorCode, republish)
      ? 'Sending your video was interrupted, trying again…'
      : `Sending your video failed (${errorCode}).`;
  }

  function onStreams(roomID, updateType, list) {
    if (roomID !== room || role === 'host') return;
    for (const { streamID } of list) {
      if (updateType === 'DELETE') {
        forget(streamID);
        stopPlaying(streamID);
        streams.value = streams.value.filter(({ id }) => id !== streamID);
      } else if (!find(streamID)) {
        streams.value.push({ id: streamID, failed: false });
        play(streamID);
      }
    }
  }

  async function play(id) {
    try {
      const media = await engine.startPlayingStream(id);
      await nextTick();
      if (!find(id)) return;
      views.get(id)?.stop();
      const view = engine.createRemoteStreamView(media);
      views.set(id, view);
      view.play(`stage-${id}`, { objectFit: 'contain' });
    } catch (error) {
      onPlayFailed(id, error.code ?? error.errorCode ?? -1);
    }
  }

  function stopPlaying(id) {
    views.get(id)?.stop();
    views.delete(id);
    engine.stopPlayingStream(id);
  }

  function onPlayer({ streamID, state, errorCode }) {
    if (state === 'PLAYING') {
      forget(streamID);
      if (find(streamID)) find(streamID).failed = false;
    }
    if (state === 'NO_PLAY' && errorCode !== 0) onPlayFailed(streamID, errorCode);
  }

  function onPlayFailed(id, errorCode) {
    if (!find(id)) return;
    const replay = () => {
      stopPlaying(id);
      play(id);
    };
    if (!tryAgain(id, errorCode, replay)) find(id).failed = true;
  }

  const find = (streamID) => streams.value.find(({ id }) => id === streamID);

  /** Acts after a pause, when the room is connected; false: no use, or tried too often. */
  function tryAgain(key, errorCode, action) {
    const retry = retries.get(key) ?? { attempts: 0, timer: undefined };
    if (retry.timer) return true;
    if (PERMANENT.includes(errorCode) || retry.attempts >= MAX_ATTEMPTS) return false;
    retries.set(key, retry);
    const run = () => {
      retry.timer = undefined;
      if (phase.value !== 'live') return wait();
      retry.attempts++;
      action();
    };
    const wait = () => (retry.timer = setTimeout(run, PAUSE_MS));
    wait();
    return true;
  }

  function forget(key) {
    clearTimeout(retries.get(key)?.timer);
    retries.delete(key);
  }

  async function renewToken() {
    const mine = session;
    try {
      const { token } = await fetchPass();
      if (mine === session) engine.renewToken(token, room);
    } catch {
      if (mine === session) tryAgain('token', 0, renewToken);
    }
  }

  const onPageHide = () => leave();
  window.addEventListener('pagehide', onPageHide);
  onBeforeUnmount(() => {
    window.removeEventListener('pagehide', onPageHide);
    leave();
  });

  return { phase, notice, camera, streams, join, leave };
}
