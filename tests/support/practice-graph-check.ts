import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const REFERENCE = path.join(ROOT, '../shared/reference');

/** The judge of traffic with Graph, where it lies beside the repository. */
export const CHECKER = path.join(REFERENCE, 'graph-check.mjs');
export const CONTRACT = path.join(REFERENCE, 'graph-openapi.json');
export const hasChecker = existsSync(CHECKER);

/** Runs the judge over recorded traffic; `said` holds its findings. */
export function checkTraffic(
  file: string,
  ignore: readonly string[] = [],
): { readonly code: number; readonly said: string } {
  const rules = ignore.length > 0 ? ['--ignore', ignore.join(',')] : [];
  const { status, stdout, stderr } = spawnSync(process.execPath, [CHECKER, file, ...rules, '--coverage'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { code: status ?? -1, said: `${stdout}${stderr}` };
}
