import { z } from 'zod';
import { NOTHING } from '../../access/rules';
import type { Notice } from '../../attestation/notices';
import { sure } from '../../errors';
import type { NoticeId } from '../../ids';
import { schoolDayAt } from '../../people/day';
import type { LanternRole, Person } from '../../people/person';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { CONFIRM_WITHIN_MS, confirmStage } from '../approval';
import { holderBy } from '../holders';
import type { Plan } from '../store';

/** Who may confirm that somebody was rightly closed at once: the rule of `account.confirm`. */
const CONFIRMERS: readonly LanternRole[] = ['head', 'deputy_head', 'chair_of_governors', 'admin'];

/**
 * An account that was closed at once is confirmed by a second person within a day. They are asked at once, whatever the
 * hour, asked again after half a day, and again when the day is over, together with whoever closed it. The account
 * stays closed all the while.
 */
export const chaseConfirming = useCase({
  name: 'accounts.chaseConfirming',
  action: 'account.work',
  input: z.strictObject({}),
  subject: () => Promise.resolve(NOTHING),
  run: async (_, work) => {
    const notices: Notice[] = [];
    for (const plan of await work.accounts.unconfirmed()) notices.push(...(await asking(plan, work)));
    return { asked: (await work.notices.add(notices)).length };
  },
  ledger: { kind: 'notice.sent', payload: ({ output }) => (output.asked > 0 ? { confirming: output.asked } : null) },
});

async function asking(plan: Plan, work: Work): Promise<Notice[]> {
  const { schoolId } = sure(await holderBy(plan.personId, work), 'a person');
  const stage = confirmStage(plan.madeAt, work.now);
  const mayConfirm = await work.people.holders(CONFIRMERS, schoolId, work.today);
  const others = mayConfirm.filter((p) => p.id !== plan.authorId);
  const author = stage === 'late' ? [await work.people.person(plan.authorId)] : [];
  const told = [...others, ...author.filter((p): p is Person => p !== null)];
  // Whoever was closed is told nothing, whatever they are responsible for, under whichever of their entries.
  const kept = await work.people.sameAs([plan.personId]);
  return told.filter((p) => !kept.includes(p.id)).map((p) => noticeTo(p, plan, stage, work));
}

const noticeTo = (to: Person, plan: Plan, stage: string, work: Work): Notice => ({
  id: work.newId<NoticeId>(),
  key: `accounts confirm ${plan.id} ${stage} ${to.id}`,
  personId: to.id,
  kind: 'accounts_waiting',
  title: '',
  link: `/tabs/work/accounts/plan/${plan.id}`,
  dueOn: schoolDayAt(plan.madeAt + CONFIRM_WITHIN_MS),
  notBefore: work.now,
  createdAt: work.now,
  delivery: 'waiting',
  deliveredAt: null,
});
