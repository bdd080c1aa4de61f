// The specs of the pure modules, for Stryker: `tsx --tsconfig e2e/proof/mutants/pure.tsconfig.json` this file.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { runNoted } from './tiny-test.ts';

const SPECS = ['recovery', 'state-machines', 'timeline', 'timer-queue', 'presence'];

const unit = join(import.meta.dirname, '..', '..', 'self', 'unit');
for (const spec of SPECS) await import(pathToFileURL(join(unit, `${spec}.spec.ts`)).href);
console.log(`${await runNoted()} passed`);
