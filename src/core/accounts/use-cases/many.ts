import { z } from 'zod';
import { type Actor, asPerson, scopeOf } from '../../access/actor';
import { NOTHING, may } from '../../access/rules';
import { AppError, sure } from '../../errors';
import type { PersonId } from '../../ids';
import type { School } from '../../people/person';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import type { BatchId } from '../batch';
import { type ManyPlan, manyHash, personOf, planMany } from '../many';
import type { Starter } from '../requests';
import type { RoleTemplate } from '../role-template';
import { seatsLeftFor } from '../seats';
import type { AccountRequest, RequestId } from '../store';

/** Who may ask for accounts: the rule of `account.request`, as a scope. */
const ASKERS = ['head', 'deputy_head', 'admin'] as const;

/** The schools for which somebody may ask for accounts. */
export async function schoolsToAsk(actor: Actor, work: Pick<Work, 'people'>): Promise<School[]> {
  const scope = scopeOf(actor, ASKERS);
  const schools = await work.people.schools();
  return schools.filter((s) => scope.kind === 'trust' || (scope.kind === 'schools' && scope.schoolIds.includes(s.id)));
}

/** A list of starters and leavers, decoded to rows by the adapter that reads files. */
const List = z.strictObject({
  rows: z.array(z.strictObject({ line: z.number(), cells: z.array(z.string()) })),
});
type List = z.infer<typeof List>;

/** May this person send a list? Reading the file itself happens outside the transaction. */
export const mayAskForMany = useCase({
  name: 'accounts.mayAskForMany',
  action: 'account.request_many',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: () => Promise.resolve({ done: true as const }),
});

export const previewMany = useCase({
  name: 'accounts.previewMany',
  action: 'account.request_many',
  input: List,
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input, actor }, work) => {
    const { plan } = await planned(input, actor, work);
    const { starters, leavers, problems, ignoredColumns } = plan;
    return {
      starters: starters.map(({ line, starter, role }) => {
        const { givenName, familyName, startsOn, endsOn } = starter;
        return { line, name: `${givenName} ${familyName}`.trim(), role, startsOn, endsOn };
      }),
      leavers: leavers.map(({ line, name, lastWorkingDay, contractEnd }) => ({
        line,
        name,
        lastWorkingDay,
        contractEnd,
      })),
      problems,
      ignoredColumns,
      hash: manyHash(plan),
    };
  },
});

/**
 * Each good line becomes the request that the form would make; those together are looked at and approved together.
 * @throws AppError `conflict` when what the list would ask for is no longer what was shown.
 */
export const requestMany = useCase({
  name: 'accounts.requestMany',
  action: 'account.request_many',
  input: List.extend({ hash: z.string(), name: z.string().trim().min(1).max(255) }),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input, actor }, work) => {
    const { plan, templates } = await planned(input, actor, work);
    if (manyHash(plan) !== input.hash)
      throw new AppError('conflict', {
        problems: [{ where: 'list', what: 'Something has changed since you looked. Look at the list again.' }],
      });
    if (plan.starters.length + plan.leavers.length === 0)
      throw new AppError('invalid_input', {
        problems: [{ where: 'list', what: 'No line of this list can be used. Correct it and send it again.' }],
      });
    const by = asPerson(actor).person.id;
    const asked = await askedBy(plan, templates, work);
    const requests = asked.map(({ personId, asked: what }): AccountRequest => {
      return { id: work.newId<RequestId>(), personId, by, at: work.now, asked: what, state: 'asked' };
    });
    const id = work.newId<BatchId>();
    await work.accounts.addBatch({ id, by, at: work.now, name: input.name }, requests);
    await work.enqueue('accounts', id, 0);
    const people = requests.map((r) => ({ request: r.id, person: r.personId, kind: r.asked.kind }));
    return { batchId: id, starters: plan.starters.length, leavers: plan.leavers.length, people };
  },
  ledger: {
    kind: 'account.requested',
    ref: ({ output }) => output.batchId,
    payload: ({ input, output }) => ({ kind: 'list', batch: output.batchId, list: input.hash, people: output.people }),
  },
});

async function planned(input: List, actor: Actor, work: Work): Promise<{ plan: ManyPlan; templates: RoleTemplate[] }> {
  const templates = await work.accounts.templates();
  const seats = await work.accounts.seats();
  const plan = planMany({
    rows: input.rows,
    schools: await schoolsToAsk(actor, work),
    templates,
    people: await work.people.everyone(),
    today: work.today,
    mayAsk: ({ id, schoolId }) => may(actor, 'account.request', { schoolId, ownerId: id, about: [id] }),
    seatsLeft: (template) => seatsLeftFor(template, seats),
    newId: () => work.newId<PersonId>(),
  });
  return { plan, templates };
}

type OfPerson = Pick<AccountRequest, 'personId' | 'asked'>;

async function askedBy(plan: ManyPlan, templates: readonly RoleTemplate[], work: Work): Promise<OfPerson[]> {
  const roles = new Map(templates.map((t) => [t.id, t]));
  const starters = plan.starters.map(({ starter, personId }) => {
    return { starter, personId, template: sure(roles.get(starter.templateId), 'the role of a starter') };
  });
  return [
    ...(await starting(starters, work)),
    ...plan.leavers.map(({ personId, lastWorkingDay, contractEnd }): OfPerson => ({
      personId,
      asked: {
        kind: 'leaver',
        event: { at: work.now, kind: 'leaving', lastWorkingDay, contractEnd },
      },
    })),
  ];
}

/** Puts starters on the register, from the form or from a list, and answers what is asked for each. */
export async function starting(
  starters: readonly { starter: Starter; personId: PersonId; template: RoleTemplate }[],
  work: Work,
): Promise<OfPerson[]> {
  await work.people.add(starters.map((s) => personOf(s.starter, s.personId, s.template)));
  const sponsors = await work.people.byIds(starters.flatMap((s) => s.starter.sponsorId ?? []));
  return starters.map(({ starter, personId, template }) => {
    const { startsOn, as, endsOn, onPaper, sponsorId } = starter;
    const sponsorOid = sponsorId === null ? null : sure(sponsors.get(sponsorId), 'a sponsor').oid;
    const joined = { at: work.now, kind: 'joined', on: startsOn, as, template, groups: [] } as const;
    return { personId, asked: { kind: 'starter', event: { ...joined, endsOn, onPaper, sponsorOid } } };
  });
}
