import type { Entry } from '../fixtures/timeline/entry.ts';
import type { Timeline } from '../fixtures/timeline/timeline.ts';

/**
 * When a step, an action or a state last happened, in milliseconds since the test began.
 * @throws Error when it never did.
 */
export function lastAt({ entries }: Timeline, what: string, who?: string): number {
  const entry = entries.findLast(
    (candidate) => nameOf(candidate) === what && (who ?? candidate.who) === candidate.who,
  );
  if (!entry) throw new Error(`“${what}” is not in the history of this test`);
  return entry.at;
}

function nameOf(entry: Entry): string | undefined {
  if ('name' in entry) return entry.name;
  return 'state' in entry ? entry.state : undefined;
}
