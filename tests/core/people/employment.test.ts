import fc from 'fast-check';
import { absenceOn, absencesOn, isInPost, samePeople, staffNumberKey } from '../../../src/core/people/employment';
import { absence, day, person, personId } from '../../support/people';

describe('being in post', () => {
  const worker = person(1, { startsOn: day('2026-09-01'), endsOn: day('2026-12-31') });
  test.each([
    ['2026-08-31', false],
    ['2026-09-01', true],
    ['2026-12-31', true],
    ['2027-01-01', false],
  ])('from the first to the last day, both counted: %s is %s', (on, expected) => {
    expect(isInPost(worker, day(on))).toBe(expected);
  });

  test('without a last day it goes on', () => {
    expect(isInPost({ ...worker, endsOn: null }, day('2099-01-01'))).toBe(true);
  });
});

describe('absences', () => {
  const list = [
    absence(1, '2026-09-01', '2026-09-30'),
    absence(1, '2026-09-10', null),
    absence(1, '2026-09-05', '2026-12-01'),
    absence(2, '2026-09-01', '2026-09-04'),
  ];

  test.each([
    [1, '2026-08-31', undefined],
    [1, '2026-09-01', '2026-09-30'],
    [1, '2026-09-06', '2026-12-01'],
    [1, '2026-09-10', null],
    [2, '2026-09-04', '2026-09-04'],
    [2, '2026-09-05', undefined],
    [3, '2026-09-05', undefined],
  ])('person %i on %s is away until %s: the absence that ends last counts', (who, on, until) => {
    expect(absenceOn(list, [personId(who)], day(on))?.until).toBe(until);
  });

  test('everybody who is away on a day is found at once', () => {
    const away = absencesOn(list, day('2026-09-12'));
    expect([...away.keys()]).toEqual([personId(1)]);
    expect(away.get(personId(1))).toHaveLength(3);
  });
});

describe('one human being in several register entries', () => {
  test('is found by staff number, whatever case and spaces, or by directory account', () => {
    const groups = samePeople([
      person(1, { staffNumber: 'ab1' }),
      person(2, { staffNumber: 'X9', oid: 'one' }),
      person(3, { staffNumber: ' AB1 ' }),
      person(4, { staffNumber: 'Y8', oid: 'one' }),
      person(5),
    ]);
    expect(groups.map((g) => g.map((p) => p.id))).toEqual([
      [personId(1), personId(3)],
      [personId(2), personId(4)],
      [personId(5)],
    ]);
    expect(staffNumberKey(' ab1')).toBe('AB1');
  });

  test('a third entry can show that two earlier ones belong together', () => {
    const groups = samePeople([
      person(1, { staffNumber: 'A' }),
      person(2, { staffNumber: 'B', oid: 'one' }),
      person(3, { staffNumber: 'A', oid: 'one' }),
    ]);
    expect(groups.map((g) => g.map((p) => p.id))).toEqual([[personId(1), personId(2), personId(3)]]);
  });

  test('entries without a number and an account stay apart', () => {
    expect(samePeople([person(1, { staffNumber: ' ' }), person(2, { staffNumber: '' })])).toHaveLength(2);
  });

  test('everybody stands in exactly one group, and groups share neither number nor account', () => {
    const entry = fc.record({ number: fc.integer({ min: 0, max: 6 }), oid: fc.option(fc.constantFrom('a', 'b', 'c')) });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 12 }), (entries) => {
        const people = entries.map((e, i) => person(i, { staffNumber: `S${e.number}`, oid: e.oid }));
        const groups = samePeople(people);
        expect(groups.flat()).toHaveLength(people.length);
        expect(new Set(groups.flat()).size).toBe(people.length);
        for (const group of groups) {
          const others = groups.filter((g) => g !== group).flat();
          const shares = (a: (typeof people)[number]) =>
            others.some((b) => b.staffNumber === a.staffNumber || (a.oid !== null && b.oid === a.oid));
          expect(group.some(shares)).toBe(false);
        }
      }),
      { numRuns: Number(process.env.RUNS ?? 60) },
    );
  });
});
