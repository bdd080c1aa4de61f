/** Where an anchor stands in a text: from its first character up to behind its last. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** What may stand between two tokens: white space, line breaks, comments. */
const GAP = String.raw`(?:\s|//[^\n]*\n|/\*[\s\S]*?\*/)*`;
const WORD = String.raw`[\p{L}\p{N}_$]`;
const TOKEN = new RegExp(`${WORD}+|\\S`, 'gu');
const IS_WORD = new RegExp(`^${WORD}`, 'u');
const CLOSES = new Set([')', ']', '}']);

/**
 * Finds every place where a piece of code stands, however it is laid out there: white space, line breaks, comments
 * between tokens and a trailing comma before a bracket count for nothing, so a formatter or an indentation changes nothing.
 */
export function findAnchor(text: string, anchor: string): Place[] {
  return [...text.matchAll(patternOf(anchor))].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function patternOf(anchor: string): RegExp {
  const tokens = (anchor.match(TOKEN) ?? []).filter(
    (token, index, all) => !(token === ',' && CLOSES.has(all[index + 1] ?? '')),
  );
  const [first = '', last = ''] = [tokens[0], tokens.at(-1)];
  const body = tokens.map((token, index) => between(tokens[index - 1], token) + escape(token)).join('');
  const before = IS_WORD.test(first) ? `(?<!${WORD})` : '';
  const after = IS_WORD.test(last) ? `(?!${WORD})` : '';
  return new RegExp(before + body + after, 'gu');
}

function between(previous: string | undefined, token: string): string {
  if (previous === undefined) return '';
  if (IS_WORD.test(previous) && IS_WORD.test(token)) return String.raw`\s${GAP}`;
  return CLOSES.has(token) ? `${GAP},?${GAP}` : GAP;
}

function escape(token: string): string {
  return token.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
