import { startAppServer } from '../app/back-end/server.ts';
import { defineApp, type AppRole, type Visit, type Wish } from '../fixtures/index.ts';
import { appDist, buildApp } from './support/build-demo.ts';

/** The demo page joins by its address, and takes everything from it. */
function addressOf(role: 'anchor' | 'audience', { url, room, name, wish }: Omit<Visit, 'page'>): string {
  const query = new URLSearchParams({ role, room, user: wish.userId ?? name });
  if (wish.userUpdate === false) query.set('userUpdate', 'off');
  if (wish.engineConfig) query.set('engineConfig', JSON.stringify(wish.engineConfig));
  if (wish.join === 'manual') query.set('join', 'manual');
  if (wish.publish !== true) query.set('publish', 'manual');
  if (wish.streamId !== undefined) query.set('stream', wish.streamId);
  if (wish.codec !== undefined) query.set('codec', wish.codec);
  for (const [key, value] of Object.entries(wish.address ?? {})) query.set(key, value);
  return `${url}/?${query}`;
}

const TAKES: readonly (keyof Wish)[] = [
  'userId',
  'streamId',
  'publish',
  'userUpdate',
  'engineConfig',
  'join',
  'codec',
  'address',
];

function press(button: string): NonNullable<AppRole['join']> {
  return ({ page }) => page.getByRole('button', { name: button, exact: true }).click();
}

function roleOf(role: 'anchor' | 'audience'): AppRole {
  return {
    takes: TAKES,
    address: (visit) => addressOf(role, visit),
    enter: (visit) => visit.page.goto(addressOf(role, visit)),
    ids({ name, wish }) {
      const userId = wish.userId ?? name;
      return { userId, streamId: wish.streamId ?? `${userId}-camera` };
    },
    join: press('Join'),
    leave: press('Leave'),
    publish: press('Publish'),
    stopPublishing: press('Stop publishing'),
    async switchTo({ page }, room) {
      await page.getByLabel('Room to switch to').fill(room);
      await page.getByRole('button', { name: 'Switch room' }).click();
    },
  };
}

/** The demo page in `app/`: one app among others. */
export default defineApp({
  name: 'demo page',
  // It asks nobody but its own server and ZEGO.
  outside: 'fail',
  async serve({ issuePass }) {
    // The global set-up has built it for a run's workers.
    await buildApp();
    const server = await startAppServer({ dist: appDist(), issuePass });
    return { url: server.origin, close: () => server.close() };
  },
  roles: {
    anchor: { ...roleOf('anchor'), publishes: true, plays: false },
    audience: { ...roleOf('audience'), publishes: false, plays: true },
  },
  afterGiveUp: 'asks',
});
