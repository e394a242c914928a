import { type Obligation, act } from '../../../src/core/attestation/obligations';
import { type ObligationChange, type ReconcileInput, reconcile } from '../../../src/core/attestation/reconcile';
import { DEFAULT_CALENDAR } from '../../../src/core/people/calendar-data';
import type { Absence, Person } from '../../../src/core/people/person';
import { HARBOUR, MILL, absence, campaign, day, obligation, person, personId } from '../../support/people';

const changes = (today: string, people: readonly Person[], over: Partial<ReconcileInput> = {}): ObligationChange[] =>
  reconcile({
    campaign: campaign(),
    people,
    absences: [],
    obligations: [],
    calendar: DEFAULT_CALENDAR,
    today: day(today),
    ...over,
  });
/** What one person owes after the register was looked at. */
const after = (
  today: string,
  who: Person,
  before: Obligation | null,
  over: Partial<ReconcileInput> = {},
): Obligation | null => {
  const [change] = changes(today, [who], { obligations: before ? [before] : [], ...over });
  return change?.after ?? before;
};
const excused = (reason: string, over: Partial<Obligation> = {}) =>
  obligation(1, { state: 'excused', reason, ...over });

describe('who is asked', () => {
  test('on the opening day everybody in the audience is, with the campaign’s due day', () => {
    const people = [
      person(1),
      person(2, { jobRole: 'governor' }),
      person(3, { endsOn: day('2026-08-31') }),
      person(4, { startsOn: day('2026-09-07') }),
      person(5, { schoolId: MILL.id }),
    ];
    const audience = { schools: [HARBOUR.id], jobRoles: ['teaching' as const] };
    const made = changes('2026-09-01', people, { campaign: campaign({ audience }) });
    expect(made).toEqual([{ before: null, after: obligation(1, { since: day('2026-09-01') }) }]);
  });

  test.each([
    ['before it opens', { opensOn: day('2026-09-02') }],
    ['on the day it is closed', { closedOn: day('2026-09-01') }],
    ['after it was closed', { closedOn: day('2026-08-31') }],
  ])('%s a campaign changes nothing', (_, over) => {
    expect(changes('2026-09-01', [person(1)], { campaign: campaign(over) })).toEqual([]);
  });

  test('until the day it is closed it goes on', () => {
    expect(changes('2026-09-01', [person(1)], { campaign: campaign({ closedOn: day('2026-09-02') }) })).toHaveLength(1);
  });

  test('somebody imported before their start date appears when they start, with ten school days at least', () => {
    const starter = person(1, { startsOn: day('2026-10-05') });
    expect(after('2026-10-04', starter, null)).toBeNull();
    expect(after('2026-10-05', starter, null)).toMatchObject({
      state: 'pending',
      since: '2026-10-05',
      dueOn: '2026-10-19',
    });
  });

  test('early joiners have until the campaign’s due day', () => {
    expect(after('2026-09-07', person(1, { startsOn: day('2026-09-07') }), null)?.dueOn).toBe('2026-10-16');
  });

  test('a joining campaign asks those who start after it opened, and nobody else', () => {
    const joining = campaign({ trigger: 'joining', dueOn: day('2026-09-01') });
    const people = [person(1), person(2, { startsOn: day('2026-09-01') }), person(3, { startsOn: day('2026-09-10') })];
    const made = changes('2026-09-10', people, { campaign: joining });
    expect(made.map((c) => [c.after.personId, c.after.dueOn])).toEqual([
      [personId(2), '2026-09-24'],
      [personId(3), '2026-09-24'],
    ]);
  });

  test('obligations of people who are not in the list are left alone', () => {
    expect(changes('2026-09-10', [], { obligations: [obligation(9)] })).toEqual([]);
  });
});

