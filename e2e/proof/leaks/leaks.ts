// `npm run leaks -- --tests 50`: so many tests in one worker, and what they have left behind.
import { readCommandLine } from '../../../fixtures/cli/command-line.ts';
import { recordEvidence } from '../evidence/record.ts';
import { doWork } from '../run/work.ts';

const USAGE = `npm run leaks -- [--tests N]

  --tests N   how many tests one worker runs; 50 by default`;

const { values } = readCommandLine(USAGE, { options: { tests: { type: 'string', default: '50' } } });

await doWork('leaks', async (work) => {
  const run = await work.run({
    config: 'e2e/proof/leaks/leaks.config.ts',
    env: { REJOIN_LEAK_TESTS: values.tests },
  });
  const results = run.results();
  for (const { title, outcome, annotations, errors } of results) {
    if (outcome === 'expected' && !title.startsWith('after')) continue;
    console.log(
      [
        `${outcome === 'expected' ? 'passed' : 'FAILED'}  ${title}`,
        ...annotations.filter(({ type }) => type === 'leaks').map(({ description = '' }) => description),
        ...errors,
      ].join('\n  '),
    );
  }
  const failed = results.filter(({ outcome }) => outcome !== 'expected').length;
  console.log(`${results.length} tests, ${failed} failed`);
  const found = results.flatMap(({ annotations }) =>
    annotations.flatMap(({ type, description = '' }) => (type === 'leaks' ? [description] : [])),
  );
  if (!work.interrupted())
    recordEvidence('leaks', {
      result: [`${values.tests} tests in one worker, ${failed} failed`, ...found].join(': '),
    });
  process.exitCode = (await run.ended) === 0 ? 0 : 1;
});
