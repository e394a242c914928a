import { z } from 'zod';
import { entriesOf } from '../../access/actor';
import { NOTHING } from '../../access/rules';
import { invalid } from '../../errors';
import { ReportId } from '../../ids';
import { isInPost } from '../../people/employment';
import { fullName } from '../../people/person';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import type { Report } from '../report';
import { type PassedOn, phonesOf, receiptView, viewOf } from '../report-show';
import { showingOf } from '../report-showing';
import type { DirectoryRow, Phones, ReceiptView, ReportView } from '../report-views';
import { own } from './report-turn';

/**
 * The report somebody is in the middle of, on whichever device they left it; where there is none, their report that is
 * named, as it ended.
 */
export const currentReport = useCase({
  name: 'reports.current',
  action: 'report.begin',
  input: z.strictObject({ reportId: ReportId.optional() }),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input, actor }, work): Promise<{ report: ReportView | null }> => {
    const mine = entriesOf(actor);
    const named = async (): Promise<Report | null> => {
      const report = input.reportId === undefined ? null : await work.reports.byId(input.reportId);
      return report && mine.includes(report.reporterId) ? report : null;
    };
    const report = (await work.reports.open(mine)) ?? (await named());
    return { report: report && viewOf(report, await showingOf(work, report)) };
  },
});

/** The numbers to ring, for somebody who is in the middle of nothing. */
export const numbers = useCase({
  name: 'reports.numbers',
  action: 'report.begin',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async (_, work): Promise<{ phones: Phones }> => ({ phones: phonesOf(await work.settings.all()) }),
});

const wasPassedOn = (report: Report): report is PassedOn => report.sentAt !== null;

/** One's own words and receipts, always: also for somebody whom a report turns out to be about. */
export const myReports = useCase({
  name: 'reports.mine',
  action: 'report.begin',
  input: z.strictObject({}),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ actor }, work): Promise<{ reports: ReceiptView[] }> => {
    const reports: ReceiptView[] = [];
    for (const report of (await work.reports.of(entriesOf(actor))).filter(wasPassedOn))
      reports.push(await shown(work, report));
    return { reports };
  },
});

async function shown(work: Work, report: PassedOn): Promise<ReceiptView> {
  const added = await work.reports.additions(report.id);
  return receiptView(
    report,
    await showingOf(work, report),
    added.map(({ addedAt, text }) => ({ at: addedAt, text })),
  );
}

/** More, later: what was passed on stays as it was, and this stands beside it. */
export const addToReport = useCase({
  name: 'reports.add',
  action: 'report.own',
  input: z.strictObject({
    reportId: ReportId,
    text: z.string().trim().min(1, 'Write a few words.').max(20_000, 'Keep it under 20,000 letters: send it in parts.'),
  }),
  subject: ({ reportId }, work, actor) => own(reportId, work, actor),
  run: async ({ input, subject }, work) => {
    const { report } = subject;
    if (!wasPassedOn(report)) throw invalid('reportId', 'This has not been sent yet: go on with it instead.');
    const { text } = input;
    await work.reports.add({ id: work.newId<string>(), reportId: report.id, text, addedAt: work.now });
    // Whoever deals with it now is found by scheduled work: the reporter may not look at the case.
    await work.reports.wake(report.id, work.now);
    return { done: true as const };
  },
  ledger: {
    kind: 'incident.recorded',
    payload: ({ input }) => ({ report: input.reportId, what: 'added' }),
    ref: ({ input }) => input.reportId,
  },
});

const SHOWN = 20;

/** Staff to pick from: a name is never typed where it decides who is kept out. */
export const directory = useCase({
  name: 'reports.directory',
  action: 'report.begin',
  input: z.strictObject({ q: z.string().trim().min(2, 'Type at least two letters.').max(80) }),
  ledger: null,
  subject: () => Promise.resolve(NOTHING),
  run: async ({ input }, work): Promise<{ people: DirectoryRow[] }> => {
    const { rows } = await work.people.list({ kind: 'trust' }, { q: input.q, limit: SHOWN * 2, offset: 0 });
    const here = rows.filter((p) => isInPost(p, work.today)).slice(0, SHOWN);
    return { people: here.map((p) => ({ id: p.id, name: fullName(p), job: p.jobRole })) };
  },
});
