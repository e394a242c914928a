import fc from 'fast-check';
import { AppError } from '../../../src/core/errors';
import { LEDGER_KINDS, makeEntry } from '../../../src/core/ledger/entries';
import { commitment } from '../../../src/core/ledger/hash';
import { genesisHead, sealLeaves, type LedgerHead } from '../../../src/core/ledger/seal';
import { TENANT, saltOf } from '../../support/log';

const numRuns = Number(process.env['RUNS'] ?? 60);
const entry = (n: number) => makeEntry('people.imported', { n }, 1_790_000_000_000 + n, saltOf(n));

describe('entries', () => {
  test('an entry commits to its canonical payload under its salt', () => {
    const made = makeEntry('campaign.started', { b: 1, a: 'x' }, 5, saltOf(1));
    expect(made.payload).toBe('{"a":"x","b":1}');
    expect(made.commitment).toEqual(commitment(saltOf(1), made.payload));
  });

  test('a salt has 32 bytes', () => {
    expect(() => makeEntry('campaign.started', {}, 5, Buffer.alloc(31))).toThrow(AppError);
  });

  test('kinds are unique, fit the format and are acts, not people', () => {
    expect(new Set(LEDGER_KINDS).size).toBe(LEDGER_KINDS.length);
    for (const kind of LEDGER_KINDS) expect(kind).toMatch(/^[a-z_]{1,31}\.[a-z_]{1,32}$/);
  });
});

describe('sealing', () => {
  test('however appends and sealers interleave, numbers run from 1 without gaps and the chain is the same', () => {
    const whole = sealLeaves(
      TENANT,
      genesisHead(TENANT),
      Array.from({ length: 40 }, (_, i) => entry(i)),
    );
    expect(whole.sealed.map((x) => x.seq)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 10, maxLength: 40 }), (batches) => {
        let head: LedgerHead = genesisHead(TENANT);
        const sealed = [];
        for (const size of [...batches, 40]) {
          const waiting = Array.from({ length: 40 }, (_, i) => entry(i)).slice(head.seq, Math.min(40, head.seq + size));
          const step = sealLeaves(TENANT, head, waiting);
          sealed.push(...step.sealed);
          head = step.head;
        }
        expect(sealed).toEqual(whole.sealed);
        expect(head).toEqual(whole.head);
      }),
      { numRuns },
    );
  });

  test('nothing waiting changes nothing', () => {
    expect(sealLeaves(TENANT, genesisHead(TENANT), [])).toEqual({ sealed: [], head: genesisHead(TENANT) });
  });

  test('a clock set back an hour changes times, never the order', () => {
    const late = { ...entry(1), at: 1_800_000_000_000 };
    const early = { ...entry(2), at: late.at - 3_600_000 };
    expect(sealLeaves(TENANT, genesisHead(TENANT), [late, early]).sealed.map((x) => x.seq)).toEqual([1, 2]);
  });
});
