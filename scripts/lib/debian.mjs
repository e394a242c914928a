import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

/** Installs a package where that is ours to do: Debian (or its kin), as root. Answers whether it was done. */
export function installOnDebian(name) {
  if (!fs.existsSync('/etc/debian_version') || process.getuid?.() !== 0) return false;
  process.stderr.write(`Installing ${name} with apt-get; this happens once.\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Its words go to stderr, so that stdout keeps the one answer that callers read.
  const apt = (...args) => spawnSync('apt-get', args, { env, stdio: ['ignore', 2, 2] }).status === 0;
  apt('update', '-qq');
  return apt('install', '-y', '-qq', '--no-install-recommends', name);
}
