import { EntryId, PaperId } from '../../../src/core/ids';
import { type Entry, type KeptEntry, digestOf } from '../../../src/core/incidents/case-entries';
import { fold, missingFor, openPapers } from '../../../src/core/incidents/case-fold';
import type { Flag } from '../../../src/core/incidents/flags';
import { instantOf } from '../../../src/core/people/day';
import { day, personId } from '../../support/people';

const id = (n: number): string => `0a4f0000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const kept = (entry: Entry, n: number, by: KeptEntry['by'] = personId(1)): KeptEntry => ({
  id: EntryId.parse(id(n)),
  number: n,
  at: 1_000 + n,
  by,
  salt: 'salt',
  entry,
});
const of = (...entries: Entry[]) => fold(entries.map((e, i) => kept(e, i + 1)));
const opened: Entry = {
  kind: 'opened',
  reportId: null,
  chart: { id: 'triage', version: 1 },
  inputs: { flags: ['subject_pupil'] },
  unfinished: false,
};
const chartless: Entry = { ...opened, chart: null };
const call = (n: number): Entry => ({
  kind: 'referral',
  referralId: id(n),
  agency: 'police',
  contact: '',
  at: 0,
  reference: 'A',
  advice: '',
  chaseOn: day('2026-09-10'),
});
const chase = (n: number, reference: string, chaseOn: string | null): Entry => ({
  kind: 'chased',
  referralId: id(n),
  said: 'Rang',
  reference,
  chaseOn: chaseOn === null ? null : day(chaseOn),
});
const paper = (n: number): Entry => ({
  kind: 'paper',
  paperId: PaperId.parse(id(n)),
  name: 'a',
  mediaType: 'text/plain',
  size: 1,
  sha256: 'a',
});

test('calls are chased one by one; a reference is kept until there is a newer one', () => {
  const { referrals } = of(opened, call(1), call(2), chase(1, '', '2026-09-12'), chase(1, 'B', null));
  expect(referrals).toMatchObject([
    { reference: 'B', chaseOn: null, chases: [{ chaseOn: '2026-09-12' }, { reference: 'B' }] },
    { reference: 'A', chaseOn: '2026-09-10', chases: [] },
  ]);
});

test('papers are sealed by name, and stay in the list', () => {
  const state = of(opened, paper(1), paper(2), { kind: 'papers_sealed', paperIds: [PaperId.parse(id(1))] });
  expect(state.papers.map((p) => p.isSealed)).toEqual([true, false]);
  expect(openPapers(state)).toEqual([id(2)]);
});

test.each<[string, Entry, string[]]>([
  ['joined', { kind: 'joined', flags: ['danger', 'subject_pupil'] }, ['subject_pupil', 'danger']],
  ['unsealed', { kind: 'unsealed', flags: ['danger'] }, ['danger']],
])('%s: the answers begin with what is known now; a concern has none', (_, entry, flags) => {
  expect(of(opened, entry).pass?.inputs.flags).toEqual(flags);
  expect(of(chartless, entry).pass).toBeNull();
});

test('an answer belongs to the pass it was given in, and settles what waited', () => {
  const answer: Entry = { kind: 'answer', answer: { node: 'T0', choices: ['opened'] } };
  const asked: Entry = { kind: 'proposal', answer: { node: 'T4', choices: ['no'] }, secondId: personId(2) };
  expect(of(opened, asked).waiting).toMatchObject({ secondId: personId(2) });
  expect(of(opened, asked, answer)).toMatchObject({ waiting: null, pass: { answers: [{ node: 'T0' }] } });
  expect(of(chartless, answer).pass).toBeNull();
  expect(of(opened, asked, { kind: 'owner', ownerId: null, why: 'away' }).waiting).toBeNull();
});

test('the first action is the first thing somebody did, not what the service wrote', () => {
  const note: Entry = { kind: 'note', text: 'x' };
  expect(fold([kept(opened, 1), kept(note, 2, null), kept(note, 3), kept(note, 4)]).firstActionAt).toBe(1_003);
});

test('a copy that was not agreed to is forgotten, and one that nobody asked for cannot be agreed to', () => {
  const ask: Entry = { kind: 'export_asked', recipient: 'Court', reason: 'Order', secondId: personId(2) };
  const agree = (agrees: boolean): Entry => ({
    kind: 'export_agreed',
    askId: EntryId.parse(id(2)),
    agrees,
    reason: 'Yes',
  });
  expect(of(opened, ask, agree(true)).exporting).toMatchObject({ isAgreed: true });
  expect(of(opened, ask, agree(false)).exporting).toBeNull();
  expect(of(opened, agree(true)).exporting).toBeNull();
});

describe('what keeps a case open', () => {
  const now = instantOf(day('2026-09-09'), 10);
  const outcome: Entry = {
    kind: 'outcome',
    outcome: 'support_only',
    retention: 'misuse',
    keepHold: false,
    reason: 'x',
  };
  const task = (dueOn: string): Entry => ({
    kind: 'task',
    taskId: id(9) as never,
    what: 'action',
    text: 'x',
    doerId: null,
    office: 'x',
    dueOn: day(dueOn),
  });
  const done: Entry = { kind: 'task_done', taskId: id(9) as never, said: '' };
  const parents = (on: string | null): Entry => ({
    kind: 'parents',
    decision: 'later',
    on: on === null ? null : day(on),
    reason: 'x',
  });
  const pupil: Flag[] = ['subject_pupil'];
  test.each<[string, Entry[], Flag[], string[]]>([
    ['nothing', [outcome], [], []],
    ['no outcome', [], [], ['outcome']],
    ['a task whose day has passed', [outcome, task('2026-09-08')], [], ['tasks']],
    ['not one that is done', [outcome, task('2026-09-08'), done], [], []],
    ['not one whose day is to come', [outcome, task('2026-09-09')], [], []],
    ['parents nobody decided on', [outcome], pupil, ['parents']],
    ['parents who will be told some time', [outcome, parents(null)], ['affected_pupil'], ['parents']],
    ['not parents who will be told on a day', [outcome, parents('2026-09-20')], pupil, []],
    ['not parents who were told', [outcome], [...pupil, 'parents_told'], []],
    ['not parents who will not be told', [outcome], [...pupil, 'no_parents'], []],
    ['an agency that leads', [outcome], ['agency_hold'], ['agencies']],
    ['a call that waits for its answer', [outcome, call(1)], [], ['agencies']],
    ['a day to watch until', [outcome, { kind: 'monitoring', until: day('2026-09-10') }], [], ['monitoring']],
    [
      'a second person who has not answered',
      [outcome, { kind: 'proposal', answer: { node: 'T4', choices: ['no'] }, secondId: personId(2) }],
      [],
      ['second_person'],
    ],
  ])('%s', (_, entries, flags, missing) => {
    expect(missingFor(of(opened, ...entries), flags, now)).toEqual(missing);
  });
});

test('the digest of an entry changes with any part of it, and not with how it is written', () => {
  const entry = kept(opened, 1);
  const digest = digestOf(entry);
  expect(digestOf(JSON.parse(JSON.stringify(entry)) as KeptEntry)).toBe(digest);
  for (const other of [{ at: 5 }, { salt: 'x' }, { by: null }, { id: EntryId.parse(id(7)) }, { entry: chartless }])
    expect(digestOf({ ...entry, ...other })).not.toBe(digest);
});
