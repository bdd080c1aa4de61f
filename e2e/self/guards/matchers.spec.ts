import { userJoined, userLeft } from '../../../fixtures/test/matchers/expectations.ts';
import { expect, test } from '../../../fixtures/test/fixtures/test.ts';
import { RoomState } from '../../../fixtures/timeline/entry.ts';

// A real page says one thing after the other; a matcher that looks through all it has said would pass in any order.

test.describe('what comes in another order than expected fails', () => {
  test('the states of a login, with what came instead', async ({ anchor }) => {
    await anchor.open();
    await expect.poll(() => anchor.timeline.unaccounted().length).toBe(2);
    await expect(expect(anchor).toReach(RoomState.Logined)).rejects.toThrow(
      /anchor, expected: room state LOGINED; but was told LOGINING \(0\) in \S+ at \d+ ms instead\. Told so far:\n/,
    );
    // It has taken nothing: in the right order both pass.
    await expect(anchor).toReach(RoomState.Logining);
    await expect(anchor).toReach(RoomState.Logined);
  });

  test('who comes and who goes', async ({ anchor, audience }) => {
    await audience.open();
    await expect(audience).toReach(RoomState.Logining);
    await expect(audience).toReach(RoomState.Logined);
    await anchor.open();
    await expect(anchor).toReach(RoomState.Logining);
    await expect(anchor).toReach(RoomState.Logined);
    await expect(anchor).toHear(userJoined(audience));
    await anchor.leave();
    await expect(anchor).toReach(RoomState.Logout);
    await expect.poll(() => audience.timeline.unaccounted().length).toBe(2);
    await expect(expect(audience).toHear(userLeft(anchor))).rejects.toThrow(
      /expected: roomUserUpdate DELETE of \S*anchor; but was told roomUserUpdate ADD \S*anchor/,
    );
    await expect(audience).toHear(userJoined(anchor));
    await expect(audience).toHear(userLeft(anchor));
  });
});

test.describe('an uncaught error of the page', () => {
  // What the contracts would say at the end is asked for here.
  test.use({ contracts: new Set() });

  test('is the page’s own, though the SDK has one with the same words', async ({ anchor }) => {
    await anchor.open();
    const thrown = anchor.page.waitForEvent('pageerror');
    // A rejection: a timer would wait for virtual time.
    await anchor.page.addScriptTag({ content: 'Promise.resolve(null).then((nothing) => nothing.setting)' });
    await thrown;
    expect(anchor.timeline.entries).toContainEqual(
      expect.objectContaining({
        kind: 'page-error',
        message: expect.stringMatching(/null \(reading 'setting'\)|"setting", .* is null/),
      }),
    );
  });
});

test.describe('the camera of a page', () => {
  test.use({ media: false });

  test('is small unless it must not be, and says so; nobody else has its colour', async ({
    anchor,
    audience,
    newParticipant,
  }) => {
    const other = await newParticipant('other', { camera: 'fake' });
    expect(other.cameraHue).toBeUndefined();
    expect(audience.cameraHue).not.toBe(anchor.cameraHue);
    await anchor.open({ join: 'manual' });
    const settings = await anchor.page.evaluate(async () => {
      const ask = async (video: MediaTrackConstraints | true) => {
        const [track] = (await navigator.mediaDevices.getUserMedia({ video })).getVideoTracks();
        const copy = track?.clone();
        track?.stop();
        const said = copy?.getSettings();
        await copy?.applyConstraints({ width: 200, height: 100 });
        const later = copy?.getSettings();
        copy?.stop();
        return { said, later };
      };
      return [
        await ask(true),
        await ask({ width: { ideal: 1280 }, height: 720, frameRate: { ideal: 30, max: 5 } }),
        await ask({ width: { min: 320, ideal: 640 }, height: { exact: 240 }, frameRate: 30 }),
      ];
    });
    // Later 200 × 100 is wished for.
    expect(settings).toMatchObject([
      { said: { width: 160, height: 120, frameRate: 10 }, later: { width: 160, height: 80, frameRate: 10 } },
      { said: { width: 160, height: 90, frameRate: 5 }, later: { width: 160, height: 80, frameRate: 5 } },
      { said: { width: 320, height: 240, frameRate: 10 }, later: { width: 160, height: 80, frameRate: 10 } },
    ]);
    expect(settings[0]?.said?.deviceId).toMatch(/\w/);
  });
});
