import fc from 'fast-check';
import type { Flag } from '../../../src/core/incidents/chart';
import { type Post, type Posts, type RoutingFacts, route } from '../../../src/core/incidents/routing';
import type { PersonId } from '../../../src/core/ids';
import { person } from './answering';

const POSTS_IN_ORDER: readonly Post[] = [
  'head',
  'deputy_head',
  'safeguarding_lead',
  'deputy_safeguarding_lead',
  'chair_of_governors',
  'vice_chair',
  'safeguarding_governor',
  'ict_manager',
  'clerk',
];
const who = Object.fromEntries(POSTS_IN_ORDER.map((post, i) => [post, person(i + 1)])) as Record<Post, PersonId>;
const FULL: Posts = Object.fromEntries(POSTS_IN_ORDER.map((post) => [post, [who[post]]]));
const REPORTER = person(50);
const facts = (more: Partial<RoutingFacts> = {}): RoutingFacts => ({
  reporterId: REPORTER,
  named: [],
  affected: [],
  removed: [],
  away: [],
  delegates: [],
  tellsLeadAboutHead: true,
  ...more,
});
const nameOf = (id: string): string => POSTS_IN_ORDER.find((post) => who[post] === id) ?? id;

interface Case {
  readonly what: string;
  readonly flags: readonly Flag[];
  readonly facts?: Partial<RoutingFacts>;
  readonly posts?: Posts;
  readonly row: number;
  readonly owner: string;
  readonly told: readonly string[];
  readonly excluded?: readonly string[];
}
const { head, safeguarding_lead: lead, chair_of_governors: chair } = who;

const CASES: readonly Case[] = [
  { what: 'a pupil', flags: ['subject_pupil'], row: 5, owner: 'safeguarding_lead', told: ['deputy_safeguarding_lead'] },
  {
    what: 'a pupil, with a crime',
    flags: ['subject_pupil', 'crime'],
    row: 5,
    owner: 'safeguarding_lead',
    told: ['deputy_safeguarding_lead', 'head'],
  },
  { what: 'nobody ticked at all', flags: [], row: 5, owner: 'safeguarding_lead', told: ['deputy_safeguarding_lead'] },
  {
    what: 'a pupil, the lead away',
    flags: ['subject_outside'],
    facts: { away: [lead] },
    row: 5,
    owner: 'deputy_safeguarding_lead',
    told: [],
  },
  {
    what: 'a pupil, and the lead is hurt by it',
    flags: ['subject_pupil'],
    facts: { affected: [lead] },
    row: 5,
    owner: 'deputy_safeguarding_lead',
    told: [],
  },
  { what: 'nobody knows who', flags: ['subject_unknown'], row: 4, owner: 'safeguarding_lead', told: ['head'] },
  {
    what: 'nobody knows who, and lead and head are one',
    flags: ['subject_unknown'],
    posts: { ...FULL, safeguarding_lead: [head] },
    row: 4,
    owner: 'head',
    told: ['deputy_head'],
  },
  { what: 'the head', flags: ['subject_head'], row: 1, owner: 'chair_of_governors', told: [], excluded: ['head'] },
  {
    what: 'the head, with a pupil',
    flags: ['subject_head', 'affected_pupil'],
    row: 1,
    owner: 'chair_of_governors',
    told: ['safeguarding_lead'],
    excluded: ['head'],
  },
  {
    what: 'the head, with a pupil, where the school tells no lead',
    flags: ['subject_head', 'affected_pupil'],
    facts: { tellsLeadAboutHead: false },
    row: 1,
    owner: 'chair_of_governors',
    told: [],
  },
  {
    what: 'the head, with danger, where the school tells no lead',
    flags: ['subject_head', 'danger'],
    facts: { tellsLeadAboutHead: false },
    row: 1,
    owner: 'chair_of_governors',
    told: ['safeguarding_lead'],
  },
  {
    what: 'the head and the chair',
    flags: ['subject_head', 'subject_chair'],
    row: 1,
    owner: 'vice_chair',
    told: [],
    excluded: ['head', 'chair_of_governors', 'clerk'],
  },
  {
    what: 'the head, and everybody above is away',
    flags: ['subject_head'],
    facts: { away: [chair, who.vice_chair, who.safeguarding_governor] },
    row: 1,
    owner: 'outside_contact',
    told: [],
  },
  {
    what: 'the head, whose mail an assistant reads',
    flags: ['subject_head'],
    facts: {
      delegates: [
        { of: head, who: chair },
        { of: lead, who: who.vice_chair },
      ],
    },
    row: 1,
    owner: 'vice_chair',
    told: [],
    excluded: ['head', 'chair_of_governors'],
  },
  { what: 'the chair', flags: ['subject_chair'], row: 2, owner: 'head', told: ['safeguarding_lead'] },
  {
    what: 'an adult picked by name',
    flags: ['subject_adult'],
    facts: { named: [head] },
    row: 3,
    owner: 'chair_of_governors',
    told: ['safeguarding_lead'],
    excluded: ['head'],
  },
  { what: 'the lead', flags: ['subject_dsl'], row: 3, owner: 'head', told: [], excluded: ['safeguarding_lead'] },
  {
    what: 'the deputy lead',
    flags: ['subject_deputy'],
    row: 3,
    owner: 'head',
    told: ['safeguarding_lead'],
    excluded: ['deputy_safeguarding_lead'],
  },
  {
    what: 'the ICT manager',
    flags: ['subject_ict'],
    row: 3,
    owner: 'head',
    told: ['safeguarding_lead'],
    excluded: ['ict_manager'],
  },
  {
    what: 'the reporter',
    flags: ['subject_self'],
    row: 3,
    owner: 'head',
    told: ['safeguarding_lead'],
    excluded: [REPORTER],
  },
  {
    what: 'the head, who is the lead too',
    flags: ['subject_dsl'],
    posts: { ...FULL, safeguarding_lead: [head] },
    row: 3,
    owner: 'chair_of_governors',
    told: [],
    excluded: ['head'],
  },
  {
    what: 'a pupil, after the lead gave it up',
    flags: ['subject_pupil'],
    facts: { removed: [lead] },
    row: 5,
    owner: 'deputy_safeguarding_lead',
    told: [],
    excluded: ['safeguarding_lead'],
  },
  {
    what: 'a school with no posts at all',
    flags: ['subject_adult'],
    posts: {},
    row: 3,
    owner: 'outside_contact',
    told: [],
  },
];

