import { hash } from 'node:crypto';
import { ledgerCheck } from '../../src/core/ledger/verify';
import { TRUST, linesOf, sampleLog } from '../support/log';
import { paired, passes, type BenchResult } from './paired';

/** Entries in one call of an arm. The log has a checkpoint in each call, as a real export has. */
const ENTRIES = 10_000;
const TARGET = 0.25;

/**
 * B7: checking a whole export against the least anybody could do with it: parse each line and hash it once, with the
 * fastest digest Node has.
 */
export async function run(o: { slices?: number; ms?: number } = {}): Promise<BenchResult> {
  const log = sampleLog(ENTRIES);
  const lines = linesOf(log.entries);
  const witnesses = [...log.notes].map(([size, text]) => ({ label: `anchor ${size}`, text }));
  let sound = 0;
  const ours = () => {
    const check = ledgerCheck(TRUST, witnesses);
    for (const text of lines) check.add(text);
    if (check.finish(ENTRIES).sound) sound++;
    else throw new Error('B7: a sound log was called unsound');
  };
  const floor = () => {
    let sum = 0;
    for (const text of lines) {
      const entry = JSON.parse(text) as { seq: number };
      sum += entry.seq + hash('sha256', text, 'hex').length;
    }
    return sum;
  };
  const blank = await paired({ clients: 1, floor, ours: floor, ...o, slices: 3 });
  const r = await paired({ clients: 1, floor, ours, ...o });
  const changed = ledgerCheck(TRUST, witnesses);
  for (const text of lines) if (!changed.add(text.replace('"at":1', '"at":2'))) break;
  return {
    id: 'B7',
    name: `verify/${ENTRIES} entries`,
    op: '>=',
    target: TARGET,
    ...r,
    pass: passes(r.ratio, '>=', TARGET),
    nullRatio: blank.ratio,
    checks: {
      soundRuns: sound,
      changedLogIsFound: !changed.finish().sound,
      entriesPerSecond: Math.round((ENTRIES / r.ours.p50) * 1000),
    },
  };
}
