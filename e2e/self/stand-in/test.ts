import { startStandIn, type StandIn, type StandInOptions } from './stand-in.ts';
import type { ChildRun, ChildRunOptions } from '../../proof/run/child-run.ts';
import { expect, test as base } from '../../proof/controls/test.ts';

interface StandInFixtures {
  /** What is unusual about the stand-in, for `test.use`. */
  standInOptions: StandInOptions;
  /** A mock behind ZEGO's own host names. */
  standIn: StandIn;
  /** Runs a part of the suite on the target `real`, with the stand-in as the company's proxy. */
  runOnReal: (options: Omit<ChildRunOptions, 'folder'>) => ChildRun;
}

export const test = base.extend<StandInFixtures>({
  standInOptions: [{}, { option: true }],

  standIn: async ({ standInOptions }, use) => {
    const standIn = await startStandIn(standInOptions);
    await use(standIn);
    await standIn.close();
  },

  runOnReal: async ({ runSuite, standIn }, use) => {
    await use((options) =>
      runSuite({ project: 'real', ...options, env: { ...standIn.env, REJOIN_RETRIES: '0', ...options.env } }),
    );
  },
});

export { expect };
