import type { NoticeKind } from '../attestation/notices';
import type { NoticeId, PersonId } from '../ids';
import { workingMoment } from '../people/calendar';
import { type Person, fullName } from '../people/person';
import type { SettingKey } from '../people/store';
import type { Work } from '../ports';
import { advance, answered, stepAt, tellsAt } from './advance';
import type { Answer, Chart, Progress, Step, Tell } from './chart';
import { openCase, standingOf } from './open-case';
import { routeFor } from './posts';
import type { Report, Routing } from './report';
import { acknowledgeBy, lookAt } from './report-clock';
import { categoryOf } from './report-show';

/** What a report's chart runs by: the version it began with, and the school's settings. */
export interface Course {
  readonly chart: Chart;
  readonly set: Partial<Record<SettingKey, string>>;
}

/** Somebody to be told, once for each reason. */
interface Telling {
  readonly personId: PersonId;
  readonly how: 'notice' | 'ring';
  readonly why: string;
}

/** Where a report has come to, and what is to be done once that is kept. */
export interface Passage {
  readonly report: Report;
  readonly tellings: readonly Telling[];
  /** It has just been passed on: a case is to be opened. */
  readonly isFiled: boolean;
}

/** Steps that the system does, and what each makes of the report. */
const FILES: Readonly<Record<string, 'sent' | 'unfinished'>> = { N2: 'sent', N3: 'sent', N4: 'unfinished' };
const DROPPED = 'D5';

/**
 * Takes an answer, having looked whether anybody can be reached where the answer sends the report: if nobody can, the
 * answer says so, and the chart ends with the numbers to ring.
 */
export async function take(work: Work, course: Course, report: Report, answer: Answer): Promise<Progress> {
  const { progress } = report.content;
  const next = advance(course.chart, progress, answer);
  if (next.node !== 'N2' || (await routed(work, report, next)).owner !== 'outside_contact') return next;
  return advance(course.chart, progress, { ...answer, facts: ['no_recipient'] });
}

/**
 * Does what the chart has the system do, up to the next step that a person sees or to the end. Nothing is written yet:
 * whoever keeps the report first does what is said here (`carryOut`).
 */
export async function runOn(work: Work, course: Course, before: Report): Promise<Passage> {
  const { chart } = course;
  let report = before;
  const tellings: Telling[] = [];
  for (let step = stepAt(chart, report.content.progress); step?.by === 'SYSTEM';) {
    const { progress } = report.content;
    const { next, routing } = await pass(work, chart, report, step);
    for (const tell of tellsAt(chart, progress)) tellings.push(...told(tell, routing, progress.node));
    const state = FILES[progress.node];
    const content = { ...report.content, progress: next, ...(state && { routing }) };
    report = { ...report, content, ...(state && { state, sentAt: work.now }) };
    step = stepAt(chart, next);
  }
  const isFiled = report.state !== before.state;
  return { report: await settled(work, course, report, isFiled), tellings, isFiled };
}

/** One step of the system's: by whom it would be dealt with, and the way on that follows from that. */
async function pass(
  work: Work,
  chart: Chart,
  report: Report,
  step: Step,
): Promise<{ next: Progress; routing: Routing }> {
  const { progress } = report.content;
  const keys = step.options.map((o) => o.key);
  const [usual, outside] = [keys.slice(0, 1), keys.slice(1)];
  const by = (choices: string[]): Answer => ({ node: progress.node, choices });
  const next = advance(chart, progress, by(usual));
  const routing = await routed(work, report, next);
  const isSealed = next.flags.includes('unfinished') && !next.flags.includes('who_asked');
  const reached = isSealed ? twoPosts(routing) : recipients(routing);
  if (outside.length === 0 || reached.length > (isSealed ? 1 : 0)) return { next, routing };
  const facts = ['no_recipient' as const];
  return {
    next: advance(chart, progress, { ...by(outside), facts }),
    routing: { ...routing, owner: 'outside_contact' },
  };
}

/** Section 4 for what is known at that place. Whoever is to ring the reporter cannot be the reporter. */
function routed(work: Work, report: Report, progress: Progress): Promise<Routing> {
  const { reporterId, schoolId } = report;
  const { flags } = progress;
  const said = (node: string): Answer | undefined => answered(progress).find((a) => a.node === node);
  const isUnfinished = flags.includes('unfinished');
  return routeFor(work, {
    schoolId,
    flags,
    reporterId,
    named: said('R4')?.people ?? [],
    affected: said('R5')?.choices.includes('me') ? [reporterId] : [],
    besides: isUnfinished ? [reporterId] : [],
  });
}

