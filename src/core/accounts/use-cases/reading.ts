import { z } from 'zod';
import { scopeOf } from '../../access/actor';
import { type Action, NOTHING, abilities } from '../../access/rules';
import { AppError } from '../../errors';
import { PersonId } from '../../ids';
import { fullName } from '../../people/person';
import { useCase } from '../../use-case';
import { approversNeeded } from '../approval';
import type { StepResult } from '../case';
import { desired } from '../desired';
import { knowledge } from '../knowledge';
import { PlanId } from '../store';
import type { AccountView, PlanView, StepView } from '../views';
import type { Step } from '../step';
import { personSubject, planRow, planSubject } from './shared';

const READERS = ['head', 'deputy_head', 'admin', 'ict_manager'] as const;
const ON_PERSON = [
  'account.request',
  'account.close_at_once',
  'account.equip',
  'account.hold',
] as const satisfies Action[];
const ON_PLAN = ['account.approve', 'account.confirm', 'account.request'] as const satisfies Action[];

export const listAccounts = useCase({
  name: 'accounts.list',
  action: 'account.read',
  input: z.strictObject({
    open: z.enum(['0', '1']).default('1'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    offset: z.coerce.number().int().min(0).default(0),
  }),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input, actor }, work) => {
    const scope = scopeOf(actor, READERS);
    const { rows, total } = await work.accounts.plans(scope, { ...input, open: input.open === '1' });
    const people = await work.people.byIds(rows.map((r) => r.personId));
    // Nobody is told of what is planned about themselves.
    const mine = actor.kind === 'person' ? actor.person.id : null;
    const shown = rows.filter((r) => r.personId !== mine);
    const plans = await Promise.all(
      shown.flatMap((plan) => {
        const person = people.get(plan.personId);
        return person ? [planRow(plan, person, work)] : [];
      }),
    );
    const others = <T extends { personId: PersonId }>(list: readonly T[]): T[] =>
      list.filter((x) => x.personId !== mine);
    return {
      plans,
      total: total - (rows.length - shown.length),
      findings: others(await work.accounts.findings(scope)),
      handOffs: others(await work.accounts.handOffs(scope)),
      isSetUp: (await work.accounts.scheme()) !== null,
    };
  },
});

const stepView = (step: Step, result: StepResult | undefined): StepView => ({
  ...step,
  state: result?.state ?? null,
  at: result?.at || null,
  orderId: result?.orderId ?? null,
  code: result?.code ?? null,
});

export const readPlan = useCase({
  name: 'accounts.plan',
  action: 'account.read_one',
  input: z.strictObject({ planId: PlanId }),
  ledger: null,
  subject: ({ planId }, work) => planSubject(planId, work),
  run: async ({ subject, actor }, work): Promise<PlanView> => {
    const { plan, person } = subject;
    const results = new Map(((await work.accounts.results([plan.id])).get(plan.id) ?? []).map((r) => [r.key, r]));
    const approvals = await work.accounts.approvals(plan.id);
    const names = await work.people.byIds([plan.authorId, ...approvals.map((a) => a.by)]);
    const nameOf = (id: PersonId): string => {
      const found = names.get(id);
      return found ? fullName(found) : '';
    };
    return {
      row: await planRow(plan, person, work),
      hash: plan.hash,
      authorName: nameOf(plan.authorId),
      approvers: approvals.map((a) => ({ name: nameOf(a.by), at: a.at })),
      needed: approversNeeded(plan.stages),
      stages: plan.stages.map((s) => ({ ...s, steps: s.steps.map((step) => stepView(step, results.get(step.key))) })),
      abilities: abilities(actor, ON_PLAN, subject),
    };
  },
});

/** Who has what, since when and why; what is left; what was lent. */
export const readAccount = useCase({
  name: 'accounts.person',
  action: 'account.read_one',
  input: z.strictObject({ personId: PersonId }),
  ledger: null,
  subject: ({ personId }, work) => personSubject(personId, work),
  run: async ({ subject, actor }, work): Promise<AccountView> => {
    const { person } = subject;
    const known = (await knowledge([person.id], work)).get(person.id);
    if (!known) throw new AppError('unexpected', { detail: 'a person of the register is known' });
    const want = desired(known.holder, known.facts, work.now);
    const { stint } = known.facts;
    const plans = await work.accounts.plansOf(person.id);
    return {
      personId: person.id,
      name: fullName(person),
      schoolId: person.schoolId,
      address: person.email,
      standing: want.standing,
      as: want.as,
      since: stint?.from ?? null,
      lastWorkingDay: stint?.lastWorkingDay ?? null,
      contractEnd: stint?.contractEnd ?? null,
      isKept: known.facts.isHeld,
      rights: (stint?.roles ?? []).flatMap((r) =>
        r.template.rights.map(({ system, right, why }) => ({ system, right, why })),
      ),
      plans: await Promise.all(plans.map((p) => planRow(p, person, work))),
      findings: await work.accounts.findingsOf(person.id),
      handOffs: await work.accounts.handOffsOf([person.id]),
      equipment: await work.accounts.equipmentOf(person.id),
      abilities: abilities(actor, ON_PERSON, subject),
    };
  },
});
