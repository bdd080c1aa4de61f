import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { CASE_FOLDERS, CASE_PARTS } from '../../proof/run/case-parts.ts';
import { ROOT } from '../../proof/run/copy.ts';

const specs = CASE_FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.spec.ts'))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
);

test('every spec of a case is run by the long commands, once', () => {
  expect(specs).toContain('e2e/room/stale-answers.spec.ts');
  for (const spec of specs)
    expect(
      CASE_PARTS.filter((part) => spec === part || spec.startsWith(`${part}/`)),
      spec,
    ).toHaveLength(1);
});
