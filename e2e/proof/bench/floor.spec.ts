import { expect, test } from '../../../fixtures/test/fixtures/test.ts';

/** Enough for a median. */
const ROUNDS = 5;

// What every case pays before it tests anything: the fixtures, two pages opened with the SDK loaded, and closed.
for (let round = 1; round <= ROUNDS; round++)
  test(`floor ${round}`, async ({ anchor, audience }) => {
    for (const person of [anchor, audience]) {
      await person.open({ join: 'manual' });
      await expect(person.page.getByRole('button', { name: 'Join' })).toBeVisible();
    }
  });
