import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import Html from 'html-webpack-plugin';
import Minimizer from 'minimizer-webpack-plugin';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Entries whose source is not written yet are left out, so that a part of the house can be built before the rest. */
const present = (entries) => Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(at(file))));

const swc = (target) => ({
  test: /\.tsx?$/,
  exclude: /node_modules/,
  loader: 'swc-loader',
  options: {
    jsc: {
      target,
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } },
    },
  },
});

const shared = (name) => ({
  name,
  mode: 'production',
  context: at('.'),
  cache: {
    type: 'filesystem',
    cacheDirectory: at('.cache/webpack'),
    name,
    buildDependencies: { config: [fileURLToPath(import.meta.url)] },
  },
  resolve: { extensions: ['.tsx', '.ts', '.mjs', '.js'] },
  performance: { hints: false },
  stats: 'errors-warnings',
});

const browser = (name) => ({
  ...shared(name),
  target: ['web', 'es2022'],
  module: {
    rules: [
      swc('es2022'),
      // A barrel of texts is a list of names: what a page does not use stays out of its chunk.
      { test: /[\\/]src[\\/](texts|api)[\\/]/, sideEffects: false },
    ],
  },
});

/** One entry is one html page. `floor` is the empty page that the budget and bench B3 compare with. */
const PAGES = {
  app: './tabs/app.tsx',
  floor: './tabs/floor.tsx',
  outlook: './tabs/outlook/outlook.tsx',
  redirect: './tabs/redirect.ts',
};
const TEMPLATES = { redirect: './tabs/redirect.html' };

const pages = {
  ...browser('pages'),
  entry: PAGES,
  output: {
    path: at('dist/pages'),
    filename: 'assets/[name].[contenthash:8].js',
    chunkFilename: 'assets/[name].[contenthash:8].js',
    publicPath: '/',
    clean: true,
  },
  optimization: {
    splitChunks: { chunks: 'all' },
    // A third of the time of webpack's own choice, for the same bytes: people wait for this at their first start.
    minimizer: [
      new Minimizer({
        test: /\.js$/,
        minify: Minimizer.swcMinify,
        minimizerOptions: { ecma: 2022, compress: { passes: 2 }, mangle: true },
      }),
    ],
  },
  plugins: Object.keys(PAGES).map(
    (page) =>
      new Html({
        chunks: [page],
        filename: `${page}.html`,
        template: TEMPLATES[page] ?? './tabs/page.html',
        isBesideMail: page === 'outlook',
      }),
  ),
};

/** The practice shell: never part of a production image, so it has a folder of its own. */
const shell = {
  ...browser('shell'),
  entry: { shell: './src/practice/shell/main.ts', office: './src/practice/shell/office/office.ts' },
  experiments: { css: true },
  output: {
    path: at('dist/practice'),
    // Office.js has one address for ever, and so has the one that plays it.
    filename: ({ chunk }) => (chunk.name === 'office' ? 'office.js' : '[name].[contenthash:8].js'),
    cssFilename: '[name].[contenthash:8].css',
    publicPath: '/practice/',
    clean: true,
  },
  plugins: [new Html({ chunks: ['shell'], filename: 'index.html', template: './src/practice/shell/index.html' })],
};

const builtins = builtinModules.flatMap((name) => [name, `node:${name}`]);
const external = (list) => (asked, done) => (list(asked.request) ? done(null, `module ${asked.request}`) : done());

const node = (name, entries, isExternal) => ({
  ...shared(name),
  target: 'node20',
  entry: present(entries),
  output: {
    path: at('dist/server'),
    filename: '[name].mjs',
    chunkFilename: '[name].mjs',
    module: true,
    chunkFormat: 'module',
    library: { type: 'module' },
  },
  experiments: { outputModule: true },
  externalsPresets: { node: false },
  externals: [external(isExternal)],
  // Readable stacks matter more than size on the server.
  // What is imported on demand (the practice tenant) is a file of its own, which a production image leaves out.
  optimization: { minimize: false, splitChunks: false, chunkIds: 'named' },
  node: false,
  module: {
    // `import.meta.url` and worker addresses are meant for the running file, not for webpack.
    parser: { javascript: { importMeta: false, url: false, worker: false } },
    rules: [swc('es2022')],
  },
});

const fromPackages = (request) => !request.startsWith('.') && !request.startsWith('/') && !/^[A-Za-z]:/.test(request);

const server = node(
  'server',
  {
    main: './src/server/main.ts',
    'document-worker': './src/adapters/documents/read/worker.ts',
    'mail-worker': './src/adapters/email/worker.ts',
    'rotate-keys': './src/server/rotate-keys.ts',
  },
  fromPackages,
);

/** The verifier travels alone: an auditor runs one file with nothing installed but Node. */
const verify = node('verify', { verify: './src/server/verify.ts' }, (request) => builtins.includes(request));

export default [pages, shell, server, verify].filter((config) => Object.keys(config.entry).length > 0);
