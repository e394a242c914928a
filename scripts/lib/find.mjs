import fs from 'node:fs';
import path from 'node:path';

/** The folders of PATH. */
export const onPath = () => (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);

/** Where Windows keeps programs. */
export const programFiles = () =>
  [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(Boolean);

/** The folders below `dir` whose names carry a version, newest first; none when `dir` is missing. */
export function newestFirst(dir) {
  if (!fs.existsSync(dir)) return [];
  const version = (name) => Number(/\d+(\.\d+)?/.exec(name)?.[0] ?? 0);
  return fs
    .readdirSync(dir)
    .sort((a, b) => version(b) - version(a))
    .map((name) => path.join(dir, name));
}

/** A folder we may not look into holds nothing for us. */
export function isFile(file) {
  try {
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
