import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Written by tools, or not ours. */
const NOT_OURS = new Set([
  'node_modules',
  'dist',
  'playwright-report',
  'rejoin-report',
  'blob-report',
  'test-results',
  'lab-sessions',
  'history',
  'differences.md',
]);

/** Every Markdown file below a folder that is ours, as paths relative to it; folders that begin with a dot are left out. */
export function markdownFiles(root: string, below = ''): string[] {
  return readdirSync(join(root, below), { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.has(name) && !name.startsWith('.'))
    .flatMap((entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) return markdownFiles(root, path);
      return entry.isFile() && entry.name.endsWith('.md') ? [path] : [];
    });
}

/** Where links and pictures of a text lead: inline ones and definitions, not what stands in code. */
export function linkTargets(markdown: string): string[] {
  const prose = withoutCode(markdown);
  const inline = [...prose.matchAll(/\]\(([^)\s]+)\)/g)];
  const definitions = [...prose.matchAll(/^\[[^\]]+\]:\s+(\S+)/gm)];
  return [...inline, ...definitions].map(([, target = '']) => target);
}

/** The anchors of a text's headings, as GitHub makes them. */
export function headingAnchors(markdown: string): string[] {
  const count = new Map<string, number>();
  return [...withoutFences(markdown).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => {
    const slug = heading
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-');
    const nth = count.get(slug) ?? 0;
    count.set(slug, nth + 1);
    return nth === 0 ? slug : `${slug}-${nth}`;
  });
}

function withoutCode(markdown: string): string {
  return withoutFences(markdown).replaceAll(/`[^`\n]*`/g, '');
}

function withoutFences(markdown: string): string {
  return markdown.replaceAll(/^```[\s\S]*?^```$/gm, '');
}
