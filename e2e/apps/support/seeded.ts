import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';

import { mistakes as audioRoom } from '../audio-room/mistakes.ts';
import { mistakes as nextCall } from '../next-call/mistakes.ts';
import { mistakes as plainPage } from '../plain-page/mistakes.ts';
import { mistakes as reactCall } from '../react-call/mistakes.ts';
import { mistakes as vueLive } from '../vue-live/mistakes.ts';

/** A mistake that is made in one of the apps on purpose. */
export interface SeededMistake {
  readonly id: string;
  readonly app: string;
  /** What the app then does. */
  readonly what: string;
  /** The file that is changed, in the app's folder. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** The case that should catch it; undefined where none of the cases could, with the reason in `beyond`. */
  readonly catcher: string | undefined;
  readonly beyond?: string;
}

/** Which case should notice each mistake. */
const CATCHERS: Readonly<Record<string, string>> = {
  'react-plays-on-delete': 'ANCHOR-02',
  'react-delete-without-stop': 'ANCHOR-02',
  'react-joins-twice': 'BASE-01',
  'react-login-on-online': 'ANCHOR-01',
  'react-never-plays-again': 'PLAY-03',
  'react-retries-without-end': 'PLAY-03',
  'react-removes-all-tiles': 'ROOM-13',
  'react-ignores-kickout': 'ROOM-12',
  'react-retry-survives-delete': 'PLAY-04',
  'react-camera-on-again': 'KEEP-01',
  'react-unmutes-on-return': 'KEEP-02',
  'react-hides-reconnecting': 'UI-01',
  'react-reconnecting-for-good': 'UI-01',
  'react-calls-it-reconnecting': 'ROOM-09',
  'react-join-again-does-nothing': 'ROOM-09',
  'vue-frozen-tile': 'ANCHOR-02',
  'vue-destroys-engine-on-reconnecting': 'ANCHOR-01',
  'vue-publishes-anew-on-reconnected': 'ANCHOR-01',
  'vue-stops-on-reconnecting': 'ANCHOR-01',
  'vue-random-user': 'ANCHOR-03',
  'vue-plays-outside-the-page': 'BASE-01',
  'vue-retries-without-end': 'PLAY-03',
  'vue-user-before-stream': 'PLAY-01',
  'next-delete-without-stop': 'ANCHOR-02',
  'next-waits-for-disconnected': 'ROOM-09',
  'next-never-publishes-again': 'PUB-06',
  'next-ignores-kickout': 'ROOM-12',
  'next-retry-survives-delete': 'PLAY-04',
  'next-video-outside-the-page': 'BASE-01',
  'next-stops-on-reconnecting': 'ANCHOR-01',
  'next-new-stream-on-reconnected': 'ANCHOR-01',
  'next-unhandled-rejection': 'PLAY-03',
  'plain-never-stops-playing': 'ANCHOR-02',
  'plain-removes-all-tiles': 'ROOM-13',
  'plain-view-outside-the-page': 'BASE-01',
  'plain-retry-survives-delete': 'PLAY-04',
  'plain-retries-at-once-without-end': 'PLAY-03',
  'plain-rejoins-after-kickout': 'ROOM-12',
  'plain-joins-anew-on-online': 'ANCHOR-01',
  'audio-plays-on-delete': 'ANCHOR-02',
  'audio-waits-for-older-words': 'ROOM-09',
  'audio-ignores-kickout': 'ROOM-12',
  'audio-leaves-mic-while-reconnecting': 'ANCHOR-01',
  'audio-new-stream-after-reconnect': 'ANCHOR-01',
  'audio-destroys-engine-while-reconnecting': 'ANCHOR-01',
  'audio-never-publishes-again': 'PUB-06',
  'audio-only-announced-people': 'PLAY-01',
  'audio-unhandled-rejection': 'PLAY-03',
  'audio-element-outside-the-page': 'BASE-01',
};

/** Why no case could notice the others. */
const BEYOND: Readonly<Record<string, string>> = {
  'react-waits-for-connected': 'people see each other all the same: only the words on the page are wrong',
  'vue-lost-looks-joined':
    'its own picture goes, so the page does change: that it offers no way back is not looked at',
  'plain-keeps-frozen-tile': 'its picture goes with the stop: that an empty tile stays is not looked at',
  'plain-looks-joined-for-good':
    'it does say that the connection is lost: that there is no way back is not looked at',
  'vue-keeps-the-token': 'shows with tokens that expire before the second login; no case waits for that',
  'audio-keeps-old-token': 'shows with tokens that expire before the second login; no case waits for that',
  'audio-random-user-id':
    'who crashes comes again under another ID: its ghost goes at P, as the cloud decides',
  'next-random-user': 'shows by the reload of a tab that has crashed; the cases come again in another tab',
  'plain-no-leave-on-pagehide': 'the SDK itself says goodbye when a page goes',
  'audio-no-leave-on-pagehide': 'the SDK itself says goodbye when a page goes',
};

const APPS = join(import.meta.dirname, '..');
const WORK = join(APPS, '..', '..', '.tmp', 'seeded');

/** Every mistake, app by app. */
export const SEEDED: readonly SeededMistake[] = Object.entries({
  'react-call': reactCall,
  'vue-live': vueLive,
  'next-call': nextCall,
  'plain-page': plainPage,
  'audio-room': audioRoom,
}).flatMap(([app, mistakes]) =>
  mistakes.map(({ id, what, file, find, replace }) => ({
    ...{ id, app, what, file, find, replace },
    catcher: CATCHERS[id],
    ...(BEYOND[id] !== undefined && { beyond: BEYOND[id] }),
  })),
);

/**
 * Makes the app with the mistake in it, in a folder of its own.
 * @returns the folder.
 * @throws Error when the text to change is not there once, or the app cannot be built.
 */
export function buildSeeded({ app, file, find, replace, id }: SeededMistake): string {
  const original = join(APPS, app);
  const folder = join(WORK, app);
  mkdirSync(WORK, { recursive: true });
  // The sources each time, or a later version of the app would be judged by an earlier one; its packages once.
  const hasPackages = existsSync(join(folder, 'node_modules'));
  cpSync(original, folder, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !(hasPackages && path.startsWith(join(original, 'node_modules'))),
  });
  const text = readFileSync(join(original, file), 'utf8');
  if (text.split(find).length !== 2)
    throw new Error(
      `${id}: the text to change is ${text.split(find).length - 1} times in ${app}/${file} instead of once.`,
    );
  writeFileSync(
    join(folder, file),
    text.replace(find, () => replace),
  );
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  const built = spawnSync('npm', ['run', 'build'], { cwd: folder, encoding: 'utf8' });
  writeFileSync(join(folder, file), text);
  if (built.status !== 0)
    throw new Error(
      `${id}: the app cannot be built with it.\n${built.stdout.slice(-800)}${built.stderr.slice(-800)}`,
    );
  return folder;
}