test.each(CASES)('a report about $what', ({ flags, facts: more, posts = FULL, row, owner, told, excluded }) => {
  const routed = route(flags, posts, facts(more));
  expect([routed.row, nameOf(routed.owner), routed.told.map(nameOf)]).toEqual([row, owner, told]);
  if (excluded) expect(routed.excluded.map(nameOf)).toEqual(excluded);
});

const TICKS: readonly (readonly [Flag, Post])[] = [
  ['subject_head', 'head'],
  ['subject_dsl', 'safeguarding_lead'],
  ['subject_deputy', 'deputy_safeguarding_lead'],
  ['subject_ict', 'ict_manager'],
  ['subject_chair', 'chair_of_governors'],
];

test('whoever is named, by post or by name, is neither owner nor told, for every mapping of posts to three people', () => {
  const flagSets = Array.from({ length: 2 ** TICKS.length }, (_, bits) => TICKS.filter((_t, i) => bits & (1 << i)));
  const chainPosts = POSTS_IN_ORDER.slice(0, 7);
  let checked = 0;
  for (let mapping = 0; mapping < 3 ** chainPosts.length; mapping++) {
    const posts: Posts = Object.fromEntries(
      chainPosts.map((post, i) => [post, [person((Math.floor(mapping / 3 ** i) % 3) + 1)]]),
    );
    for (const ticks of flagSets) {
      const routed = route(
        ticks.map(([flag]) => flag),
        posts,
        facts(),
      );
      const out = ticks.flatMap(([, post]) => posts[post] ?? []);
      const hears = [routed.owner, ...routed.told, ...routed.chain];
      if (out.some((id) => hears.includes(id))) throw new Error(`${JSON.stringify(posts)} ${JSON.stringify(ticks)}`);
      checked += 1;
    }
  }
  expect(checked).toBe(2187 * 32);
});

test('the same holds for any people, names, delegates and absences, and two hear of what nobody can name', () => {
  const someone = fc.integer({ min: 1, max: 6 }).map(person);
  const people = fc.array(someone, { maxLength: 3 });
  const posts = fc.record(
    Object.fromEntries(POSTS_IN_ORDER.map((post) => [post, people])) as Record<Post, typeof people>,
  );
  const flags = fc.subarray([
    ...TICKS.map(([flag]) => flag),
    'subject_self',
    'subject_unknown',
    'danger',
    'affected_pupil',
  ] as Flag[]);
  const about = fc.record({ named: people, affected: people, removed: people, away: people, reporterId: someone });
  fc.assert(
    fc.property(posts, flags, about, fc.boolean(), (held, ticked, more, tells) => {
      const routed = route(ticked, held, facts({ ...more, tellsLeadAboutHead: tells }));
      const ticks = TICKS.filter(([flag]) => ticked.includes(flag)).flatMap(([, post]) => held[post] ?? []);
      const out = [
        ...ticks,
        ...more.named,
        ...more.removed,
        ...(ticked.includes('subject_self') ? [more.reporterId] : []),
      ];
      const hears = [routed.owner, ...routed.told];
      expect(out.filter((id) => hears.includes(id))).toEqual([]);
      expect(more.affected).not.toContain(routed.owner);
      expect(hears.filter((id) => id !== 'outside_contact' && more.away.includes(id))).toEqual([]);
      expect(new Set(hears).size).toBe(hears.length);
    }),
    { numRuns: 2_000 },
  );
});
