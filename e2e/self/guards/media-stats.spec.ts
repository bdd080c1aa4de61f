import { MEDIA_KEY, type MediaMemory } from '../../../fixtures/test/page-scripts/media-observer.ts';
import { PEERS_KEY } from '../../../fixtures/test/page-scripts/peer-recorder.ts';
import { hasNoticedMediaLoss, readPicture } from '../../../fixtures/test/participant/media-stats.ts';
import { expect, test } from './tap-test.ts';

// What is read from a page of its pictures and its peer connections, without any media of a cloud's.

/** Plays a picture of one colour as stream `s`, and shows it. */
async function show({ colour, key }: { readonly colour: string; readonly key: string }): Promise<void> {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser draws nothing.');
  pen.fillStyle = colour;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  const video = document.body.appendChild(document.createElement('video'));
  video.muted = true;
  video.srcObject = canvas.captureStream();
  const memory = Reflect.get(window, key) as MediaMemory;
  memory.played.set('s', video.srcObject);
  await video.play();
}

for (const [what, colour, hue] of [
  ['in a strong colour has that colour', 'hsl(200 100% 50%)', 200],
  ['that is dark with a tinge of one has no colour', 'rgb(40 12 12)', undefined],
  ['that is grey with a tinge of one has no colour', 'rgb(120 130 160)', undefined],
] as const)
  test(`a picture ${what}`, async ({ run }) => {
    const page = await run('');
    await page.evaluate(show, { colour, key: MEDIA_KEY });
    expect(await readPicture(page, 's')).toMatchObject({ hue });
  });

test('a browser has noticed a loss of media when it says so of one of its peer connections', async ({
  run,
}) => {
  const page = await run('');
  const notices = async (...states: readonly RTCIceConnectionState[]) => {
    const peers = states.map((iceConnectionState) => ({ iceConnectionState }));
    await page.evaluate(({ key, made }) => Reflect.set(window, key, made), { key: PEERS_KEY, made: peers });
    return hasNoticedMediaLoss(page);
  };
  expect(await notices()).toBe(false);
  expect(await notices('new', 'checking', 'connected', 'completed', 'closed')).toBe(false);
  expect(await notices('connected', 'disconnected')).toBe(true);
  expect(await notices('failed', 'connected')).toBe(true);
});