describe('moves', () => {
  const teachers = campaign({ audience: { schools: 'all', jobRoles: ['teaching'] } });
  const moved = person(1, { jobRole: 'office' });

  test.each<[string, Obligation | null, Partial<Obligation> | null]>([
    ['nobody asked stays unasked', null, null],
    [
      'pending is excused',
      obligation(1),
      { state: 'excused', reason: 'moved_role', reviewOn: null, since: day('2026-09-20') },
    ],
    ['a question is excused', obligation(1, { state: 'question' }), { state: 'excused', reason: 'moved_role' }],
    ['away becomes moved', excused('away', { reviewOn: day('2026-12-01') }), { reason: 'moved_role', reviewOn: null }],
    ['a person’s own reason stays', excused('On paper'), { reason: 'On paper' }],
    [
      'a reason to be looked at again becomes moved',
      excused('On paper', { reviewOn: day('2026-09-20') }),
      { reason: 'moved_role' },
    ],
    ['signed stays', obligation(1, { state: 'signed' }), { state: 'signed' }],
    ['left stays', obligation(1, { state: 'left' }), { state: 'left' }],
  ])('out of the audience: %s', (_, before, expected) => {
    const result = after('2026-09-20', moved, before, { campaign: teachers });
    if (expected === null) expect(result).toBeNull();
    else expect(result).toMatchObject(expected);
  });

  test('back into the audience: asked again, with ten school days at least', () => {
    const before = excused('moved_role', { since: day('2026-09-20') });
    expect(after('2026-10-14', person(1), before, { campaign: teachers })).toEqual(
      obligation(1, { dueOn: day('2026-11-04'), since: day('2026-10-14') }),
    );
  });
});

describe('leavers and those who come back', () => {
  const leaver = person(1, { endsOn: day('2026-09-30') });

  test.each<[string, Obligation | null, Partial<Obligation> | null]>([
    ['pending', obligation(1), { state: 'left', since: day('2026-10-01'), reason: null }],
    ['question', obligation(1, { state: 'question' }), { state: 'left' }],
    ['away', excused('away', { reviewOn: day('2026-12-01') }), { state: 'left', reason: null, reviewOn: null }],
    ['excused in words', excused('On paper'), { state: 'left' }],
    ['moved earlier', excused('moved_role'), { state: 'excused', reason: 'moved_role' }],
    ['signed', obligation(1, { state: 'signed' }), { state: 'signed' }],
    [
      'left before',
      obligation(1, { state: 'left', since: day('2026-09-15') }),
      { state: 'left', since: day('2026-09-15') },
    ],
    ['never asked, but here while the campaign was open', null, { state: 'left', dueOn: day('2026-10-16') }],
  ])('who were %s', (_, before, expected) => {
    expect(after('2026-10-01', leaver, before)).toMatchObject(expected ?? {});
  });

  test('the last day still counts', () => {
    expect(after('2026-09-30', leaver, obligation(1))?.state).toBe('pending');
  });

  test.each([
    ['before the campaign opened', { endsOn: day('2026-08-31') }],
    ['from a job that was not asked', { jobRole: 'governor' as const }],
  ])('who left %s are not recorded', (_, over) => {
    const teachers = campaign({ audience: { schools: 'all', jobRoles: ['teaching'] } });
    expect(after('2026-10-01', { ...leaver, ...over }, null, { campaign: teachers })).toBeNull();
  });

  test('who come back are asked again', () => {
    const back = person(1, { startsOn: day('2026-11-09'), endsOn: null });
    const result = after('2026-11-09', back, obligation(1, { state: 'left', since: day('2026-10-01') }));
    expect(result).toMatchObject({ state: 'pending', dueOn: '2026-11-23', since: '2026-11-09' });
  });

  test('who are to come back later stay left until then', () => {
    const later = person(1, { startsOn: day('2026-12-01') });
    expect(after('2026-11-09', later, obligation(1, { state: 'left' }))?.state).toBe('left');
  });
});

describe('starting later than was thought', () => {
  const later = person(1, { startsOn: day('2026-11-09') });

  test.each<[string, Obligation | null, Partial<Obligation> | null]>([
    ['never asked', null, null],
    ['pending', obligation(1), { state: 'excused', reason: 'starts_later', reviewOn: day('2026-11-09') }],
    ['moved', excused('moved_role'), { reason: 'moved_role' }],
    ['signed', obligation(1, { state: 'signed' }), { state: 'signed' }],
  ])('%s', (_, before, expected) => {
    const result = after('2026-09-20', later, before);
    if (expected === null) expect(result).toBeNull();
    else expect(result).toMatchObject(expected);
  });

  test('follows the start date when that moves again, and is asked on the day', () => {
    const before = excused('starts_later', { reviewOn: day('2026-11-09'), since: day('2026-09-20') });
    expect(after('2026-10-01', person(1, { startsOn: day('2026-12-01') }), before)).toMatchObject({
      reviewOn: '2026-12-01',
      since: '2026-09-20',
    });
    expect(after('2026-11-09', later, before)).toMatchObject({ state: 'pending', dueOn: '2026-11-23' });
  });
});

