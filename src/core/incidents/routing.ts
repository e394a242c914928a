import type { PersonId } from '../ids';
import type { LanternRole } from '../people/person';
import { type Condition, type Flag, holds } from './flags';

/** A post that section 4 of the flow names. "Senior leader" is the deputy head. */
export type Post = Exclude<LanternRole, 'coordinator' | 'admin'>;
/** Who holds each post of the reporter's school, in the order in which they are asked. */
export type Posts = Readonly<Partial<Record<Post, readonly PersonId[]>>>;

/** What matters besides the posts. */
export interface RoutingFacts {
  readonly reporterId: PersonId;
  /** Picked by name as responsible. */
  readonly named: readonly PersonId[];
  /** Staff who are affected: they may be told and never own it. */
  readonly affected: readonly PersonId[];
  /** Those who had to give the case up. */
  readonly removed: readonly PersonId[];
  /** Those who cannot be reached now. */
  readonly away: readonly PersonId[];
  /** Who reads whose mail: an assistant is left out with the person they work for. */
  readonly delegates: readonly { readonly of: PersonId; readonly who: PersonId }[];
  /** A school may switch this off, but not for danger. */
  readonly tellsLeadAboutHead: boolean;
}

export interface Routed {
  /** Which row of the table gave the chain. */
  readonly row: 1 | 2 | 3 | 4 | 5;
  readonly owner: PersonId | 'outside_contact';
  /** Told at once beside the owner. */
  readonly told: readonly PersonId[];
  readonly excluded: readonly PersonId[];
  /** Everybody who may own it, in order, whoever can be reached now or not: where an unanswered report goes next. */
  readonly chain: readonly PersonId[];
}

/** Whoever holds a ticked post is out, in every other post too. */
const TICKED: readonly (readonly [Flag, readonly Post[]])[] = [
  ['subject_head', ['head']],
  ['subject_dsl', ['safeguarding_lead']],
  ['subject_deputy', ['deputy_safeguarding_lead']],
  ['subject_ict', ['ict_manager']],
  // The clerk works for the chair and reads governors' papers.
  ['subject_chair', ['chair_of_governors', 'clerk']],
];

interface Row {
  readonly row: Routed['row'];
  readonly when: Condition;
  readonly chain: readonly Post[];
  /** Posts told beside the owner; `first` stops at the first person who can be told. */
  readonly told: readonly { readonly posts: readonly Post[]; readonly when?: Condition; readonly first?: true }[];
}

const CHILD: Condition = { any: ['danger', 'affected_pupil', 'subject_pupil', 'subject_unknown'] };
const SCHOOL_CHAIN: readonly Post[] = [
  'safeguarding_lead',
  'deputy_safeguarding_lead',
  'head',
  'deputy_head',
  'chair_of_governors',
];

/** Tested from the top; with several ticks the first that fits gives the chain. */
const ROWS: readonly Row[] = [
  {
    row: 1,
    when: 'subject_head',
    chain: ['chair_of_governors', 'vice_chair', 'safeguarding_governor'],
    told: [{ posts: ['safeguarding_lead'], when: CHILD }],
  },
  {
    row: 2,
    when: 'subject_chair',
    chain: ['head', 'safeguarding_lead'],
    told: [{ posts: ['safeguarding_lead'] }],
  },
  {
    row: 3,
    when: 'adult_named',
    chain: ['head', 'chair_of_governors', 'vice_chair'],
    told: [{ posts: ['safeguarding_lead'] }],
  },
  {
    row: 4,
    when: 'subject_unknown',
    chain: SCHOOL_CHAIN,
    // It may be about the first to hear of it, so a second person in another post hears too.
    told: [{ posts: ['head', 'deputy_head', 'chair_of_governors'], first: true }],
  },
  {
    row: 5,
    when: { not: 'adult_named' },
    chain: SCHOOL_CHAIN,
    told: [{ posts: ['deputy_safeguarding_lead'] }, { posts: ['head'], when: { any: ['danger', 'imagery', 'crime'] } }],
  },
];

/**
 * Whose a report is, who hears of it and who never does (`incident-flow.md` section 4). Posts are resolved to people
 * first: a person who is left out is left out of every post they hold.
 */
export function route(flags: readonly Flag[], posts: Posts, facts: RoutingFacts): Routed {
  const excluded = excludedFrom(flags, posts, facts);
  // The last row fits whatever the others do not.
  const rule = ROWS.find((r) => holds(r.when, flags)) as Row;
  const peopleIn = (chain: readonly Post[]): PersonId[] =>
    unique(chain.flatMap((post) => posts[post] ?? [])).filter((id) => !excluded.includes(id));
  const chain = peopleIn(rule.chain).filter((id) => !facts.affected.includes(id));
  const canBeReached = (id: PersonId): boolean => !facts.away.includes(id);
  const owner = chain.find(canBeReached) ?? 'outside_contact';
  const isOff = rule.row === 1 && !facts.tellsLeadAboutHead && !flags.includes('danger');
  const told = rule.told
    .filter((t) => !isOff && (t.when === undefined || holds(t.when, flags)))
    .flatMap((t) => {
      const people = peopleIn(t.posts).filter((id) => canBeReached(id) && id !== owner);
      return t.first ? people.slice(0, 1) : people;
    });
  return { row: rule.row, owner, told: unique(told), excluded, chain };
}

function excludedFrom(flags: readonly Flag[], posts: Posts, facts: RoutingFacts): PersonId[] {
  const byPost = TICKED.filter(([flag]) => flags.includes(flag)).flatMap(([, out]) => out);
  const self = flags.includes('subject_self') ? [facts.reporterId] : [];
  const out = [...byPost.flatMap((post) => posts[post] ?? []), ...facts.named, ...self, ...facts.removed];
  const readers = facts.delegates.filter((d) => out.includes(d.of)).map((d) => d.who);
  return unique([...out, ...readers]);
}

const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];
