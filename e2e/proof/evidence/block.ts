const begin = (name: string) => `<!-- ${name}:begin -->`;
const end = (name: string) => `<!-- ${name}:end -->`;

/** What stands in a text between a block's markers. @throws Error when there are none. */
export function readBlock(text: string, name: string): string {
  const { from, to } = find(text, name);
  return text.slice(from, to).trim();
}

/** The text with something else between the markers. @throws Error when there are none. */
export function writeBlock(text: string, name: string, block: string): string {
  const { from, to } = find(text, name);
  return `${text.slice(0, from)}\n\n${block}\n\n${text.slice(to)}`;
}

function find(text: string, name: string): { from: number; to: number } {
  const from = text.indexOf(begin(name));
  const to = text.indexOf(end(name));
  if (from === -1 || to < from)
    throw new Error(`There is no place for “${name}”: write the lines ${begin(name)} and ${end(name)}.`);
  return { from: from + begin(name).length, to };
}