describe('absences', () => {
  const away = (from: string, until: string | null): { absences: Absence[] } => ({
    absences: [absence(1, from, until)],
  });

  test.each<[string, string, string | null, string]>([
    ['of ten school days only keeps reminders away', '2026-09-07', '2026-09-18', 'pending'],
    ['of eleven school days excuses', '2026-09-07', '2026-09-21', 'excused'],
    ['without an end excuses', '2026-09-07', null, 'excused'],
    ['that has not begun changes nothing', '2026-09-08', null, 'pending'],
  ])('one %s', (_, from, until, state) => {
    expect(after('2026-09-07', person(1), obligation(1), away(from, until))?.state).toBe(state);
  });

  test.each<[string, Obligation | null, string]>([
    ['never asked', null, 'excused'],
    ['pending', obligation(1), 'excused'],
    ['moved and back', excused('moved_role'), 'excused'],
    ['left and back', obligation(1, { state: 'left' }), 'excused'],
    ['question', obligation(1, { state: 'question' }), 'question'],
    ['signed', obligation(1, { state: 'signed' }), 'signed'],
  ])('a long one of somebody %s', (_, before, state) => {
    const result = after('2026-09-07', person(1), before, away('2026-09-07', '2026-12-18'));
    expect(result).toMatchObject({ state, reason: state === 'excused' ? 'away' : null });
  });

  test('whose end is known is looked at again the day after, and follows when the end moves', () => {
    const first = after('2026-09-07', person(1), obligation(1), away('2026-09-07', '2026-10-30'));
    expect(first).toMatchObject({ reason: 'away', reviewOn: '2026-10-31', since: '2026-09-07' });
    const second = after('2026-10-01', person(1), first, away('2026-09-07', '2026-11-30'));
    expect(second).toMatchObject({ reviewOn: '2026-12-01', since: '2026-09-07' });
  });

  test('whose end nobody knows is looked at after twenty school days, and that day stays', () => {
    const first = after('2026-09-07', person(1), obligation(1), away('2026-09-07', null));
    expect(first?.reviewOn).toBe('2026-10-05');
    expect(after('2026-10-06', person(1), first, away('2026-09-07', null))).toBe(first);
  });

  test('an absence that was long stays long when a short one begins in its last days', () => {
    const absences = [absence(1, '2026-09-07', '2026-10-30'), absence(1, '2026-10-30', '2026-11-03')];
    const before = excused('away', { reviewOn: day('2026-10-31') });
    expect(after('2026-10-30', person(1), before, { absences })).toBe(before);
  });

  test('on return the person is asked again, with ten school days at least', () => {
    const before = excused('away', { reviewOn: day('2026-10-31'), since: day('2026-09-07') });
    expect(after('2026-11-02', person(1), before)).toMatchObject({
      state: 'pending',
      reason: null,
      reviewOn: null,
      dueOn: '2026-11-16',
    });
  });
});

describe('an excuse that somebody gave', () => {
  test('holds until the day to look again, then the person is asked', () => {
    const before = excused('Needs it read aloud', { reviewOn: day('2026-10-19') });
    expect(after('2026-10-18', person(1), before)).toBe(before);
    expect(after('2026-10-19', person(1), before)).toMatchObject({ state: 'pending', dueOn: '2026-11-09' });
  });

  test('without such a day it holds', () => {
    const before = excused('On paper');
    expect(after('2027-05-04', person(1), before)).toBe(before);
  });
});

describe('a due day', () => {
  test('moves with the campaign when that is given longer', () => {
    const longer = campaign({ dueOn: day('2026-12-04') });
    expect(after('2026-10-01', person(1), obligation(1), { campaign: longer })?.dueOn).toBe('2026-12-04');
    expect(after('2026-10-01', person(1), obligation(1, { state: 'question' }), { campaign: longer })?.dueOn).toBe(
      '2026-12-04',
    );
  });
});

