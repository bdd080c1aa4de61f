import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import * as face from '../../../fixtures/index.ts';
import { ROOT } from '../../proof/run/copy.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

test.describe('fixtures/README.md', () => {
  const text = read('fixtures/README.md');

  test('shows an example that runs', () => {
    const [, example = ''] = text.split('```ts\n');
    const [code = ''] = example.split('```');
    // The same names, from where a reader has them and from where this repository has them.
    const imports = /import \{([^}]*?),?\s*\} from '[^']*';/;
    const namesIn = (text: string) =>
      imports
        .exec(text)?.[1]
        ?.split(',')
        .map((name) => name.trim());
    const real = read('e2e/self/guards/away.spec.ts');
    expect(namesIn(code)).toEqual(namesIn(real));
    expect(code.replace(imports, '')).toBe(real.replace(imports, ''));
    // The first README has it, too.
    expect(read('README.md')).toContain(code);
  });

  test('names every step, expectation and timing that there is', () => {
    const named = Object.entries(face).filter(([, value]) => typeof value === 'function');
    expect(named.length).toBeGreaterThan(20);
    const missing = named.map(([name]) => name).filter((name) => !new RegExp(`\\b${name}\\b`).test(text));
    expect(missing).toEqual([]);
  });

  test('can be read in a terminal', () => {
    const lines = text.split('\n');
    expect(lines.length).toBeLessThanOrEqual(150);
    expect(lines.filter((line) => line.length > 140)).toEqual([]);
  });
});
