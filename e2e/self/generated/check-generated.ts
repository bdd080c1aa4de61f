// `npm run check:generated`: fails when the code made from the .proto files is not what is checked in.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const GENERATED = 'fixtures/mock-cloud/wire/generated';

const fresh = mkdtempSync(join(tmpdir(), 'rejoin-generated-'));
try {
  const { status } = spawnSync('npx', ['buf', 'generate', '--output', fresh], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  const stale = status === 0 ? differing(join(fresh, GENERATED), GENERATED) : [];
  for (const name of stale) console.error(`${GENERATED}/${name} is not what its .proto makes.`);
  if (stale.length > 0) console.error('Run: npm run generate');
  process.exitCode = status === 0 && stale.length === 0 ? 0 : 1;
} finally {
  rmSync(fresh, { recursive: true });
}

/** Names of files that are in one folder only, or differ. */
function differing(expected: string, actual: string): string[] {
  const names = new Set([...readdirSync(expected), ...readdirSync(actual)]);
  return [...names].filter((name) => contentOf(expected, name) !== contentOf(actual, name));
}

function contentOf(folder: string, name: string): string | undefined {
  return readdirSync(folder).includes(name) ? readFileSync(join(folder, name), 'utf8') : undefined;
}
