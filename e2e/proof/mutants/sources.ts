import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where defects are made: the code that specs judge. */
const FOLDERS = ['app', 'fixtures'];
/** Nobody writes it, so nobody errs in it. */
const GENERATED = /\/(generated|dist)\//;

/** Reads every file in which a defect can be made, by its path from the root with slashes. */
export function readSources(root: string): ReadonlyMap<string, string> {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
      .filter((file) => file.endsWith('.ts') && !GENERATED.test(file)),
  );
  return new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
}
