import { execFileSync } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';

import { findBrowser } from '../../../fixtures/test/browser/find-browser.ts';
import { projectSettings } from '../../support/project-settings.ts';
import type { LoadClass, Machine } from './evidence.ts';

/** The load of the last minute for each core, from which on a machine is called so. */
const BUSY_FROM = 0.5;
const OVERLOADED_FROM = 1.5;

/** Names a load. Windows knows none: it always says 0. */
export function classifyLoad(load: number, cores: number, platform = process.platform): LoadClass {
  if (platform === 'win32') return 'unknown';
  const each = load / cores;
  if (each >= OVERLOADED_FROM) return 'overloaded';
  return each >= BUSY_FROM ? 'busy' : 'quiet';
}

/** This machine, and what else keeps it busy: to be asked before a proof adds its own load. */
export function describeMachine(): Machine {
  const cores = availableParallelism();
  return { cores, load: classifyLoad(loadavg()[0] ?? 0, cores) };
}

/** The Chromium that cases run in, for example `Chromium 156`; empty where there is none, or it does not say. */
export function describeBrowser(): string {
  const path = findBrowser(projectSettings().browser)?.path;
  if (path === undefined) return '';
  try {
    const [, version = ''] = /(\d+)\./.exec(execFileSync(path, ['--version'], { encoding: 'utf8' })) ?? [];
    return version === '' ? '' : `Chromium ${version}`;
  } catch {
    // Chrome on Windows opens a window instead of answering.
    return '';
  }
}
