import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A first start that was cut short leaves half a story, and nobody can go on from the middle of one: the next start
 * takes it away and begins anew. Nothing in it is real. A story that another process is still telling stays.
 *
 * @returns `done` for when the story is told to its end.
 */
export function startStory(dataDir: string): { readonly done: () => void } {
  const mark = path.join(dataDir, 'being-made');
  const store = path.join(dataDir, 'store');
  if (existsSync(mark) && !isAlive(Number(readFileSync(mark, 'utf8')))) rmSync(store, { recursive: true, force: true });
  if (!existsSync(store)) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(mark, String(process.pid));
  }
  return { done: () => rmSync(mark, { force: true }) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
