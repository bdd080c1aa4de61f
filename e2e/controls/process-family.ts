import { readdirSync, readFileSync } from 'node:fs';

/** A process that is alive. */
export interface LivingProcess {
  readonly pid: number;
  readonly parent: number;
  /** Clock ticks since the machine's start: tells a process from a later one with the same id. */
  readonly startedAt: string;
  readonly commandLine: string;
}

/** A process, its descendants, and their descendants. */
export interface ProcessFamily {
  /** Those that are alive, also those whose parent has gone since an earlier look. Nothing where there is no /proc. */
  alive(): LivingProcess[];
}

/**
 * Watches over a process and all that comes of it.
 * @param mark a text, such as the path of a temporary folder, in the command line of every one of its browsers: it finds
 * those too that had lost their parent before the first look.
 */
export function watchFamily(ancestor: number, mark: string): ProcessFamily {
  const seen = new Map<number, string>();
  return {
    alive() {
      const all = livingProcesses();
      const members = new Set<number>([ancestor]);
      for (const { pid, startedAt, commandLine } of all)
        if (seen.get(pid) === startedAt || commandLine.includes(mark)) members.add(pid);
      // A child may be listed before its parent.
      for (let before = -1; before !== members.size;) {
        before = members.size;
        for (const { pid, parent } of all) if (members.has(parent)) members.add(pid);
      }
      const family = all.filter(({ pid }) => members.has(pid));
      for (const { pid, startedAt } of family) seen.set(pid, startedAt);
      return family;
    },
  };
}

function livingProcesses(): LivingProcess[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const commandLine = readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ').trim();
        // A zombie has no command line: it is dead, and waits for whoever reaps it.
        if (commandLine === '') return [];
        // The name in brackets may hold blanks; what follows it is state, parent, …, and as the 20th the start.
        const facts = readFileSync(`/proc/${name}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
        return [{ pid: Number(name), parent: Number(facts[1]), startedAt: facts[19] ?? '', commandLine }];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}
