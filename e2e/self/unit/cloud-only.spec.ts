import { cloudTest as test } from '../../../fixtures/test/fixtures/cloud-test.ts';
import { expect } from '../../../fixtures/test/matchers/matchers.ts';

test.describe('the cloud without participants', () => {
  test.use({ cloudSettings: { presenceTimeoutMs: 60_000 }, mockSettings: { presenceTimeoutMs: 30_000 } });

  test('needs no browser; what a case is about wins over what makes it shorter', async ({
    mock,
    cloud,
    room,
    clock,
  }) => {
    expect(cloud.presenceTimeoutMs).toBe(60_000);
    expect(mock.usersIn(room)).toEqual([]);
    const before = clock.now();
    await clock.pass(60_000);
    expect(clock.now() - before).toBeGreaterThanOrEqual(60_000);
  });
});
