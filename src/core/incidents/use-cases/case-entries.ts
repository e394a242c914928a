import { z } from 'zod';
import { AppError, invalid, notFound } from '../../errors';
import { CaseId, Day, EntryId, PersonId, PupilId, TaskId } from '../../ids';
import { fullName } from '../../people/person';
import { AGENCIES, DECISIONS, type Named, OUTCOMES, Part, RETENTION } from '../case-entries';
import { CaseInHand } from '../case-in-hand';
import { factsOf, reroute } from '../case-people';
import { tablesOf } from '../sanctions';
import { addTask, arrive, demand } from '../triage-work';
import { caseChange, caseFor } from './case-change';

const Words = z.string().trim().min(1, 'Write a few words.').max(20_000, 'Keep it under 20,000 letters.');
const Reason = z.string().trim().min(3, 'Write the reason.').max(4_000, 'Keep it under 4,000 letters.');
const Short = z.string().trim().max(200);
const ANYWHERE = ['open', 'closed', 'merged'] as const;

/** Facts, times, actual words. */
export const addNote = caseChange({
  name: 'cases.note',
  action: 'case.note',
  who: 'everyone in it',
  in: ANYWHERE,
  input: z.strictObject({ caseId: CaseId, text: Words }),
  act: (c, { text }) => void c.add({ kind: 'note', text }),
});

/** What was wrong stays where it is; the correction stands beside it. */
export const correctEntry = caseChange({
  name: 'cases.correct',
  action: 'case.note',
  who: 'everyone in it',
  in: ANYWHERE,
  input: z.strictObject({ caseId: CaseId, entryId: EntryId, text: Words, reason: Reason }),
  act: (c, { entryId, text, reason }) => {
    if (!c.entries.some((e) => e.id === entryId)) throw invalid('entryId', 'That entry is not in this case.');
    c.add({ kind: 'correction', of: entryId, text, reason });
  },
});

const Who = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('staff'), personId: PersonId }),
  z.strictObject({ kind: z.literal('pupil'), pupilId: PupilId }),
  z.strictObject({ kind: z.literal('other'), id: z.guid().nullable(), name: z.string().trim().min(1).max(200) }),
]);

/**
 * Names somebody in the case, or puts right what they are in it. Whoever is named as responsible is kept out at once,
 * the namer too, and section 4 of the flow chooses again who has the case.
 */
export const namePerson = caseChange({
  name: 'cases.namePerson',
  action: 'case.work',
  input: z.strictObject({ caseId: CaseId, who: Who, parts: z.array(Part).min(1).max(3) }),
  act: async (c, { who, parts }) => {
    const named = await asNamed(c, who);
    c.add({ kind: 'person', who: named, parts: Part.options.filter((p) => parts.includes(p)) });
    if (named.kind === 'pupil') c.set({ year: Math.min(named.year, c.row.year ?? named.year) });
    if (named.kind !== 'other')
      await c.work.cases.about(c.row.id, [named.kind === 'staff' ? named.personId : named.pupilId]);
    const facts = await factsOf(c, named, parts);
    if (facts.some((f) => !c.flags.includes(f))) c.happen('learnt', facts);
    const same = named.kind === 'staff' ? await c.work.people.sameAs([named.personId]) : [];
    const isOwner = same.some((id) => id === c.ownerId);
    // Whoever is hurt does not see it by their post either.
    const leads = await c.work.people.holders(['safeguarding_lead'], c.row.schoolId, c.work.today);
    if (leads.some((p) => same.includes(p.id))) c.set({ leadSees: false });
    if (isOwner || (named.kind === 'staff' && parts.includes('instigator'))) await reroute(c, 'named');
    await arrive(c);
  },
});

async function asNamed(c: CaseInHand, who: z.infer<typeof Who>): Promise<Named> {
  if (who.kind === 'other') return { kind: 'other', id: who.id ?? c.work.newId<string>(), name: who.name };
  if (who.kind === 'staff') {
    const person = await c.work.people.person(who.personId);
    if (!person) throw invalid('who.personId', 'Choose somebody from the staff list.');
    return { kind: 'staff', personId: person.id, name: fullName(person) };
  }
  const pupil = (await c.work.attestations.pupils(c.row.schoolId)).find((p) => p.id === who.pupilId);
  if (!pupil) throw invalid('who.pupilId', 'Choose a pupil of this school.');
  return { kind: 'pupil', pupilId: pupil.id, name: fullName(pupil), year: pupil.year };
}

