import { z } from 'zod';
import { entriesOf, holds, scopeOf } from '../../access/actor';
import { type Action, NOTHING, abilities } from '../../access/rules';
import { sure } from '../../errors';
import { PersonId } from '../../ids';
import { namesOf } from '../../people/names';
import { fullName } from '../../people/person';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { type ToApprove, approversNeeded } from '../approval';
import type { StepResult } from '../case';
import { desired } from '../desired';
import { knownOf } from '../knowledge';
import { stillWorks } from '../passes';
import { silentSince } from '../seats';
import { type Plan, PlanId } from '../store';
import type { AccountView, PlanView, StepView } from '../views';
import type { Step } from '../step';
import { type Course, timeline } from '../timeline';
import { whyNoPass } from './passes';
import { batchRow, viewerOf } from './batches';
import { stopViews } from './stops';
import { lapseView } from './lapses';
import { personSubject, planRow, planRows, planSubject, requestOf, resultsOf } from './shared';

const READERS = ['head', 'deputy_head', 'admin', 'ict_manager'] as const;
const ON_PERSON = [
  'account.request',
  'account.close_at_once',
  'account.equip',
  'account.hold',
  'account.hand_pass',
] as const satisfies Action[];
const ON_PLAN = ['account.approve', 'account.confirm', 'account.request'] as const satisfies Action[];

/** Shown of each at most: they wait for a minute, or are a handful a year. */
const ASKING = 100;
const BATCHES = 20;

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
    const viewer = viewerOf(actor);
    const open = input.open === '1';
    const { rows, total } = await work.accounts.plans(viewer, { ...input, open });
    const plans = await planRows(rows, work);
    // Nobody is told of what there is about themselves.
    const mine = entriesOf(actor);
    const others = <T extends { personId: PersonId }>(list: readonly T[]): T[] =>
      list.filter((x) => !mine.includes(x.personId));
    const batches = await work.accounts.batches(viewer, { now: work.now, open, limit: BATCHES });
    const nameOf = await namesOf(
      batches.map((b) => b.by),
      work,
    );
    return {
      plans,
      total,
      asking: await work.accounts.asking(viewer, ASKING),
      batches: batches.map((b) => batchRow(b, nameOf, work.now)),
      findings: others(await work.accounts.findings(scope)),
      stops: await stopViews(await work.accounts.stops(scope), actor, work),
      handOffs: others(await work.accounts.handOffs(scope)),
      isSetUp: (await work.accounts.scheme()) !== null,
      silentSince: silentSince(await work.accounts.seats(), work.now),
    };
  },
});

const stepView = (step: Step, result: StepResult | undefined, calls: StepView['calls']): StepView => ({
  ...step,
  state: result?.state ?? null,
  at: result?.at || null,
  orderId: result?.orderId ?? null,
  code: result?.code ?? null,
  calls,
});

export const readPlan = useCase({
  name: 'accounts.plan',
  action: 'account.read_one',
  input: z.strictObject({ planId: PlanId }),
  ledger: null,
  subject: ({ planId }, work) => planSubject(planId, work),
  run: async ({ subject, actor }, work): Promise<PlanView> => {
    const { plan, person } = subject;
    const results = await resultsOf(plan, work);
    const approvals = await work.accounts.approvals(plan.id);
    const way = await wayOf(plan, { approvals, results }, work);
    const people = [plan.authorId, ...approvals.map((a) => a.by), ...way.flatMap((m) => m.by ?? [])];
    const nameOf = await namesOf(people, work);
    const byKey = new Map(results.map((r) => [r.key, r]));
    const isIct = holds(actor, ['ict_manager'], person.schoolId);
    const callsOf = (step: Step) => (isIct ? work.directoryCalls(step.change, person.oid) : []);
    return {
      row: await planRow(plan, work),
      hash: plan.hash,
      authorName: nameOf(plan.authorId),
      approvers: approvals.map((a) => ({ name: nameOf(a.by), at: a.at })),
      needed: approversNeeded(plan.stages),
      timeline: way.map(({ name, at, by }) => ({ name, at, who: by === null ? null : nameOf(by) })),
      stages: plan.stages.map((s) => ({
        ...s,
        steps: s.steps.map((step) => stepView(step, byKey.get(step.key), callsOf(step))),
      })),
      abilities: abilities(actor, ON_PLAN, subject),
    };
  },
});

/** The way of a starter so far; nothing for any other plan. */
async function wayOf(plan: Plan, o: Pick<ToApprove, 'approvals'> & Pick<Course, 'results'>, work: Work) {
  const request = await requestOf(plan, work);
  if (request.asked.kind !== 'starter') return [];
  const shown = (await work.accounts.passesOf(plan.personId)).find((p) => p.state === 'shown' && p.at >= request.at);
  return timeline({
    plan: { ...plan, subjectId: plan.personId, approvals: o.approvals },
    askedAt: request.at,
    results: o.results,
    pass: shown ?? null,
    signedAt: (await work.accounts.signatures([plan.personId])).get(plan.personId) ?? null,
  });
}

/** Who has what, since when and why; what is left; what was lent. */
export const readAccount = useCase({
  name: 'accounts.person',
  action: 'account.read_one',
  input: z.strictObject({ personId: PersonId }),
  ledger: null,
  subject: ({ personId }, work) => personSubject(personId, work),
  run: async ({ subject, actor }, work): Promise<AccountView> => {
    const { person } = subject;
    const known = await knownOf(person.id, work);
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
      lapse: lapseView(known, {
        now: work.now,
        today: work.today,
        calendar: await work.settings.calendar(),
      }),
      isKept: known.facts.isHeld,
      rights: (stint?.roles ?? []).flatMap((r) =>
        r.template.rights.map(({ system, right, why }) => ({ system, right, why })),
      ),
      plans: await planRows(plans, work),
      findings: await work.accounts.findingsOf(person.id),
      handOffs: await work.accounts.handOffsOf([person.id]),
      equipment: await work.accounts.equipmentOf([person.id]),
      pass: { no: await whyNoPass(person, want, actor, work), last: await lastPass(person.id, work) },
      abilities: abilities(actor, ON_PERSON, subject),
    };
  },
});

async function lastPass(personId: PersonId, work: Work): Promise<AccountView['pass']['last']> {
  const [last] = await work.accounts.passesOf(personId);
  if (!last) return null;
  const { state, at, validUntil, by } = last;
  const byName = fullName(sure(await work.people.person(by), 'whoever asked for a pass'));
  return { state, at, byName, validUntil, isWorking: stillWorks(last, work.now) };
}
