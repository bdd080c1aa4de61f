// `npm run mistakes`: makes each seeded mistake in its app and runs the case that should catch it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { readCommandLine } from '../../../fixtures/cli/command-line.ts';
import { buildSeeded, SEEDED, type SeededMistake } from './seeded.ts';

/** No line of the table is longer. */
const LINE = 118;

const USAGE = `npm run mistakes -- [--only TEXT] [--fresh] [--print]

  --only TEXT   those whose id begins so
  --fresh       all anew; otherwise what has been tried is not tried again
  --print       only the table of what is known`;

interface Outcome {
  readonly id: string;
  readonly outcome: 'caught' | 'missed' | 'not judged' | 'beyond';
  /** The case that was run. */
  readonly case: string;
  /** What it said, or why there is nothing to say. */
  readonly said: string;
}

const ROOT = join(import.meta.dirname, '..', '..', '..');
const STORE = join(ROOT, '.tmp', 'proof', 'mistakes.json');
const TABLE = join(ROOT, 'e2e', 'apps', 'mistakes.md');

const { values } = readCommandLine(USAGE, {
  options: { only: { type: 'string' }, fresh: { type: 'boolean' }, print: { type: 'boolean' } },
});

const known = new Map<string, Outcome>(
  values.fresh === true || !existsSync(STORE)
    ? []
    : (JSON.parse(readFileSync(STORE, 'utf8')) as Outcome[]).map((outcome) => [outcome.id, outcome]),
);
if (values.print !== true)
  for (const mistake of SEEDED) {
    if (!mistake.id.startsWith(values.only ?? '') || known.has(mistake.id)) continue;
    const outcome = attempt(mistake);
    known.set(mistake.id, outcome);
    console.log(`${outcome.outcome.padEnd(10)} ${mistake.id}: ${outcome.said}`);
    mkdirSync(dirname(STORE), { recursive: true });
    writeFileSync(STORE, JSON.stringify([...known.values()], undefined, 1));
  }
const outcomes = SEEDED.flatMap(({ id }) => known.get(id) ?? []);
const count = (outcome: Outcome['outcome']) => outcomes.filter((each) => each.outcome === outcome).length;
console.log(
  `${SEEDED.length} mistakes: ${count('caught')} caught, ${count('missed')} missed, ${count('not judged')} not judged, ${count('beyond')} beyond what the cases look at, ${SEEDED.length - outcomes.length} not tried`,
);
writeFileSync(TABLE, render(outcomes));
process.exitCode = count('missed') > 0 ? 1 : 0;

function attempt(mistake: SeededMistake): Outcome {
  const { id, app, catcher, beyond } = mistake;
  if (catcher === undefined) return { id, outcome: 'beyond', case: '', said: beyond ?? '' };
  const folder = buildSeeded(mistake);
  const run = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js'),
      ...[
        'test',
        `e2e/apps/${app}.spec.ts`,
        '--project',
        'apps',
        '--no-deps',
        '-g',
        `${catcher} `,
        '--reporter',
        'json',
      ],
    ],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, SEEDED_APP_FOLDER: folder } },
  );
  return { id, case: catcher, ...verdictOf(run.stdout) };
}

function verdictOf(json: string): Pick<Outcome, 'outcome' | 'said'> {
  const texts = textsIn(JSON.parse(json.slice(json.indexOf('{'))) as unknown);
  const neglect = texts.find((text) => text.includes('NeglectedDuty: '));
  if (neglect !== undefined) {
    const [said = '', duty = ''] = neglect.replace(/^.*?NeglectedDuty: /s, '').split('\n');
    return { outcome: duty.endsWith('the app') ? 'caught' : 'missed', said: `${said} (${duty})` };
  }
  const skipped = texts.find((text) => text.startsWith('not judged, because '));
  if (skipped !== undefined) return { outcome: 'not judged', said: skipped };
  const other = texts.find((text) => /^(\S*Error|Test timeout)/.test(text));
  return { outcome: 'missed', said: other?.split('\n')[0] ?? 'the case passed' };
}

/** Every text under `message` and `description`, wherever it stands. */
function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
    (key === 'message' || key === 'description') && typeof inner === 'string'
      ? [stripVTControlCharacters(inner)]
      : textsIn(inner),
  );
}

function render(rows: readonly Outcome[]): string {
  const cut = (text: string) =>
    (text.length > LINE ? `${text.slice(0, LINE)}…` : text).replaceAll(/[*`<>|\s]+/g, ' ');
  const items = rows.map(({ id, outcome, case: by, said }) => {
    const what = SEEDED.find((mistake) => mistake.id === id)?.what ?? '';
    return `- \`${id}\`: ${outcome}${by === '' ? '' : ` (${by})`}\n  - ${cut(what)}\n  - ${cut(said)}`;
  });
  return `# Seeded mistakes

Made by \`npm run mistakes\`: each is a small change of an app of this folder, and the case that should notice it is run on it.
${summary(rows)}

${items.join('\n')}
`;
}

function summary(rows: readonly Outcome[]): string {
  const number = (outcome: Outcome['outcome']) => rows.filter((each) => each.outcome === outcome).length;
  return `${rows.length} mistakes: ${number('caught')} caught, ${number('missed')} missed, ${number('not judged')} not judged, ${number('beyond')} beyond what the cases look at.`;
}
