import { join } from 'node:path';

import { config } from 'dotenv';

import { loadSettings } from '../../fixtures/test/settings/load.ts';
import type { Settings } from '../../fixtures/test/settings/settings.ts';

/**
 * The settings of this repository's runs: from the `.env` beside its configuration, when there is one, and from the
 * environment, which wins.
 * @throws SettingsError
 */
export function projectSettings(): Settings {
  config({ path: join(import.meta.dirname, '..', '..', '.env'), quiet: true });
  return loadSettings();
}
