import { z } from 'zod';
import type { Actor } from '../../access/actor';
import { NOTHING } from '../../access/rules';
import type { NoticeKind } from '../../attestation/notices';
import type { NoticeId, PersonId } from '../../ids';
import { nextMorning, workingMoment } from '../../people/calendar';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { CaseInHand } from '../case-in-hand';
import { doerOf, doersOf, namedStaff, relieve, routedNow } from '../case-people';
import type { CaseRow, HandedRow, TaskRow } from '../case-store';
import { endOf, spanAt } from '../clocks';
import { acknowledgeBy } from '../report-clock';
import { arrive } from '../triage-work';

/** Most cases looked at in one go; the rest are next in a minute. */
const BATCH = 50;
const TASKS = '/tabs/work/cases/tasks';
const END_OF_DAY = { unit: 'school_days', count: 0 } as const;

/**
 * The clocks of cases. A step that is not done in time is asked for again, and the next person on the chain is told,
 * one at each look; a case whose owner cannot go on with it goes to the next. The chart never moves by itself. Where an
 * office outside has a case, whoever rang asks it each school day until it has accepted. A task past its day is asked for
 * each school day until it is done.
 */
export const watchCases = useCase({
  name: 'cases.watch',
  action: 'case.watch',
  input: z.strictObject({}),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work) => {
    let moved = 0;
    const late = await work.cases.toChase(work.now, BATCH);
    for (const row of late) moved += (await chase(work, actor, row)) ? 1 : 0;
    const handed = await work.cases.toAsk(work.now, BATCH);
    for (const call of handed) await askOffice(work, call);
    const tasks = await work.cases.tasksToAsk(work.now, BATCH);
    for (const task of tasks) await askForTask(work, task);
    return { overdue: late.length, moved, asked: handed.length + tasks.length };
  },
  ledger: {
    kind: 'incident.recorded',
    payload: ({ output }) => (output.overdue + output.asked > 0 ? { ...output } : null),
  },
});

/** Answers whether the case has gone to another owner. */
async function chase(work: Work, actor: Actor, row: CaseRow): Promise<boolean> {
  const c = await CaseInHand.take(work, actor, row);
  const { progress } = c.course;
  const isUrgent = row.priority < 3 && spanAt(c.course.chart, progress.node, progress.flags)!.unit !== 'school_days';
  const hasMoved = await relieve(c);
  // Whoever does the step now may open the case, and hears of it unless they have.
  await arrive(c);
  const next = await telling(c, isUrgent);
  await c.keep();
  await work.cases.change(row.id, { chaseAt: await nextLook(c, isUrgent && next !== undefined) });
  return hasMoved;
}

/** Asks whoever the step waits for, and tells one more person of the chain; undefined when everybody has been told. */
async function telling(c: CaseInHand, isUrgent: boolean): Promise<PersonId | undefined> {
  const { work, row, state } = c;
  const about = `overdue ${row.id} ${state.arrivedAt} `;
  const told = [...(await work.notices.made(about)).keys()].map((key) => key.split(' ').at(-1));
  const asked = await waitedFor(c);
  const { chain, facts } = await routedNow(c);
  const passed: readonly unknown[] = [...told, ...asked, ...facts.away, ...namedStaff(c), c.ownerId];
  const next = chain.find((id) => !passed.includes(id));
  if (next !== undefined) await c.join([{ personId: next, part: 'told' }]);
  const to = [...asked, ...(next === undefined ? [] : [next])].filter((id) => !c.barred.includes(id));
  const at = isUrgent ? work.now : workingMoment(await work.settings.calendar(), row.schoolId, work.now);
  const link = `/tabs/work/cases/case/${row.id}`;
  const { reference } = row;
  await remind(work, to, { about: `${about}${work.now}`, kind: 'case_overdue', reference, link, at });
  return next;
}

/** The second person who was asked, else those whose step it is, else the owner. */
async function waitedFor(c: CaseInHand): Promise<PersonId[]> {
  const { waiting } = c.state;
  if (waiting) return [waiting.secondId];
  // A step that is due is there to be done.
  const doers = await doersOf(c, doerOf(c.step!));
  return doers.length === 0 && c.ownerId !== null ? [c.ownerId] : doers;
}

/** By its urgent clock while there is somebody left to be told; each school day after that. */
async function nextLook(c: CaseInHand, isUrgent: boolean): Promise<number> {
  const { work, row } = c;
  const { chart, progress } = c.course;
  const clockwork = { calendar: await work.settings.calendar(), schoolId: row.schoolId };
  if (!isUrgent) return endOf(END_OF_DAY, work.now, clockwork);
  return acknowledgeBy(chart, progress.flags, await work.settings.all(), { ...clockwork, now: work.now });
}

async function askOffice(work: Work, call: HandedRow): Promise<void> {
  const about = `handed ${call.id} ${work.now}`;
  const { reference } = call;
  await remind(work, [call.callerId], { about, kind: 'case_handed', reference, link: TASKS, at: work.now });
  await work.cases.askAgain(call.id, nextMorning(await work.settings.calendar(), call.schoolId, work.today));
}

/** Asks its doer, and tells the case's owner once; where nobody of the school does it, the owner is asked. */
async function askForTask(
  work: Work,
  { id, caseId, schoolId, doerId }: Pick<TaskRow, 'id' | 'caseId' | 'schoolId' | 'doerId'>,
): Promise<void> {
  const calendar = await work.settings.calendar();
  const at = workingMoment(calendar, schoolId, work.now);
  // A task is of a case, and a watcher is kept out of none.
  const { reference, ownerId, barred } = (await work.cases.byId(caseId))!;
  const people = [...new Set([doerId, ownerId])].filter(
    (who): who is PersonId => who !== null && !barred.includes(who),
  );
  for (const [place, who] of people.entries()) {
    const about = place === 0 ? `task ${id} ${work.now}` : `task ${id}`;
    const link = who === ownerId ? `/tabs/work/cases/case/${caseId}` : TASKS;
    await remind(work, [who], { about, kind: 'task_overdue', reference, link, at });
  }
  await work.cases.askTaskAgain(id, nextMorning(calendar, schoolId, work.today));
}

/** A reference and a link, and nothing else. */
async function remind(
  work: Work,
  people: readonly PersonId[],
  o: {
    readonly about: string;
    readonly kind: NoticeKind;
    readonly reference: string;
    readonly link: string;
    readonly at: number;
  },
): Promise<void> {
  await work.notices.add(
    people.map((personId) => ({
      id: work.newId<NoticeId>(),
      key: `${o.about} ${personId}`,
      personId,
      kind: o.kind,
      title: o.reference,
      link: o.link,
      dueOn: null,
      notBefore: o.at,
      createdAt: work.now,
      delivery: 'waiting' as const,
      deliveredAt: null,
    })),
  );
}
