import { z } from 'zod';
import { type PersonActor, scopeOf, asPerson } from '../../access/actor';
import { COORDINATES, NOTHING, may } from '../../access/rules';
import { sure } from '../../errors';
import { schoolYearOf } from '../../people/calendar';
import { schoolDayAt } from '../../people/day';
import { abilitiesAnywhere } from '../../people/use-cases/me';
import type { Home, SignedAgreement, Task } from '../../people/views';
import type { Policy, VersionHead } from '../../policies/store';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { isOverdue } from '../obligations';

/** What needs this person, most urgent first, and what they have signed. */
export const readHome = useCase({
  name: 'home.read',
  action: 'me.read',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work): Promise<Home> => {
    const me = asPerson(actor);
    const tasks = [
      ...(await mySigning(me, work)),
      ...(await othersWaiting(me, work)),
      ...(await policySteps(me, work)),
    ];
    const urgency = (t: Task): string => `${t.isOverdue ? 0 : 1} ${t.dueOn ?? '9999'}`;
    return {
      tasks: tasks.sort((a, b) => urgency(a).localeCompare(urgency(b))),
      signed: await mySignatures(me, work),
    };
  },
});

async function mySigning({ person }: PersonActor, work: Work): Promise<Task[]> {
  const tasks: Task[] = [];
  for (const o of await work.attestations.obligationsOf(person.id)) {
    if (o.sameAs !== null || (o.state !== 'pending' && o.state !== 'question')) continue;
    const campaign = sure(await work.attestations.campaign(o.campaignId), 'a campaign');
    if (campaign.closedOn !== null) continue;
    const questions = await work.attestations.questionsOf(campaign.id, person.id);
    const isAnswered = o.state === 'pending' && questions.some((q) => q.answer !== null);
    tasks.push({
      kind: isAnswered ? 'question_answered' : 'sign',
      title: campaign.title,
      link: `/tabs/sign/${campaign.id}`,
      dueOn: o.dueOn,
      isOverdue: isOverdue(o, work.today),
      count: 1,
    });
  }
  return tasks;
}

const waiting = (kind: Task['kind'], link: string, count: number, title = ''): Task[] =>
  count === 0 ? [] : [{ kind, title, link, dueOn: null, isOverdue: false, count }];

async function othersWaiting(me: PersonActor, work: Work): Promise<Task[]> {
  const open = new Set(abilitiesAnywhere(me, await work.people.schools()));
  const tasks: Task[] = [];
  if (open.has('agreement.read_countersign')) {
    const queue = await work.attestations.toCountersign(scopeOf(me, ['head', 'deputy_head', 'admin']), me.person.id);
    tasks.push(...waiting('countersign', '/tabs/work/countersign', queue.length));
  }
  if (open.has('agreement.read_questions')) {
    const questions = await work.attestations.openQuestions(scopeOf(me, COORDINATES));
    tasks.push(
      ...waiting(
        'questions_waiting',
        '/tabs/work/questions',
        questions.filter((q) => q.personId !== me.person.id).length,
      ),
    );
  }
  return tasks;
}

async function policySteps(me: PersonActor, work: Work): Promise<Task[]> {
  const policies = new Map((await work.policies.policies()).map((p) => [p.id, p]));
  return (await work.policies.heads()).flatMap((version) =>
    stepFor(me, sure(policies.get(version.policyId), 'a policy'), version, work),
  );
}

function stepFor(me: PersonActor, policy: Policy, version: VersionHead, work: Work): Task[] {
  const subject = { schoolId: policy.schoolId, authorIds: [version.authorId] };
  const link = `/tabs/policies/${policy.id}?versionId=${version.id}`;
  if (version.state === 'draft' && may(me, 'policy.approve', subject))
    return waiting('policy_to_approve', link, 1, policy.title);
  if (version.state === 'approved' && version.approvedBy !== me.person.id && may(me, 'policy.ratify', subject))
    return waiting('policy_to_ratify', link, 1, policy.title);
  if (version.state === 'ratified' && may(me, 'policy.publish', subject))
    return waiting('policy_to_publish', link, 1, policy.title);
  const isReviewDue =
    version.state === 'published' && version.nextReviewOn !== null && version.nextReviewOn <= work.today;
  return isReviewDue && may(me, 'policy.draft', subject) ? waiting('policy_review_due', link, 1, policy.title) : [];
}

async function mySignatures({ person }: PersonActor, work: Work): Promise<SignedAgreement[]> {
  const mine = await work.attestations.attestationsOf(person.id);
  if (mine.length === 0) return [];
  const titles = new Map((await work.policies.policies()).map((p) => [p.id, p.title]));
  const labels = new Map((await work.policies.heads()).map((v) => [v.id, v.label]));
  return mine.map((a) => ({
    attestationId: a.id,
    title: sure(titles.get(a.policyId), 'a policy'),
    versionLabel: sure(labels.get(a.versionId), 'a version'),
    schoolYear: schoolYearOf(schoolDayAt(a.signedAt)).label,
    signedAt: a.signedAt,
    acceptedAt: a.acceptedAt,
  }));
}
