import type { Day, EntryId, PaperId, PersonId } from '../ids';
import { schoolDayAt } from '../people/day';
import { type Entry, type EntryOf, type KeptEntry, type Named, type Part, keyOf } from './case-entries';
import type { Answer, Inputs } from './chart';
import type { Flag } from './flags';

/** One pass through the triage chart: from the opening, or from a reopening on the chart then in force. */
export interface Pass {
  readonly chart: { readonly id: 'triage'; readonly version: number };
  readonly inputs: Inputs;
  readonly answers: readonly Answer[];
}

export interface CasePerson {
  readonly key: string;
  readonly who: Named;
  readonly parts: readonly Part[];
}

type Task = Omit<EntryOf<'task'>, 'kind'> & {
  readonly done: { readonly at: number; readonly by: PersonId | null; readonly said: string } | null;
};
type Referral = Omit<EntryOf<'referral'>, 'kind'> & {
  readonly chases: readonly (Omit<EntryOf<'chased'>, 'kind' | 'referralId'> & { readonly at: number })[];
};
type Paper = Omit<EntryOf<'paper'>, 'kind'> & {
  readonly at: number;
  readonly by: PersonId | null;
  readonly isSealed: boolean;
};

/** Where a case stands: worked out from its entries and from nothing else. */
export interface CaseState {
  readonly pass: Pass | null;
  readonly isOpen: boolean;
  readonly people: readonly CasePerson[];
  readonly pair: readonly [PersonId, PersonId] | null;
  readonly device: string;
  /** An answer that waits for its second person. */
  readonly waiting: {
    readonly id: EntryId;
    readonly by: PersonId | null;
    readonly at: number;
    readonly answer: Answer;
    readonly secondId: PersonId;
  } | null;
  /** Answers of those who each have to answer the present question. */
  readonly each: readonly Answer[];
  /** The newest decision for each person responsible. */
  readonly sanctions: readonly Omit<EntryOf<'sanctions'>, 'kind'>[];
  readonly support: readonly Omit<EntryOf<'support'>, 'kind'>[];
  readonly parents: Omit<EntryOf<'parents'>, 'kind'> | null;
  readonly tasks: readonly Task[];
  readonly referrals: readonly Referral[];
  readonly links: readonly Omit<EntryOf<'link'>, 'kind'>[];
  readonly papers: readonly Paper[];
  readonly monitoringUntil: Day | null;
  readonly outcome: Omit<EntryOf<'outcome'>, 'kind'> | null;
  /** A large copy that somebody asked for, and whether the second person has agreed to it. */
  readonly exporting: {
    readonly id: EntryId;
    readonly by: PersonId | null;
    readonly recipient: string;
    readonly reason: string;
    readonly secondId: PersonId;
    readonly isAgreed: boolean;
  } | null;
  /** When somebody first did something about it. */
  readonly firstActionAt: number | null;
  /** The school's day on which the answers came to rest on the present question. */
  readonly arrivedAt: number;
}

const NOTHING_YET: CaseState = {
  pass: null,
  isOpen: true,
  people: [],
  pair: null,
  device: '',
  waiting: null,
  each: [],
  sanctions: [],
  support: [],
  parents: null,
  tasks: [],
  referrals: [],
  links: [],
  papers: [],
  monitoringUntil: null,
  outcome: null,
  exporting: null,
  firstActionAt: null,
  arrivedAt: 0,
};

type Change = Partial<CaseState>;
type Apply<Kind extends Entry['kind']> = (s: CaseState, e: EntryOf<Kind>, kept: KeptEntry) => Change;

const without = <Kind extends string, Rest extends { readonly kind: Kind }>({
  kind: _,
  ...rest
}: Rest): Omit<Rest, 'kind'> => rest;
const nothing = (): Change => ({});

const addAnswer = (s: CaseState, answer: Answer, at: number): Change => ({
  pass: s.pass && { ...s.pass, answers: [...s.pass.answers, answer] },
  waiting: null,
  each: [],
  arrivedAt: at,
});

