// `npm run bench`: what the suite and the mock cost.
import { availableParallelism, cpus } from 'node:os';

import { readCommandLine } from '../../../fixtures/cli/command-line.ts';
import { measureCaseTimes } from './case-times.ts';
import { measureCloudLoad } from './cloud-load.ts';
import { measureMediaLoad } from './media-load.ts';

const PARTS = {
  cases: { title: 'Each ROOM case against the floor', measure: measureCaseTimes },
  cloud: { title: 'The mock alone, wire clients over loopback TLS', measure: measureCloudLoad },
  media: { title: 'One publisher and its players, against a direct connection', measure: measureMediaLoad },
};

const USAGE = `npm run bench -- [PART] [RE]

  PART   ${Object.keys(PARTS).join(', ')}; all of them by default
  RE     of the part “cases”: only those whose title matches; by default all ROOM cases`;

const {
  positionals: [asked, only],
} = readCommandLine(USAGE, { allowPositionals: true });
if (asked !== undefined && !(asked in PARTS)) {
  console.error(`“${asked}” is no part of the bench.\n\n${USAGE}`);
  process.exit(2);
}

const reports: string[] = [];
for (const [name, { title, measure }] of Object.entries(PARTS))
  if (asked === undefined || asked === name) reports.push(`${title}\n\n${await measure(only)}`);
const machine = `Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown CPU'}`;
console.log(`\n${reports.join('\n\n')}\n\n${machine}`);
