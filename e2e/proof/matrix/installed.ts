import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { holdsSdk, SDK_PACKAGE } from '../../../fixtures/test/settings/sdk-version.ts';
import { ROOT } from '../run/copy.ts';
import { npm } from './npm.ts';

/** Beside the tree, not in it: one folder for each version. They are kept, so that a second matrix works without a network. */
const SHELF = join(ROOT, '.tmp', 'sdk');

/** Every version that the registry has. @throws Error when it cannot be asked. */
export async function publishedVersions(signal?: AbortSignal): Promise<string[]> {
  const answer: unknown = JSON.parse(await npm(['view', SDK_PACKAGE, 'versions', '--json'], signal));
  return Array.isArray(answer) ? answer.map(String) : [];
}

/** Versions that lie on the shelf already. */
export function versionsOnShelf(): string[] {
  return existsSync(SHELF) ? readdirSync(SHELF).filter((version) => holdsSdk(folderOf(version))) : [];
}

/**
 * Installs a version aside, unless it is there.
 * @returns the folder of the package.
 * @throws Error when npm cannot.
 */
export async function installAside(version: string, signal?: AbortSignal): Promise<string> {
  const folder = folderOf(version);
  if (holdsSdk(folder)) return folder;
  // Half an installation must never pass for a whole one.
  const part = join(SHELF, `${version}.part-${process.pid}`);
  mkdirSync(part, { recursive: true });
  try {
    // Its scripts only look for other ZEGO packages beside it.
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
    await npm(['install', ...flags, '--prefix', part, `${SDK_PACKAGE}@${version}`], signal);
    rmSync(join(SHELF, version), { recursive: true, force: true });
    renameSync(part, join(SHELF, version));
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
  return folder;
}

function folderOf(version: string): string {
  return join(SHELF, version, 'node_modules', SDK_PACKAGE);
}
