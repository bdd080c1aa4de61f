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
  'fixtures/lab/page/**',
];

/** A file belongs to every plane whose pattern fits. */
const PLANES = [
  { category: 'app', pattern: 'app/**' },
  ...BROWSER_CODE.map((pattern) => ({ category: 'page', pattern })),
  { category: 'back-end', pattern: 'app/back-end/**' },
  { category: 'fixtures', pattern: 'fixtures/**' },
  { category: 'part', pattern: 'fixtures/{participant,link,timeline,clock,cloud}/**' },
  { category: 'composition', pattern: 'fixtures/test.ts' },
  { category: 'mock', pattern: 'fixtures/cloud/mock/**' },
  // Every fixture but the mock.
  ...['fixtures/!(cloud)/**', 'fixtures/*.ts', 'fixtures/cloud/*.ts', 'fixtures/cloud/!(mock)/**'].map(
    (pattern) => ({
      category: 'around-mock',
      pattern,
    }),
  ),
  { category: 'pure', pattern: 'fixtures/{clock,timeline,settings}/**' },
  { category: 'drives-pages', pattern: 'fixtures/{participant,link,browser,matchers,lab,bench}/**' },
  { category: 'e2e', pattern: 'e2e/**' },
];

/** What may not import what. Everything else may. */
const BOUNDARIES = [
  [
    'app',
    ['fixtures', 'e2e'],
    'The app is an ordinary production app: it knows nothing of the tests. Move what both need into app/.',
  ],
  ['fixtures', ['e2e'], 'Imports go e2e → fixtures. Move what both need into fixtures/.'],
  ['part', ['composition'], 'test.ts composes the parts: a part does not import it.'],
  ['mock', ['app', 'around-mock'], 'The mock stands alone, as a package would: no app/, no other fixtures.'],
  ['pure', ['drives-pages'], 'Clock, timeline and settings are below the link and the participant.'],
].map(([from, to, message]) => ({
  from: { file: { categories: from } },
  disallow: { to: { file: { categories: { anyOf: to } } } },
  message,
}));

const MOCK_STANDS_ALONE = {
  from: { file: { categories: 'mock' } },
  disallow: { to: [{ file: { categories: '!mock' } }] },
  message:
    'fixtures/cloud/mock stands alone, as a package would: it imports neither app/ nor other fixtures.',
};

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
    'fixtures/cloud/mock/wire/generated/',
    'playwright-report/',
    'rejoin-report/',
    'test-results/',
    'lab-sessions/',
    '.tmp/',
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
      'fixtures/app-build.ts',
      'fixtures/cloud/real/preflight/preflight.ts',
      'fixtures/proof/**/*.config.ts',
      'fixtures/report/*-reporter.ts',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },

  {
    files: ['**/*.ts'],
    plugins: { boundaries },
    settings: {
      'boundaries/files': PLANES,
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
    files: ['fixtures/cloud/mock/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['@playwright/*', 'playwright*'], message: 'The mock knows nothing of Playwright.' },
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
      'playwright/no-skipped-test': 'error',
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
