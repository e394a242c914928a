import fc from 'fast-check';
import { exportLine, type ExportEntry } from '../../../src/core/ledger/export';
import { checkpointText, signNote } from '../../../src/core/ledger/note';
import { rootOf, emptyFrontier } from '../../../src/core/ledger/tree';
import { genesis, H } from '../../../src/core/ledger/hash';
import { ledgerCheck, type Witness } from '../../../src/core/ledger/verify';
import { KEYS, NAME, TENANT, TRUST, linesOf, sampleLog, withoutContent, type Act } from '../../support/log';

const numRuns = Number(process.env['RUNS'] ?? 60);
const log = sampleLog(5000);
const witnesses = [...log.notes].map(([size, text]): Witness => ({ label: `anchor ${size}`, text }));
const upTo = (size: number) => witnesses.filter(({ label }) => Number(label.split(' ')[1]) <= size);

function check(lines: readonly string[], against: readonly Witness[] = witnesses, claimed?: number) {
  const run = ledgerCheck(TRUST, against);
  for (const line of lines) if (!run.add(line)) break;
  return run.finish(claimed);
}
const lines = linesOf(log.entries);
const at = 2346;
const edit = (change: (entry: ExportEntry) => ExportEntry) =>
  lines.map((line, i) => (i === at - 1 ? exportLine(change(log.entries[i]!)) : line));
const renumber = (entries: readonly ExportEntry[]) => linesOf(entries.map((entry, i) => ({ ...entry, seq: i + 1 })));
const first = (lines: readonly string[], against?: readonly Witness[]) => {
  const report = check(lines, against);
  expect(report.sound).toBe(false);
  return { code: report.problems[0]?.code, entry: report.problems[0]?.entry };
};
const flip = (hex: string) => (hex.startsWith('0') ? '1' : '0') + hex.slice(1);

describe('a log as it was written', () => {
  test('is sound, and every anchor is found in it', () => {
    expect(check(lines)).toEqual({
      sound: true,
      entries: 5000,
      removed: 0,
      unexplained: 0,
      witnessed: [1000, 2000, 3000, 4000, 5000].map((size) => ({ label: `anchor ${size}`, size })),
      root: log.root.toString('base64'),
      problems: [],
    });
  });

  test('is sound without entries', () => {
    const empty = signNote(NAME, KEYS.privateKey, checkpointText(NAME, 0, rootOf(emptyFrontier()), genesis(TENANT), 1));
    expect(check([], [{ label: 'empty', text: empty }])).toMatchObject({
      sound: true,
      entries: 0,
      witnessed: [{ label: 'empty', size: 0 }],
    });
  });

  test('without any anchor, nothing counts as witnessed', () => {
    expect(check(lines, [])).toMatchObject({ sound: true, witnessed: [] });
  });

  test('the figures on a printed page are as good as the signed note', () => {
    const page = { label: 'page', text: `5000 ${log.root.toString('base64')}\n` };
    expect(check(lines, [page])).toMatchObject({ sound: true, witnessed: [{ label: 'page', size: 5000 }] });
    const other = { label: 'page', text: `5000 ${H('other').toString('base64')}` };
    expect(first(lines, [other])).toEqual({ code: 'anchor_differs', entry: 5000 });
  });
});

