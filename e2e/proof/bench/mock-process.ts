// The mock cloud in a process of its own, so that what it uses can be told from what its clients use.
import { startMockCloud } from '../../../fixtures/mock-cloud/server.ts';
import type { MockProcessReport } from './mock-host.ts';

const [appId, secret = ''] = process.argv.slice(2);

const mock = await startMockCloud();
// The clients send no heartbeats: nobody may be taken for gone while the others are still coming.
mock.addTenant({ appId: Number(appId), secret, settings: { presenceTimeoutMs: 3_600_000 } });

function report(): void {
  const { user, system } = process.cpuUsage();
  const usage: MockProcessReport = {
    port: mock.port,
    cpuMs: (user + system) / 1000,
    memoryBytes: process.memoryUsage.rss(),
  };
  process.send?.(usage);
}

report();
process.on('message', report);
process.on('disconnect', () => process.exit());
