// `npm run evidence -- cases`: takes the last run's own report for evidence; without a word it renders the pages anew.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readCommandLine } from '../../../fixtures/cli/command-line.ts';
import { ROOT } from '../run/copy.ts';
import { renderVersionsPage } from '../matrix/versions-page.ts';
import { describeCases, type CaseSummary } from './cases.ts';
import { describeStryker, type StrykerReport } from './stryker.ts';
import { recordEvidence, renderEvidencePage } from './record.ts';

const USAGE = `npm run evidence -- [PROOF]

  PROOF   cases (the last run's rejoin-report) or mutants:pure (Stryker's last run); without it the pages of the
          evidence are rendered anew. The other commands put down what they have shown by themselves.`;

const {
  positionals: [proof],
} = readCommandLine(USAGE, { allowPositionals: true });

switch (proof) {
  case undefined:
    renderEvidencePage();
    renderVersionsPage();
    break;
  case 'cases': {
    const summary = read('rejoin-report', 'summary.json') as CaseSummary;
    recordEvidence('cases', { command: 'npx playwright test', result: describeCases(summary) });
    break;
  }
  case 'mutants:pure': {
    const report = read('.tmp', 'proof', 'stryker.json') as StrykerReport;
    recordEvidence('mutants:pure', {
      command: 'npm run mutants:pure',
      browser: '',
      result: describeStryker(report),
    });
    break;
  }
  default:
    console.error(`“${proof}” is no proof that a report is kept of.\n\n${USAGE}`);
    process.exitCode = 2;
}

function read(...path: readonly string[]): unknown {
  return JSON.parse(readFileSync(join(ROOT, ...path), 'utf8'));
}
