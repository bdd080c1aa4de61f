'use client';

import { useSearchParams } from 'next/navigation';
import { Suspense, useState, type FormEvent } from 'react';
import { CallRoom } from './CallRoom';

export default function CallPage() {
  return (
    <Suspense>
      <Invitation />
    </Suspense>
  );
}

function Invitation() {
  const room = useSearchParams().get('room') ?? '';
  const [name, setName] = useState<string>();
  const [message, setMessage] = useState<string>();

  if (!/^[\w-]{1,60}$/.test(room)) return <p role="alert">This invitation is not complete.</p>;
  if (name !== undefined)
    return (
      <CallRoom
        room={room}
        name={name}
        onEnd={(text) => {
          setName(undefined);
          setMessage(text);
        }}
      />
    );

  const join = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setMessage(undefined);
    setName(String(new FormData(event.currentTarget).get('name')).trim());
  };

  return (
    <>
      <h1>You are invited to a call</h1>
      {message && <p role="alert">{message}</p>}
      <form onSubmit={join}>
        <label>
          Your name
          <input name="name" required maxLength={40} autoComplete="name" />
        </label>
        <button type="submit">Join call</button>
        <button type="button" onClick={() => navigator.clipboard.writeText(location.href).catch(() => {})}>
          Copy invite link
        </button>
      </form>
    </>
  );
}
