// Bundles TypeScript of ours that runs in a process of its own, as the server is bundled; packages stay where they are.
//   node scripts/lib/bundle.mjs <folder> <name>=<file.ts> …
import process from 'node:process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import webpack from 'webpack';
import configs from '../../webpack.config.js';

/** Writes `<folder>/<name>.mjs` for each entry. Run the result from the repository's folder. */
export async function bundle(folder, entries) {
  const server = configs.find((config) => config.name === 'server');
  const compiler = webpack({
    ...server,
    name: 'bundle',
    cache: { ...server.cache, name: 'bundle' },
    entry: entries,
    output: { ...server.output, path: resolve(folder), clean: false },
    // Helpers of the tests find their files from where they stand.
    node: { __dirname: true },
  });
  const stats = await new Promise((done, fail) =>
    compiler.run((e, s) => compiler.close(() => (e ? fail(e) : done(s)))),
  );
  if (stats.hasErrors()) throw new Error(stats.toString({ preset: 'errors-only' }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, ...entries] = process.argv.slice(2);
  await bundle(folder, Object.fromEntries(entries.map((entry) => entry.split('='))));
}