describe('one human being in two register entries', () => {
  const old = person(1, { staffNumber: 'A1' });
  const twin = person(2, { staffNumber: 'a1', oid: 'account', startsOn: day('2026-09-01') });
  const both = [old, twin];
  const two = (one: Partial<Obligation>, other: Partial<Obligation>) => [obligation(1, one), obligation(2, other)];
  const result = (obligations: readonly Obligation[], people = both, today = '2026-09-20') =>
    changes(today, people, { obligations }).map(({ after: o }) => [o.personId, o.state, o.sameAs]);

  test('is asked once, by the entry with an account, then by the newest; the other points to it', () => {
    expect(result([])).toEqual([
      [twin.id, 'pending', null],
      [old.id, 'pending', twin.id],
    ]);
    expect(result([], [old, { ...twin, oid: null }])).toEqual([
      [twin.id, 'pending', null],
      [old.id, 'pending', twin.id],
    ]);
    const sameDay = [
      { ...old, startsOn: day('2026-09-01') },
      { ...twin, oid: null },
    ];
    expect(result([], sameDay)).toEqual([
      [old.id, 'pending', null],
      [twin.id, 'pending', old.id],
    ]);
  });

  test('is in post and in the audience when either entry is', () => {
    expect(result([obligation(1)], [{ ...old, endsOn: day('2026-09-10') }, twin])).toEqual([
      [twin.id, 'pending', null],
      [old.id, 'pending', twin.id],
    ]);
    expect(result([obligation(2)], [old, { ...twin, endsOn: day('2026-09-10') }])).toEqual([
      [old.id, 'pending', null],
      [twin.id, 'pending', old.id],
    ]);
  });

  test('starts when the first entry starts', () => {
    const later = [
      { ...old, startsOn: day('2026-11-09') },
      { ...twin, startsOn: day('2026-10-05') },
    ];
    expect(changes('2026-09-20', later, { obligations: [obligation(1)] })[0]?.after).toMatchObject({
      reason: 'starts_later',
      reviewOn: '2026-10-05',
    });
  });

  test('whose entry in the audience ended unseen, and whose other entry is elsewhere, is recorded as moved', () => {
    const teachers = campaign({ audience: { schools: 'all', jobRoles: ['teaching'] } });
    const people = [
      { ...old, endsOn: day('2026-09-10') },
      { ...twin, jobRole: 'office' as const },
    ];
    const [change] = changes('2026-09-20', people, { campaign: teachers });
    expect(change?.after).toMatchObject({ personId: old.id, state: 'excused', reason: 'moved_role' });
  });

  test('keeps the row that counts while its entry is in the audience', () => {
    expect(result([obligation(1)])).toEqual([[twin.id, 'pending', old.id]]);
  });

  test('keeps a question where it was asked, though that entry has ended', () => {
    const people = [{ ...old, endsOn: day('2026-09-10') }, twin];
    expect(result([obligation(1, { state: 'question' })], people)).toEqual([[twin.id, 'pending', old.id]]);
  });

  test('that has signed is not asked again by an entry that comes later', () => {
    expect(result([obligation(1, { state: 'signed' })])).toEqual([[twin.id, 'pending', old.id]]);
  });

  test.each<[string, Obligation[], [string, string, string | null][]]>([
    ['a signature counts before anything', two({}, { state: 'signed' }), [[old.id, 'pending', twin.id]]],
    [
      'of two signatures the first counts and both stay',
      two({ state: 'signed', since: day('2026-09-03') }, { state: 'signed', since: day('2026-09-02') }),
      [[old.id, 'signed', twin.id]],
    ],
    [
      'of two questions on one day, one counts',
      two({ state: 'question' }, { state: 'question' }),
      [[twin.id, 'question', old.id]],
    ],
    [
      'a question counts before a row that is only pending',
      two({}, { state: 'question' }),
      [[old.id, 'pending', twin.id]],
    ],
    [
      'a signature on the other row takes over',
      two({}, { state: 'signed', sameAs: old.id }),
      [
        [twin.id, 'signed', null],
        [old.id, 'pending', twin.id],
      ],
    ],
  ])('%s', (_, obligations, expected) => {
    expect(result(obligations)).toEqual(expected);
  });

  test('leaves when the last entry ends', () => {
    const gone = both.map((p) => ({ ...p, endsOn: day('2026-09-10') }));
    expect(result([obligation(1)], gone)).toEqual([
      [old.id, 'left', null],
      [twin.id, 'pending', old.id],
    ]);
    expect(result([], gone)).toEqual([
      [twin.id, 'left', null],
      [old.id, 'pending', twin.id],
    ]);
  });

  test('found to be two people after all, both count, and the one who comes to light has time', () => {
    const apart = [old, { ...twin, staffNumber: 'B2' }];
    const rows = two({ state: 'signed' }, { sameAs: old.id, dueOn: day('2026-09-10') });
    const [change, ...more] = changes('2026-10-19', apart, { obligations: rows });
    expect(more).toEqual([]);
    expect(change?.after).toMatchObject({ personId: twin.id, state: 'pending', sameAs: null, dueOn: '2026-11-09' });
  });

  test('signing by the entry that does not count still counts for the person', () => {
    const rows = two({}, { sameAs: old.id });
    const signed = rows.map((o) => (o.personId === twin.id ? act(o, { kind: 'sign' }, day('2026-09-20')) : o));
    expect(result(signed)).toEqual([
      [twin.id, 'signed', null],
      [old.id, 'pending', twin.id],
    ]);
  });
});
