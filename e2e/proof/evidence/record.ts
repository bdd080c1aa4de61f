import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { projectSettings } from '../../support/project-settings.ts';
import { sdkVersion } from '../../../fixtures/test/settings/sdk-version.ts';
import { ROOT } from '../run/copy.ts';
import { writeBlock } from './block.ts';
import { renderEvidence, type Evidence, type Proof } from './evidence.ts';
import { describeBrowser, describeMachine } from './machine.ts';

/** The evidence, and the page that shows it. */
export const EVIDENCE_FILE = join(ROOT, 'e2e', 'proof', 'evidence.json');
export const EVIDENCE_PAGE = join(ROOT, 'e2e', 'proof', 'README.md');
/** Name of the page's block; see `writeBlock`. */
export const EVIDENCE_BLOCK = 'evidence';

// Before the proof adds its own load.
const machine = describeMachine();

/** What a proof that has been run as a whole has shown. */
export interface Finding {
  readonly result: string;
  /** As it was typed; the arguments of this process by default. */
  readonly command?: string;
  /** Where it is not the Chromium of the cases; empty where none takes part. */
  readonly browser?: string;
}

/** Reads `evidence.json`. */
export function readEvidence(): Evidence {
  return existsSync(EVIDENCE_FILE) ? (JSON.parse(readFileSync(EVIDENCE_FILE, 'utf8')) as Evidence) : {};
}

/** Puts a proof's latest result into `evidence.json`, and renders the page anew. Only for a proof that ran as a whole. */
export function recordEvidence(proof: Proof, { result, command, browser }: Finding): void {
  const row = {
    date: new Date().toISOString().slice(0, 10),
    machine,
    browser: browser ?? describeBrowser(),
    sdk: sdkVersion(projectSettings().sdk),
    command: command ?? typed(proof),
    result,
  };
  writeFileSync(EVIDENCE_FILE, `${JSON.stringify({ ...readEvidence(), [proof]: row }, undefined, 2)}\n`);
  renderEvidencePage();
}

/** Renders the page's table from `evidence.json`. */
export function renderEvidencePage(): void {
  const page = readFileSync(EVIDENCE_PAGE, 'utf8');
  writeFileSync(EVIDENCE_PAGE, writeBlock(page, EVIDENCE_BLOCK, renderEvidence(readEvidence())));
}

function typed(proof: Proof): string {
  const words = process.argv.slice(2).map((word) => (/^[\w:.=/-]+$/.test(word) ? word : `"${word}"`));
  return [`npm run ${proof}`, ...(words.length > 0 ? ['--', ...words] : [])].join(' ');
}
