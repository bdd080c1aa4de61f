// Part of `npm run lint`: the workflows in .github/ (or in the folder that is named) must be what GitHub understands,
// judged by GitHub's own parser.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { checkWorkflow } from './check-workflow.ts';

const folder = process.argv[2] ?? join(import.meta.dirname, '..', '..', '..', '.github', 'workflows');

for (const name of readdirSync(folder)) {
  const faults = await checkWorkflow(name, readFileSync(join(folder, name), 'utf8'));
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}
