import { expect, test } from '@playwright/test';

import { expectRightPages } from '../../../fixtures/cases/right-pages.ts';
import { lookAtPages } from '../../../fixtures/cases/seeing.ts';
import type { Participant } from '../../../fixtures/test/participant/participant.ts';
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

test.describe('at the end of a spec of somebody’s own', () => {
  /** B in the room, with a history of its own. */
  function audience(isClosed = false): Participant {
    const { timeline, clock } = makeScene();
    timeline.add('audience', roomState('LOGINED'));
    const shown = [{ stream: 's', decoded: 3, shown: 3, energy: undefined, audible: false }];
    const page = { isClosed: () => isClosed } as Participant['page'];
    return { ...makePerson('audience', { streams: () => shown }), timeline, clock, page };
  }

  test('a picture of a stream that is gone is the app’s neglect', async () => {
    test.setTimeout(60_000);
    await expect(expectRightPages(audience())).rejects.toThrow(
      /audience’s page shows a picture of s, which is gone\.[^]*Whose duty: the app/,
    );
  });

  test('an error of the SDK’s that the page did not handle is, too', async () => {
    const person = audience();
    const { timeline } = person;
    timeline.add('audience', streamUpdate('ADD', 's'));
    timeline.add('audience', {
      kind: 'refused-call',
      ...{ name: 'startPlayingStream', about: 's', code: 1_104_039, message: 'no such stream' },
    });
    timeline.add('audience', { kind: 'page-error', message: '1104039 no such stream' });
    await expect(expectRightPages(person)).rejects.toThrow(
      'audience’s page did not handle an error of the SDK: 1104039',
    );
  });

  test('a page that is closed is passed over; nobody to look at is a mistake', async () => {
    await expect(expectRightPages(audience(true))).resolves.toBeUndefined();
    await expect(expectRightPages()).rejects.toThrow('looks at nobody');
  });
});
