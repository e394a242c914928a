import { z } from 'zod';
import type { Problem } from '../errors';
import { type Day, PersonId, SchoolId } from '../ids';
import { staffNumberKey } from '../people/employment';
import type { Person } from '../people/person';
import { fullName } from '../people/person';
import { ACCOUNT_KINDS, type AccountEvent } from './facts';
import type { RoleTemplate } from './role-template';
import type { Snapshot } from './snapshot';

const Name = z.string().trim().max(64, 'Keep it to 64 letters.');
const Calendar = z.iso.date('Choose a day that the calendar has, such as 30 November.').brand('Day');

/** Somebody new, as the office types them in. The register entry is made with the request. */
export const Starter = z.strictObject({
  staffNumber: z.string().trim().min(1, 'Give the staff number: it tells people apart.').max(64),
  givenName: Name.min(1, 'Give the first name, or the only name.'),
  familyName: Name,
  /** Only to tell two people of one name apart. */
  bornOn: Calendar.nullable().default(null),
  schoolId: SchoolId,
  department: Name,
  managerId: PersonId.nullable(),
  as: z.enum(ACCOUNT_KINDS).exclude(['pupil']),
  templateId: z.string().min(1),
  startsOn: Calendar,
  endsOn: Calendar.nullable(),
  email: z.email('Write an address such as name@school.example.').nullable(),
  sponsorId: PersonId.nullable(),
  onPaper: z.boolean(),
  /** The office has looked: it is another person of the same name. */
  isAnotherPerson: z.boolean(),
});
export type Starter = z.infer<typeof Starter>;

/** A starter half typed: what is there is looked at, what is missing is not missed yet. */
export const StarterDraft = Starter.extend({ bornOn: Calendar.nullable() }).partial().required({ schoolId: true });
export type StarterDraft = z.infer<typeof StarterDraft>;

/** What the checks of a starter need to know. */
export interface KnownAround {
  readonly people: readonly Person[];
  readonly templates: readonly RoleTemplate[];
  readonly today: Day;
  /** Licences left, by the group that gives them; a group that is not in it was not read. */
  readonly seatsLeft: number | null;
}

const problem = (where: string, what: string): Problem => ({ where, what });

/** Everything wrong with a starter, each with what to do about it. An empty list: the request may be made. */
export function starterProblems(s: Starter, known: KnownAround): Problem[] {
  const found: Problem[] = [];
  if (s.endsOn !== null && s.endsOn < s.startsOn)
    found.push(problem('endsOn', 'The last day is before the first day. Correct one of them.'));
  if (s.endsOn !== null && s.endsOn < known.today)
    found.push(problem('endsOn', 'The last day is over already. There is no account to make.'));
  if (s.as !== 'staff' && s.endsOn === null)
    found.push(problem('endsOn', 'Say on which day it ends: guests, supply staff and trainees always have an end.'));
  if (s.as === 'guest' && s.email === null) found.push(problem('email', 'Say where the invitation is to be sent.'));
  if (!known.templates.some((t) => t.id === s.templateId && fits(t, s)))
    found.push(problem('templateId', 'Choose a role of this school from the list.'));
  found.push(...whoProblems('managerId', s.managerId, s.as === 'staff' || s.as === 'trainee', known));
  found.push(...whoProblems('sponsorId', s.sponsorId, s.as === 'guest' || s.as === 'supply', known));
  found.push(...duplicates(s, known.people));
  if (known.seatsLeft !== null && known.seatsLeft < 1)
    found.push(problem('templateId', 'No licence is left for this role. Free one, or ask for more, before you go on.'));
  return found;
}

/** The problems of a starter that what has been typed so far already shows. */
export function draftProblems(draft: StarterDraft, known: KnownAround): Problem[] {
  const typed = new Set(
    Object.entries(draft).flatMap(([field, value]) => (value === null || value === undefined ? [] : [field])),
  );
  if (typed.has('givenName')) typed.add('isAnotherPerson');
  const nobody = { givenName: '', familyName: '', staffNumber: '', department: '', templateId: '' };
  const none = { bornOn: null, managerId: null, sponsorId: null, endsOn: null, email: null };
  const rest = { as: 'staff', startsOn: known.today, onPaper: false, isAnotherPerson: false } as const;
  const whole: Starter = { ...nobody, ...none, ...rest, ...withoutGaps(draft) };
  return starterProblems(whole, known).filter((p) => typed.has(p.where));
}

// Leaving gaps out gives a draft whose fields, where they are, are a starter's.
const withoutGaps = (draft: StarterDraft) =>
  Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined)) as Partial<Starter> &
    Pick<Starter, 'schoolId'>;

const fits = (t: RoleTemplate, s: Starter): boolean => t.schoolId === null || t.schoolId === s.schoolId;

