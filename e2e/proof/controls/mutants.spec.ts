import { ALL_MUTANTS } from '../mutants/all-mutants.ts';
import { tryMutant } from '../mutants/try-mutant.ts';
import { copyProject } from '../run/copy.ts';
import { expect, test } from './test.ts';

/** A few that cost seconds, one of each kind; `npm run mutants` tries them all. */
const QUICK = [
  'app: every client retries in the same moment',
  'clock: timers fire in the wrong order',
  'expectation: any time will do',
  'history: nothing is ever unaccounted for',
  'machine: RECONNECTED may follow a login',
  'matcher: ignores the order',
];

for (const quick of QUICK)
  test(`is caught: ${quick}`, async ({ runSuite }) => {
    const mutant = ALL_MUTANTS.find(({ name }) => name === quick);
    if (!mutant) throw new Error(`There is no mutant “${quick}”: correct the list above.`);
    const copy = copyProject('mutant');
    try {
      const { outcome, text } = await tryMutant(mutant, copy.folder, {
        async run(options) {
          const run = runSuite(options);
          await run.ended;
          return run;
        },
      });
      expect(outcome, text).toBe('caught');
    } finally {
      copy.remove();
    }
  });
