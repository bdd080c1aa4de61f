import { expect, test } from '@playwright/test';

import { lookAtPages } from '../../../fixtures/cases/seeing.ts';
import { makePerson, makeScene, roomState, streamUpdate } from './made-up-scene.ts';

/** B looks at A, who is on air; of its picture so many frames have been shown at each look. */
async function look(frames: () => number): Promise<void> {
  const scene = makeScene();
  const { timeline } = scene;
  for (const who of ['anchor', 'audience']) timeline.add(who, roomState('LOGINED'));
  timeline.add('anchor', { kind: 'publisher-state', state: 'PUBLISHING', code: 0, stream: 's', note: '' });
  timeline.add('audience', streamUpdate('ADD', 's'));
  const shown = () => [
    { stream: 's', decoded: frames(), shown: frames(), energy: undefined, audible: false },
  ];
  const anchor = {
    ...makePerson('anchor', { publishing: ['s'] }),
    sends: async () => ({ video: true, audio: false }),
  };
  await lookAtPages(scene, [makePerson('audience', { streams: shown }), anchor]);
}

test.describe('a picture at the end of a case', () => {
  test('that stands for a moment, as on a busy machine, is held against nobody', async () => {
    let looks = 0;
    // Two looks, each of which asks for both figures, find it standing.
    const moving = look(() => Math.max((looks += 1) - 4, 7));
    await expect(moving).resolves.toBeUndefined();
  });

  test('that stays as it is, is: the app’s duty', async () => {
    test.setTimeout(60_000);
    await expect(look(() => 7)).rejects.toThrow(
      /audience’s page shows s standing still, and anchor is on air\.[^]*Whose duty: the app/,
    );
  });
});
