import { z } from 'zod';
import { PersonId } from '../ids';
import { Capability, Condition, Flag } from './flags';

export { Capability, Condition, Flag };

export const NodeId = z.string().regex(/^[A-Z][A-Za-z0-9_]{0,30}$/, 'Use a short name such as T4.');
export type NodeId = z.infer<typeof NodeId>;
const Key = z.string().regex(/^[a-z][a-z0-9_]{0,60}$/, 'Use small letters and underscores.');
/** Plain words; placeholders such as `{lead phone}` are filled from the school's settings when it is shown. */
const Wording = z.string().trim().min(1, 'Write what is to be said.').max(1_500, 'Keep it under 1,500 letters.');

/** A span of time by name, so that a school can change it once for every node that uses it. */
export const ClockName = z.enum([
  'now',
  'p1_acknowledged',
  'p2_acknowledged',
  'p3_acknowledged',
  'same_day',
  'lado',
  'low_level',
  'regulator',
  'next_day',
  'chase',
  'decide_to_look',
  'category',
  'actions',
  'debrief',
  'last_check',
  'monitoring',
]);
export type ClockName = z.infer<typeof ClockName>;

/** `minutes` and `hours` run on the wall clock; school days and weeks stop while the school is closed. */
export const Span = z.strictObject({
  unit: z.enum(['minutes', 'hours', 'school_days', 'school_weeks']),
  count: z.number().int().min(0).max(100),
});
export type Span = z.infer<typeof Span>;

export const Deadline = z.strictObject({
  clock: ClockName,
  /** The first of these that holds gives a shorter clock. */
  sooner: z.array(z.strictObject({ when: Condition, clock: ClockName })).optional(),
  /** Counted from the arrival at that node rather than at this one. */
  since: NodeId.optional(),
  /** A second clock that runs for somebody outside, from when the school knew. */
  outside: ClockName.optional(),
});
export type Deadline = z.infer<typeof Deadline>;

export const Doer = z.enum(['OWNER', 'MANAGER', 'SECOND', 'PAIR', 'PAIR_OR_OWNER', 'LAST_PERSON', 'SYSTEM']);
export type Doer = z.infer<typeof Doer>;

/**
 * Who hears of it when a node completes. `notice` and `ring` are Lantern's own (a reference only; `ring` adds the
 * reporter's name to ring); `receipt` goes to the reporter; `by_person` is said or rung by people and only recorded.
 */
export const Tell = z.strictObject({
  who: z.enum([
    'RECIPIENTS',
    'TWO_POSTS',
    'NEXT',
    'REPORTER',
    'OWNER',
    'MANAGER',
    'PAIR',
    'OTHER_OWNER',
    'OUTSIDE_CONTACT',
    'HR',
    'DPO',
    'ICT',
    'OUTSIDE_SUPPORT',
    'DOERS',
    'CHANGE_OWNER',
  ]),
  how: z.enum(['notice', 'ring', 'receipt', 'by_person']),
  when: Condition.optional(),
  /** Only once the node has been passed this many times. */
  after: z.number().int().min(1).max(10).optional(),
});
export type Tell = z.infer<typeof Tell>;

export const Option = z.strictObject({
  key: Key,
  label: z.string().trim().min(1).max(200),
  /** Offered only while this holds. */
  when: Condition.optional(),
  sets: z.array(Flag).optional(),
  clears: z.array(Flag).optional(),
  next: NodeId,
  /** Counts only with a written reason and a second person: always, or while the condition holds. */
  confirm: z.union([z.literal(true), Condition]).optional(),
});
export type Option = z.infer<typeof Option>;

export const Field = z.strictObject({
  key: Key,
  label: z.string().trim().min(1).max(200),
  kind: z.enum(['text', 'choice', 'time', 'day', 'person']),
  options: z.array(z.strictObject({ key: Key, label: z.string().trim().min(1).max(200) })).optional(),
  required: z.literal(true).optional(),
});
export type Field = z.infer<typeof Field>;

const Router = z.strictObject({
  kind: z.literal('router'),
  /** The first that holds wins; the last is `otherwise`. */
  routes: z.array(z.strictObject({ when: z.union([z.literal('otherwise'), Condition]), next: NodeId })).min(1),
});

const Terminal = z.strictObject({
  kind: z.literal('terminal'),
  prompt: Wording,
  owner: Wording,
  action: Wording,
  deadline: Deadline.optional(),
});
export type Terminal = z.infer<typeof Terminal>;

