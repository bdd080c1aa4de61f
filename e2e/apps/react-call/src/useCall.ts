import { useEffect, useReducer, useRef, useState } from 'react';
import type ZegoLocalStream from 'zego-express-engine-webrtc/sdk/code/zh/ZegoLocalStream.web';
import type { ZegoEvent } from 'zego-express-engine-webrtc/sdk/code/zh/ZegoExpressEntity.web';
import { Retries } from './Retries';
import { errorCode, errorText, fetchToken, getEngine, isPermanent } from './zego';

export interface Remote {
  streamID: string;
  userName: string;
  media?: MediaStream;
  failed?: boolean;
}

interface CallState {
  phase: 'joining' | 'joined' | 'reconnecting' | 'lost';
  camera?: MediaStream;
  remotes: Remote[];
  notice?: string;
}

/** What the user has switched off. */
interface Off {
  microphone: boolean;
  camera: boolean;
}

type Action =
  | { type: 'reset' }
  | { type: 'phase'; phase: CallState['phase'] }
  | { type: 'camera'; camera: MediaStream }
  | { type: 'notice'; notice: string | undefined }
  | { type: 'added'; streamID: string; userName: string }
  | { type: 'remote'; streamID: string; change: Partial<Remote> }
  | { type: 'removed'; streamID: string };

const INITIAL: CallState = { phase: 'joining', remotes: [] };

function reduce(state: CallState, action: Action): CallState {
  switch (action.type) {
    case 'reset':
      return INITIAL;
    case 'phase':
      return action.phase === 'lost' ? { phase: 'lost', remotes: [] } : { ...state, phase: action.phase };
    case 'camera':
      return { ...state, camera: action.camera };
    case 'notice':
      return { ...state, notice: action.notice };
    case 'added':
      return {
        ...state,
        remotes: [...state.remotes, { streamID: action.streamID, userName: action.userName }],
      };
    case 'remote':
      return {
        ...state,
        remotes: state.remotes.map((r) => (r.streamID === action.streamID ? { ...r, ...action.change } : r)),
      };
    case 'removed':
      return { ...state, remotes: state.remotes.filter((r) => r.streamID !== action.streamID) };
  }
}

