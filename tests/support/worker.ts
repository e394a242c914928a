import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { transformSync } from '@swc/core';

const ROOT = resolve(__dirname, '../..');

/** The source files that a module is made of, with their text, by following its relative imports. */
function sourcesOf(entry: string, found = new Map<string, string>()): Map<string, string> {
  const path = join(ROOT, entry);
  if (found.has(entry) || !existsSync(path)) return found;
  const text = readFileSync(path, 'utf8');
  found.set(entry, text);
  for (const [, to = ''] of text.matchAll(/from '(\.[^']+)'/gu)) sourcesOf(`${join(dirname(entry), to)}.ts`, found);
  return found;
}

const compiled = (text: string): string =>
  transformSync(text, {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'es6' },
  }).code.replace(/(from ')(\.[^']+)(')/gu, '$1$2.mjs$3');

/**
 * A worker entry compiled for a test, so that tests need no build. It lies inside the repository's own cache folder,
 * from where packages are found, and is made again whenever a source changes.
 */
export function workerFile(entry: string): string {
  const sources = sourcesOf(entry);
  const hash = createHash('sha256')
    .update(JSON.stringify([...sources]))
    .digest('hex')
    .slice(0, 16);
  const folder = join(ROOT, '.cache/test-workers', hash);
  const file = (source: string): string => join(folder, source.replace(/\.ts$/u, '.mjs'));
  if (existsSync(folder)) return file(entry);
  const fresh = `${folder}-${String(process.pid)}`;
  for (const [source, text] of sources) {
    const path = file(source).replace(folder, fresh);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, compiled(text).replace(/(from ")(\.[^"]+)(")/gu, '$1$2.mjs$3'));
  }
  // Another test may have made the same folder meanwhile; either will do.
  if (!existsSync(folder)) renameSync(fresh, folder);
  return file(entry);
}

/** The document reader's worker. */
export const documentWorker = (): string => workerFile('src/adapters/documents/read/worker.ts');
