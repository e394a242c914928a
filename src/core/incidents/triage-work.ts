import { AppError, invalid } from '../errors';
import { Day, PersonId } from '../ids';
import type { PersonId as Id, TaskId } from '../ids';
import { nextMorning } from '../people/calendar';
import { schoolDayAt } from '../people/day';
import { offered, tellsAt, together } from './advance';
import { allows } from './capabilities';
import { type CaseInHand } from './case-in-hand';
import { doerOf, doersOf, managerOf, namedStaff, reporterOf, reroute } from './case-people';
import { missingFor, openPapers } from './case-fold';
import type { AGENCIES } from './case-entries';
import type { Answer, Capability, Step, Tell } from './chart';
import { needsSecond } from './fitting';
import { tablesOf } from './sanctions';

/** Refuses, whatever a page offered. @throws AppError `conflict`. */
export function demand(c: CaseInHand, capability: Capability): void {
  const { chart, progress } = c.course;
  if (!allows(chart, progress, capability)) throw refused(`${capability} is closed here`);
}

const refused = (detail: string, what?: string): AppError =>
  new AppError('conflict', { detail, ...(what && { problems: [{ where: 'case', what }] }) });

/** The step to be answered: an open case of a chart always rests on one. */
const stepOf = (c: CaseInHand): Step => c.step!;

/** True when the answer has to wait for a reason and a second person before it counts. */
export function waitsForSecond(c: CaseInHand, answer: Answer): boolean {
  const options = offered(stepOf(c), c.flags).filter((o) => answer.choices.includes(o.key));
  return options.some((o) => needsSecond(o, c.flags));
}

/** @throws AppError `conflict` when the step is somebody else's to do. */
export async function checkDoer(c: CaseInHand): Promise<void> {
  const doers = await doersOf(c, doerOf(stepOf(c)));
  if (!doers.some((id) => c.isMe(id))) throw refused('somebody else’s step', 'This step is for somebody else to do.');
}

/** Takes an answer as it counts, does what comes with it, and says who has to know. */
export async function takeAnswer(c: CaseInHand, answer: Answer): Promise<void> {
  const step = stepOf(c);
  const { chart, progress } = c.course;
  await BEFORE[answer.node]?.(c, answer);
  const tells = tellsAt(chart, progress);
  const counted = step.each ? await gathered(c, answer) : answer;
  if (counted === null) return;
  c.answer(counted);
  await AFTER[answer.node]?.(c, counted);
  await arrive(c);
  for (const tell of tells) if (tell.how === 'notice') await c.tell(await toWhom(c, tell.who), 'case_waiting');
}

/** Several answer the same question: a yes counts at once, a no only when all have said it. */
async function gathered(c: CaseInHand, answer: Answer): Promise<Answer | null> {
  const step = stepOf(c);
  c.add({ kind: 'each', answer });
  const said = c.state.each;
  const choice = together(
    step,
    said.flatMap((a) => a.choices),
  );
  const all = (await doersOf(c, doerOf(step))).every((id) => said.some((a) => a.by === id));
  const isLast = step.options.at(-1)?.key === choice;
  return choice === undefined || (isLast && !all) ? null : { ...answer, choices: [choice] };
}

type Effect = (c: CaseInHand, answer: Answer) => Promise<void> | void;

/** What has to be there before an answer counts. */
const BEFORE: Readonly<Record<string, Effect>> = {
  T1d: (c) => needsLink(c, 'same'),
  T12a: checkPair,
  T13: checkRow,
  T15: (c) => {
    demand(c, 'sanction_entry');
    const open = undecided(c);
    if (open.length > 0) throw invalid('choices', 'Decide every suggested line for everybody responsible first.');
  },
  T16: (c) => {
    const planned = (key: string): boolean => c.state.support.some((s) => s.personKey === null || s.personKey === key);
    const hurt = c.state.people.filter(
      (p) => p.parts.includes('victim') || (p.parts.includes('instigator') && p.who.kind === 'pupil'),
    );
    if (!hurt.every((p) => planned(p.key))) throw invalid('choices', 'Write a support plan for everybody first.');
  },
  T17: (_, { choices, fields }) => {
    if (choices[0] === 'on_a_date' && !Day.safeParse(fields?.['on']).success)
      throw invalid('fields.on', 'Choose the day on which they will be told.');
  },
  T21: (c, { choices }) => {
    const { monitoringUntil } = c.state;
    if (choices[0] === 'quiet' && monitoringUntil !== null && monitoringUntil > c.work.today)
      throw invalid('choices', 'The day until which you watch is still to come.');
  },
  T21a: (c) => needsLink(c, 'again'),
  T22: (c, { choices }) => {
    if (choices[0] !== 'all') return;
    demand(c, 'close');
    const missing = missingFor(c.state, c.flags, c.work.now);
    if (missing.length > 0) throw invalid('choices', `Not everything is there yet: ${missing.join(', ')}.`);
  },
};

