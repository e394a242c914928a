import type { JobRole } from '../../core/people/person';

/** Short names used in keys, from which ids are made: never change them. */
export type SchoolKey = 'lh' | 'qs' | 'nf';

/** Each stream has one class in Reception and in every year up to the last. */
export interface SchoolPlan {
  readonly key: SchoolKey;
  readonly name: string;
  readonly lastYear: 2 | 6;
  readonly nurseryClasses: number;
  readonly streams: readonly string[];
}

export const SCHOOL_PLANS: readonly SchoolPlan[] = [
  {
    key: 'lh',
    name: 'Lantern Hill Primary School',
    lastYear: 6,
    nurseryClasses: 2,
    streams: ['Kestrel', 'Lapwing', 'Puffin'],
  },
  {
    key: 'qs',
    name: 'Quayside Primary School',
    lastYear: 6,
    nurseryClasses: 1,
    streams: ['Anchor', 'Beacon', 'Compass'],
  },
  {
    key: 'nf',
    name: 'Kittiwake Infant and Nursery School',
    lastYear: 2,
    nurseryClasses: 3,
    streams: ['Acorn', 'Hazel', 'Rowan', 'Willow'],
  },
];

/** One kind of post: how many there are in each school, and to whom they answer. */
interface Post {
  readonly jobRole: JobRole;
  readonly department: string;
  /** In the order lh, qs, nf. */
  readonly count: readonly [number, number, number];
  /** The post that leads these, in the same school. */
  readonly ledBy: string;
}

const post = (jobRole: JobRole, department: string, ledBy: string, ...count: [number, number, number]): Post => ({
  jobRole,
  department,
  ledBy,
  count,
});

/** 240 staff in all: 91, 84 and 65. Infant and nursery schools have no Key Stage 2. */
const POSTS: Readonly<Record<string, Post>> = {
  executive: post('leadership', 'Leadership', 'gov.1', 1, 0, 0),
  leadership: post('leadership', 'Leadership', 'leadership.1', 4, 4, 4),
  'early-teaching': post('teaching', 'Early years', 'early-teaching.1', 6, 6, 9),
  'early-support': post('support', 'Early years', 'early-teaching.1', 8, 8, 11),
  'early-trainee': post('trainee', 'Early years', 'early-teaching.1', 1, 0, 1),
  'ks1-teaching': post('teaching', 'Key Stage 1', 'ks1-teaching.1', 7, 7, 9),
  'ks1-support': post('support', 'Key Stage 1', 'ks1-teaching.1', 7, 7, 9),
  'ks1-supply': post('supply', 'Key Stage 1', 'leadership.2', 2, 1, 2),
  'ks1-trainee': post('trainee', 'Key Stage 1', 'ks1-teaching.1', 1, 1, 0),
  'ks2-teaching': post('teaching', 'Key Stage 2', 'ks2-teaching.1', 15, 14, 0),
  'ks2-support': post('support', 'Key Stage 2', 'ks2-teaching.1', 10, 9, 0),
  'ks2-supply': post('supply', 'Key Stage 2', 'leadership.2', 2, 2, 0),
  'ks2-trainee': post('trainee', 'Key Stage 2', 'ks2-teaching.1', 1, 2, 0),
  'inclusion-teaching': post('teaching', 'Inclusion', 'inclusion-teaching.1', 3, 3, 3),
  'inclusion-support': post('support', 'Inclusion', 'inclusion-teaching.1', 8, 7, 6),
  office: post('office', 'Office', 'office.1', 4, 4, 4),
  ict: post('office', 'Office', 'executive.1', 1, 0, 0),
  site: post('site', 'Site', 'site.1', 4, 4, 3),
  kitchen: post('site', 'Kitchen', 'kitchen.1', 6, 5, 4),
  gov: post('governor', 'Governors', '', 8, 8, 8),
  vol: post('volunteer', 'Volunteers', 'early-teaching.1', 8, 7, 5),
  con: post('contractor', 'Visiting staff', 'office.1', 2, 1, 1),
};

/** Whom those at the head of a group answer to. The executive head answers to the chair of governors. */
const ABOVE: Readonly<Record<string, string>> = {
  'early-teaching.1': 'leadership.2',
  'ks1-teaching.1': 'leadership.2',
  'ks2-teaching.1': 'leadership.2',
  'inclusion-teaching.1': 'leadership.3',
  'office.1': 'leadership.1',
  'site.1': 'leadership.1',
  'kitchen.1': 'leadership.1',
};

/** A place on the staff. `key` looks like `lh.ks2-teaching.4`; ids are made from it. */
export interface Place {
  readonly key: string;
  readonly school: SchoolKey;
  readonly post: string;
  readonly jobRole: JobRole;
  readonly department: string;
  readonly managerKey: string | null;
}

export function placeOf(school: SchoolKey, postName: string, key: string): Place {
  const found = POSTS[postName];
  if (found === undefined) throw new RangeError(`There is no post ${postName}.`);
  const managerKey = managerOf(school, found, key);
  return { key, school, post: postName, jobRole: found.jobRole, department: found.department, managerKey };
}

function managerOf(school: SchoolKey, { ledBy }: Post, key: string): string | null {
  if (ledBy === '') return null;
  const leader = `${school}.${ledBy}`;
  if (leader !== key) return leader;
  const above = ABOVE[ledBy];
  return above === undefined ? 'lh.executive.1' : `${school}.${above}`;
}

/** Every place that is filled today, school by school. */
export const places = (): Place[] =>
  SCHOOL_PLANS.flatMap(({ key: school }, s) =>
    Object.entries(POSTS).flatMap(([name, { count }]) =>
      Array.from({ length: count[s] ?? 0 }, (_, i) => placeOf(school, name, `${school}.${name}.${i + 1}`)),
    ),
  );

/** Leads a group. Such people have been there for years, so that earlier signatures had somebody to accept them. */
export const isLead = ({ key, school, post: name }: Place): boolean =>
  name === 'executive' || name === 'ict' || name === 'leadership' || key === `${school}.${POSTS[name]?.ledBy ?? ''}`;
