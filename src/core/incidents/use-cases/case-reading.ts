import { z } from 'zod';
import { type PersonActor, asPerson, entriesOf } from '../../access/actor';
import { NOTHING } from '../../access/rules';
import { notFound } from '../../errors';
import { CaseId, PupilId, SchoolId, TaskId } from '../../ids';
import { instantOf } from '../../people/day';
import { isInPost } from '../../people/employment';
import { fullName } from '../../people/person';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { keyOf } from '../case-entries';
import { fold } from '../case-fold';
import { CaseInHand } from '../case-in-hand';
import type { CaseRow } from '../case-store';
import { viewOf } from '../case-view';
import type { CaseListRow, CasePage, CaseView, ChronologyRow, FoundPerson, TaskView } from '../case-views';
import { beFresh, caseFor, viewerOf } from './case-change';

/** Most people found at once. */
const FOUND = 20;
const PAGE = 50;
const LARGEST_PAGE = 200;
/** A step in the list says enough to know it again. */
const SHORT = 90;

/** Cases open to whoever asks, by what they wait for. Counts are of the same cases: nothing else is counted anywhere. */
export const listCases = useCase({
  name: 'cases.list',
  action: 'case.list',
  input: z.strictObject({
    view: z.enum(['open', 'mine', 'due', 'waiting', 'closed']).default('open'),
    schoolId: SchoolId.optional(),
    limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(PAGE),
    offset: z.coerce.number().int().min(0).default(0),
  }),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input, actor }, work): Promise<CasePage> => {
    const me = asPerson(actor);
    const viewer = viewerOf(me);
    // Due means by the end of the school's day.
    const filter = { ...input, dueBy: instantOf(work.today, 24) };
    const rows = await work.cases.list(viewer, filter);
    const counts = await work.cases.counts(viewer, filter);
    return { rows: await listRows(rows, me, work), total: counts[input.view], counts, asOf: work.now };
  },
});

async function listRows(rows: readonly CaseRow[], me: PersonActor, work: Work): Promise<CaseListRow[]> {
  const owners = await work.people.byIds(rows.flatMap((r) => r.ownerId ?? []));
  const chart = await work.charts.inForce('triage');
  const mine = entriesOf(me);
  return rows.map((r) => {
    // The list holds cases with a chart alone.
    const node = chart.nodes[String(r.node)];
    const prompt = node && node.kind !== 'router' ? node.prompt : '';
    const owner = r.ownerId && owners.get(r.ownerId);
    return {
      caseId: r.id,
      reference: r.reference,
      schoolId: r.schoolId,
      priority: r.priority,
      state: r.state,
      node: r.node,
      step: prompt.length <= SHORT ? prompt : `${prompt.slice(0, SHORT - 1).trimEnd()}…`,
      dueAt: r.dueAt,
      openedAt: r.openedAt,
      isWaiting: r.isWaiting,
      category: r.category,
      flags: r.state === 'sealed' ? [] : r.flags,
      ownerName: owner ? fullName(owner) : null,
      isMine: r.ownerId !== null && mine.includes(r.ownerId),
    };
  });
}

/** The whole case. That somebody looked is recorded, and shown on the case. */
export const readCase = useCase({
  name: 'cases.read',
  action: 'case.read',
  input: z.strictObject({ caseId: CaseId }),
  subject: ({ caseId }, work) => caseFor(work, caseId, 'everyone in it', 'byId'),
  run: async ({ subject, actor }, work): Promise<CaseView> => {
    const me = asPerson(actor);
    await beFresh(me, work);
    return viewOf(await CaseInHand.take(work, me, subject.row));
  },
  ledger: {
    kind: 'incident.read',
    ref: ({ input }) => input.caseId,
    payload: ({ input }) => ({ case: input.caseId, what: 'cases.read' }),
  },
});

/** People to name in a case or to give a task to: staff who are not kept out of it, or pupils of its school. */
export const findPeople = useCase({
  name: 'cases.find',
  action: 'case.work',
  input: z.strictObject({ caseId: CaseId, kind: z.enum(['staff', 'pupil']), q: z.string().trim().max(100) }),
  ledger: null,
  subject: ({ caseId }, work) => caseFor(work, caseId, 'those who work it', 'byId'),
  run: async ({ input, subject }, work): Promise<{ people: FoundPerson[] }> => {
    const { row } = subject;
    if (input.kind === 'pupil') return { people: await findPupils(work, row.schoolId, input.q) };
    const filter = { q: input.q, limit: FOUND + row.barred.length, offset: 0 };
    const { rows } = await work.people.list({ kind: 'trust' }, filter);
    const free = rows.filter((p) => !row.barred.includes(p.id) && isInPost(p, work.today)).slice(0, FOUND);
    return { people: free.map((p) => ({ id: p.id, name: fullName(p), detail: p.department })) };
  },
});

