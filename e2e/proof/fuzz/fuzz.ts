// `npm run fuzz -- --frames 1000000 --seed 7`: hostile frames against the mock's wire. The same seed sends the same.
import { readCommandLine } from '../../../fixtures/cli/command-line.ts';
import { recordEvidence } from '../evidence/record.ts';
import { firstLine } from '../run/text.ts';
import { doWork } from '../run/work.ts';

const USAGE = `npm run fuzz -- [--frames N] [--seed S]

  --frames N   how many hostile frames; 1,000,000 by default
  --seed S     which; 1 by default`;

const { values } = readCommandLine(USAGE, {
  options: { frames: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});

/** Fewer are a look, no proof. */
const ENOUGH_FRAMES = 1_000_000;

await doWork('fuzz', async (work) => {
  const run = await work.run({
    files: ['e2e/proof/fuzz/fuzz.spec.ts'],
    config: 'e2e/proof/run/no-browser.config.ts',
    env: { REJOIN_FUZZ_FRAMES: values.frames, REJOIN_FUZZ_SEED: values.seed },
  });
  for (const { title, outcome, durationMs, annotations, errors } of run.results())
    console.log(
      [
        `${outcome === 'expected' ? 'passed' : 'FAILED'} ${(durationMs / 1000).toFixed(1).padStart(7)} s  ${title}`,
        ...annotations.map(({ description = '' }) => `                    ${description}`),
        ...errors,
      ].join('\n'),
    );
  if (!work.interrupted() && Number(values.frames) >= ENOUGH_FRAMES)
    recordEvidence('fuzz', {
      browser: '',
      result: run
        .results()
        .map(({ title, outcome, annotations, errors }) =>
          outcome === 'expected'
            ? annotations.map(({ description = '' }) => description).join(', ')
            : `${title} FAILED: ${firstLine(errors[0] ?? '')}`,
        )
        .filter(Boolean)
        .join('; '),
    });
  process.exitCode = (await run.ended) === 0 ? 0 : 1;
});
