import { z } from 'zod';
import { NOTHING } from '../../access/rules';
import { sure } from '../../errors';
import type { CampaignId, NoticeId, PersonId, SchoolId } from '../../ids';
import { workingMoment } from '../../people/calendar';
import { addDays } from '../../people/day';
import { absenceOn } from '../../people/employment';
import type { Person } from '../../people/person';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { type ChaseSubject, type DueNotice, dueNotices } from '../chasing';
import type { Notice } from '../notices';

/** Plans the reminders that are due now: see `chasing.ts` for the steps. Sending them is the outbox's work. */
export const chase = useCase({
  name: 'agreements.chase',
  action: 'agreement.chase',
  input: z.strictObject({}),
  subject: () => Promise.resolve(NOTHING),
  run: async (_, work) => {
    const calendar = await work.settings.calendar();
    const schools = await work.people.schools();
    // Outside working hours there is nothing to plan: this runs every minute of the year.
    if (schools.every((s) => workingMoment(calendar, s.id, work.now) !== work.now)) return { planned: 0 };
    const heads = await headsOf(
      schools.map((s) => s.id),
      work,
    );
    const absences = await work.people.absences();
    let planned = 0;
    for (const campaign of (await work.attestations.campaigns()).filter((c) => c.closedOn === null)) {
      const obligations = (await work.attestations.obligations(campaign.id)).filter((o) => o.state === 'pending');
      const people = await work.people.byIds(obligations.map((o) => o.personId));
      const subjects = obligations.map((obligation): ChaseSubject => {
        const person = sure(people.get(obligation.personId), 'a person');
        const isAway = absenceOn(absences, [person.id], work.today) !== null;
        const { schoolId, managerId } = person;
        return { obligation, schoolId, managerId, headId: headFor(person, heads), isAway };
      });
      const made = await work.notices.made(`chase ${campaign.id} `);
      const due = dueNotices({ campaign, subjects, made, calendar, now: work.now });
      planned += (await work.notices.add(due.map((d) => noticeOf(d, work)))).length;
    }
    return { planned };
  },
  ledger: { kind: 'notice.sent', payload: ({ output }) => (output.planned > 0 ? { planned: output.planned } : null) },
});

interface Heads {
  readonly heads: readonly Person[];
  readonly chair: Person | undefined;
}

async function headsOf(schools: readonly SchoolId[], work: Work): Promise<Map<SchoolId, Heads>> {
  const found = new Map<SchoolId, Heads>();
  for (const school of schools)
    found.set(school, {
      heads: await work.people.holders(['head'], school, work.today),
      chair: (await work.people.holders(['chair_of_governors'], school, work.today))[0],
    });
  return found;
}

/** The head; the chair of governors when it is the head who has not signed. */
function headFor(person: Person, known: ReadonlyMap<SchoolId, Heads>): PersonId | null {
  const { heads, chair } = sure(known.get(person.schoolId), 'a school');
  const isHead = heads.some((h) => h.id === person.id);
  return (isHead ? chair : heads[0])?.id ?? null;
}

const LINKS = {
  manager: (id: CampaignId) => `/tabs/work/agreements/${id}?state=pending`,
  signer: (id: CampaignId) => `/tabs/sign/${id}`,
};

const noticeOf = (d: DueNotice, work: Work): Notice => ({
  id: work.newId<NoticeId>(),
  key: d.key,
  personId: d.personId,
  kind: d.kind,
  title: d.title,
  link: d.step === 'manager' || d.step === 'head' ? LINKS.manager(d.campaignId) : LINKS.signer(d.campaignId),
  dueOn: d.dueOn,
  notBefore: work.now,
  createdAt: work.now,
  delivery: 'waiting',
  deliveredAt: null,
});

/** How long before its review day somebody hears that a policy is to be reviewed: about half a term. */
const REVIEW_NOTICE_DAYS = 42;

/** Tells whoever keeps policies that a review is near: once for each version. */
export const remindReviews = useCase({
  name: 'policies.remindReviews',
  action: 'policy.remind',
  input: z.strictObject({}),
  subject: () => Promise.resolve(NOTHING),
  run: async (_, work) => {
    const from = addDays(work.today, REVIEW_NOTICE_DAYS);
    const near = (await work.policies.heads()).filter(
      (v) => v.state === 'published' && v.nextReviewOn !== null && v.nextReviewOn <= from,
    );
    if (near.length === 0) return { planned: 0 };
    const policies = new Map((await work.policies.policies()).map((p) => [p.id, p]));
    const notices: Notice[] = [];
    for (const version of near) {
      const policy = sure(policies.get(version.policyId), 'a policy');
      const [keeper] = await work.people.holders(['coordinator', 'head'], policy.schoolId, work.today);
      if (!keeper) continue;
      notices.push({
        id: work.newId<NoticeId>(),
        key: `review ${version.id}`,
        personId: keeper.id,
        kind: 'policy_review_due',
        title: policy.title,
        link: `/tabs/policies/${policy.id}`,
        dueOn: version.nextReviewOn,
        notBefore: workingMoment(await work.settings.calendar(), keeper.schoolId, work.now),
        createdAt: work.now,
        delivery: 'waiting',
        deliveredAt: null,
      });
    }
    return { planned: (await work.notices.add(notices)).length };
  },
  ledger: { kind: 'notice.sent', payload: ({ output }) => (output.planned > 0 ? { reviews: output.planned } : null) },
});