describe('a changed log', () => {
  const entry = log.entries[at - 1]!;
  const rest = (from: number) => log.entries.slice(from);
  test.each([
    ['payload', edit((e) => ({ ...e, payload: e.payload!.replace('secret', 'shared') })), 'entry_content', at],
    [
      'spelling of the payload',
      edit((e) => ({ ...e, payload: e.payload!.replace('secret', 's\\u0065cret') })),
      'entry_content',
      at,
    ],
    ['spacing of the payload', edit((e) => ({ ...e, payload: e.payload!.replace(',', ', ') })), 'entry_content', at],
    ['salt', edit((e) => ({ ...e, salt: flip(e.salt!) })), 'entry_content', at],
    ['time', edit((e) => ({ ...e, at: e.at + 1 })), 'entry_chain', at],
    ['kind', edit((e) => ({ ...e, kind: 'attestation.left' })), 'entry_chain', at],
    ['commitment', edit((e) => ({ ...e, commitment: flip(e.commitment) })), 'entry_chain', at],
    ['link', edit((e) => ({ ...e, link: flip(e.link) })), 'entry_chain', at],
    ['number', edit((e) => ({ ...e, seq: e.seq + 1 })), 'entry_number', at],
    ['form of the line', lines.map((line, i) => (i === at - 1 ? `${line} ` : line)), 'entry_unreadable', at],
    ['deleted', lines.filter((_, i) => i !== at - 1), 'entry_number', at],
    ['deleted, renumbered', renumber(log.entries.filter((_, i) => i !== at - 1)), 'entry_chain', at],
    [
      'swapped',
      linesOf([...log.entries.slice(0, at - 1), log.entries[at]!, entry, ...rest(at + 1)]),
      'entry_number',
      at,
    ],
    [
      'swapped, renumbered',
      renumber([...log.entries.slice(0, at - 1), log.entries[at]!, entry, ...rest(at + 1)]),
      'entry_chain',
      at,
    ],
    ['doubled', [...lines.slice(0, at), lines[at - 1]!, ...lines.slice(at)], 'entry_number', at + 1],
    ['doubled, renumbered', renumber([...log.entries.slice(0, at), entry, ...rest(at)]), 'entry_chain', at + 1],
    ['inserted', [...lines.slice(0, at), exportLine({ ...entry, at: 1 }), ...lines.slice(at)], 'entry_number', at + 1],
    ['cut at the front', lines.slice(1), 'entry_number', 1],
  ])('%s: named at the entry', (_, changed, code, where) => {
    expect(first(changed)).toEqual({ code, entry: where });
  });

  test.each([1, 1500])('tail cut by %i with an anchor beyond: cut, or an old copy put back', (cut) => {
    const report = check(lines.slice(0, 5000 - cut));
    const last = report.problems.at(-1)!;
    expect(last.code).toBe('anchor_beyond');
    expect(last.sentence).toContain(`made at 5000 entries, but only ${5000 - cut} sound ones were found`);
  });

  test('tail cut without any anchor, but the file says how many there were', () => {
    expect(check(lines.slice(0, 4000), [], 5000).problems).toEqual([
      expect.objectContaining({ code: 'entries_missing' }),
    ]);
  });

  test('everything written anew by our own code, one old anchor kept', () => {
    const acts = Array.from({ length: 5000 }, (_, i): Act => ({ kind: 'attestation.signed', content: { n: i } }));
    const forged = sampleLog(acts, 1000);
    const newest = { label: 'ours', text: forged.notes.get(5000)! };
    expect(check(linesOf(forged.entries), [newest, ...upTo(1000)]).problems).toEqual([
      expect.objectContaining({ code: 'anchor_differs', entry: 1000 }),
    ]);
  });

  test('an anchor that kept the root but not the chain is not the same history', () => {
    const note = signNote(NAME, KEYS.privateKey, checkpointText(NAME, 5000, log.root, H('other'), 1));
    expect(first(lines, [{ label: 'anchor', text: note }])).toEqual({ code: 'anchor_differs', entry: 5000 });
  });

  test.each([
    ['altered', log.notes.get(1000)!.replace('time 1', 'time 2')],
    [
      'of another ledger',
      signNote('ledger.elm.example', KEYS.privateKey, log.notes.get(1000)!.split('\n\n')[0]! + '\n'),
    ],
    ['empty', ''],
  ])('an anchor that is %s is not signed by this key', (_, text) => {
    expect(check(lines, [{ label: 'anchor', text }]).problems).toEqual([
      expect.objectContaining({ code: 'anchor_unsigned' }),
    ]);
  });

  test('any single change to any line is found', () => {
    const small = sampleLog(64, 64);
    const text = linesOf(small.entries);
    const anchor = { label: 'anchor', text: small.notes.get(64)! };
    const anyLine = fc.nat({ max: 63 });
    const change = fc.oneof(
      fc.record({ line: anyLine, drop: fc.constant(true) }),
      fc.record({ line: anyLine, copyTo: anyLine }),
      fc.record({ line: anyLine, swapWith: anyLine }),
      fc.record({ line: anyLine, place: fc.nat(), character: fc.string({ minLength: 1, maxLength: 2 }) }),
      fc.record({ line: anyLine, place: fc.nat(), cut: fc.integer({ min: 1, max: 9 }) }),
    );
    fc.assert(
      fc.property(change, (c) => {
        const changed = [...text];
        const line = changed[c.line]!;
        if ('drop' in c) changed.splice(c.line, 1);
        else if ('copyTo' in c) changed.splice(c.copyTo, 0, line);
        else if ('swapWith' in c) [changed[c.line], changed[c.swapWith]] = [changed[c.swapWith]!, line];
        else if ('cut' in c)
          changed[c.line] = line.slice(0, c.place % line.length) + line.slice((c.place % line.length) + c.cut);
        else
          changed[c.line] =
            line.slice(0, c.place % line.length) +
            c.character +
            line.slice((c.place % line.length) + c.character.length);
        fc.pre(changed.join('\n') !== text.join('\n'));
        expect(check(changed, [anchor]).sound).toBe(false);
      }),
      { numRuns: numRuns * 5 },
    );
  });
});