/** What each kind of entry changes. */
const APPLY: { readonly [Kind in Entry['kind']]: Apply<Kind> } = {
  opened: (_, e, { at }) => ({ pass: e.chart && { chart: e.chart, inputs: e.inputs, answers: [] }, arrivedAt: at }),
  unsealed: (s, e) => ({ pass: s.pass && { ...s.pass, inputs: { ...s.pass.inputs, flags: e.flags } } }),
  joined: (s, e) => ({
    pass: s.pass && {
      ...s.pass,
      inputs: { ...s.pass.inputs, flags: [...new Set([...s.pass.inputs.flags, ...e.flags])] },
    },
  }),
  answer: (s, e, { at }) => addAnswer(s, e.answer, at),
  proposal: (_, e, { id, by, at }) => ({ waiting: { id, by, at, answer: e.answer, secondId: e.secondId } }),
  second: () => ({ waiting: null }),
  asked: nothing,
  each: (s, e) => ({ each: [...s.each.filter((a) => a.by !== e.answer.by), e.answer] }),
  note: nothing,
  concern: nothing,
  correction: nothing,
  person: (s, e) => ({ people: named(s.people, e) }),
  // Whoever was asked to agree was asked by somebody who no longer answers for the case.
  owner: () => ({ waiting: null }),
  investigators: (_, e) => ({ pair: e.pair, device: e.device }),
  sanctions: (s, e) => ({ sanctions: [...s.sanctions.filter((x) => x.personKey !== e.personKey), without(e)] }),
  support: (s, e) => ({ support: [...s.support.filter((x) => x.personKey !== e.personKey), without(e)] }),
  parents: (_, e) => ({ parents: without(e) }),
  task: (s, e) => ({ tasks: [...s.tasks, { ...without(e), done: null }] }),
  task_done: (s, e, { at, by }) => ({
    tasks: s.tasks.map((t) => (t.taskId === e.taskId ? { ...t, done: { at, by, said: e.said } } : t)),
  }),
  referral: (s, e) => ({ referrals: [...s.referrals, { ...without(e), chases: [] }] }),
  chased: (s, e, { at }) => ({
    referrals: s.referrals.map((r) => (r.referralId === e.referralId ? chased(r, e, at) : r)),
  }),
  link: (s, e) => ({ links: [...s.links, without(e)] }),
  debrief: nothing,
  monitoring: (_, e) => ({ monitoringUntil: e.until }),
  outcome: (_, e) => ({ outcome: without(e) }),
  paper: (s, e, { at, by }) => ({ papers: [...s.papers, { ...without(e), at, by, isSealed: false }] }),
  papers_sealed: (s, e) => ({
    papers: s.papers.map((p) => (e.paperIds.includes(p.paperId) ? { ...p, isSealed: true } : p)),
  }),
  mail: nothing,
  mail_trouble: nothing,
  mails_sealed: nothing,
  closed: () => ({ isOpen: false }),
  reopened: (_, e, { at }) => ({
    isOpen: true,
    pass: { chart: e.chart, inputs: e.inputs, answers: [] },
    waiting: null,
    each: [],
    outcome: null,
    arrivedAt: at,
  }),
  upload_refused: nothing,
  export_asked: (_, { recipient, reason, secondId }, { id, by }) => ({
    exporting: { id, by, recipient, reason, secondId, isAgreed: false },
  }),
  export_agreed: (s, e) => ({ exporting: s.exporting && e.agrees ? { ...s.exporting, isAgreed: true } : null }),
  // One agreement, one copy.
  exported: () => ({ exporting: null }),
};

/** Parts are replaced by those named now, so that a wrong one can be put right without touching what was written. */
const named = (people: readonly CasePerson[], { who, parts }: EntryOf<'person'>): CasePerson[] => {
  const key = keyOf(who);
  return [...people.filter((p) => p.key !== key), { key, who, parts }];
};

const chased = (r: Referral, { said, reference, chaseOn }: EntryOf<'chased'>, at: number): Referral => ({
  ...r,
  reference: reference || r.reference,
  chaseOn,
  chases: [...r.chases, { said, reference, chaseOn, at }],
});

/** The case its entries tell of. The same entries always give the same case. */
export const fold = (entries: readonly KeptEntry[]): CaseState =>
  entries.reduce((state, kept) => {
    // The table has each kind's own function under its name.
    const apply = APPLY[kept.entry.kind] as Apply<Entry['kind']>;
    const isFirst = state.firstActionAt === null && kept.by !== null && kept.entry.kind !== 'opened';
    return { ...state, ...(isFirst && { firstActionAt: kept.at }), ...apply(state, kept.entry, kept) };
  }, NOTHING_YET);

/** What keeps a case from being closed. */
export const MISSING = ['outcome', 'tasks', 'parents', 'agencies', 'monitoring', 'second_person'] as const;
export type Missing = (typeof MISSING)[number];

/** Outcome, every task done or still in time, parents decided, agencies finished: what is not there yet. */
export function missingFor(state: CaseState, flags: readonly Flag[], now: number): Missing[] {
  const has = (flag: Flag): boolean => flags.includes(flag);
  const today = schoolDayAt(now);
  const involvesPupils = has('affected_pupil') || has('subject_pupil');
  const absent: Record<Missing, boolean> = {
    outcome: state.outcome === null,
    tasks: state.tasks.some((t) => t.done === null && t.dueOn < today),
    parents: involvesPupils && !has('parents_told') && !has('no_parents') && (state.parents?.on ?? null) === null,
    agencies: has('agency_hold') || state.referrals.some((r) => r.chaseOn !== null),
    monitoring: state.monitoringUntil !== null && state.monitoringUntil > today,
    second_person: state.waiting !== null,
  };
  return MISSING.filter((m) => absent[m]);
}

/** Papers somebody may open now. */
export const openPapers = (state: CaseState): PaperId[] => state.papers.flatMap((p) => (p.isSealed ? [] : [p.paperId]));
