import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportHeader } from '../../../src/core/ledger/export';
import { KEYS, NAME, TENANT, linesOf, sampleLog } from '../../support/log';

const folder = mkdtempSync(join(tmpdir(), 'lantern-alone-'));
const root = join(__dirname, '../../..');
const verifier = join(folder, 'verify.mjs');

beforeAll(() => {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), '--if-needed', 'verify'], { stdio: 'pipe' });
  copyFileSync(join(root, 'dist/server/verify.mjs'), verifier);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('the verifier as it is handed out', () => {
  test('is one file that needs nothing but Node', () => {
    const code = readFileSync(verifier, 'utf8');
    const asked = [...code.matchAll(/^(?:import|export) .*?["']([^"']+)["'];?$/gm)].map(([, name = '']) => name);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((name) => !isBuiltin(name))).toEqual([]);
  });

  test.each([
    [0, 'Sound', (line: string) => line],
    [1, 'NOT SOUND', (line: string) => line.replace('person 5"', 'person 6"')],
    [2, 'Cannot read', () => 'hello'],
  ])('run on its own, it ends with %i: %s', (status, words, change) => {
    const log = sampleLog(10, 10);
    const checkpoint = log.notes.get(10)!;
    const header = exportHeader({ tenant: TENANT, name: NAME, key: KEYS.publicKey, entries: 10, checkpoint });
    writeFileSync(join(folder, 'log.ndjson'), [header, ...linesOf(log.entries)].map(change).join('\n'));
    const run = spawnSync(process.execPath, [verifier, 'log.ndjson'], { cwd: folder, encoding: 'utf8', env: {} });
    expect(run.stdout).toContain(words);
    expect(run.status).toBe(status);
  });

  test('npm run verify finds files from where the person stands', () => {
    const run = spawnSync(process.execPath, [join(root, 'scripts/verify.mjs'), 'nowhere.json'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, INIT_CWD: folder },
    });
    expect(run.stdout).toContain('Cannot read.');
    expect(run.status).toBe(2);
  });
});
