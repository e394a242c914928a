import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { transformFileSync } from '@swc/core';

const SRC = path.join(__dirname, '../../src');

/**
 * Compiles source files for a process of its own, which has no jest to compile them: `files` below `src`, all they
 * import of ours included. Answers the folder they are in; `require` them from there, and remove it at the end.
 */
export function compiled(files: readonly string[]): string {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-compiled-'));
  for (const file of files) {
    const target = path.join(out, file.replace(/\.ts$/, '.js'));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    const options = {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
    } as const;
    fs.writeFileSync(target, transformFileSync(path.join(SRC, file), options).code);
  }
  return out;
}
