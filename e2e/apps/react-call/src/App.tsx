import { useCallback, useState } from 'react';
import { Call } from './Call';

interface Me {
  name: string;
  room: string;
  userID: string;
}

/** Letters and digits of the name; a name without any becomes its code points. */
function toUserID(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  if (/[a-z0-9]/.test(plain)) return plain.slice(0, 60);
  return [...name]
    .map((c) => c.codePointAt(0)!.toString(36))
    .join('-')
    .slice(0, 60);
}

function remembered(): Me | undefined {
  const saved = sessionStorage.getItem('me');
  return saved ? (JSON.parse(saved) as Me) : undefined;
}

export function App() {
  const [me, setMe] = useState<Me>();
  const [reason, setReason] = useState<string>();

  const leave = useCallback((why?: string) => {
    setMe(undefined);
    setReason(why);
  }, []);

  const join = (form: FormData) => {
    const name = String(form.get('name')).trim();
    const room = String(form.get('room')).trim();
    const before = remembered();
    const next = { name, room, userID: before?.name === name ? before.userID : toUserID(name) };
    sessionStorage.setItem('me', JSON.stringify(next));
    setReason(undefined);
    setMe(next);
  };

  if (me) return <Call key={`${me.room}/${me.userID}`} {...me} onLeave={leave} />;
  const saved = remembered();
  return (
    <main>
      <h1>Join a call</h1>
      {reason && <p role="alert">{reason}</p>}
      <form action={join}>
        <label>
          Your name
          <input name="name" required maxLength={40} defaultValue={saved?.name} />
        </label>
        <label>
          Room
          <input name="room" required maxLength={60} pattern="[A-Za-z0-9_\-]+" defaultValue={saved?.room} />
        </label>
        <button>Join</button>
      </form>
    </main>
  );
}
