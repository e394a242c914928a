// npm run check: everything that can be told without running the product, in under a minute.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

const node = (...args) => [process.execPath, args];
const bin = (name, ...args) => node(`node_modules/${name}`, ...args);
const CHECKS = {
  types: bin('typescript/bin/tsc', '--noEmit', '-p', '.'),
  lint: bin('eslint/bin/eslint.js', '--cache', '--cache-location', '.cache/eslint', '--max-warnings', '0', '.'),
  format: bin('prettier/bin/prettier.cjs', '--check', '--cache', '--log-level', 'warn', '.'),
  architecture: bin('jest/bin/jest.js', '--selectProjects', 'node', '--coverage=false', 'tests/architecture.test.ts'),
  unused: bin('knip/bin/knip.js'),
  manifests: node('scripts/package.mjs', '--check'),
};

const since = Date.now();
const failed = [];

async function run(name) {
  const [command, args] = CHECKS[name];
  const started = Date.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (text) => (said += text));
  child.stderr.on('data', (text) => (said += text));
  const code = await new Promise((resolve) => child.on('close', resolve));
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (code === 0) return;
  failed.push(name);
  console.log(said.trim());
}

const waiting = Object.keys(CHECKS);
const lane = async () => {
  for (let name = waiting.shift(); name; name = waiting.shift()) await run(name);
};
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, lane));
console.log(
  `${Object.keys(CHECKS).length - failed.length} passed, ${failed.length} failed in ${((Date.now() - since) / 1000).toFixed(0)} s`,
);
process.exitCode = failed.length > 0 ? 1 : 0;
