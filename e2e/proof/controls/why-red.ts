import { PROVOCATION } from '../../../fixtures/test/provocation.ts';

/** Why a case that was robbed of its fault is red. */
export interface WhyRed {
  /** Whether it is red for want of the fault. */
  readonly isForWant: boolean;
  /** In a few words, for the table. */
  readonly text: string;
}

/** What is told when all is well: a case that misses it has broken down before its fault could matter. */
const WELL = /\b(LOGINING|LOGINED|RECONNECTED|PUBLISHING|PLAYING|ADD)\b|_REQUESTING \(0\)/;
/** A request without trouble: with nothing to play, not even that comes. */
const REQUEST = /_REQUESTING \(0\)/;
/** What only a test that came to nothing says. */
const BROKEN =
  /Test timeout of|has been closed|Target (page|crashed)|Page crashed|browserType\.|net::ERR|uncaught/i;

/**
 * Says why a case is red whose faults were no-ops. For want of its fault it is in five ways only, each an assertion about what
 * the fault should have brought: bad news that did not come; good news in its place; good news though nothing should come;
 * media that was never cut; a picture that goes on. Everything else (a login that fails, a page that crashes, a test that
 * takes too long) is another reason, and no proof.
 * @param message the first error, whole.
 * @param faults names of the faults that were to begin; those before the error, as it ended the test.
 */
export function whyRed(message: string, faults: readonly string[]): WhyRed {
  const first = message.split('\n').find((line) => line.trim() !== '') ?? '';
  if (faults.length === 0) return other(`it began no fault: ${first}`);
  if (BROKEN.test(message)) return other(first);
  const provoked = faults.every((name) => name.startsWith(PROVOCATION));
  const [, missed] = /was not told of (.+?); told so far/.exec(message) ?? [];
  if (missed !== undefined)
    return WELL.test(missed) && !(provoked && REQUEST.test(missed))
      ? other(`it missed ${missed}, which needs no fault`)
      : want(`never came: ${missed}`);
  const [, expected = '', came = ''] =
    /expected: (.+?); but was told (.+?) at \d+ ms instead/.exec(message) ?? [];
  if (came !== '')
    return WELL.test(came) && !WELL.test(expected)
      ? want(`${came} instead of ${expected}`)
      : other(`it was told ${came} instead of ${expected}`);
  const [, more] = /was told more:\s*(.+?) at \d+ ms/.exec(message) ?? [];
  if (more !== undefined)
    return WELL.test(more) || provoked
      ? want(`${more}, where nothing should come`)
      : other(`it was told ${more}`);
  if (/should notice that its media is cut/.test(message)) return want('media was never cut');
  const [, sees] = /(still sees .+? move)/.exec(message) ?? [];
  if (sees !== undefined) return want(sees);
  return other(first);
}

function want(text: string): WhyRed {
  return { isForWant: true, text };
}

function other(text: string): WhyRed {
  return { isForWant: false, text };
}
