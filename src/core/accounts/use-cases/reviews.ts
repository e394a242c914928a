import { z } from 'zod';
import { type Actor, type Scope, asPerson, scopeOf } from '../../access/actor';
import { NOTHING, abilities } from '../../access/rules';
import { invalid, notFound, sure } from '../../errors';
import { type PersonId, SchoolId } from '../../ids';
import { addDays } from '../../people/day';
import { isInPost } from '../../people/employment';
import { type Person, fullName } from '../../people/person';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { desired } from '../desired';
import type { AccountHolder } from '../holders';
import { knowledge } from '../knowledge';
import { type Review, type ReviewId, ReviewedLine, askedToChange, reviewHash, reviewTerm } from '../reviews';
import type { RoleTemplate } from '../role-template';
import type { RegisterLine } from '../views';
import { conflict } from './shared';

const READERS = ['head', 'deputy_head', 'admin', 'ict_manager'] as const;
const REGISTER_READERS = [...READERS, 'chair_of_governors'] as const;

const within = (scope: Scope, p: Person): boolean =>
  scope.kind === 'trust' || (scope.kind === 'schools' && scope.schoolIds.includes(p.schoolId));

/** A role at a school, and who has it today. */
interface Held {
  readonly template: RoleTemplate;
  readonly schoolId: SchoolId;
  readonly holders: readonly AccountHolder[];
}

/** Every role that somebody of the scope has today, by school. */
async function rolesHeld(scope: Scope, work: Work): Promise<Held[]> {
  if ((await work.accounts.scheme()) === null) return [];
  const people = (await work.people.everyone()).filter((p) => isInPost(p, work.today) && within(scope, p));
  const known = await knowledge(
    people.map((p) => p.id),
    work,
  );
  const templates = await work.accounts.templates();
  const held = new Map<string, { template: RoleTemplate; schoolId: SchoolId; holders: AccountHolder[] }>();
  for (const { person, facts } of known.values()) {
    const { roles } = sure(facts.stint, 'an employment');
    const id = roles.filter((r) => r.from <= work.today).at(-1)?.template.id;
    const template = templates.find((t) => t.id === id);
    if (!template) continue;
    const key = `${person.schoolId} ${template.id}`;
    const line = held.get(key) ?? { template, schoolId: person.schoolId, holders: [] };
    line.holders.push(person);
    held.set(key, line);
  }
  return [...held.values()].sort((a, b) => a.template.label.localeCompare(b.template.label));
}

const holdersOf = (held: Held): PersonId[] => held.holders.map((p) => p.id);

/** Who has what by which role, since when it was last looked through, and what a review asked to have changed. */
export const accessRegister = useCase({
  name: 'access.register',
  action: 'account.read_register',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work) => {
    const scope = scopeOf(actor, REGISTER_READERS);
    const reviews = await work.accounts.reviews(scope);
    const held = await rolesHeld(scope, work);
    const names = await work.people.byIds(reviews.map((r) => r.by));
    const term = reviewTerm(work.today);
    return { term, lines: held.map((h) => lineOf(h, { reviews, names, actor, term: term.key })) };
  },
});

interface Around {
  readonly reviews: readonly Review[];
  readonly names: ReadonlyMap<PersonId, Person>;
  readonly actor: Actor;
  readonly term: string;
}

function lineOf(held: Held, { reviews, names, actor, term }: Around): RegisterLine {
  const { template, schoolId, holders } = held;
  const review = reviews.find((r) => r.schoolId === schoolId && r.templateId === template.id);
  return {
    schoolId,
    templateId: template.id,
    label: template.label,
    rights: template.rights.map(({ system, right, why }) => ({ system, right, why })),
    groups: [...template.groups, ...template.licenceGroups].map((g) => g.name),
    holders: holders.map((p) => ({ personId: p.id, name: fullName(p) })),
    hash: reviewHash(template, holdersOf(held)),
    signed: review
      ? { term: review.term, at: review.at, byName: fullName(sure(names.get(review.by), 'a reviewer')) }
      : null,
    isDue: review?.term !== term,
    toChange: askedToChange(template, review),
    abilities: abilities(actor, ['account.review'], { schoolId, about: holdersOf(held) }),
  };
}

