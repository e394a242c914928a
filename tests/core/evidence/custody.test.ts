import { randomUUID } from 'node:crypto';
import {
  type Act,
  type CustodyLine,
  boundAtFirst,
  boundCopy,
  boundWords,
  custodyFault,
  custodyStart,
  nextLine,
} from '../../../src/core/evidence/custody';
import type { MailItem } from '../../../src/core/evidence/mail';
import { CaseId, MailId, PersonId, ReportId } from '../../../src/core/ids';
import { facts, origin } from '../../support/mails';

const by = PersonId.parse(randomUUID());
const copy = { blob: 'b', sha256: 'a', size: 3, origin: 'graph' as const, takenAt: 5 };
const item: MailItem = {
  id: MailId.parse(randomUUID()),
  caseId: CaseId.parse(randomUUID()),
  reportId: ReportId.parse(randomUUID()),
  flaggedBy: by,
  flaggedAt: 1,
  place: { mailbox: 'a@b.example', itemId: 'x' },
  wishes: [],
  facts,
  copy,
  mismatch: false,
  trouble: null,
  tag: 'none',
  sealedAt: null,
  cameFrom: null,
  sameAs: null,
};
const ACTS: readonly Act[] = [
  { by, what: 'flagged', detail: boundAtFirst(item) },
  { by, what: 'facts_read', detail: boundWords(facts) },
  { by, what: 'captured', detail: boundCopy(copy) },
  { by, what: 'viewed', reason: 'To decide' },
];

function chain(acts: readonly Act[]): CustodyLine[] {
  const lines: CustodyLine[] = [];
  for (const act of acts) {
    const before = { acts: lines.length, head: lines.at(-1)?.hash ?? custodyStart(item.id) };
    lines.push(nextLine(before, act, { at: lines.length, salt: randomUUID() }));
  }
  return lines;
}
const tipOf = (lines: readonly CustodyLine[]) => ({
  acts: lines.length,
  head: lines.at(-1)?.hash ?? custodyStart(item.id),
});
const lines = chain(ACTS);
const tip = tipOf(lines);
const change = (n: number, more: Partial<CustodyLine>): CustodyLine[] =>
  lines.map((line, i) => (i === n ? { ...line, ...more } : line));

test('a record as it was made is sound, with the ledger and without', () => {
  expect(custodyFault(item, lines, { tip })).toBeNull();
  expect(custodyFault(item, lines, { tip, inLedger: lines.map((l) => l.hash) })).toBeNull();
});

test('any byte of any line that is changed is named', () => {
  const follow = 'a line does not follow from the one before';
  for (const n of lines.keys())
    for (const more of [
      { at: 99 },
      { by: null },
      { what: 'exported' as const },
      { reason: 'x' },
      { detail: 'x' },
      { salt: 'x' },
      { hash: '0'.repeat(64) },
      { number: 9 },
    ])
      expect(custodyFault(item, change(n, more), { tip })).toBe(follow);
});

test('a line taken out, put in, doubled or swapped is named, wherever it is', () => {
  for (const n of lines.keys()) {
    const without = lines.filter((_, i) => i !== n);
    expect(custodyFault(item, without, { tip })).not.toBeNull();
    expect(custodyFault(item, [...lines.slice(0, n), lines[n]!, ...lines.slice(n)], { tip })).not.toBeNull();
  }
  const swapped = [lines[1]!, lines[0]!, ...lines.slice(2)];
  expect(custodyFault(item, swapped, { tip })).toBe('a line does not follow from the one before');
});

test('lines cut off at the end are missed, and so is an end that was put in their place', () => {
  expect(custodyFault(item, lines.slice(0, -1), { tip })).toBe('lines are missing at the end');
  const other = chain([...ACTS.slice(0, -1), { by, what: 'exported' }]);
  expect(custodyFault(item, other, { tip })).toBe('lines are missing at the end');
});

test('another mail, another place or another flagger under the same record is named', () => {
  const not = 'the mail is not the one that was flagged';
  expect(custodyFault({ ...item, place: { ...item.place, itemId: 'y' } }, lines, { tip })).toBe(not);
  expect(custodyFault({ ...item, flaggedAt: 2 }, lines, { tip })).toBe(not);
  expect(custodyFault({ ...item, caseId: CaseId.parse(randomUUID()) }, lines, { tip })).toBe(not);
  expect(custodyFault({ ...item, id: MailId.parse(randomUUID()) }, lines, { tip })).not.toBeNull();
});

test('a copy that was swapped, taken away or put there is named', () => {
  const not = 'the copy is not the one that was taken';
  expect(custodyFault({ ...item, copy: { ...copy, sha256: 'c' } }, lines, { tip })).toBe(not);
  expect(custodyFault({ ...item, copy: { ...copy, blob: 'c' } }, lines, { tip })).toBe(not);
  expect(custodyFault({ ...item, copy: null }, lines, { tip })).toBe(not);
  const pointer = chain(ACTS.slice(0, 2));
  expect(custodyFault(item, pointer, { tip: tipOf(pointer) })).toBe(not);
  expect(custodyFault({ ...item, copy: null }, pointer, { tip: tipOf(pointer) })).toBeNull();
});

test('a mail that was sealed cannot be opened by taking the seal out of its row', () => {
  const sealed = chain([...ACTS, { by: null, what: 'sealed', reason: 'imagery' }]);
  expect(custodyFault(item, sealed, { tip: tipOf(sealed) })).toBe('it was sealed and is open');
  expect(custodyFault({ ...item, sealedAt: 9 }, sealed, { tip: tipOf(sealed) })).toBeNull();
  // The case's own entry vouches for the sealing.
  const told = sealed.filter((l) => l.what !== 'sealed').map((l) => l.hash);
  expect(custodyFault({ ...item, sealedAt: 9 }, sealed, { tip: tipOf(sealed), inLedger: told })).toBeNull();
});

test('an older state put back whole is missed by the ledger', () => {
  const inLedger = lines.map((l) => l.hash);
  const older = lines.slice(0, -1);
  expect(custodyFault(item, older, { tip: tipOf(older), inLedger })).toBe('the ledger tells of other acts');
  expect(custodyFault(item, lines, { tip, inLedger: inLedger.slice(1) })).toBe('the ledger tells of other acts');
});

test('words of the mail, or of its origin, that are not those that were read are named', () => {
  const not = 'what is told of it is not what was read';
  expect(custodyFault({ ...item, facts: { ...facts, subject: 'Thank you' } }, lines, { tip })).toBe(not);
  expect(custodyFault({ ...item, facts: null }, lines, { tip })).toBe(not);
  expect(custodyFault({ ...item, cameFrom: origin }, lines, { tip })).toBe(not);
  const looked = chain([...ACTS, { by: null, what: 'origin_checked', detail: boundWords(origin) }]);
  expect(custodyFault({ ...item, cameFrom: origin }, looked, { tip: tipOf(looked) })).toBeNull();
});