/** What an answer brings with it, once it counts. */
const AFTER: Readonly<Record<string, Effect>> = {
  T0: (c) => c.work.reports.acknowledged(c.row.id),
  T1: conflicted,
  T1b: async (c) => {
    // Sealed inside the school: whoever handed it over was in the way of it, and goes on asking the office.
    c.set({ state: 'handed', closedAt: c.work.now, ownerId: null });
    await c.work.cases.handOver({
      id: c.work.newId<TaskId>(),
      caseId: c.row.id,
      schoolId: c.row.schoolId,
      callerId: c.me,
      reference: c.row.reference,
      handedAt: c.work.now,
      askAt: nextMorning(await c.work.settings.calendar(), c.row.schoolId, c.work.today),
      acceptedAt: null,
    });
    await c.bar([c.me]);
    await c.work.cases.leave(
      c.row.id,
      c.members.map((m) => m.personId),
    );
  },
  // Nothing is merged without that link (`BEFORE`).
  T1d: (c) => {
    const { caseId: mergedInto } = c.state.links.findLast((l) => l.why === 'same')!;
    c.set({ state: 'merged', closedAt: c.work.now, mergedInto });
  },
  T2a: (c, a) => called(c, a, 'police'),
  T6a: (c, a) => called(c, a, 'lado'),
  T8a: (c, a) => called(c, a, 'social_care'),
  T10: (c, a) => called(c, a, 'other'),
  T12a: async (c, { fields }) => {
    const pair = [PersonId.parse(fields?.['first']), PersonId.parse(fields?.['second'])] as const;
    // The chart takes no answer here without it.
    c.add({ kind: 'investigators', pair: [...pair], device: fields!['device']! });
    await c.join(pair.map((personId) => ({ personId, part: 'investigator' as const })));
  },
  T13: (c, { fields }) => c.set({ category: fields?.['row'] || null }),
  T17: (c, { choices, fields, reason }) => {
    if (choices[0] === 'on_a_date')
      c.add({ kind: 'parents', decision: 'later', on: Day.parse(fields?.['on']), reason: reason ?? '' });
  },
  T20a: async (c, { fields }) => {
    const [who, by] = [PersonId.safeParse(fields?.['who']), Day.safeParse(fields?.['by'])];
    if (!who.success || !by.success || !fields?.['what']) return;
    await addTask(c, { what: 'policy_change', text: fields['what'], doerId: who.data, office: '', dueOn: by.data });
  },
  T22: (c, { choices }) => {
    if (choices[0] !== 'all') return;
    c.add({ kind: 'closed' });
    // Nothing closes without an outcome (`missingFor`).
    const { outcome, keepHold } = c.state.outcome!;
    c.set({ state: 'closed', closedAt: c.work.now, outcome, keepHold });
  },
};

/** New or possibly illegal: everybody stops. */
export async function stop(c: CaseInHand): Promise<void> {
  c.happen('stop');
  await arrive(c);
}

/** Papers and mails are shut away when somebody stops, and while there may be an image, however that became known. */
async function shutAway(c: CaseInHand): Promise<void> {
  if (c.progress?.node !== 'T12c' && !c.flags.includes('imagery')) return;
  const open = openPapers(c.state);
  if (open.length > 0) {
    c.add({ kind: 'papers_sealed', paperIds: open });
    await c.work.cases.sealPapers(c.row.id, c.work.now);
  }
  const mails = await c.work.evidence.sealCase(c.row.id, { by: null, what: 'sealed', reason: 'imagery' });
  if (mails.length === 0) return;
  c.add({ kind: 'mails_sealed', mails: mails.map(({ mailId, line }) => ({ mailId, custody: line.hash })) });
  await c.tell([c.ownerId], 'case_waiting');
}

/** The owner leaves the case for a reason of their own; where nobody is left they ring outside before they go. */
async function conflicted(c: CaseInHand): Promise<void> {
  if (c.course.progress.node !== 'T1a') return;
  const isSomeoneLeft = await reroute(c, 'conflict', { besides: [c.me] });
  c.answer({ node: 'T1a', choices: [isSomeoneLeft ? 'someone_left' : 'nobody_left'] });
}

/** Hands the case on without a conflict: whoever had it may still read it. */
export async function handOn(c: CaseInHand, to: Id | null): Promise<void> {
  const from = c.me;
  c.happen('hand_on');
  const isSomeoneLeft = await reroute(c, 'away', { besides: [from], ...(to && { to }) });
  if (isSomeoneLeft) await c.join([{ personId: from, part: 'told' }]);
  c.answer({ node: 'T1a', choices: [isSomeoneLeft ? 'someone_left' : 'nobody_left'] });
  await arrive(c);
}