const WHO = { managerId: 'line manager', sponsorId: 'sponsor' } as const;

function whoProblems(
  where: keyof typeof WHO,
  id: PersonId | null,
  isNeeded: boolean,
  { people, today }: KnownAround,
): Problem[] {
  if (id === null) return isNeeded ? [problem(where, `Choose a ${WHO[where]}.`)] : [];
  const person = people.find((p) => p.id === id);
  if (!person) return [problem(where, `This ${WHO[where]} is not on the register. Choose somebody who is.`)];
  return person.endsOn !== null && person.endsOn < today
    ? [problem(where, `${fullName(person)} has left. Choose another ${WHO[where]}.`)]
    : [];
}

function duplicates(s: Starter, people: readonly Person[]): Problem[] {
  const key = staffNumberKey(s.staffNumber);
  const same = people.find((p) => staffNumberKey(p.staffNumber) === key);
  if (same) {
    const what = `${fullName(same)} has this number. If they are coming back, start them again from their own page.`;
    return [problem('staffNumber', what)];
  }
  const name = nameKey(s);
  const alike = people.find((p) => nameKey(p) === name && !isBornOtherwise(p, s));
  if (s.isAnotherPerson || !alike) return [];
  const isLikely = s.bornOn !== null && alike.bornOn === s.bornOn;
  const what = isLikely
    ? `There is a ${fullName(alike)} already, born on the same day: very likely the same person. Look before you go on.`
    : `There is a ${fullName(alike)} already. Look whether it is the same person.`;
  return [problem('isAnotherPerson', what)];
}

/** Both days of birth are known and differ: two people. */
const isBornOtherwise = (p: Pick<Person, 'bornOn'>, s: Starter): boolean =>
  Boolean(p.bornOn) && s.bornOn !== null && p.bornOn !== s.bornOn;

/** How names are compared: without marks, capitals and spaces at the ends. */
export const nameKey = (p: Pick<Person, 'givenName' | 'familyName'>): string =>
  `${p.givenName} ${p.familyName}`.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();

export const Leaving = z.strictObject({ lastWorkingDay: Calendar, contractEnd: Calendar });

/** Everything wrong with a leaver's two dates. */
export function leavingProblems(
  dates: z.infer<typeof Leaving>,
  person: Pick<Person, 'startsOn'>,
  today: Day,
): Problem[] {
  const found: Problem[] = [];
  if (dates.contractEnd < dates.lastWorkingDay)
    found.push(problem('contractEnd', 'The contract ends before the last working day. Correct one of the two dates.'));
  if (dates.lastWorkingDay < person.startsOn)
    found.push(problem('lastWorkingDay', 'This is before the first day of work. Correct the date.'));
  if (dates.contractEnd < today)
    found.push(
      problem('contractEnd', 'This day is over. Put today, and the account is closed tonight; or close it at once.'),
    );
  return found;
}

/** Everything wrong with a change of role. */
export function movingProblems(
  move: { readonly on: Day; readonly template: RoleTemplate },
  person: Pick<Person, 'startsOn' | 'endsOn' | 'schoolId'>,
  today: Day,
): Problem[] {
  const found: Problem[] = [];
  const { on, template } = move;
  if (template.schoolId !== null && template.schoolId !== person.schoolId)
    found.push(problem('templateId', 'Choose a role of this person’s school.'));
  if (on < today) found.push(problem('on', 'This day is over. Put today, and it happens when it is approved.'));
  if (on < person.startsOn) found.push(problem('on', 'This is before the first day of work. Correct the date.'));
  if (person.endsOn !== null && on > person.endsOn)
    found.push(problem('on', 'This is after the last day. Correct one of the two.'));
  return found;
}

/** What a request asks for: it becomes an event about the person when it is approved. */
export type Asked =
  | { readonly kind: 'starter' | 'pupil'; readonly event: Extract<AccountEvent, { kind: 'joined' }> }
  | { readonly kind: 'mover'; readonly event: Extract<AccountEvent, { kind: 'moved' }> }
  | { readonly kind: 'leaver'; readonly event: Extract<AccountEvent, { kind: 'leaving' }> }
  | { readonly kind: 'urgent'; readonly event: Extract<AccountEvent, { kind: 'blocked' }> }
  | { readonly kind: 'reinstate'; readonly event: { at: number; kind: 'reinstated'; snapshot: Snapshot | null } }
  | { readonly kind: 'restrict'; readonly event: Extract<AccountEvent, { kind: 'restricted' }> }
  | { readonly kind: 'delete'; readonly event: Extract<AccountEvent, { kind: 'to_delete' }> }
  /** Nothing new was decided: what is there is to be brought back to what was. */
  | { readonly kind: 'correction'; readonly event: null };

export type RequestKind = Asked['kind'];
