import fc from 'fast-check';
import { figuresOf, talliesOf } from '../../../src/core/attestation/completeness';
import { OBLIGATION_STATES } from '../../../src/core/attestation/obligations';
import type { CountRow } from '../../../src/core/attestation/store';
import { JobRole } from '../../../src/core/people/person';
import { HARBOUR, MILL, schoolId } from '../../support/people';

const row = (over: Partial<CountRow>): CountRow => ({
  schoolId: HARBOUR.id,
  jobRole: 'teaching',
  department: '',
  state: 'signed',
  overdue: false,
  count: 1,
  ...over,
});

describe('tallies', () => {
  const rows = [
    row({ count: 200 }),
    row({ schoolId: MILL.id, jobRole: 'office', department: 'Front office', count: 12 }),
    row({ state: 'pending', count: 5 }),
    row({ state: 'pending', overdue: true, count: 4 }),
    row({ state: 'question', department: 'Year 6', count: 3 }),
    row({ state: 'excused', count: 10 }),
    row({ state: 'left', schoolId: MILL.id, count: 6 }),
  ];
  const { total, bySchool, byRole, byDepartment } = talliesOf(rows, [MILL, HARBOUR]);

  test('the total is the sum of the five states', () => {
    expect(total).toEqual({
      key: '',
      label: '',
      expected: 240,
      counts: { signed: 212, pending: 9, question: 3, excused: 10, left: 6 },
      overdue: 4,
    });
  });

  test('schools are by name, roles and departments by what they are called', () => {
    expect(bySchool.map((t) => [t.label, t.expected])).toEqual([
      [HARBOUR.name, 222],
      [MILL.name, 18],
    ]);
    expect(byRole.map((t) => [t.key, t.expected])).toEqual([
      ['office', 12],
      ['teaching', 228],
    ]);
    expect(byDepartment.map((t) => [t.key, t.label, t.expected])).toEqual([
      ['', '', 225],
      ['Front office', 'Front office', 12],
      ['Year 6', 'Year 6', 3],
    ]);
  });

  test('a school that is no longer on the list keeps its people', () => {
    expect(talliesOf([row({ schoolId: schoolId(9) })], []).bySchool).toMatchObject([
      { key: schoolId(9), label: schoolId(9), expected: 1 },
    ]);
  });

  test('nobody is lost or counted twice, however the people are divided', () => {
    const anyRow = fc.record({
      schoolId: fc.constantFrom(HARBOUR.id, MILL.id),
      jobRole: fc.constantFrom(...JobRole.options),
      department: fc.constantFrom('', 'Year 1', 'Year 2'),
      state: fc.constantFrom(...OBLIGATION_STATES),
      overdue: fc.boolean(),
      count: fc.nat({ max: 500 }),
    });
    fc.assert(
      fc.property(fc.array(anyRow), (some) => {
        const made = talliesOf(some, [HARBOUR, MILL]);
        for (const parts of [[made.total], made.bySchool, made.byRole, made.byDepartment]) {
          const sum = (of: (t: (typeof parts)[number]) => number) => parts.reduce((n, t) => n + of(t), 0);
          expect(sum((t) => t.expected)).toBe(some.reduce((n, r) => n + r.count, 0));
          expect(sum((t) => t.overdue)).toBe(made.total.overdue);
          for (const t of parts) expect(Object.values(t.counts).reduce((a, b) => a + b, 0)).toBe(t.expected);
        }
      }),
      { numRuns: Number(process.env.RUNS ?? 60) },
    );
  });
});

describe('the figures of the sentence', () => {
  test('say who signed, who has not, who asked, and who need not', () => {
    const counts = { signed: 212, pending: 9, question: 3, excused: 10, left: 6 };
    expect(figuresOf({ expected: 240, counts, overdue: 4 })).toEqual({
      signed: 212,
      expected: 240,
      notYet: 9,
      question: 3,
      excusedOrLeft: 16,
      overdue: 4,
      percent: 88,
      isDone: false,
    });
  });

  test.each([
    ['nobody is expected', {}, null, true],
    ['all but one of a thousand signed', { signed: 999, pending: 1 }, 99, false],
    ['everybody signed', { signed: 5 }, 100, true],
    ['nobody is still to sign', { signed: 4, left: 1 }, 80, true],
    ['a question is open', { signed: 4, question: 1 }, 80, false],
  ])('when %s', (_, some, percent, isDone) => {
    const counts = { signed: 0, pending: 0, question: 0, excused: 0, left: 0, ...some };
    const expected = Object.values(counts).reduce((a, b) => a + b, 0);
    expect(figuresOf({ expected, counts, overdue: 0 })).toMatchObject({ percent, isDone });
  });
});
