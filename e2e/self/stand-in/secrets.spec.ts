import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { appDist } from '../../support/build-demo.ts';
import { searchFolders } from '../../../fixtures/report/secrets/search-folder.ts';
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

  const report = searchFolders([run.folder, appDist()], standIn);
  expect(report.finds).toEqual([]);
  // The search does read the reports, and what is packed in them: a word of every history is found there.
  const control = searchFolders([run.folder], { serverSecret: 'LOGINED' }).finds.join('\n');
  expect(control).toMatch(/results\.json › Base64/);
  expect(control).toMatch(/index\.html › Base64 no\. \d+ › /);
  expect(control).toMatch(/\.zip › /);
});
