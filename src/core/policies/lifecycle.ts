import { AppError, invalid } from '../errors';
import type { Day, PersonId } from '../ids';
import { contentHash } from '../ledger/hash';
import { type PolicyDocument, statementsOf } from './document';
import type { ChangeKind, PolicyVersion, VersionHead } from './store';

/** Hashes that name a text: of all of it, and of the statements' wording in order. */
export const hashesOf = (document: PolicyDocument): Pick<PolicyVersion, 'textHash' | 'statementsHash'> => ({
  textHash: contentHash(document),
  statementsHash: contentHash(statementsOf(document).map(({ statement }) => statement.text)),
});

/** What is done to a version on its way (`school-practice.md` section 3). */
export type Step =
  | { readonly kind: 'approve'; readonly change: ChangeKind; readonly reason: string }
  | { readonly kind: 'send_back'; readonly reason: string }
  | { readonly kind: 'ratify'; readonly on: Day; readonly minute: string }
  | { readonly kind: 'publish'; readonly nextReviewOn: Day; readonly pendingRatification: string | null };

interface Moment {
  readonly by: PersonId;
  readonly at: number;
  readonly today: Day;
}

const FROM: Readonly<Record<Step['kind'], readonly VersionHead['state'][]>> = {
  approve: ['draft'],
  send_back: ['approved', 'ratified'],
  // Governors meet about each half-term: a policy put in force by the head may be ratified afterwards.
  ratify: ['approved', 'published'],
  publish: ['approved', 'ratified'],
};

/**
 * The version after the step. Its text is not touched: only a draft's text can change.
 *
 * @throws AppError `conflict` when the step does not fit the state, `invalid_input` when something is missing.
 */
export function take<V extends VersionHead>(version: V, step: Step, { by, at, today }: Moment): V {
  if (!FROM[step.kind].includes(version.state)) throw notNow(version);
  switch (step.kind) {
    case 'approve':
      return {
        ...version,
        state: 'approved',
        approvedBy: by,
        approvedAt: at,
        change: step.change,
        changeReason: step.reason,
      };
    case 'send_back':
      return {
        ...version,
        state: 'draft',
        approvedBy: null,
        approvedAt: null,
        change: null,
        changeReason: step.reason,
        ratifiedOn: null,
        ratifiedMinute: null,
        ratifiedBy: null,
      };
    case 'ratify':
      return ratified(version, step, by, today);
    case 'publish':
      return published(version, step, { by, at, today });
  }
}

function ratified<V extends VersionHead>(version: V, step: Step & { kind: 'ratify' }, by: PersonId, today: Day): V {
  if (version.ratifiedOn !== null) throw notNow(version);
  if (step.on > today) throw invalid('ratifiedOn', 'Give the day of a meeting that has been held.');
  // The approver alone could otherwise put a policy in force and write the governors' minute for it.
  if (version.approvedBy === by)
    throw invalid('minute', 'Somebody other than the approver records the governors’ minute.');
  const state = version.state === 'published' ? 'published' : 'ratified';
  return { ...version, state, ratifiedOn: step.on, ratifiedMinute: step.minute, ratifiedBy: by };
}

function published<V extends VersionHead>(version: V, step: Step & { kind: 'publish' }, { by, at, today }: Moment): V {
  if (step.nextReviewOn <= today) throw invalid('nextReviewOn', 'Choose a review day after today.');
  if (version.state === 'approved' && !step.pendingRatification?.trim())
    throw invalid(
      'pendingRatification',
      'The governors have not ratified this yet. Say why it comes into force before they do.',
    );
  return {
    ...version,
    state: 'published',
    publishedAt: at,
    publishedBy: by,
    nextReviewOn: step.nextReviewOn,
    pendingRatification: version.state === 'approved' ? step.pendingRatification : null,
  };
}

/** The version that a newer one takes the place of. It is kept: agreements go on pointing at the exact text. */
export const supersede = <V extends VersionHead>(version: V, at: number): V => ({
  ...version,
  state: 'superseded',
  supersededAt: at,
});

const notNow = (version: VersionHead): AppError =>
  new AppError('conflict', {
    problems: [
      { where: 'version', what: 'Somebody has moved this version on. Load the page again to see where it is.' },
    ],
    detail: `version is ${version.state}`,
  });
