import { type Account, type Actual, type Membership, NO_ACCOUNT } from '../../../src/core/accounts/account';
import type { AccountEvent, Facts, Holder } from '../../../src/core/accounts/facts';
import { factsOf } from '../../../src/core/accounts/facts';
import type { RoleTemplate, Scheme } from '../../../src/core/accounts/role-template';
import type { More } from '../../../src/core/accounts/account';
import { Day, PersonId, SchoolId } from '../../../src/core/ids';
import { instantOf } from '../../../src/core/people/day';

export const day = (text: string): Day => Day.parse(text);

/** Ids by number, so that a test can say which is which. */
export const guid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const SCHOOL = SchoolId.parse(guid(900));
export const at = (text: string, hour = 10): number => instantOf(day(text), hour);

export const PENDING = { id: guid(1), name: 'Agreement waiting' };
export const SIGNED = { id: guid(2), name: 'Agreement signed' };
const LICENCE = { id: guid(3), name: 'Staff licence' };
const TEACHERS = { id: guid(4), name: 'Teachers' };
const PUPIL_DATA = { id: guid(5), name: 'Pupil database' };
const OFFICE = { id: guid(6), name: 'Office' };
export const COHORT = { id: guid(7), name: '2022-intake' };

export const teacher: RoleTemplate = {
  id: 'teacher',
  label: 'Teacher',
  schoolId: SCHOOL,
  jobRole: 'teaching',
  groups: [{ ...TEACHERS, isSensitive: false }],
  licenceGroups: [LICENCE],
  rights: [
    { system: 'Door fob', right: 'Main door', why: 'Works here', isByHand: true, endsWithWork: false },
    { system: 'Pupil records', right: 'Own class', why: 'Teaches', isByHand: true, endsWithWork: true },
    { system: 'Mail', right: 'Own mailbox', why: 'Works here', isByHand: false, endsWithWork: false },
  ],
};
export const office: RoleTemplate = {
  ...teacher,
  id: 'office',
  label: 'Office',
  groups: [
    { ...OFFICE, isSensitive: false },
    { ...PUPIL_DATA, isSensitive: true },
  ],
};

export const scheme: Scheme = {
  domain: 'school.example',
  pendingGroup: PENDING,
  signedGroup: SIGNED,
  protectedIds: [guid(666)],
  leadDays: 14,
  cohorts: [{ entryYear: 2022, schoolId: SCHOOL, group: COHORT }],
  pupilLicence: { id: guid(8), name: 'Pupil licence' },
  breaker: { closesAnHour: 20, share: 5, factor: 3 },
  slip: 'Ask the office.',
  leaverReply: 'I no longer work here. Please write to the office.',
};

export const holder = (o: Partial<Holder> = {}): Holder => ({
  id: PersonId.parse(guid(100)),
  key: 'S0042',
  oid: null,
  givenName: 'Aoife',
  familyName: "O'Brien",
  department: 'Year 3',
  schoolId: SCHOOL,
  isSharedName: false,
  managerOid: guid(50),
  email: null,
  addresses: ['a.obrien@school.example', 'aoife.obrien@school.example'],
  ...o,
});

type Joined = Extract<AccountEvent, { kind: 'joined' }>;
export const joined = (o: Partial<Joined> = {}): Joined => ({
  at: at('2026-08-20'),
  kind: 'joined',
  on: day('2026-09-01'),
  as: 'staff',
  template: teacher,
  groups: [],
  endsOn: null,
  onPaper: false,
  sponsorOid: null,
  ...o,
});

export const factsFrom = (
  events: readonly AccountEvent[],
  o: { isHeld?: boolean | null; handedOff?: readonly string[]; lent?: readonly string[]; scheme?: Scheme } = {},
): Facts => factsOf(events, { isHeld: false, handedOff: [], scheme, ...o });

export const member = (g: { id: string; name: string }, o: Partial<Membership> = {}): Membership => ({
  ...g,
  kind: 'assigned',
  rule: null,
  givesLicence: false,
  ...o,
});

export const more = (o: Partial<More> = {}): More => ({
  sponsorIds: [],
  methods: [],
  devices: [],
  owned: [],
  forwards: [],
  mailbox: 'none',
  reply: '',
  nested: [],
  ...o,
});

export const account = (o: Partial<Account> = {}): Account => ({
  id: guid(42),
  address: 'a.obrien@school.example',
  profile: {
    displayName: "Aoife O'Brien",
    givenName: 'Aoife',
    surname: "O'Brien",
    department: 'Year 3',
    jobTitle: 'Teacher',
  },
  isOpen: true,
  isGuest: false,
  isSynced: false,
  isProtected: false,
  sessionsFrom: null,
  passwordAt: null,
  managerId: guid(50),
  groups: [member(LICENCE, { givesLicence: true }), member(TEACHERS), member(SIGNED)],
  licences: [{ sku: guid(70), viaGroup: LICENCE.id, error: null }],
  more: more(),
  ...o,
});

export const having = (...accounts: Account[]): Actual => ({ accounts, deleted: null });
export const nobody: Actual = NO_ACCOUNT;
