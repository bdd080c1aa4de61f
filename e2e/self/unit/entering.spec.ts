import { expect, test } from '@playwright/test';

import { enter } from '../../../fixtures/cases/entering.ts';
import { refusedStep } from '../../../fixtures/test/link/refusal.ts';
import { call, makePerson, makeScene, roomState, type MadeUpScene } from './made-up-scene.ts';

const REFUSED = refusedStep('127.0.0.1:3001');

/** Somebody opens the app, and what follows is put down beforehand. */
async function enters(follows: (scene: MadeUpScene) => void): Promise<void> {
  const scene = makeScene();
  const open = async () => follows(scene);
  await enter(scene, { ...makePerson('ann'), open });
}

test.describe('somebody who enters the app', () => {
  test('is in the room once it is told so, whatever was refused before', async () => {
    const entering = enters((scene) => {
      scene.timeline.add('ann', REFUSED);
      scene.later(500, 'ann', roomState('LOGINED'));
    });
    await expect(entering).resolves.toBeUndefined();
  });

  test('is not in the room: the app’s duty', async () => {
    await expect(enters(() => undefined)).rejects.toThrow(
      /ann is not in a room 40 s after it has begun.*\nWhose duty: the app/,
    );
    // It has reached what it needs.
    await expect(
      enters((scene) => {
        scene.timeline.add('ann', REFUSED);
        scene.later(100, 'ann', call('loginRoom', 'room'));
      }),
    ).rejects.toThrow('Whose duty: the app');
  });

  test('cannot reach the app’s own back end: what the description lacks is said, and nobody blamed', async () => {
    const entering = enters((scene) => scene.timeline.add('ann', REFUSED));
    await expect(entering).rejects.toThrow(
      'ann’s page has not called loginRoom, and it was refused 127.0.0.1:3001: name what belongs to the app in “origins” of ' +
        'its description, for example http://127.0.0.1:3001, or let it pass by “outside”.',
    );
    await expect(entering).rejects.not.toThrow('Whose duty');
  });
});