const Step = z.strictObject({
  kind: z.enum(['question', 'instruction', 'action']),
  by: Doer.optional(),
  prompt: Wording,
  options: z.array(Option).min(1).max(20),
  /** Any number of ticks, at least one; all lead to the same node. */
  multi: z.boolean(),
  /** The answer is words. Which option holds is then worked out from the word lists, never chosen. */
  freeText: z.literal(true).optional(),
  fields: z.array(Field).optional(),
  /** People may be picked from the staff directory. */
  people: z.literal(true).optional(),
  /** Every one of those asked answers; the answer that stands first among the options counts. */
  each: z.literal(true).optional(),
  /** Set whatever is answered. */
  always: z.array(Flag).optional(),
  /** Nodes left unanswered count as answered like this. */
  fills: z.array(z.strictObject({ node: NodeId, option: Key })).optional(),
  /** Advice beside the prompt for each place ticked at an earlier node. */
  guidance: z.strictObject({ of: NodeId, texts: z.record(Key, Wording) }).optional(),
  deadline: Deadline.optional(),
  tells: z.array(Tell),
  forbids: z.array(Capability),
});
export type Step = z.infer<typeof Step>;

export const Node = z.discriminatedUnion('kind', [Router, Terminal, Step]);
export type Node = z.infer<typeof Node>;

const Phrase = z
  .string()
  .trim()
  .max(60)
  .regex(/^[\p{L}\p{N}]{2}/u, 'Begin with letters.');

const Row = z.strictObject({
  id: Key,
  category: z.string().trim().min(3, 'Write what this row is about.').max(200, 'Keep it under 200 letters.'),
  /** Columns that are suggested: shown to a person who accepts, changes or declines each with a reason. */
  ticked: z.array(Key).max(20),
  /** How people say it: only for suggesting the row. */
  keywords: z.array(z.string().trim().min(2).max(120)).max(80),
});
const Table = z.strictObject({
  columns: z
    .array(z.strictObject({ id: Key, label: z.string().trim().min(3).max(200), isSanction: z.boolean() }))
    .min(1)
    .max(20),
  rows: z.array(Row).min(1, 'Keep at least one row.').max(60, 'Keep it under 60 rows.'),
});
/** The school's table of categories and what it suggests for each: one for pupils, one for staff. */
export const Tables = z.strictObject({ pupils: Table, staff: Table });
export type Tables = z.infer<typeof Tables>;

/** Something that can happen at any of `from`, outside the answers of a node. */
const Event = z.strictObject({ from: z.array(NodeId).min(1), next: NodeId });

/**
 * A flowchart as data. `stop`: the reporter stops or is idle too long; in triage, something new or possibly illegal has
 * come up. `hand_on`: the owner leaves or is away. `renewed`: another case was linked to this one, or somebody was
 * named who changes who may own it. `reopen`: where answers begin when a closed case is opened again.
 */
export const Chart = z.strictObject({
  id: z.enum(['report', 'triage']),
  version: z.number().int().min(1),
  nation: z.literal('England'),
  start: NodeId,
  nodes: z.record(NodeId, Node),
  events: z.strictObject({
    stop: Event,
    hand_on: Event.optional(),
    renewed: Event.optional(),
    reopen: Event.optional(),
  }),
  clocks: z.record(ClockName, Span),
  /** Extended by schools, never shortened (`word-lists.ts`). */
  words: z.strictObject({ danger: z.array(Phrase).max(500), imagery: z.array(Phrase).max(500) }),
  /** Of the triage chart: a school's own tables instead of the shipped ones (`sanctions.ts`). */
  tables: Tables.optional(),
});
export type Chart = z.infer<typeof Chart>;

/** Something that happened outside the answers, kept among them so that a replay meets it at the same place. */
export const EventName = z.enum(['stop', 'hand_on', 'renewed', 'learnt', 'change']);
export type EventName = z.infer<typeof EventName>;

/**
 * One thing that was said or that happened at a node. `facts` are flags that came from outside with it (`no_recipient`,
 * somebody named, the flags of a linked case).
 */
export const Answer = z.strictObject({
  node: NodeId,
  choices: z.array(Key).max(20),
  text: z.string().max(20_000).optional(),
  fields: z.record(Key, z.string().max(4_000)).optional(),
  people: z.array(PersonId).max(50).optional(),
  /** Who answered, where the chart is worked by several people. */
  by: PersonId.optional(),
  reason: z.string().trim().min(3).max(4_000).optional(),
  second: PersonId.optional(),
  facts: z.array(Flag).optional(),
  event: EventName.optional(),
});
export type Answer = z.infer<typeof Answer>;

/** What was known before the first answer: a triage begins with the report's flags, reopening begins at another node. */
export const Inputs = z.strictObject({ flags: z.array(Flag), start: NodeId.optional() });
export type Inputs = z.infer<typeof Inputs>;

/**
 * Where somebody is in a chart: plain JSON. `answers` is everything that happened, in order, so that a replay gives the
 * same progress; `kept` are answers that wait to be used again after one before them was changed.
 */
export const Progress = z.strictObject({
  chart: z.strictObject({ id: z.enum(['report', 'triage']), version: z.number().int().min(1) }),
  node: NodeId,
  flags: z.array(Flag),
  answers: z.array(Answer),
  kept: z.array(Answer),
  inputs: Inputs,
});
export type Progress = z.infer<typeof Progress>;