async function findPupils(work: Work, schoolId: SchoolId, q: string): Promise<FoundPerson[]> {
  const typed = q.toLowerCase().split(/\s+/);
  const isMeant = (name: string): boolean => typed.every((part) => name.toLowerCase().includes(part));
  const pupils = (await work.attestations.pupils(schoolId)).filter(
    (p) => isMeant(fullName(p)) && isInPost(p, work.today),
  );
  return pupils.slice(0, FOUND).map((p) => ({ id: p.id, name: fullName(p), detail: p.className }));
}

/** What one child was in, case by case, oldest first: as far as these cases are open to whoever asks. */
export const readChronology = useCase({
  name: 'cases.chronology',
  action: 'case.list',
  input: z.strictObject({ pupilId: PupilId }),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input, actor }, work): Promise<{ rows: ChronologyRow[] }> => {
    const me = asPerson(actor);
    await beFresh(me, work);
    const found = await work.cases.casesAbout(input.pupilId, viewerOf(me));
    const rows: ChronologyRow[] = [];
    for (const row of found.filter((r) => r.state !== 'sealed')) {
      const state = fold(await work.cases.entries(row.id));
      // A case is found from the pupils named in it.
      const { parts } = state.people.find((p) => keyOf(p.who) === input.pupilId)!;
      const { id, reference, openedAt, category, outcome } = row;
      const referrals = state.referrals.length;
      rows.push({ caseId: id, reference, openedAt, state: row.state, category, parts, outcome, referrals });
    }
    return { rows };
  },
  ledger: {
    kind: 'incident.read',
    payload: ({ output }) =>
      output.rows.length === 0 ? null : { cases: output.rows.map((r) => r.caseId), what: 'cases.chronology' },
  },
});

/** What somebody was asked to do: the task, and nothing of the case it is from. */
export const myTasks = useCase({
  name: 'tasks.mine',
  action: 'task.read_own',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work): Promise<{ tasks: TaskView[] }> => {
    const mine = viewerOf(asPerson(actor)).personIds;
    const calls = await work.cases.handedBy(mine);
    const tasks = await work.cases.tasksOf(mine);
    return {
      tasks: [
        ...calls.map((h) => ({
          taskId: h.id,
          kind: 'ask' as const,
          text: h.reference,
          dueOn: work.today,
          madeAt: h.handedAt,
        })),
        ...tasks.map(({ id, text, dueOn, madeAt }) => ({ taskId: id, kind: 'do' as const, text, dueOn, madeAt })),
      ],
    };
  },
});

/** Its doer says that a task is done. */
export const finishTask = useCase({
  name: 'tasks.finish',
  action: 'task.finish',
  input: z.strictObject({ taskId: TaskId, said: z.string().trim().max(2_000) }),
  subject: async ({ taskId }, work) => {
    const task = await work.cases.task(taskId);
    if (task) return { schoolId: task.schoolId, ownerId: task.doerId, task, caseId: task.caseId };
    const call = await work.cases.handed(taskId);
    if (!call) throw notFound();
    return { schoolId: call.schoolId, ownerId: call.callerId, call, caseId: call.caseId };
  },
  run: async ({ input, subject, actor }, work) => {
    const { task } = subject;
    if (!task) {
      // Whoever rang an office outside sees the case no more: that it accepted stands beside it.
      const isNew = subject.call.acceptedAt === null;
      await work.cases.accept(subject.call.id, work.now);
      return { done: true as const, added: [], accepted: isNew };
    }
    const row = task.doneAt === null ? await work.cases.lock(task.caseId) : null;
    if (!row) return { done: true as const, added: [], accepted: false };
    const c = await CaseInHand.take(work, asPerson(actor), row);
    c.add({ kind: 'task_done', taskId: task.id, said: input.said });
    await work.cases.finishTask(task.id, work.now);
    await c.tell([row.ownerId], 'case_waiting');
    return { done: true as const, added: await c.keep(), accepted: false };
  },
  ledger: {
    kind: 'incident.recorded',
    ref: ({ subject }) => subject.caseId,
    payload: ({ subject: { caseId }, output }) => {
      if (output.accepted) return { case: caseId, what: 'handed.accepted' };
      return output.added.length === 0 ? null : { case: caseId, what: 'tasks.finish', entries: [...output.added] };
    },
  },
});
