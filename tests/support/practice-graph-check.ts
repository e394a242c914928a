import { spawnSync } from 'node:child_process';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');
/** Folder of the contract with Microsoft Graph and of the judge, for those who have them: `tests/reference` alone needs it. */
const REFERENCE = process.env.GRAPH_REFERENCE ?? '';

/** The judge of traffic with Graph. */
const CHECKER = path.join(REFERENCE, 'graph-check.mjs');
export const CONTRACT = path.join(REFERENCE, 'graph-openapi.json');
export const hasChecker = REFERENCE !== '';

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