const recipients = ({ owner, told }: Routing): PersonId[] => [
  ...new Set([...(owner === 'outside_contact' ? [] : [owner]), ...told]),
];

/** The first who can be reached and one more in another post, so that no one person can keep it to themselves. */
function twoPosts(routing: Routing): PersonId[] {
  const { chain, facts, posts } = routing;
  const [first, ...others] = new Set([...recipients(routing), ...chain.filter((id) => !facts.away.includes(id))]);
  if (first === undefined) return [];
  const second = others.find((id) => Object.values(posts).some((ids) => ids.includes(id) && !ids.includes(first)));
  return second === undefined ? [first] : [first, second];
}

function told({ who, how }: Tell, routing: Routing, node: string): Telling[] {
  const people = who === 'TWO_POSTS' ? twoPosts(routing) : who === 'RECIPIENTS' ? recipients(routing) : [];
  return people.map((personId) => ({ personId, how: how === 'ring' ? 'ring' : 'notice', why: node }));
}

/** Its state and clock at that place. A draft that was dropped leaves nothing of what it said. */
async function settled(work: Work, course: Course, report: Report, isFiled: boolean): Promise<Report> {
  const { content, schoolId } = report;
  if (content.progress.node === DROPPED) {
    const progress: Progress = { ...content.progress, flags: [], answers: [], kept: [] };
    return {
      ...report,
      state: 'dropped',
      wakeAt: null,
      content: { ...content, progress, kept: [], files: [], warning: null },
    };
  }
  if (!isFiled) return { ...report, wakeAt: lookAt(content, course.set) };
  const calendar = await work.settings.calendar();
  const clock = { calendar, schoolId, now: work.now };
  return { ...report, wakeAt: acknowledgeBy(course.chart, content.progress.flags, course.set, clock) };
}

/** After the report was kept, in the same transaction: the case is opened and people are told. */
export async function carryOut(work: Work, { report, tellings, isFiled }: Passage): Promise<void> {
  const isUrgent = standingOf(report.content.progress.flags).priority < 3;
  for (const t of tellings) await tell(work, report, { ...t, isUrgent });
  const { routing, progress } = report.content;
  if (!isFiled || routing === null) return;
  const { flags } = progress;
  const isUnfinished = report.state === 'unfinished';
  const isSealed = isUnfinished && !flags.includes('who_asked');
  await openCase(work, {
    caseId: report.caseId,
    reportId: report.id,
    reportNumber: report.number,
    schoolId: report.schoolId,
    reporterId: report.reporterId,
    flags,
    ownerId: isSealed || routing.owner === 'outside_contact' ? null : routing.owner,
    toldIds: isSealed ? twoPosts(routing) : routing.told,
    barredIds: routing.excluded,
    namedIds: answered(progress).flatMap((a) => a.people ?? []),
    affectedIds: routing.facts.affected,
    category: categoryOf(report),
    unfinished: isUnfinished,
    sealed: isSealed,
  });
}

/** The database lets no report be without its reporter. */
const reporterOf = async (work: Work, { reporterId }: Report): Promise<string> =>
  fullName((await work.people.person(reporterId)) as Person);

/**
 * One notice to one person: a reference and nothing else, and with `ring` the reporter's name. Urgent ones go at once,
 * others in working hours. The same reason is never told twice.
 */
export async function tell(work: Work, report: Report, t: Telling & { readonly isUrgent: boolean }): Promise<void> {
  const isRinging = t.how === 'ring';
  const kind: NoticeKind = isRinging ? 'report_urgent' : 'report_waiting';
  const calendar = await work.settings.calendar();
  await work.notices.add([
    {
      id: work.newId<NoticeId>(),
      key: `report ${report.id} ${t.why} ${t.personId}`,
      personId: t.personId,
      kind,
      title: isRinging ? await reporterOf(work, report) : report.number,
      link: report.state === 'open' ? '/tabs/work/cases' : `/tabs/work/cases/case/${report.caseId}`,
      dueOn: null,
      notBefore: t.isUrgent || isRinging ? work.now : workingMoment(calendar, report.schoolId, work.now),
      createdAt: work.now,
      delivery: 'waiting',
      deliveredAt: null,
    },
  ]);
}
