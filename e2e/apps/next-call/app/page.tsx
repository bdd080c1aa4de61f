'use client';

import { useRouter } from 'next/navigation';

export default function Home() {
  const router = useRouter();
  return (
    <>
      <h1>One-to-one video calls</h1>
      <p>Start a call and send its link to the other person.</p>
      <button onClick={() => router.push(`/call?room=${crypto.randomUUID().slice(0, 8)}`)}>
        Start a call
      </button>
    </>
  );
}
