import { useEffect, useRef } from 'react';
import { useCall } from './useCall';

const STATUS = {
  joining: 'Joining…',
  joined: 'Connected',
  reconnecting: 'Reconnecting…',
  lost: 'The connection was lost.',
};

interface Props {
  room: string;
  name: string;
  userID: string;
  onLeave: (reason?: string) => void;
}

export function Call({ room, name, userID, onLeave }: Props) {
  const { phase, camera, remotes, notice, off, toggle, rejoin } = useCall(room, userID, name, onLeave);
  return (
    <main>
      <h1>Room {room}</h1>
      <div className="bar">
        <span role="status">{STATUS[phase]}</span>
        {phase === 'lost' && <button onClick={rejoin}>Join again</button>}
        <button onClick={() => toggle('microphone')}>{off.microphone ? 'Unmute' : 'Mute'}</button>
        <button onClick={() => toggle('camera')}>{off.camera ? 'Camera on' : 'Camera off'}</button>
        <button onClick={() => onLeave()}>Leave</button>
      </div>
      {notice && <p role="alert">{notice}</p>}
      <div className="grid">
        {camera && <Tile media={camera} label={`${name} (you)`} muted />}
        {remotes.map(({ streamID, userName, media, failed }) => (
          <Tile key={streamID} media={media} label={failed ? `${userName}: no video` : userName} />
        ))}
      </div>
    </main>
  );
}

function Tile({ media, label, muted = false }: { media?: MediaStream; label: string; muted?: boolean }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = media ?? null;
  }, [media]);
  return (
    <figure>
      <video ref={video} autoPlay playsInline muted={muted} />
      <figcaption>{label}</figcaption>
    </figure>
  );
}
