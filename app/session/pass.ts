import type { Pass } from '../back-end/pass-endpoint.ts';

/**
 * Asks the app's back end for a pass. Tokens are made there, so that no secret is in the page.
 * @throws Error when the back end cannot be reached or refuses.
 */
export async function fetchPass(user: string, room: string): Promise<Pass> {
  const response = await fetch(`/api/pass?${new URLSearchParams({ user, room })}`).catch((cause: unknown) => {
    throw new Error('The app’s own server cannot be reached: is this device online?', { cause });
  });
  if (!response.ok)
    throw new Error(`The app’s own server refused a pass (${response.status}): ${await response.text()}`);
  return (await response.json()) as Pass;
}
