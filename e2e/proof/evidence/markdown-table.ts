/** No line is longer, so that a diff can be read. */
export const LONGEST_LINE = 140;

/**
 * A Markdown table as prettier leaves it, no line longer than {@link LONGEST_LINE}: what is too long for the last column
 * goes on in the next row.
 * @throws Error when the other columns leave no room for the last one.
 */
export function renderMarkdownTable(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  const last = heads.length - 1;
  const fixed = heads
    .slice(0, last)
    .map((head, column) => widest([head, ...rows.map((row) => escape(row[column] ?? ''))]));
  // Every column has a bar and two blanks, and the table one bar more.
  const room = LONGEST_LINE - fixed.reduce((sum, width) => sum + width + 3, 4);
  if (room < 20)
    throw new Error(`Only ${room} characters are left for “${heads[last] ?? ''}”: shorten the others.`);
  const lines = rows.flatMap((row) =>
    wrap(escape(row[last] ?? ''), room).map((piece, index) => [
      ...fixed.map((_, column) => (index === 0 ? escape(row[column] ?? '') : '')),
      piece,
    ]),
  );
  const widths = [...fixed, widest([heads[last] ?? '', ...lines.map((line) => line[last] ?? '')])];
  const line = (cells: readonly string[], fill = ' ') =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`;
  return [
    line(heads),
    line(
      heads.map(() => ''),
      '-',
    ),
    ...lines.map((cells) => line(cells)),
  ];
}

function widest(texts: readonly string[]): number {
  return Math.max(3, ...texts.map(({ length }) => length));
}

function escape(text: string): string {
  return text.replaceAll('|', String.raw`\|`);
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= width || line === '') line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}
