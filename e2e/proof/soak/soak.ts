// `npm run soak -- --minutes 30 --seed 7`: random faults on three people, round after round. A round that fails is
// played alone with `--seed 7 --first 12 --rounds 1`.
import { readCommandLine } from '../../../fixtures/cli/command-line.ts';
import { recordEvidence } from '../evidence/record.ts';
import { keepHistory, readHistories } from '../run/histories.ts';
import { doWork } from '../run/work.ts';

const USAGE = `npm run soak -- [--minutes N] [--seed S] [--first ROUND] [--rounds N]

  --minutes N   how long, in minutes of real time; 5 by default
  --seed S      which faults come, and when; 1 by default
  --first N     the first round to play; 0 by default
  --rounds N    so many rounds instead of minutes`;

const { values } = readCommandLine(USAGE, {
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    first: { type: 'string', default: '0' },
    rounds: { type: 'string' },
  },
});

await doWork('soak', async (work) => {
  const run = await work.run({
    files: ['e2e/proof/soak'],
    env: {
      REJOIN_SOAK_MINUTES: values.rounds === undefined ? values.minutes : '0',
      REJOIN_SOAK_SEED: values.seed,
      REJOIN_SOAK_FIRST: values.first,
      ...(values.rounds !== undefined && { REJOIN_SOAK_ROUNDS: values.rounds }),
    },
  });
  for (const { title, outcome, durationMs, annotations, errors } of run.results())
    console.log(
      [
        `${outcome === 'expected' ? 'passed' : 'FAILED'} ${(durationMs / 1000).toFixed(0)} s  ${title}`,
        ...annotations.map(({ description = '' }) => description),
        ...errors,
      ].join('\n  '),
    );
  const [history] = readHistories(run.resultFile).values();
  if (history && run.results().some(({ outcome }) => outcome === 'unexpected'))
    console.log(`  ${keepHistory(history, 'soak', `seed-${values.seed}`)}`);
  // A few rounds that are played again are no soak.
  if (!work.interrupted() && values.rounds === undefined)
    recordEvidence('soak', {
      result: run
        .results()
        .map(({ outcome, annotations }) =>
          [
            outcome === 'expected' ? 'everybody back each time, pictures move' : 'FAILED',
            ...annotations.flatMap(({ type, description = '' }) =>
              type === 'virtual-ms' ? [] : [description],
            ),
          ].join('; '),
        )
        .join('; '),
    });
  process.exitCode = (await run.ended) === 0 ? 0 : 1;
});
