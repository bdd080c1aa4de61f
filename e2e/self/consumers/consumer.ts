import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { test as base } from '@playwright/test';

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** What somebody's project has that uses the package; all of it from the npm registry. */
const MANAGERS = {
  npm: { install: ['npm', 'install', '--no-audit', '--no-fund'], run: ['npx', '--no-install'] },
  pnpm: {
    install: ['npx', '-y', 'pnpm@9', 'install', '--no-frozen-lockfile'],
    run: ['npx', '-y', 'pnpm@9', 'exec'],
  },
  yarn: {
    install: ['npx', '-y', 'yarn@1.22', 'install', '--no-progress'],
    run: ['npx', '-y', 'yarn@1.22', '-s'],
  },
} as const;
/** Of this run, and nothing of a project that is somebody else's. */
const OWN_VARIABLE =
  /^(?:REJOIN_|TEST_|PLAYWRIGHT|PW|NODE_ENV$|NODE_OPTIONS$|npm_(?!config_registry)|INIT_CWD$|CI$|FORCE_COLOR$)/i;

/** A project of somebody's, in a folder of its own. */
export interface Consumer {
  /** Where the app is: the project's folder, or a package in its workspace. */
  readonly folder: string;
  write(path: string, text: string): void;
  read(path: string): string;
  /** Installs what `package.json` says. */
  install(): Promise<string>;
  /** Runs a program of the project's dependencies. @throws Error with all it said when it ends with another code. */
  run(words: readonly string[], code?: number): Promise<string>;
}

/** How a consumer is made. */
export interface ConsumerPlan {
  readonly manager: keyof typeof MANAGERS;
  /** One of `e2e/apps`: copied as it was built. */
  readonly app: string;
  /** Its dependencies that remain: what its server needs, and what `init` is to find. */
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly type: 'module' | 'commonjs';
  readonly playwright: string;
  /** The folder's name. */
  readonly name: string;
  /** The app is a package in a workspace, whose top has all dependencies. */
  readonly isInWorkspace?: boolean;
  readonly typescript?: boolean;
}

interface WorkerFixtures {
  /** The package as npm would publish it. */
  readonly tarball: string;
}

export const test = base.extend<{ readonly makeConsumer: (plan: ConsumerPlan) => Consumer }, WorkerFixtures>({
  tarball: [
    async ({}, use, workerInfo) => {
      const folder = join(workerInfo.project.outputDir, `package-${workerInfo.workerIndex}`);
      mkdirSync(folder, { recursive: true });
      const said = await run(['npm', 'pack', '--json', '--pack-destination', folder], ROOT);
      const name = /"filename":\s*"([^"]+)"/.exec(said)?.[1] ?? '';
      await use(join(folder, basename(name)));
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  makeConsumer: async ({ tarball }, use, testInfo) => {
    await use((plan) => createConsumer(plan, testInfo.outputPath(plan.name), tarball));
  },
});

function createConsumer(plan: ConsumerPlan, top: string, tarball: string): Consumer {
  const { manager, app, type, playwright, isInWorkspace = false } = plan;
  const folder = isInWorkspace ? join(top, 'packages', app) : top;
  const from = join(ROOT, 'e2e', 'apps', app);
  cpSync(from, folder, {
    recursive: true,
    filter: (path) => !/[\\/](?:node_modules|\.next|mistakes\.ts|package-lock\.json)$/.test(path),
  });
  const { scripts } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const tools = {
    rejoin: `file:${tarball}`,
    '@playwright/test': playwright,
    ...(plan.typescript === true && { typescript: '~5.9.0', '@types/node': '^20.0.0' }),
  };
  const manifest = (facts: object) => JSON.stringify(facts, undefined, 2);
  writeFileSync(
    join(folder, 'package.json'),
    manifest({
      name: app,
      version: '1.0.0',
      private: true,
      type,
      scripts,
      dependencies: plan.dependencies ?? {},
      ...(!isInWorkspace && { devDependencies: tools }),
    }),
  );
  if (isInWorkspace)
    writeFileSync(
      join(top, 'package.json'),
      manifest({ name: 'top', private: true, workspaces: ['packages/*'], devDependencies: tools }),
    );
  const { install, run: runner } = MANAGERS[manager];
  return {
    folder,
    write(path, text) {
      const file = join(folder, path);
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, text);
    },
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    install: () => run(install, top),
    run: (words, code) => run([...runner, ...words], folder, code),
  };
}

/** Runs a command as a person would in a terminal of that folder. */
function run([command = '', ...args]: readonly string[], cwd: string, code = 0): Promise<string> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN_VARIABLE.test(name)));
  // npm and its like are scripts there, which only a shell starts.
  const child = spawn(command, args, { cwd, env, shell: process.platform === 'win32' });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (ended) => {
      if (ended === code) resolve(said);
      else
        reject(
          new Error(`“${[command, ...args].join(' ')}” ended with ${ended} instead of ${code}:\n${said}`),
        );
    });
  });
}