describe('removed content', () => {
  test('is counted and is no problem', () => {
    const changed = linesOf(log.entries.map((e) => (e.seq > 100 && e.seq <= 200 ? withoutContent(e) : e)));
    expect(check(changed)).toMatchObject({ sound: true, removed: 100, unexplained: 100 });
  });

  test('is explained by the removals the log records, kind by kind', () => {
    const acts: Act[] = Array.from({ length: 10 }, (_, i) => ({
      kind: i % 2 === 0 ? 'notice.sent' : 'record.read',
      content: { i },
    }));
    const did = (kind: string) => ({ by: { service: 'retention' }, did: { kind, rule: 'a year', from: 1, to: 8 } });
    const removals = [did('notice.sent'), did('people.imported'), 'other words', null, { did: null }];
    const { entries, notes } = sampleLog(
      [...acts, ...removals.map((content): Act => ({ kind: 'content.removed', content }))],
      15,
    );
    const changed = linesOf(entries.map((e) => ([1, 3, 9, 4].includes(e.seq) ? withoutContent(e) : e)));
    expect(check(changed, [{ label: 'a', text: notes.get(15)! }])).toMatchObject({
      sound: true,
      removed: 4,
      unexplained: 2,
    });
  });
});

describe('what the check cannot see, and says so: anything after the newest anchor', () => {
  test('a tail cut after the newest anchor', () => {
    const report = check(lines.slice(0, 4500), upTo(4000));
    expect(report.sound).toBe(true);
    expect(report.witnessed.at(-1)).toEqual({ label: 'anchor 4000', size: 4000 });
  });

  test('a history written anew after the newest anchor', () => {
    const acts = log.entries.map((e): Act => ({
      kind: 'attestation.signed',
      content: JSON.parse(e.payload!),
      at: e.at,
    }));
    const honest = sampleLog(acts);
    const forged = sampleLog(acts.map((act, i) => (i >= 4000 ? { ...act, content: 'forged' } : act)));
    const anchor = { label: 'anchor', text: honest.notes.get(4000)! };
    expect(check(linesOf(forged.entries), [anchor])).toMatchObject({
      sound: true,
      witnessed: [{ label: 'anchor', size: 4000 }],
    });
  });

  test('a history written anew with all anchors gone', () => {
    const forged = sampleLog([{ kind: 'attestation.signed', content: 'forged' }]);
    expect(check(linesOf(forged.entries), [])).toMatchObject({ sound: true, witnessed: [] });
  });
});
