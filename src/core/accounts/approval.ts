import { type PersonActor, holdsAnywhere } from '../access/actor';
import type { PersonId } from '../ids';
import type { LanternRole, RoleHolding } from '../people/person';
import type { Stage } from './schedule';
import { isBlock } from './step';

export interface Approval {
  readonly by: PersonId;
  /** What was approved: the hash of the schedule that was shown. */
  readonly hash: string;
  readonly at: number;
}

export interface ToApprove {
  readonly hash: string;
  readonly stages: readonly Stage[];
  readonly authorId: PersonId;
  readonly subjectId: PersonId;
  readonly approvals: readonly Approval[];
}

/** Why somebody's approval does not count. */
export type NoApproval = 'own_plan' | 'own_account' | 'changed_since' | 'approved_already';

/** @returns null when this person's approval of this hash counts. */
export function whyNot(plan: ToApprove, by: PersonId, hash: string): NoApproval | null {
  if (by === plan.authorId) return 'own_plan';
  if (by === plan.subjectId) return 'own_account';
  if (hash !== plan.hash) return 'changed_since';
  return counted(plan).some((a) => a.by === by) ? 'approved_already' : null;
}

/** Approvals that count: of exactly this, by others than the author and the person it is about, one each. */
const counted = (plan: ToApprove): Approval[] => {
  const valid = plan.approvals.filter((a) => a.hash === plan.hash && a.by !== plan.authorId && a.by !== plan.subjectId);
  return [...new Map(valid.map((a) => [a.by, a])).values()];
};

const CONTROLLERS: readonly LanternRole[] = ['ict_manager', 'admin'];
const SENIOR: readonly LanternRole[] = ['head', 'deputy_head', 'chair_of_governors'];

/** Whoever controls other people's accounts has their own decided by a senior leader or the chair. */
export const controlsAccounts = (held: Pick<RoleHolding, 'role'>): boolean => CONTROLLERS.includes(held.role);
export const isSenior = (actor: PersonActor): boolean => holdsAnywhere(actor, SENIOR);

/** A change that loses something for good, or opens what is confidential, needs two people. */
export const approversNeeded = (stages: readonly Stage[]): number =>
  stages.some((s) => s.steps.some((step) => step.isRisky)) ? 2 : 1;

export const isApproved = (plan: ToApprove): boolean => counted(plan).length >= approversNeeded(plan.stages);

/** A day: by then a second person has to have confirmed that an account was closed at once. */
export const CONFIRM_WITHIN_MS = 24 * 3_600_000;

/** How urgently the second person is asked: at once, after half of the time, and when it is over. */
export function confirmStage(closedAt: number, now: number): 'asked' | 'again' | 'late' {
  const gone = now - closedAt;
  if (gone >= CONFIRM_WITHIN_MS) return 'late';
  return gone * 2 >= CONFIRM_WITHIN_MS ? 'again' : 'asked';
}

/**
 * May the plan be carried out? Closing somebody's door at once (and nothing else) is confirmed afterwards; everything
 * else waits for its approvers.
 */
export const mayRun = (plan: ToApprove, o: { readonly isEmergency: boolean }): boolean =>
  isApproved(plan) || (o.isEmergency && plan.stages.every((s) => s.at === null && s.steps.every(onlyTheDoor)));

const onlyTheDoor = (step: Stage['steps'][number]): boolean => isBlock(step.change) || isUrgentHandOff(step);

const isUrgentHandOff = ({ change }: Stage['steps'][number]): boolean =>
  change.do === 'hand_off' && change.task === 'close_in_local_directory';