/** A call somebody made to an agency. Lantern itself contacts nobody. */
export const refer = caseChange({
  name: 'cases.refer',
  action: 'case.work',
  input: z.strictObject({
    caseId: CaseId,
    agency: z.enum(AGENCIES),
    contact: Short,
    at: z.int().min(0),
    reference: z.string().trim().max(100),
    advice: z.string().trim().max(20_000),
    chaseOn: Day.nullable(),
  }),
  act: (c, { caseId: _, ...call }) => {
    if (call.at > c.work.now) throw invalid('at', 'That time is still to come.');
    c.add({ kind: 'referral', referralId: c.work.newId<string>(), ...call });
  },
});

/** Asked again, or answered: `chaseOn` null is the end of waiting for them. */
export const chaseReferral = caseChange({
  name: 'cases.chase',
  action: 'case.work',
  input: z.strictObject({
    caseId: CaseId,
    referralId: z.guid(),
    said: Words,
    reference: z.string().trim().max(100),
    chaseOn: Day.nullable(),
  }),
  act: (c, { caseId: _, ...chase }) => {
    if (!c.state.referrals.some((r) => r.referralId === chase.referralId))
      throw invalid('referralId', 'That call is not in this case.');
    c.add({ kind: 'chased', ...chase });
  },
});

const Line = z.strictObject({
  column: z.string().max(60),
  decision: z.enum(DECISIONS),
  reason: Reason,
  instead: z.string().trim().min(1).max(500).optional(),
  doerId: PersonId.optional(),
  dueOn: Day.optional(),
});

/** Each line the school's table suggests is accepted, changed or declined with a reason: nothing happens by itself. */
export const decideSanctions = caseChange({
  name: 'cases.decideSanctions',
  action: 'case.work',
  input: z.strictObject({
    caseId: CaseId,
    personKey: z.string().max(60),
    row: z.string().max(60).nullable(),
    lines: z.array(Line).max(20),
  }),
  act: async (c, { personKey, row, lines }) => {
    demand(c, 'sanction_entry');
    if (c.progress?.node !== 'T15') throw new AppError('conflict', { detail: 'decided at T15 alone' });
    const person = c.state.people.find((p) => p.key === personKey && p.parts.includes('instigator'));
    if (!person || person.who.kind === 'other') throw invalid('personKey', 'Choose somebody responsible.');
    const table = tablesOf(c.course.chart)[person.who.kind === 'pupil' ? 'pupils' : 'staff'];
    const found = table.rows.find((r) => r.id === row);
    if (row !== null && !found) throw invalid('row', 'Choose a row of the table.');
    const known = new Set(table.columns.map((column) => column.id));
    const open = (found?.ticked ?? []).filter((column) => !lines.some((l) => l.column === column));
    if (open.length > 0) throw invalid('lines', 'Decide every suggested line.');
    if (lines.some((l) => !known.has(l.column))) throw invalid('lines', 'Choose from the table.');
    if (lines.some((l) => l.decision === 'changed' && l.instead === undefined))
      throw invalid('lines', 'Say what is done instead.');
    if (lines.some((l) => l.decision !== 'declined' && !hasDoer(l)))
      throw invalid('lines', 'Say who does it and by when.');
    c.add({ kind: 'sanctions', personKey, row, lines });
    for (const line of lines.filter(hasDoer))
      await setTask(c, line, table.columns.find((x) => x.id === line.column)!.label);
  },
});

type Line = z.infer<typeof Line>;
/** Something is to be done, by somebody and by a day (`incident-flow.md`, T15). */
type ToDo = Line & { readonly doerId: PersonId; readonly dueOn: Day };
const hasDoer = (l: Line): l is ToDo => l.decision !== 'declined' && l.doerId !== undefined && l.dueOn !== undefined;

/** It becomes their task, in the words of the table. */
async function setTask(c: CaseInHand, line: ToDo, label: string): Promise<void> {
  await checkTask(c, line.doerId, line.dueOn);
  const text = `${c.row.reference}: ${line.instead ?? label}`;
  await addTask(c, { what: 'action', text, doerId: line.doerId, office: '', dueOn: line.dueOn });
}

async function checkTask(c: CaseInHand, doerId: PersonId | null, dueOn: Day): Promise<void> {
  if (dueOn < c.work.today) throw invalid('dueOn', 'Choose a day that is still to come.');
  if (doerId === null) return;
  const [person, kept] = [await c.work.people.person(doerId), c.barred];
  if (!person || kept.includes(doerId)) throw invalid('doerId', 'Choose somebody else.');
}

