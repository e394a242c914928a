// `npm test` sets up what the tests need, builds, and runs them all; arguments go on to jest (`npm test -- tests/core`).
// `--long` runs the long ones instead, and the rules on every engine. `--raise` writes a coverage that rose into tests/coverage-floor.json.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { ensureBrowser } from './lib/browser.mjs';
import { belowFloor } from './lib/coverage.mjs';

const OWN = ['--long', '--raise'];
const args = process.argv.slice(2);
const long = args.includes('--long');
const forJest = args.filter((a) => !OWN.includes(a));
/** Only a whole run says anything about coverage, and about tests that did not run. */
const whole = forJest.length === 0 && !long;
const RESULTS = '.cache/jest-results.json';

const children = new Set();
let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    stopped = true;
    for (const child of children) child.kill(signal);
  });

/** Runs a command to its end, our streams its own. */
async function run(command, parameters, env = {}) {
  if (stopped) return 1;
  const child = spawn(command, parameters, { stdio: 'inherit', env: { ...process.env, ...env } });
  children.add(child);
  const [code] = await once(child, 'exit');
  children.delete(child);
  return code ?? 1;
}

/** A throw-away server, unless one is given. It also ends by itself when we do. */
async function startPostgres() {
  if (process.env.TEST_DATABASE_URL) return { url: process.env.TEST_DATABASE_URL, stop: () => undefined };
  const script = ['scripts/lib/postgres.mjs', ...(long ? [] : ['--fleeting'])];
  const keeper = spawn(process.execPath, script, { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(keeper, 'exit');
  const url = await Promise.race([once(createInterface(keeper.stdout), 'line'), gone.then(() => [undefined])]);
  if (!url[0]) throw new Error('The tests need PostgreSQL; the reason it is not there is above.');
  return {
    url: url[0],
    stop: () => {
      keeper.stdin.end();
      return gone;
    },
  };
}

function jestArguments() {
  const projects = long ? ['long', 'rules'] : ['node', 'pages', 'browser'];
  const coverage = [
    '--coverage',
    // Its branches are those of the source; V8's know neither `??` nor one-line functions nor files never loaded. What is
    // counted, and how, stands in `tests/support/transform.cjs`.
    '--coverageProvider=babel',
    '--coverageReporters=json',
    ...['src', 'bot', 'tabs'].map((d) => `--collectCoverageFrom=${d}/**/*.{ts,tsx}`),
    '--collectCoverageFrom=!**/*.d.ts',
  ];
  return [
    // Embedded databases that live for seconds are not worth being compiled twice.
    ...(long ? [] : ['--liftoff-only']),
    // Each suite loads hundreds of modules anew: with more room for what is young, a twentieth less work.
    '--max-semi-space-size=64',
    'node_modules/jest/bin/jest.js',
    ...forJest,
    // One more than processors: browsers and servers are waited for.
    ...['--maxWorkers=3', '--workerIdleMemoryLimit=1500MB', '--json', `--outputFile=${RESULTS}`],
    ...(whole ? coverage : []),
    ...(long ? ['--testTimeout=3600000'] : []),
    // Last, because it takes every word after it for a project.
    ...['--selectProjects', ...projects],
  ];
}

function tally() {
  if (!fs.existsSync(RESULTS)) return { passed: 0, failed: 1, skipped: 0 };
  const r = JSON.parse(fs.readFileSync(RESULTS, 'utf8'));
  return {
    passed: r.numPassedTests,
    failed: r.numFailedTests + r.numRuntimeErrorTestSuites,
    skipped: r.numPendingTests + r.numTodoTests,
  };
}

async function main() {
  const browser = ensureBrowser();
  if (fs.existsSync('scripts/build.mjs') && (await run(process.execPath, ['scripts/build.mjs', '--if-needed'])) !== 0)
    return 1;
  const postgres = await startPostgres();
  try {
    fs.rmSync(RESULTS, { force: true });
    const code = await run(process.execPath, jestArguments(), {
      CHROME_PATH: browser,
      TEST_DATABASE_URL: postgres.url,
    });
    const { passed, failed, skipped } = tally();
    const problems = whole && code === 0 ? belowFloor({ raise: args.includes('--raise') }) : [];
    if (whole && skipped > 0) problems.push(`${skipped} tests did not run: none may be skipped`);
    for (const problem of problems) process.stderr.write(`${problem}\n`);
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
    return code === 0 && failed === 0 && passed > 0 && problems.length === 0 ? 0 : 1;
  } finally {
    await postgres.stop();
  }
}

try {
  process.exitCode = await main();
} catch (e) {
  process.stderr.write(`${e.message}\n`);
  process.exitCode = 1;
}
