// Packages that ship only ES modules, or import() at run time as PGlite does, and so have to be compiled for jest.
const esm = [
  '@electric-sql/pglite',
  'jose',
  'marked',
  'wouter',
  'regexparam',
  'csv-parse',
  'csv-stringify',
  'content-disposition',
  'cookie',
  'set-cookie-parser',
].join('|');
const common = {
  transform: { '^.+\\.[cm]?[jt]sx?$': '<rootDir>/tests/support/transform.cjs' },
  transformIgnorePatterns: [`/node_modules/(?!(${esm})/)`],
  clearMocks: true,
};
module.exports = {
  // An embedded database or a browser on a busy machine; a test that hangs is still told apart.
  testTimeout: 30_000,
  testSequencer: '<rootDir>/tests/support/sequencer.cjs',
  projects: [
    {
      ...common,
      displayName: 'node',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/tests/**/*.test.ts'],
      testPathIgnorePatterns: ['/tests/e2e/', '/tests/long/', '/tests/reference/'],
    },
    {
      ...common,
      displayName: 'pages',
      testEnvironment: 'jsdom',
      setupFiles: ['<rootDir>/tests/support/jsdom.ts'],
      testMatch: ['<rootDir>/tests/tabs/**/*.test.tsx'],
    },
    { ...common, displayName: 'browser', testEnvironment: 'node', testMatch: ['<rootDir>/tests/e2e/**/*.test.ts'] },
    // Needs GRAPH_REFERENCE: see `tests/support/practice-graph-check.ts`.
    {
      ...common,
      displayName: 'reference',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/tests/reference/**/*.test.ts'],
    },
    { ...common, displayName: 'long', testEnvironment: 'node', testMatch: ['<rootDir>/tests/long/**/*.test.ts'] },
    // See `everyday` in `tests/support/engines.ts`.
    {
      ...common,
      displayName: 'rules',
      testEnvironment: 'node',
      setupFiles: ['<rootDir>/tests/support/every-engine.ts'],
      testMatch: ['<rootDir>/tests/core/**/*.test.ts'],
    },
  ],
};