/** The case has come to rest on a step: whoever does it may open the case and is told. */
export async function arrive(c: CaseInHand): Promise<void> {
  await shutAway(c);
  const { step } = c;
  if (c.progress?.node === 'T21' && c.state.monitoringUntil === null) await watch(c);
  if (!step) return;
  const by = doerOf(step);
  const doers = await doersOf(c, by);
  if (by === 'MANAGER')
    await c.join(doers.filter((id) => id !== c.ownerId).map((personId) => ({ personId, part: 'manager' as const })));
  await c.tell(doers, 'case_waiting');
}

/** The day until which a case is watched, by the school's clock, unless somebody set one. */
async function watch(c: CaseInHand): Promise<void> {
  // The step has a clock that a school may set and not take away.
  c.add({ kind: 'monitoring', until: schoolDayAt((await c.dueNow())!) });
}

async function toWhom(c: CaseInHand, who: Tell['who']): Promise<(Id | null)[]> {
  if (who === 'MANAGER') return [await managerOf(c)];
  // Told when both have just been named.
  if (who === 'PAIR') return [...c.state.pair!];
  // The next owner was told on the way, those who get tasks by their tasks, all others by people.
  return who === 'OWNER' ? [c.ownerId] : [];
}

/** A call recorded at a step is a referral like any other. */
function called(c: CaseInHand, { fields = {} }: Answer, agency: (typeof AGENCIES)[number]): void {
  if (Object.values(fields).every((value) => value.trim() === '')) return;
  const named = [fields['agency'], fields['contact']].filter((part) => part?.trim()).join(', ');
  c.add({
    kind: 'referral',
    referralId: c.work.newId<string>(),
    agency,
    contact: named.slice(0, 200),
    at: c.work.now,
    reference: (fields['reference'] ?? '').slice(0, 100),
    advice: fields['advice'] ?? '',
    chaseOn: null,
  });
}

function needsLink(c: CaseInHand, why: 'same' | 'again'): void {
  if (!c.state.links.some((l) => l.why === why)) throw invalid('choices', 'Link the other case first.');
}

/** Two people, in no way part of it, and not whoever reported it. */
async function checkPair(c: CaseInHand, { fields = {} }: Answer): Promise<void> {
  const reporter = await reporterOf(c);
  const named = [...c.barred, ...namedStaff(c), ...(reporter ? [reporter] : [])];
  const conflictedIds = await c.work.people.sameAs(named);
  const seen = new Set<Id>();
  for (const key of ['first', 'second']) {
    const id = PersonId.safeParse(fields[key]);
    const person = id.success ? await c.work.people.person(id.data) : null;
    if (!person || conflictedIds.includes(person.id)) throw invalid(`fields.${key}`, 'Choose somebody else.');
    const same = await c.work.people.sameAs([person.id]);
    if (same.some((one) => seen.has(one))) throw invalid(`fields.${key}`, 'Name two different people.');
    for (const one of same) seen.add(one);
  }
}

function checkRow(c: CaseInHand, { choices, fields }: Answer): void {
  const id = fields?.['row'] ?? '';
  const row = Object.values(tablesOf(c.course.chart))
    .flatMap((table) => table.rows)
    .find((r) => r.id === id);
  const [choice] = choices;
  if (choice === 'no_row') return;
  if (!row) throw invalid('fields.row', 'Choose a row of the table.');
  if (row.ticked.includes('police') !== (choice === 'police_row'))
    throw invalid('choices', 'The row you chose says otherwise about the police.');
}

/** Those responsible for whom the table has lines that nobody has decided on yet. */
export function undecided(c: CaseInHand): string[] {
  return c.state.people
    .filter((p) => p.parts.includes('instigator') && p.who.kind !== 'other')
    .map((p) => p.key)
    .filter((key) => !c.state.sanctions.some((s) => s.personKey === key));
}

/** Something for somebody to do. Its doer sees the task and nothing of the case. */
export async function addTask(
  c: CaseInHand,
  task: {
    readonly what: 'action' | 'technical' | 'policy_change';
    readonly text: string;
    readonly doerId: Id | null;
    readonly office: string;
    readonly dueOn: Day;
  },
): Promise<void> {
  const taskId = c.work.newId<never>();
  c.add({ kind: 'task', taskId, ...task });
  const { text, doerId, dueOn } = task;
  const askAt = nextMorning(await c.work.settings.calendar(), c.row.schoolId, dueOn);
  await c.work.cases.addTask({
    id: taskId,
    caseId: c.row.id,
    doerId,
    dueOn,
    madeAt: c.work.now,
    doneAt: null,
    askAt,
    text,
  });
  await c.tell([doerId], 'task_waiting', '/tabs/home');
}