/**
 * A senior leader has looked through a role's rights and who has them, line by line, and signs for this term. Whoever
 * has the role leaves it to somebody else: nobody confirms their own rights.
 *
 * @throws AppError `conflict` when the role or those who have it have changed since they were shown.
 */
export const signReview = useCase({
  name: 'access.sign',
  action: 'account.review',
  input: z.strictObject({
    schoolId: SchoolId,
    templateId: z.string().min(1).max(40),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    lines: z.array(ReviewedLine).max(60),
  }),
  subject: async ({ schoolId, templateId }, work) => {
    const all = await rolesHeld({ kind: 'schools', schoolIds: [schoolId] }, work);
    const held = all.find((h) => h.template.id === templateId);
    if (!held) throw notFound('nobody has this role');
    return { schoolId, about: holdersOf(held), held };
  },
  run: async ({ input, subject, actor }, work) => {
    const { schoolId, templateId, hash, lines } = input;
    const { held } = subject;
    if (reviewHash(held.template, holdersOf(held)) !== hash)
      throw conflict('hash', 'This has changed since you looked. Look at it again.');
    checkLines(held.template, lines);
    const { key: term } = reviewTerm(work.today);
    const id = work.newId<ReviewId>();
    const by = asPerson(actor).person.id;
    await work.accounts.saveReview({ id, schoolId, templateId, term, hash, lines, by, at: work.now });
    return { reviewId: id };
  },
  ledger: {
    kind: 'account.reviewed',
    ref: ({ output }) => output.reviewId,
    payload: ({ input }) => ({ ...input, lines: input.lines.map((line) => ({ ...line })) }),
  },
});

/** Each right is said something about, and whoever wants one changed says how. */
function checkLines({ rights }: RoleTemplate, lines: readonly ReviewedLine[]): void {
  const isMissing = rights.some((r) => !lines.some((l) => l.system === r.system && l.right === r.right));
  if (isMissing) throw invalid('lines', 'Say of each line whether it stays.');
  if (lines.some((l) => !l.stays && l.note === '')) throw invalid('lines', 'Say what is to be changed.');
}

/** Guests, supply staff, trainees and contractors who end soon; whoever looks is not among them. */
export const ending = useCase({
  name: 'accounts.ending',
  action: 'account.read',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work) => {
    const me = asPerson(actor).person.id;
    const people = (await endingSoon(work)).filter((p) => within(scopeOf(actor, READERS), p) && p.id !== me);
    if (people.length === 0 || (await work.accounts.scheme()) === null) return { people: [] };
    const known = await knowledge(
      people.map((p) => p.id),
      work,
    );
    return {
      people: people.map(({ id, schoolId, jobRole, department, endsOn, ...person }) => {
        const { holder, facts } = sure(known.get(id), 'a person');
        const { standing } = desired(holder, facts, work.now);
        return { personId: id, name: fullName(person), schoolId, jobRole, department, endsOn, standing };
      }),
    };
  },
});

const GUESTS: readonly Person['jobRole'][] = ['supply', 'trainee', 'contractor'];

/** Of today and the six days after it, soonest first. */
export async function endingSoon(work: Work) {
  const until = addDays(work.today, 6);
  return (await work.people.everyone())
    .flatMap((p) => (p.endsOn !== null ? [{ ...p, endsOn: p.endsOn }] : []))
    .filter((p) => GUESTS.includes(p.jobRole) && p.endsOn >= work.today && p.endsOn <= until)
    .sort((a, b) => a.endsOn.localeCompare(b.endsOn) || fullName(a).localeCompare(fullName(b)));
}
