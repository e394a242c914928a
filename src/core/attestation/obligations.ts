import { z } from 'zod';
import { AppError, invalid } from '../errors';
import { CampaignId, Day, PersonId, PolicyId, VersionId } from '../ids';
import { Audience } from './audience';

/** What made the school ask: the new school year, a new version of the text, or people starting work. */
export const Trigger = z.enum(['yearly', 'new_version', 'joining']);
export type Trigger = z.infer<typeof Trigger>;

/**
 * One asking of one version of one agreement. It runs from `opensOn` until it is closed; a closed campaign is a record
 * and changes no more, so those who had not signed stay visible as such.
 */
export const Campaign = z.strictObject({
  id: CampaignId,
  policyId: PolicyId,
  versionId: VersionId,
  title: z.string(),
  trigger: Trigger,
  audience: Audience,
  opensOn: Day,
  dueOn: Day,
  closedOn: Day.nullable(),
  /** Null when a rule of the school started it. */
  startedBy: PersonId.nullable(),
});
export type Campaign = z.infer<typeof Campaign>;

/**
 * `question`: asked something or cannot accept yet, and somebody owns the answer. `excused`: need not sign for now,
 * with a reason. `left`: stopped working here without having signed, which is kept as a fact.
 */
export const OBLIGATION_STATES = ['pending', 'question', 'signed', 'excused', 'left'] as const;
export type ObligationState = (typeof OBLIGATION_STATES)[number];

/** Why the rules themselves excuse somebody. Any other reason is in the words of the person who gave it. */
export const AUTOMATIC_REASONS = ['moved_role', 'away', 'starts_later'] as const;
export type AutomaticReason = (typeof AUTOMATIC_REASONS)[number];

/** What one person owes (or owed) in one campaign. */
export interface Obligation {
  readonly campaignId: CampaignId;
  readonly personId: PersonId;
  readonly state: ObligationState;
  /** While `excused`: one of `AUTOMATIC_REASONS`, or a person's own words. Null in every other state. */
  readonly reason: string | null;
  /** While `excused`: when somebody should look again; null when there is nothing to wait for. */
  readonly reviewOn: Day | null;
  readonly dueOn: Day;
  /** The day the present state began. */
  readonly since: Day;
  /**
   * Set when another register entry of the same human being carries the obligation. Such a row is kept (it may hold a
   * signature) and is left out of every list, count and reminder.
   */
  readonly sameAs: PersonId | null;
}

/** Asked, not yet settled, and the due day has passed. */
export const isOverdue = (obligation: Pick<Obligation, 'state' | 'dueOn'>, today: Day): boolean =>
  (obligation.state === 'pending' || obligation.state === 'question') && obligation.dueOn < today;

/** What people do to an obligation; everything else is done by `reconcile`. */
export type Act =
  | { readonly kind: 'sign' }
  | { readonly kind: 'ask' }
  | { readonly kind: 'answer' }
  | { readonly kind: 'excuse'; readonly reason: string; readonly reviewOn: Day | null };

/**
 * The obligation after the act; the same object when nothing changes (signing twice is one signature). A signature is
 * a fact and may come in any state: a sheet signed on the last day of work may be recorded a week later.
 *
 * @throws AppError `conflict` when the act does not fit the state, `invalid_input` for an excuse without a reason.
 */
export function act(obligation: Obligation, done: Act, today: Day): Obligation {
  const to = (state: ObligationState): Obligation => ({
    ...obligation,
    state,
    reason: null,
    reviewOn: null,
    since: today,
  });
  const open = obligation.state === 'pending' || obligation.state === 'question';
  switch (done.kind) {
    case 'sign':
      return obligation.state === 'signed' ? obligation : to('signed');
    case 'answer':
      return obligation.state === 'question' ? to('pending') : obligation;
    case 'ask':
      if (!open) throw conflict(obligation);
      return obligation.state === 'question' ? obligation : to('question');
    case 'excuse':
      if (!open && obligation.state !== 'excused') throw conflict(obligation);
      return { ...to('excused'), ...excuseOf(done, today) };
  }
}

const conflict = (obligation: Obligation): AppError =>
  new AppError('conflict', {
    problems: [{ where: 'state', what: 'This agreement is settled for this person. Nothing needs to be done.' }],
    detail: `obligation is ${obligation.state}`,
  });

function excuseOf(
  given: { reason: string; reviewOn: Day | null },
  today: Day,
): Pick<Obligation, 'reason' | 'reviewOn'> {
  const reason = given.reason.trim();
  const taken: readonly string[] = AUTOMATIC_REASONS;
  if (reason === '' || taken.includes(reason)) throw invalid('reason', 'Say in a few words why.');
  if (given.reviewOn !== null && given.reviewOn <= today)
    throw invalid('reviewOn', 'Choose a day after today for looking again.');
  return { reason, reviewOn: given.reviewOn };
}
