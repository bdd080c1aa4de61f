// `npm run bench`: what the suite and the mock cost.
import { availableParallelism, cpus } from 'node:os';

import { readCommandLine } from '../../../fixtures/cli/command-line.ts';
import { recordEvidence } from '../evidence/record.ts';
import type { BenchResult } from './bench-result.ts';
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

const results: (BenchResult & { readonly title: string })[] = [];
for (const [name, { title, measure }] of Object.entries(PARTS))
  if (asked === undefined || asked === name) results.push({ title, ...(await measure(only)) });
const reports = results.map(({ title, text }) => `${title}\n\n${text}`);
const machine = `Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown CPU'}`;
console.log(`\n${reports.join('\n\n')}\n\n${machine}`);
if (asked === undefined)
  recordEvidence('bench', { result: results.map(({ summary }) => summary).join('. ') });
