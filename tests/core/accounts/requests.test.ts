import {
  Leaving,
  Starter,
  StarterDraft,
  draftProblems,
  leavingProblems,
  starterProblems,
} from '../../../src/core/accounts/requests';
import { SchoolId } from '../../../src/core/ids';
import type { Person } from '../../../src/core/people/person';
import { person } from '../../support/people';
import { SCHOOL, day, guid, teacher } from './builders';

const today = day('2026-09-09');
const manager: Person = { ...person(1), staffNumber: 'S0001', givenName: 'Mo', familyName: 'Manager' };
const gone: Person = {
  ...person(2),
  staffNumber: 'S0002',
  givenName: 'Lee',
  familyName: 'Gone',
  endsOn: day('2026-07-01'),
};
const starter: Starter = {
  staffNumber: 'S0042',
  givenName: 'Zoë',
  familyName: 'Sample',
  bornOn: null,
  schoolId: SCHOOL,
  department: 'Year 3',
  managerId: manager.id,
  as: 'staff',
  templateId: 'teacher',
  startsOn: day('2026-11-02'),
  endsOn: null,
  email: null,
  sponsorId: null,
  onPaper: false,
  isAnotherPerson: false,
};
const known = { people: [manager, gone], templates: [teacher], today, seatsLeft: 3 };
const where = (o: Partial<Starter>, around: Partial<typeof known> = {}): string[] =>
  starterProblems({ ...starter, ...o }, { ...known, ...around }).map((p) => p.where);

test('a starter with nothing wrong may be requested; licences nobody could count do not stop it', () => {
  expect(where({})).toEqual([]);
  expect(starterProblems(starter, { ...known, seatsLeft: null })).toEqual([]);
  expect(starterProblems(starter, { ...known, templates: [{ ...teacher, schoolId: null }] })).toEqual([]);
});

test.each<[string, Partial<Starter>, string[]]>([
  ['the end is before the start', { endsOn: day('2026-10-01') }, ['endsOn']],
  ['the end is over', { startsOn: day('2026-01-01'), endsOn: day('2026-02-01') }, ['endsOn']],
  ['supply without an end or a sponsor', { as: 'supply' }, ['endsOn', 'sponsorId']],
  ['a guest without an address', { as: 'guest', endsOn: day('2026-12-01'), sponsorId: manager.id }, ['email']],
  ['a role there is not', { templateId: 'astronaut' }, ['templateId']],
  ['a role of another school', { schoolId: SchoolId.parse(guid(901)) }, ['templateId']],
  ['no manager', { managerId: null }, ['managerId']],
  ['a manager nobody knows', { managerId: gone.id === manager.id ? null : ('x' as never) }, ['managerId']],
  ['a manager who has left', { managerId: gone.id }, ['managerId']],
  [
    'a guest needs no manager',
    { as: 'guest', managerId: null, email: 'p@a.example', endsOn: day('2026-12-01'), sponsorId: manager.id },
    [],
  ],
  ['a trainee needs a manager', { as: 'trainee', managerId: null, endsOn: day('2026-12-01') }, ['managerId']],
  ['a staff number that somebody has', { staffNumber: ' s0001 ' }, ['staffNumber']],
  ['a name that somebody has', { givenName: 'MÓ', familyName: 'Manager' }, ['isAnotherPerson']],
  ['another person of that name', { givenName: 'Mo', familyName: 'Manager', isAnotherPerson: true }, []],
])('%s', (_, o, expected) => {
  expect(where(o)).toEqual(expected);
});

test('no licence left stops a starter before anything is made', () => {
  expect(where({}, { seatsLeft: 0 })).toEqual(['templateId']);
});

test.each([
  [{ lastWorkingDay: '2026-12-18', contractEnd: '2026-12-31' }, []],
  [{ lastWorkingDay: '2026-12-31', contractEnd: '2026-12-18' }, ['contractEnd']],
  [{ lastWorkingDay: '2019-12-31', contractEnd: '2026-12-18' }, ['lastWorkingDay']],
  [{ lastWorkingDay: '2026-08-01', contractEnd: '2026-08-31' }, ['contractEnd']],
])('a leaver with %o has these dates to correct: %o', (dates, expected) => {
  const found = leavingProblems(Leaving.parse(dates), { startsOn: day('2020-09-01') }, today);
  expect(found.map((p) => p.where)).toEqual(expected);
});

test('a day that no calendar has is refused with a sentence', () => {
  const said = Leaving.safeParse({ lastWorkingDay: '2026-11-31', contractEnd: '2026-12-18' }).error?.issues[0]?.message;
  expect(said).toMatch(/calendar/);
  expect(Starter.safeParse({ ...starter, startsOn: '31/11/2026' }).success).toBe(false);
});

test('two of one name are told apart by their days of birth, and one day makes one person likely', () => {
  const known1990 = { ...manager, bornOn: day('1990-01-01') };
  const mo = { givenName: 'Mo', familyName: 'Manager' };
  const around = { people: [known1990] };
  expect(where({ ...mo, bornOn: day('1991-01-01') }, around)).toEqual([]);
  expect(where({ ...mo, bornOn: null }, around)).toEqual(['isAnotherPerson']);
  const same = { ...starter, ...mo, bornOn: day('1990-01-01') };
  expect(starterProblems(same, { ...known, people: [known1990] })[0]?.what).toContain('very likely the same person');
  expect(where({ ...mo, bornOn: day('1990-01-01') })).toEqual(['isAnotherPerson']);
});

test('while a starter is typed, only what is there is looked at', () => {
  const typed = (draft: Record<string, unknown>): string[] =>
    draftProblems(StarterDraft.parse({ schoolId: SCHOOL, ...draft }), known).map((p) => p.where);
  expect(typed({})).toEqual([]);
  expect(typed({ givenName: 'Mo', familyName: 'Manager' })).toEqual(['isAnotherPerson']);
  expect(typed({ givenName: 'Mo', familyName: 'Manager', isAnotherPerson: true })).toEqual([]);
  expect(typed({ staffNumber: 'S0001' })).toEqual(['staffNumber']);
  expect(typed({ managerId: gone.id })).toEqual(['managerId']);
  expect(typed({ managerId: null, familyName: undefined })).toEqual([]);
  expect(typed({ templateId: 'astronaut' })).toEqual(['templateId']);
  expect(typed({ startsOn: '2026-11-02', endsOn: '2026-10-01' })).toEqual(['endsOn']);
});
