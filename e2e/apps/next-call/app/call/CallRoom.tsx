'use client';

import { useEffect, useRef, useState } from 'react';
import { CallSession, NEW_CALL, type CallView } from '../../lib/session';

const STATUS = {
  joining: 'Joining the call…',
  joined: 'In the call',
  reconnecting: 'Reconnecting…',
  lost: 'The connection to the call was lost.',
};

interface Props {
  room: string;
  name: string;
  onEnd: (message: string) => void;
}

export function CallRoom({ room, name, onEnd }: Props) {
  const [view, setView] = useState<CallView>(NEW_CALL);
  const [attempt, setAttempt] = useState(0);
  const end = useRef(onEnd);
  const own = useRef<HTMLDivElement>(null);

  useEffect(() => {
    end.current = onEnd;
  });

  useEffect(() => {
    const session = new CallSession(room, name, setView, (message) => end.current(message));
    const onPageHide = () => {
      session.leave();
      end.current('You left the call.');
    };
    window.addEventListener('pagehide', onPageHide);
    void session.join();
    return () => {
      window.removeEventListener('pagehide', onPageHide);
      session.leave();
    };
  }, [room, name, attempt]);

  useEffect(() => {
    if (view.camera && own.current) view.camera.playVideo(own.current, { mirror: true });
  }, [view.camera]);

  return (
    <>
      <p role="status">{STATUS[view.phase]}</p>
      {view.notice && <p role="alert">{view.notice}</p>}
      <div className="stage">
        {view.peers.map((peer) => (
          <section className="remote" key={peer.streamID}>
            <h2>{peer.name}</h2>
            {peer.failed && <p>No video from {peer.name}.</p>}
            {peer.media && <Video media={peer.media} />}
          </section>
        ))}
        {view.phase === 'joined' && view.peers.length === 0 && <p>Waiting for the other person…</p>}
        {view.camera && <div className="own" ref={own} />}
      </div>
      <div className="bar">
        {view.phase === 'lost' && <button onClick={() => setAttempt(attempt + 1)}>Join again</button>}
        <button onClick={() => onEnd('You left the call.')}>Hang up</button>
      </div>
    </>
  );
}

function Video({ media }: { media: MediaStream }) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (element.current) element.current.srcObject = media;
  }, [media]);
  return <video ref={element} autoPlay playsInline />;
}
