// Checks a ledger export or a receipt: npm run verify -- <file> [--key school.pub] [anchor.txt...]
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const verifier = at('../dist/server/verify.mjs');
const run = (args, cwd) => spawnSync(process.execPath, args, { stdio: 'inherit', cwd }).status ?? 2;

if (!existsSync(verifier)) run([at('build.mjs'), 'verify'], at('..'));
// npm moves to the package's folder; the files were named from where the person stands.
process.exitCode = existsSync(verifier) ? run([verifier, ...process.argv.slice(2)], process.env.INIT_CWD) : 2;
