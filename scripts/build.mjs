// Builds what the product runs from: pages, practice shell, server and verifier.
//   node scripts/build.mjs [--if-needed] [pages|shell|server|verify|blank …]
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import webpack from 'webpack';
import configs from '../webpack.config.js';
import { checkBudget } from './budget.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const common = ['webpack.config.js', 'scripts/build.mjs', 'package-lock.json'];
const SOURCES = {
  // Of core and, in the shell, of the contract the pages use types alone, which leave no trace in what is built.
  pages: ['tabs', 'src/api', 'src/texts', 'manifest/icons'],
  shell: ['src/practice/shell', 'src/practice/policies', 'src/texts'],
  server: ['src', 'bot'],
  verify: ['src'],
  // Made by the packages alone.
  blank: [],
};

/** What draws the chat in the practice shell, as it is published: loaded when the chat is first opened. */
const CHAT = ['botframework-webchat/dist/webchat-minimal.js', 'adaptivecards/dist/adaptivecards.min.js'];

function* filesUnder(path) {
  const full = join(root, path);
  if (!existsSync(full)) return;
  const entries = readdirSync(full, { withFileTypes: true, recursive: true });
  for (const entry of entries) if (entry.isFile()) yield join(entry.parentPath ?? entry.path, entry.name);
}

/** One hash over the names and bytes a part is made from. */
function hashOf(part) {
  const hash = createHash('sha256');
  const files = [...SOURCES[part].flatMap((path) => [...filesUnder(path)]), ...common.map((path) => join(root, path))];
  for (const file of files.sort())
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

const stamp = join(dist, '.built');
const built = () => (existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')) : {});
const outputs = {
  pages: 'pages/app.html',
  shell: 'practice/index.html',
  server: 'server/main.mjs',
  verify: 'server/verify.mjs',
  blank: 'blank-database/PG_VERSION',
};
const isStale = (part) => built()[part] !== hashOf(part) || !existsSync(join(dist, outputs[part]));

function progress(part) {
  const live = process.stderr.isTTY;
  return new webpack.ProgressPlugin((done) => {
    if (live) process.stderr.write(`\r\x1b[2K  ${part} ${String(Math.round(done * 100)).padStart(3)} %`);
    if (live && done === 1) process.stderr.write('\r\x1b[2K');
  });
}

const run = (config) =>
  new Promise((resolve, reject) => {
    const compiler = webpack(config);
    compiler.run((error, stats) =>
      compiler.close((closing) => (error || closing ? reject(error ?? closing) : resolve(stats))),
    );
  });

/** Builds into a folder of its own and then takes the old one's place, so that a running server never sees half a build. */
async function build(config) {
  const part = config.name;
  const target = config.output.path;
  const fresh = join(dist, `.new-${part}-${process.pid}`);
  const hash = hashOf(part);
  const since = Date.now();
  const stats = await run({
    ...config,
    output: { ...config.output, path: fresh, clean: false },
    plugins: [...(config.plugins ?? []), progress(part)],
  });
  if (stats.hasErrors()) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Error(stats.toString({ preset: 'errors-only', colors: process.stderr.isTTY }));
  }
  if (part === 'pages') {
    compress(join(fresh, 'assets'));
    // Outlook fetches the icons of its button by address.
    cpSync(join(root, 'manifest/icons'), join(fresh, 'icons'), { recursive: true });
  }
  // The practice school reads its policies from files, as any school does.
  if (part === 'shell') {
    cpSync(join(root, 'src/practice/policies'), join(fresh, 'policies'), { recursive: true });
    for (const file of CHAT) cpSync(join(root, 'node_modules', file), join(fresh, 'chat', basename(file)));
  }
  put(fresh, target, part);
  writeFileSync(stamp, JSON.stringify({ ...built(), [part]: hash }));
  console.error(`  built ${part} in ${((Date.now() - since) / 1000).toFixed(1)} s`);
}

/**
 * An empty database for the first start of the embedded engine to copy. Made in a process of its own, beside the
 * compilers.
 */
async function blank() {
  const fresh = join(dist, `.new-blank-${process.pid}`);
  const since = Date.now();
  const make = `import('@electric-sql/pglite').then(async (m) => (await m.PGlite.create(process.argv[1])).close())`;
  const child = spawn(process.execPath, ['-e', make, fresh], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  if (code !== 0) throw new Error('The empty database could not be made.');
  put(fresh, join(dist, 'blank-database'), 'blank');
  writeFileSync(stamp, JSON.stringify({ ...built(), blank: hashOf('blank') }));
  console.error(`  made the empty database in ${((Date.now() - since) / 1000).toFixed(1)} s`);
}

/** Beside each script its compressed forms: the server sends them as they are. */
function compress(folder) {
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.js'))) {
    const bytes = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

function put(fresh, target, part) {
  // The server and the verifier share a folder: each replaces only its own files.
  if (part === 'server' || part === 'verify') {
    mkdirSync(target, { recursive: true });
    for (const name of readdirSync(fresh)) renameSync(join(fresh, name), join(target, name));
    rmSync(fresh, { recursive: true, force: true });
    return;
  }
  rmSync(target, { recursive: true, force: true });
  mkdirSync(join(target, '..'), { recursive: true });
  renameSync(fresh, target);
}

const asked = process.argv.slice(2);
const wanted = asked.filter((word) => !word.startsWith('-'));
const isAsked = (part) =>
  (wanted.length === 0 || wanted.includes(part)) && (!asked.includes('--if-needed') || isStale(part));
const todo = configs.filter((config) => isAsked(config.name));
mkdirSync(dist, { recursive: true });
try {
  if (todo.length > 0) console.error(`Building ${todo.map((config) => config.name).join(', ')} …`);
  const database = isAsked('blank') ? blank() : undefined;
  database?.catch(() => {}); // Awaited below; it may fail before.
  for (const config of todo) await build(config);
  await database;
  if (todo.some((config) => config.name === 'pages')) checkBudget(join(dist, 'pages'));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
