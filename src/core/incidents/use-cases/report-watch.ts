import { z } from 'zod';
import type { Actor } from '../../access/actor';
import { NOTHING } from '../../access/rules';
import type { NoticeId, PersonId } from '../../ids';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { addDays, instantOf } from '../../people/day';
import { CaseInHand } from '../case-in-hand';
import { relieve } from '../case-people';
import type { CaseRow } from '../case-store';
import { tellMore } from '../open-case';
import { routeFor } from '../posts';
import type { Report, Routing } from '../report';
import { acknowledgeBy, idleAt, lookAt } from '../report-clock';
import { type Course, carryOut, runOn, tell } from '../report-filing';
import { courseOf } from '../report-showing';
import { stopped } from './reports';

/** Most reports looked at in one go; the rest are next in a minute. */
const BATCH = 50;
/** A channel repeats what it sent within minutes, never after days. */
const REMEMBERED_DAYS = 7;

type Seen = 'reminded' | 'stopped' | 'chased' | 'waiting';

/**
 * The clocks of reports: one left lying is reminded of once and then ends by the chart's own stop rule; one that nobody
 * has opened in time goes to the next person, again and again until somebody does.
 */
export const watchReports = useCase({
  name: 'reports.expire',
  action: 'report.watch',
  input: z.strictObject({}),
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work) => {
    const seen: Seen[] = [];
    for (const report of await work.reports.due(work.now, BATCH)) {
      const course = await courseOf(work, report);
      seen.push(
        report.state === 'open'
          ? await lyingThere(work, course, report)
          : await unopened(work, course, { report, actor }),
      );
    }
    await work.inbox.forget(instantOf(addDays(work.today, -REMEMBERED_DAYS), 0));
    const count = (what: Seen): number => seen.filter((s) => s === what).length;
    return { reminded: count('reminded'), stopped: count('stopped'), chased: count('chased') };
  },
  ledger: {
    kind: 'incident.recorded',
    payload: ({ output }) => (output.reminded + output.stopped + output.chased > 0 ? { ...output } : null),
  },
});

async function lyingThere(work: Work, course: Course, report: Report): Promise<Seen> {
  const { content } = report;
  const limit = idleAt(content, course.set);
  const look = lookAt(content, course.set);
  // The school may have given it more time meanwhile.
  if (work.now < look) {
    await work.reports.wake(report.id, look);
    return 'waiting';
  }
  if (work.now < limit) {
    await remind(work, report);
    await work.reports.wake(report.id, limit);
    return 'reminded';
  }
  const passage = await runOn(work, course, {
    ...report,
    rev: report.rev + 1,
    content: { ...content, ...stopped(course, content) },
  });
  await work.reports.save(passage.report);
  await carryOut(work, passage);
  return 'stopped';
}

const remind = (work: Work, report: Report): Promise<unknown> =>
  toReporter(work, report, { kind: 'report_unsent', why: `unsent ${report.rev}`, link: '/tabs/home' });

async function toReporter(
  work: Work,
  report: Report,
  n: { kind: 'report_unsent' | 'report_unopened'; why: string; link: string },
): Promise<void> {
  await work.notices.add([
    {
      id: work.newId<NoticeId>(),
      key: `report ${report.id} ${n.why}`,
      personId: report.reporterId,
      kind: n.kind,
      title: report.number,
      link: n.link,
      dueOn: null,
      notBefore: work.now,
      createdAt: work.now,
      delivery: 'waiting',
      deliveredAt: null,
    },
  ]);
}

/** A report that was passed on: has the reporter said more, and must the next person be told? */
async function unopened(
  work: Work,
  course: Course,
  { report, actor }: { readonly report: Report; readonly actor: Actor },
): Promise<Seen> {
  // Opened in the transaction that passed the report on, and nothing is kept from a service.
  const row = (await work.cases.byId(report.caseId)) as CaseRow;
  const made = await work.notices.made(`report ${report.id} `);
  const late = row.firstActionAt === null ? await byWhen(work, course, report, lastAsked(report, made)) : null;
  const isLate = late !== null && late <= work.now;
  await tellOfAdditions(work, report, row);
  if (isLate) await askNext(work, report, { c: await CaseInHand.take(work, actor, row), made });
  await work.reports.wake(report.id, isLate ? await byWhen(work, course, report, work.now) : late);
  return isLate ? 'chased' : 'waiting';
}

const byWhen = async (
  work: Work,
  { chart, set }: Course,
  { content, schoolId }: Report,
  from: number,
): Promise<number> =>
  acknowledgeBy(chart, content.progress.flags, set, { calendar: await work.settings.calendar(), schoolId, now: from });

/** When somebody was last asked to open it: at first everybody at once, afterwards one by one. */
const lastAsked = ({ id, sentAt }: Report, made: ReadonlyMap<string, number>): number =>
  Math.max(Number(sentAt), ...[...made].filter(([key]) => key.startsWith(`report ${id} next `)).map(([, at]) => at));

/** Whoever owns the case now hears that there is more; where it is an office outside, people tell them. */
async function tellOfAdditions(work: Work, report: Report, { ownerId, priority }: CaseRow): Promise<void> {
  if (ownerId === null) return;
  for (const { id } of await work.reports.additions(report.id))
    await tell(work, report, { personId: ownerId, how: 'notice', why: `added ${id}`, isUrgent: priority < 3 });
}

/**
 * The next on the chain who can be reached and has not been told; the reporter is asked to ring. An owner who cannot go
 * on with it gives way.
 */
async function askNext(
  work: Work,
  report: Report,
  { c, made }: { readonly c: CaseInHand; readonly made: ReadonlyMap<string, number> },
): Promise<void> {
  const { row } = c;
  if (row.state === 'open' && row.ownerId !== null && (await relieve(c))) await c.keep();
  const known = (report.content.routing as Routing).facts; // worked out when it was passed on
  const { chain, facts } = await routeFor(work, {
    schoolId: row.schoolId,
    flags: row.flags,
    named: known.named,
    affected: known.affected,
    reporterId: report.reporterId,
    extraExcluded: c.barred,
    besides: row.state === 'sealed' ? [report.reporterId] : [],
  });
  const told = new Set([...made.keys()].map((key) => key.split(' ').at(-1)));
  const next: PersonId | undefined = chain.find((id) => !facts.away.includes(id) && !told.has(id) && id !== c.ownerId);
  if (next !== undefined) {
    const isOrphan = c.ownerId === null && row.state !== 'sealed';
    await tellMore(work, row.id, { toldIds: [next], ...(isOrphan && { ownerId: next }) });
    const how = row.state === 'sealed' ? 'ring' : 'notice';
    await tell(work, report, { personId: next, how, why: 'next', isUrgent: row.priority < 3 });
  }
  // Asked once for each person tried, and once more when nobody is left; never a silent queue.
  const why = `unopened ${next ?? 'at all'}`;
  await toReporter(work, report, { kind: 'report_unopened', why, link: '/tabs/home' });
}