/** In the room while mounted: publishes the camera and plays everybody else. */
export function useCall(room: string, userID: string, userName: string, onEnd: (reason?: string) => void) {
  const [state, dispatch] = useReducer(reduce, INITIAL);
  const [round, setRound] = useState(0);
  const [off, setOff] = useState<Off>({ microphone: false, camera: false });
  const offNow = useRef(off);
  const stream = useRef<ZegoLocalStream>(undefined);

  const apply = (wanted: Off) => {
    if (!stream.current) return;
    getEngine().mutePublishStreamAudio(stream.current, wanted.microphone);
    getEngine().mutePublishStreamVideo(stream.current, wanted.camera);
  };

  const toggle = (what: keyof Off) => {
    offNow.current = { ...offNow.current, [what]: !offNow.current[what] };
    setOff(offNow.current);
    apply(offNow.current);
  };

  useEffect(() => {
    const zg = getEngine();
    const ownStreamID = `${room}_${userID}_main`;
    const wanted = new Set<string>();
    let connected = false;
    let loginCalled = false;
    let left = false;
    let camera: ZegoLocalStream | undefined;
    const retries = new Retries(() => connected);

    const play = async (streamID: string) => {
      try {
        const media = await zg.startPlayingStream(streamID);
        if (wanted.has(streamID)) dispatch({ type: 'remote', streamID, change: { media, failed: false } });
      } catch (error) {
        playFailed(streamID, errorCode(error));
      }
    };

    const playFailed = (streamID: string, code: number) => {
      if (left || !wanted.has(streamID)) return;
      const again = () => {
        zg.stopPlayingStream(streamID);
        void play(streamID);
      };
      if (isPermanent(code) || !retries.schedule(streamID, again))
        dispatch({ type: 'remote', streamID, change: { media: undefined, failed: true } });
    };

    const publish = () => {
      if (camera && !zg.startPublishingStream(ownStreamID, camera))
        dispatch({ type: 'notice', notice: 'Your video could not be sent.' });
    };

    const leave = (logout = true) => {
      if (left) return;
      left = true;
      connected = false;
      retries.cancelAll();
      window.removeEventListener('pagehide', onPageHide);
      zg.off('roomStateChanged', onRoomState);
      zg.off('roomStreamUpdate', onStreams);
      zg.off('playerStateUpdate', onPlayer);
      zg.off('publisherStateUpdate', onPublisher);
      zg.off('tokenWillExpire', onTokenWillExpire);
      for (const streamID of wanted) zg.stopPlayingStream(streamID);
      wanted.clear();
      if (camera) {
        zg.stopPublishingStream(ownStreamID);
        zg.destroyStream(camera);
        stream.current = undefined;
      }
      if (loginCalled && logout) zg.logoutRoom(room);
    };

    const onPageHide = () => {
      leave();
      onEnd();
    };

    const onRoomState: ZegoEvent['roomStateChanged'] = (roomID, reason, code) => {
      if (roomID !== room) return;
      const was = connected;
      connected = reason === 'LOGINED' || reason === 'RECONNECTED';
      if (connected) dispatch({ type: 'phase', phase: 'joined' });
      else if (reason === 'RECONNECTING') dispatch({ type: 'phase', phase: 'reconnecting' });
      else if (reason === 'RECONNECT_FAILED') {
        leave();
        dispatch({ type: 'phase', phase: 'lost' });
      } else if (reason === 'KICKOUT') {
        leave(false);
        onEnd(code === 1002050 ? 'You joined from another window.' : 'You were removed from the call.');
      } else if (reason === 'LOGOUT' && was) {
        leave(false);
        onEnd('The call has ended.');
      }
    };

    const onStreams: ZegoEvent['roomStreamUpdate'] = (roomID, updateType, streams) => {
      if (roomID !== room) return;
      for (const { streamID, user } of streams) {
        if (updateType === 'ADD') {
          if (wanted.has(streamID)) continue;
          wanted.add(streamID);
          dispatch({ type: 'added', streamID, userName: user.userName || user.userID });
          void play(streamID);
        } else {
          wanted.delete(streamID);
          retries.cancel(streamID);
          zg.stopPlayingStream(streamID);
          dispatch({ type: 'removed', streamID });
        }
      }
    };

    const onPlayer: ZegoEvent['playerStateUpdate'] = ({ streamID, state, errorCode }) => {
      if (state === 'PLAYING') retries.succeeded(streamID);
      if (state === 'NO_PLAY' && errorCode !== 0) playFailed(streamID, errorCode);
    };

    const onPublisher: ZegoEvent['publisherStateUpdate'] = ({ streamID, state, errorCode }) => {
      if (state === 'PUBLISHING') {
        retries.succeeded(streamID);
        dispatch({ type: 'notice', notice: undefined });
      }
      if (state !== 'NO_PUBLISH' || errorCode === 0 || left) return;
      const again = () => {
        zg.stopPublishingStream(streamID);
        publish();
      };
      if (isPermanent(errorCode) || !retries.schedule(streamID, again))
        dispatch({ type: 'notice', notice: `Your video could not be sent (${errorCode}).` });
    };

    const onTokenWillExpire = () => {
      fetchToken(userID).then(
        (token) => !left && zg.renewToken(token, room),
        () => retries.schedule('token', onTokenWillExpire),
      );
    };

    const join = async () => {
      const token = await fetchToken(userID);
      if (left) return;
      zg.on('roomStateChanged', onRoomState);
      zg.on('roomStreamUpdate', onStreams);
      zg.on('playerStateUpdate', onPlayer);
      zg.on('publisherStateUpdate', onPublisher);
      zg.on('tokenWillExpire', onTokenWillExpire);
      loginCalled = true;
      await zg.loginRoom(room, token, { userID, userName }, { userUpdate: true });
    };

    const startCamera = async () => {
      const created = await zg.createZegoStream({ camera: { video: true, audio: true } });
      if (left) return zg.destroyStream(created);
      camera = created;
      stream.current = created;
      if (created.stream) dispatch({ type: 'camera', camera: created.stream });
      publish();
      apply(offNow.current);
    };

    dispatch({ type: 'reset' });
    window.addEventListener('pagehide', onPageHide);
    join().then(
      () => {
        if (left) return;
        startCamera().catch((error: unknown) =>
          dispatch({ type: 'notice', notice: `No camera: ${errorText(error)}` }),
        );
      },
      (error: unknown) => {
        if (left) return;
        leave();
        onEnd(`Could not join: ${errorText(error)}`);
      },
    );
    return leave;
  }, [room, userID, userName, onEnd, round]);

  return { ...state, off, toggle, rejoin: () => setRound((n) => n + 1) };
}
