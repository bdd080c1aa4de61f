import boundaries from 'eslint-plugin-boundaries';
import playwright from 'eslint-plugin-playwright';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Code that runs in the page. */
const BROWSER_CODE = [
  'app/main.ts',
  'app/session/**',
  'app/view/**',
  'app/recovery/**',
  'fixtures/cli/lab/page/**',
];

/** Where a file lives. One file belongs to every category whose pattern fits. */
const CATEGORIES = [
  ...[
    'app',
    'fixtures/mock-cloud',
    'fixtures/timeline',
    'fixtures/picture',
    'fixtures/test',
    'fixtures/cases',
    'fixtures/report',
    'fixtures/cli',
  ].map((room) => ({ category: room, pattern: `${room}/**` })),
  { category: 'fixtures/index.ts', pattern: 'fixtures/index.ts' },
  { category: 'other entry points', pattern: 'fixtures/!(index).ts' },
  { category: 'cases', pattern: 'e2e/!(self|proof|support|apps|*.ts)/**' },
  { category: 'demo app', pattern: 'e2e/rejoin.app.ts' },
  { category: 'e2e/support', pattern: 'e2e/support/**' },
  { category: 'e2e/self', pattern: 'e2e/self/**' },
  { category: 'e2e/proof', pattern: 'e2e/proof/**' },
  ...BROWSER_CODE.map((pattern) => ({ category: 'page', pattern })),
  { category: 'back-end', pattern: 'app/back-end/**' },
];

/** The arrows: what each may import beside itself. They go down only; everything else is an error. */
const MAY_IMPORT = {
  app: [],
  'fixtures/timeline': [],
  'fixtures/mock-cloud': [],
  'fixtures/picture': ['fixtures/timeline'],
  'fixtures/test': ['fixtures/mock-cloud', 'fixtures/picture', 'fixtures/timeline'],
  'fixtures/cases': ['fixtures/test', 'fixtures/mock-cloud', 'fixtures/timeline'],
  'fixtures/report': ['fixtures/test', 'fixtures/picture', 'fixtures/timeline'],
  'fixtures/cli': [
    'fixtures/cases',
    'fixtures/report',
    'fixtures/test',
    'fixtures/mock-cloud',
    'fixtures/picture',
    'fixtures/timeline',
  ],
  'other entry points': [
    'fixtures/cases',
    'fixtures/report',
    'fixtures/test',
    'fixtures/mock-cloud',
    'fixtures/timeline',
  ],
  'fixtures/index.ts': ['fixtures/cases', 'fixtures/test', 'fixtures/mock-cloud', 'fixtures/timeline'],
  // What builds the demo page for every run; it takes the run's settings.
  'e2e/support': ['fixtures/index.ts', 'fixtures/test'],
  'demo app': ['app', 'fixtures/index.ts', 'e2e/support'],
  cases: ['fixtures/index.ts', 'e2e/support'],
};
const ROOMS = [...Object.keys(MAY_IMPORT), 'e2e/self', 'e2e/proof'];

const BOUNDARIES = Object.entries(MAY_IMPORT).map(([room, allowed]) => ({
  from: { file: { categories: room } },
  disallow: {
    to: {
      file: { categories: { anyOf: ROOMS.filter((other) => other !== room && !allowed.includes(other)) } },
    },
  },
  message: `${room} may import only ${['itself', ...allowed].join(', ')}: imports go down (see “MAY_IMPORT” in eslint.config.js).`,
}));

const PAGE_HAS_NO_BACK_END = {
  from: { file: { categories: 'page' } },
  disallow: { to: { file: { categories: 'back-end' } }, dependency: { kind: '!type' } },
  message: 'This runs in the page: of the back end it may know the types, not the code.',
};

const DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
  message: 'Export by name: only files whose tool asks for a default export have one.',
};

export default defineConfig(
  globalIgnores([
    'app/dist/',
    'dist/',
    '.rejoin/',
    'fixtures/mock-cloud/wire/generated/',
    'playwright-report/',
    'rejoin-report/',
    'test-results/',
    'lab-sessions/',
    '.tmp/',
    // Written as people write them, each with tools of its own.
    'e2e/apps/!(support)/**/*',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-syntax': ['error', DEFAULT_EXPORT],
      // Numbers in messages are what this project writes most.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => thing.stop()` reads better than a block of one line.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Some functions await nothing today, behind an interface that may.
      '@typescript-eslint/require-await': 'off',
      // TypeScript checks this already, and knows about `_`.
      '@typescript-eslint/no-unused-vars': 'off',
    },
  },
  {
    files: [
      '*.config.ts',
      'app/vite.config.ts',
      'e2e/support/build-demo.ts',
      '**/rejoin.app.ts',
      'fixtures/cli/preflight/preflight.ts',
      'fixtures/test/browser/require-browsers.ts',
      'e2e/proof/**/*.config.ts',
      'fixtures/report/*-reporter.ts',
      'fixtures/reporter.ts',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },

  {
    files: ['**/*.ts'],
    plugins: { boundaries },
    settings: {
      'boundaries/files': CATEGORIES,
      'import/resolver': { node: { extensions: ['.ts', '.js'] } },
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        { default: 'allow', policies: [...BOUNDARIES, PAGE_HAS_NO_BACK_END] },
      ],
    },
  },
  {
    files: ['fixtures/mock-cloud/**', 'fixtures/timeline/**', 'fixtures/picture/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@playwright/*', 'playwright*'],
              message: 'Mock, timeline and picture know nothing of Playwright.',
            },
          ],
        },
      ],
    },
  },
  {
    files: BROWSER_CODE,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ group: ['node:*'], message: 'This runs in the page.', allowTypeImports: true }] },
      ],
    },
  },

  {
    files: ['e2e/**/*.ts'],
    ...playwright.configs['flat/recommended'],
    rules: {
      ...playwright.configs['flat/recommended'].rules,
      // A warning nobody must heed is no rule.
      'playwright/no-wait-for-timeout': 'error',
      // With a condition and a reason it is a statement about a system, not a test forgotten.
      'playwright/no-skipped-test': ['error', { allowConditional: true }],
      // One case over several variants says what differs where it differs.
      'playwright/no-conditional-in-test': 'off',
      'playwright/no-conditional-expect': 'off',
      // Layout is prettier's.
      'playwright/consistent-spacing-between-blocks': 'off',
      'playwright/expect-expect': [
        'error',
        { assertFunctionPatterns: ['^expect', '^login$', '^gather$', '^goOnAir$'] },
      ],
    },
  },
);
