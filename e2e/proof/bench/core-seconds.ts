import { execFileSync } from 'node:child_process';

import { watchFamily, type LivingProcess } from '../run/process-family.ts';

/** What processor time goes to. */
export const KINDS = ['node', 'browser', 'renderer', 'GPU', 'network', 'audio', 'other'] as const;
/** One of {@link KINDS}. */
export type Kind = (typeof KINDS)[number];
/** Processor time by what it goes to, in seconds of one core. */
export type CoreSeconds = Readonly<Record<Kind, number>>;

/** Nothing was used. */
export const NO_CORE_SECONDS: CoreSeconds = {
  node: 0,
  browser: 0,
  renderer: 0,
  GPU: 0,
  network: 0,
  audio: 0,
  other: 0,
};

/** What a process is, by its command line: Chromium tells it of each of its own with `--type`. */
export function kindOf(commandLine: string): Kind {
  const [, type] = / --type=(\S+)/.exec(commandLine) ?? [];
  if (type === 'renderer') return 'renderer';
  if (type === 'gpu-process') return 'GPU';
  if (type === 'utility') {
    const [, service = ''] = /--utility-sub-type=(\w+)/.exec(commandLine) ?? [];
    return service === 'network' ? 'network' : service === 'audio' ? 'audio' : 'other';
  }
  if (type !== undefined) return 'other';
  if (/^\S*(chrom|headless[_-]shell)/i.test(commandLine)) return 'browser';
  return /^\S*node\b/.test(commandLine) ? 'node' : 'other';
}

/** What a family of processes had used up to a moment. */
export interface Sample {
  readonly epochMs: number;
  readonly used: CoreSeconds;
}

/** Adds up what processes use, those included that have ended meanwhile. */
export class CoreAccount {
  readonly #latest = new Map<string, { readonly kind: Kind; readonly ticks: number }>();
  readonly #ticksPerSecond: number;

  constructor(ticksPerSecond: number) {
    this.#ticksPerSecond = ticksPerSecond;
  }

  /** Takes a look at those that are alive. A process is told from a later one of the same id by its start. */
  look(alive: readonly Pick<LivingProcess, 'pid' | 'startedAt' | 'commandLine' | 'ticks'>[]): CoreSeconds {
    for (const { pid, startedAt, commandLine, ticks } of alive)
      this.#latest.set(`${pid} ${startedAt}`, { kind: kindOf(commandLine), ticks });
    const sum: Record<Kind, number> = { ...NO_CORE_SECONDS };
    for (const { kind, ticks } of this.#latest.values()) sum[kind] += ticks / this.#ticksPerSecond;
    return sum;
  }
}

/** What was used between two moments. Between two samples it is taken to be used evenly. */
export function usedBetween(samples: readonly Sample[], fromEpochMs: number, toEpochMs: number): CoreSeconds {
  const from = usedAt(samples, fromEpochMs);
  const to = usedAt(samples, toEpochMs);
  const difference: Record<Kind, number> = { ...NO_CORE_SECONDS };
  for (const kind of KINDS) difference[kind] = to[kind] - from[kind];
  return difference;
}

function usedAt(samples: readonly Sample[], epochMs: number): CoreSeconds {
  const index = samples.findIndex((sample) => sample.epochMs >= epochMs);
  const after = samples[index] ?? samples.at(-1);
  const before = samples[index - 1] ?? after;
  if (!before || !after) return NO_CORE_SECONDS;
  const span = after.epochMs - before.epochMs;
  const share = span > 0 ? Math.min(Math.max((epochMs - before.epochMs) / span, 0), 1) : 1;
  const used: Record<Kind, number> = { ...NO_CORE_SECONDS };
  for (const kind of KINDS) used[kind] = before.used[kind] + share * (after.used[kind] - before.used[kind]);
  return used;
}

/** In all. */
export function totalOf(used: CoreSeconds): number {
  return KINDS.reduce((sum, kind) => sum + used[kind], 0);
}

/** A process that ends between two looks loses what it used since the last one: at most this. */
const LOOK_EVERY_MS = 100;

/**
 * Watches what a process and all that comes of it use, until `stop`.
 * @param mark see `watchFamily`.
 * @returns undefined where there is no /proc to ask.
 */
export function watchCoreSeconds(pid: number, mark: string): { stop(): readonly Sample[] } | undefined {
  if (process.platform !== 'linux') return undefined;
  const family = watchFamily(pid, mark);
  const account = new CoreAccount(Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' })));
  const samples: Sample[] = [];
  const look = () => {
    const epochMs = Date.now();
    samples.push({ epochMs, used: account.look(family.alive()) });
  };
  look();
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      return samples;
    },
  };
}
