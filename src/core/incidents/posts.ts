import type { Day, PersonId, SchoolId } from '../ids';
import { absenceOn, isInPost, samePeople } from '../people/employment';
import type { Absence, Person } from '../people/person';
import type { Work } from '../ports';
import type { Flag } from './flags';
import type { Routing } from './report';
import type { ReportWords } from './report-words';
import { type Post, type Posts, route } from './routing';

const POSTS: Readonly<Record<Post, true>> = {
  head: true,
  deputy_head: true,
  safeguarding_lead: true,
  deputy_safeguarding_lead: true,
  chair_of_governors: true,
  vice_chair: true,
  safeguarding_governor: true,
  clerk: true,
  ict_manager: true,
};
// The keys of the table above are all posts there are.
const ALL_POSTS = Object.keys(POSTS) as Post[];
/** By which of their posts somebody is named who holds several: allegations go to heads and chairs, all else to leads. */
const ABOUT_ADULTS: readonly Post[] = ['head', 'chair_of_governors', 'vice_chair', 'safeguarding_governor'];
const ABOUT_ALL_ELSE: readonly Post[] = ['safeguarding_lead', 'deputy_safeguarding_lead', ...ABOUT_ADULTS];

export interface RoutingNeeds {
  readonly schoolId: SchoolId;
  readonly flags: readonly Flag[];
  /** Picked by name as responsible. */
  readonly named: readonly PersonId[];
  readonly reporterId: PersonId | null;
  readonly affected?: readonly PersonId[];
  /** Kept out for another reason: asked to give it up, or barred before. */
  readonly extraExcluded?: readonly PersonId[];
  /** Who need not be asked now: whoever is to be rung cannot ring themselves. */
  readonly besides?: readonly PersonId[];
  /** Whose reach matters too, whatever post they hold. */
  readonly also?: readonly PersonId[];
}

/**
 * Section 4 of the flow for a school as it stands today: posts resolved to people (the school's own before the trust's),
 * several register entries of one human being taken as one, and those away passed over. Whoever is left out is left
 * out under every entry they have.
 */
export async function routeFor(work: Work, needs: RoutingNeeds): Promise<Routing> {
  const { named, affected = [], extraExcluded = [], besides = [], also = [] } = needs;
  const [holding, absences] = await Promise.all([
    work.people.posts(ALL_POSTS, needs.schoolId, work.today),
    work.people.absences(),
  ]);
  const reporter = needs.reporterId === null ? [] : [needs.reporterId];
  const entries = await work.people.entriesOf(
    unique([
      ...Object.values(holding).flat(),
      ...named,
      ...affected,
      ...extraExcluded,
      ...besides,
      ...also,
      ...reporter,
    ]),
  );
  const groups = samePeople(entries);
  const one = new Map(groups.flatMap((g) => g.map((p) => [p.id, chief(g, holding)] as const)));
  const as = (ids: readonly PersonId[]): PersonId[] => unique(ids.map((id) => one.get(id) ?? id));
  const posts: Posts = Object.fromEntries(Object.entries(holding).map(([post, ids]) => [post, as(ids)]));
  const facts = {
    // Nobody: the case goes on without whoever reported it.
    reporterId: as(reporter)[0] ?? ('' as PersonId),
    named: as(named),
    affected: as(affected),
    removed: as(extraExcluded),
    away: unique([...as(besides), ...as(away(groups, absences, work.today))]),
    delegates: [],
    tellsLeadAboutHead: true,
  };
  const routed = route(needs.flags, posts, facts);
  const excluded = await work.people.sameAs(routed.excluded);
  return { ...routed, excluded, flags: needs.flags, posts, facts };
}

/** The entry that stands for a human being: one that holds a post, for that is the account they are reached by. */
function chief(entries: readonly Person[], holding: Readonly<Record<Post, readonly PersonId[]>>): PersonId {
  const held = new Set(Object.values(holding).flat());
  const ids = entries.map((p) => p.id).sort();
  // A group has at least one entry.
  return ids.find((id) => held.has(id)) ?? (ids[0] as PersonId);
}

/** Whoever is away today or has left, or has no account to be told by. */
function away(groups: readonly (readonly Person[])[], absences: readonly Absence[], today: Day): PersonId[] {
  const gone = groups.filter((entries) => {
    const ids = entries.map((p) => p.id);
    return entries.every((p) => p.oid === null || !isInPost(p, today)) || absenceOn(absences, ids, today) !== null;
  });
  return gone.flatMap((entries) => entries.map((p) => p.id));
}

/** Those among them, under any entry of theirs, who cannot be reached today. */
export async function outOfReach(work: Work, ids: readonly PersonId[]): Promise<PersonId[]> {
  const [entries, absences] = await Promise.all([work.people.entriesOf(ids), work.people.absences()]);
  return away(samePeople(entries), absences, work.today);
}

/** The post of whoever owns it, in words; the office outside by the name the school gave it. */
export function ownerPost({ owner, row, posts }: Routing, outside: string | undefined, words: ReportWords): string {
  if (owner === 'outside_contact') return outside || words.outside;
  const order = row < 4 ? ABOUT_ADULTS : ABOUT_ALL_ELSE;
  // Owners come from the posts: one of them is theirs.
  return words.posts[[...order, ...ALL_POSTS].find((p) => posts[p]?.includes(owner)) as Post];
}

const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];