/** Something for somebody to do. `technical`: the text names the system, never the story. */
export const act = caseChange({
  name: 'cases.act',
  action: 'case.work',
  input: z.strictObject({
    caseId: CaseId,
    what: z.enum(['action', 'technical', 'policy_change']),
    text: z.string().trim().min(1).max(2_000),
    doerId: PersonId.nullable(),
    /** Who does it where it is nobody of the school. */
    office: Short,
    dueOn: Day,
  }),
  act: async (c, { caseId: _, ...task }) => {
    if (task.doerId === null && task.office === '') throw invalid('doerId', 'Say who does it.');
    await checkTask(c, task.doerId, task.dueOn);
    await addTask(c, task);
  },
});

/** The owner writes down that a task is done. */
export const finishAct = caseChange({
  name: 'cases.finishAct',
  action: 'case.work',
  input: z.strictObject({ caseId: CaseId, taskId: TaskId, said: z.string().trim().max(2_000) }),
  act: async (c, { taskId, said }) => {
    const task = c.state.tasks.find((t) => t.taskId === taskId);
    if (!task) throw invalid('taskId', 'That task is not in this case.');
    if (task.done) return;
    c.add({ kind: 'task_done', taskId, said });
    await c.work.cases.finishTask(taskId, c.work.now);
  },
});

const Record = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('support'), personKey: z.string().max(60).nullable(), plan: Words }),
  z.strictObject({
    kind: z.literal('parents'),
    decision: z.enum(['told', 'later', 'not']),
    on: Day.nullable(),
    reason: Reason,
  }),
  z.strictObject({ kind: z.literal('debrief'), on: Day, text: Words }),
  z.strictObject({ kind: z.literal('monitoring'), until: Day }),
  z.strictObject({
    kind: z.literal('outcome'),
    outcome: z.enum(OUTCOMES),
    retention: z.enum(RETENTION),
    keepHold: z.boolean(),
    reason: Reason,
  }),
]);

/** Support plans, parents, debriefs, the day until which a case is watched, and how it ended. */
export const recordEntry = caseChange({
  name: 'cases.record',
  action: 'case.work',
  input: z.strictObject({ caseId: CaseId, record: Record }),
  act: (c, { record }) => {
    if (
      record.kind === 'support' &&
      record.personKey !== null &&
      !c.state.people.some((p) => p.key === record.personKey)
    )
      throw invalid('record.personKey', 'Choose somebody of this case.');
    if (record.kind === 'monitoring' && record.until < c.work.today)
      throw invalid('record.until', 'Choose a day that is still to come.');
    c.add(record);
  },
});

/**
 * Joins two cases that both are open to whoever links them. `same` and `again` keep every flag of both and keep out of
 * each whoever is kept out of either, so that linking never shows anybody more.
 */
export const linkCase = caseChange({
  name: 'cases.link',
  action: 'case.work',
  input: z.strictObject({ caseId: CaseId, otherId: CaseId, why: z.enum(['same', 'again', 'related']) }),
  act: async (c, { otherId, why }) => {
    if (otherId === c.row.id) throw invalid('otherId', 'Choose another case.');
    const { row, memberIds } = await caseFor(c.work, otherId, 'those who work it', 'lock');
    if (!memberIds.some((id) => c.isMe(id))) throw notFound('forbidden');
    if (c.state.links.some((l) => l.caseId === otherId && l.why === why)) return;
    const other = await CaseInHand.take(c.work, c.actor, row);
    c.add({ kind: 'link', caseId: otherId, reference: row.reference, why, flags: [...other.flags] });
    other.add({ kind: 'link', caseId: c.row.id, reference: c.row.reference, why: 'related', flags: [...c.flags] });
    if (why !== 'related') await share(c, other, why);
    await other.keep();
  },
});

async function share(c: CaseInHand, other: CaseInHand, why: 'same' | 'again'): Promise<void> {
  const [kept, otherKept] = [c.barred, other.barred];
  await c.bar(otherKept);
  await other.bar(kept);
  // The case that goes on learns all that the one that ends knew: that other one, or this one.
  const goesOn = why === 'same' ? other : c;
  goesOn.takeIn(why === 'same' ? c.flags : [...other.flags, 'repeat']);
  await other.tell([other.ownerId], 'case_waiting');
}
