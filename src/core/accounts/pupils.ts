import type { Day } from '../ids';
import { contentHash } from '../ledger/hash';
import { addDays } from '../people/day';
import { fullName } from '../people/person';
import type { GroupRef } from './account';
import { cohortGroup } from './cohorts';
import type { AccountEvent, Facts } from './facts';
import type { PupilHolder } from './holders';
import { fileKey } from './plan';
import { type Scheme, entryYearOf } from './role-template';

/** How long a leaver's work is kept before the account may be deleted, in days. [to be confirmed by the school] */
export const GRACE_DAYS = 90;

/** A pupil of the register, and what is known of their account. */
export interface PupilStanding {
  readonly pupil: PupilHolder;
  readonly facts: Facts;
  /** Something about them is being worked out or waits for an approval. */
  readonly isUnderWay: boolean;
}

export interface PupilProblem {
  readonly pupil: PupilHolder;
  readonly what: string;
}

/** What a school's register of pupils asks for. Nothing has been asked yet. */
export interface PupilsPlan {
  readonly joiners: readonly { readonly pupil: PupilHolder; readonly group: GroupRef }[];
  readonly leavers: readonly { readonly pupil: PupilHolder; readonly on: Day }[];
  /** Left long ago: what the grace period kept may go. */
  readonly removals: readonly PupilHolder[];
  readonly unchanged: number;
  readonly underWay: number;
  readonly problems: readonly PupilProblem[];
}

type Verdict =
  | { readonly is: 'join'; readonly group: GroupRef }
  | { readonly is: 'leave'; readonly on: Day }
  | { readonly is: 'remove' | 'wait' | 'same' }
  | { readonly is: 'problem'; readonly what: string };

interface Around {
  readonly scheme: Scheme;
  readonly today: Day;
}

const SAME: Verdict = { is: 'same' };
const problem = (what: string): Verdict => ({ is: 'problem', what });

/**
 * Compares a school's register of pupils with the accounts there are. Whoever is on roll has one, in the group of the
 * year they entered; whoever goes off roll loses it on that day, and what they made is kept for a while. Pupils who only
 * change class or year are as they were.
 */
export function planPupils(standings: readonly PupilStanding[], around: Around): PupilsPlan {
  const found = standings.map((standing) => ({ pupil: standing.pupil, verdict: verdictOf(standing, around) }));
  return {
    joiners: found.flatMap(({ pupil, verdict: v }) => (v.is === 'join' ? [{ pupil, group: v.group }] : [])),
    leavers: found.flatMap(({ pupil, verdict: v }) => (v.is === 'leave' ? [{ pupil, on: v.on }] : [])),
    removals: found.flatMap(({ pupil, verdict: v }) => (v.is === 'remove' ? [pupil] : [])),
    unchanged: found.filter(({ verdict: v }) => v.is === 'same').length,
    underWay: found.filter(({ verdict: v }) => v.is === 'wait').length,
    problems: found.flatMap(({ pupil, verdict: v }) => (v.is === 'problem' ? [{ pupil, what: v.what }] : [])),
  };
}

/** Names exactly what would be asked for, so that what is asked is what was shown. */
export const pupilsHash = ({ joiners, leavers, removals }: PupilsPlan): string =>
  contentHash({
    joiners: joiners.map(({ pupil, group }) => [pupil.id, group.id, pupil.startsOn, pupil.endsOn]),
    leavers: leavers.map(({ pupil, on }) => [pupil.id, on]),
    removals: removals.map((pupil) => pupil.id),
  });

function verdictOf(standing: PupilStanding, around: Around): Verdict {
  const { pupil, facts, isUnderWay } = standing;
  const { today } = around;
  if (isUnderWay) return { is: 'wait' };
  if (pupil.endsOn !== null && pupil.endsOn < today) return afterwards(standing, pupil.endsOn, today);
  const end = facts.stint?.contractEnd ?? null;
  if (facts.stint === null || (end !== null && end < today)) return joining(pupil, around);
  if (pupil.endsOn === end) return SAME;
  return pupil.endsOn === null
    ? problem('The account is to close, but the register has no last day. Enter the day, or ask for them to come back.')
    : { is: 'leave', on: pupil.endsOn };
}

function joining(pupil: PupilHolder, { scheme, today }: Around): Verdict {
  if (pupil.number === null)
    return problem('Nobody has entered the admission number. Bring in the list of pupils again.');
  // Somebody who is to come is in the year that they will be in then.
  const group = cohortGroup(pupil, scheme, pupil.startsOn > today ? pupil.startsOn : today);
  if (group) return { is: 'join', group };
  // The nursery has accounts where the school has made a group for it.
  if (pupil.year < 0) return SAME;
  return problem('There is no group for this year yet. Enter it under “How accounts are kept”.');
}

/** Off roll: closed on that day, and deleted when the grace period is over and the safeguarding file is sent. */
function afterwards({ pupil, facts }: PupilStanding, endsOn: Day, today: Day): Verdict {
  if (facts.stint === null) return SAME;
  const end = facts.stint.contractEnd;
  if (end === null || end >= today) return { is: 'leave', on: endsOn };
  const isKept = facts.deleteOn !== null || facts.isHeld || addDays(end, GRACE_DAYS) >= today;
  if (isKept || pupil.oid === null || pupil.address === null) return SAME;
  return facts.handedOff.includes(fileKey(pupil.address))
    ? { is: 'remove' }
    : problem(
        'The account may go, but nobody has said that the safeguarding file was sent on. See “For a person to do”.',
      );
}

/** A place in the school, as a fact about the account. The form is signed on paper: the class sheet opens the account. */
export const placeOf = (
  { pupil, group }: PupilsPlan['joiners'][number],
  at: number,
): Extract<AccountEvent, { kind: 'joined' }> => ({
  at,
  kind: 'joined',
  on: pupil.startsOn,
  as: 'pupil',
  template: null,
  groups: [group],
  endsOn: pupil.endsOn,
  onPaper: true,
  sponsorOid: null,
});

/** Pupils of one year group who have an account and no last day yet: Year 6 leave together in July. */
export const leavingTogether = (standings: readonly PupilStanding[], entryYear: number, today: Day): PupilHolder[] =>
  standings.flatMap(({ pupil, facts, isUnderWay }) =>
    entryYearOf(pupil.year, today) === entryYear &&
    pupil.startsOn <= today &&
    pupil.endsOn === null &&
    facts.stint !== null &&
    facts.stint.contractEnd === null &&
    !isUnderWay
      ? [pupil]
      : [],
  );

/** How a pupil is told from another of the same name. */
export const told = (pupil: PupilHolder): { readonly name: string; readonly className: string } => ({
  name: fullName(pupil),
  className: pupil.className,
});
