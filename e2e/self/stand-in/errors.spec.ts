import { createServer, type AddressInfo } from 'node:net';

import type { ChildRun } from '../../proof/run/child-run.ts';
import { expect, test } from './test.ts';

/** The run has ended before any test, and said what is wrong. */
async function expectRefusal(run: ChildRun, sentence: RegExp): Promise<void> {
  expect(await run.ended, run.output()).toBe(1);
  expect(run.output()).toMatch(sentence);
  expect(run.output(), 'a stack says nothing to a person who must correct a setting').not.toMatch(
    /\n {4}at (?!playwright\.config)/,
  );
}

test('REAL-01 without credentials the run stops before any browser starts, and names what is missing', async ({
  runSuite,
}) => {
  const run = runSuite({
    grep: 'ROOM-01',
    project: 'real',
    env: { REJOIN_TARGET: 'real', REJOIN_APP_ID: '', REJOIN_SERVER_SECRET: '' },
  });
  const seen = new Set<string>();
  const watch = setInterval(() => {
    for (const line of run.processes()) seen.add(line);
  }, 50);
  try {
    await expectRefusal(
      run,
      /REJOIN_APP_ID is not set: .*console.*\n.*REJOIN_SERVER_SECRET is not set: .*console/,
    );
  } finally {
    clearInterval(watch);
  }
  expect([...seen].filter((line) => line.includes('--headless') || line.includes('--type='))).toEqual([]);
});

test('REAL-01 a wrong AppID is named', async ({ runOnReal, standIn }) => {
  const run = runOnReal({
    grep: 'ROOM-01',
    env: { REJOIN_APP_ID: String(standIn.appId === 1 ? 2 : standIn.appId - 1) },
  });
  await expectRefusal(run, /cannot begin\. .*100000010.*ZEGO knows no app with this REJOIN_APP_ID/);
});

test('REAL-01 a wrong ServerSecret is named, and not shown', async ({ runOnReal }) => {
  const wrong = '0123456789abcdef0123456789abcdef';
  const run = runOnReal({ grep: 'ROOM-01', env: { REJOIN_SERVER_SECRET: wrong } });
  await expectRefusal(
    run,
    /cannot begin\. .*100000005.*REJOIN_SERVER_SECRET does not belong to REJOIN_APP_ID/,
  );
  expect(run.output()).not.toContain(wrong);
});

test.describe('a cloud whose clock is two hours ahead', () => {
  test.use({ standInOptions: { clockAheadMs: 7_200_000 } });

  test('REAL-01 a token that has expired on arrival is explained', async ({ runOnReal }) => {
    const run = runOnReal({ grep: 'ROOM-01' });
    await expectRefusal(
      run,
      /cannot begin\. .*1102018: the token had expired .*clock.*REJOIN_TOKEN_LIFETIME/,
    );
  });
});

test('REAL-01 a cloud that cannot be reached is explained', async ({ runOnReal }) => {
  // A port that was free a moment ago: nobody listens there.
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((done) => server.close(() => done()));
  const run = runOnReal({ grep: 'ROOM-01', env: { REJOIN_PROXY: `http://127.0.0.1:${port}` } });
  await expectRefusal(
    run,
    /cannot begin\. rtc-api\.zego\.im cannot be reached \(ECONNREFUSED\) through the proxy .*REJOIN_PROXY/,
  );
});

test('REAL-01 a proxy whose certificate nobody knows is explained', async ({ runOnReal }) => {
  const run = runOnReal({ grep: 'ROOM-01', env: { REJOIN_PROXY_CA: '' } });
  await expectRefusal(run, /cannot begin\. .*reads TLS.*REJOIN_PROXY_CA/);
});

test('REAL-01 a trace would hold tokens: every case refuses it', async ({ runOnReal }) => {
  const run = runOnReal({ grep: 'ROOM-01', args: ['--trace=on'] });
  expect(await run.ended, run.output()).toBe(1);
  const [first] = run.results();
  expect(first?.errors.join()).toContain('leave --trace out on the target “real”');
});
