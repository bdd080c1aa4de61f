import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { APP_DIST } from '../../fixtures/app-build.ts';
import { searchFolders } from '../../fixtures/secrets/search-folder.ts';
import { expect, test } from './test.ts';

test('REAL-01 no artefact of a run holds the ServerSecret or a token', async ({ runOnReal, standIn }) => {
  // One case that passes; one that is skipped; one that fails, for what is written about failures.
  const run = runOnReal({
    grep: 'ROOM-01|ROOM-18|PLAY-08',
    faults: 'inert',
    workers: 2,
    reporters: ['html', 'list', 'blob'],
  });
  expect(await run.ended, run.output()).toBe(1);
  const outcomes = run.results().map(({ outcome }) => outcome);
  expect(outcomes.sort()).toEqual(['expected', 'skipped', 'unexpected']);
  writeFileSync(join(run.folder, 'console.txt'), run.output());

  const report = searchFolders([run.folder, APP_DIST], standIn);
  expect(report.finds).toEqual([]);
  // The search has really read the reports, and what is packed in them.
  expect(report.files).toBeGreaterThan(6);
  expect(report.pieces).toBeGreaterThan(3 * report.files);
});
