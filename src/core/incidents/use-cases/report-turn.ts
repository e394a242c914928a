import { z } from 'zod';
import { type Actor, asPerson, entriesOf } from '../../access/actor';
import type { Subject } from '../../access/rules';
import { AppError, notFound } from '../../errors';
import { ReportId } from '../../ids';
import type { Json, Work } from '../../ports';
import { type UseCase, useCase } from '../../use-case';
import type { Report, ReportContent } from '../report';
import { type Course, carryOut, runOn } from '../report-filing';
import { viewOf } from '../report-show';
import { courseOf, showingOf } from '../report-showing';
import type { ReportView } from '../report-views';

/** A report of whoever acts. */
export interface Own extends Subject {
  readonly report: Report;
}

/** The state of a report that a card or a page was showing. */
export const Place = z.strictObject({ reportId: ReportId, rev: z.int().min(1) });
export type Place = z.infer<typeof Place>;

/** One's own report; anybody else's is not there. */
export async function own(reportId: ReportId, work: Work, actor: Actor): Promise<Own> {
  const report = await work.reports.byId(reportId);
  if (!report || !entriesOf(actor).includes(report.reporterId)) throw notFound();
  return { schoolId: report.schoolId, ownerId: asPerson(actor).person.id, report };
}

interface Done {
  readonly subject: { readonly report?: Report };
  readonly output: ReportView;
}

/** Kept only where something changed: what was said is in the report, that it was said in the ledger. */
export const recorded = (what: string) => ({
  kind: 'incident.recorded' as const,
  payload: ({ subject, output }: Done): Json | null =>
    output.stale || output.rev === subject.report?.rev ? null : { report: output.reportId, what },
  ref: ({ output }: Pick<Done, 'output'>): string => output.reportId,
});

type Step = (course: Course) => Promise<Partial<ReportContent>> | Partial<ReportContent>;

/**
 * Changes an open report by one step, if it is still at the revision the step was meant for, and does what the chart
 * then has the system do. Whatever does not fit changes nothing and is shown what stands.
 */
export async function turn(work: Work, report: Report, rev: number, step: Step): Promise<ReportView> {
  const course = await courseOf(work, report);
  const stale = async (): Promise<ReportView> => viewOf(report, await showingOf(work, report, course), true);
  // Somebody was quicker, perhaps this person on another device.
  if (report.state !== 'open' || rev !== report.rev) return stale();
  const changed = await fitting(() => step(course));
  if (changed === null) return stale();
  const content = { ...report.content, warning: null, ...changed, touchedAt: work.now };
  const passage = await runOn(work, course, { ...report, rev: rev + 1, content });
  await work.reports.save(passage.report);
  await carryOut(work, passage);
  return viewOf(passage.report, await showingOf(work, passage.report, course));
}

/** A step that the chart does not have there is no mistake of the person's: a card may be old. */
async function fitting(step: () => ReturnType<Step>): Promise<Partial<ReportContent> | null> {
  try {
    return await step();
  } catch (e) {
    if (e instanceof AppError && e.code === 'conflict') return null;
    throw e;
  }
}

/** Something a reporter does to their own open report, as the state they were shown has it. */
export const onOwn = <Input extends Place>(o: {
  readonly name: string;
  readonly what: string;
  readonly input: z.ZodType<Input>;
  readonly step: (done: {
    input: Input;
    content: ReportContent;
    course: Course;
    now: number;
  }) => Partial<ReportContent>;
}): UseCase<Input, Own, ReportView> =>
  useCase<Input, Own, ReportView>({
    name: o.name,
    action: 'report.own',
    input: o.input,
    subject: ({ reportId }, work, actor) => own(reportId, work, actor),
    run: ({ input, subject: { report } }, work) =>
      turn(work, report, input.rev, (course) => o.step({ input, content: report.content, course, now: work.now })),
    ledger: recorded(o.what),
  });
