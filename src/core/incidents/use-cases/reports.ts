import { z } from 'zod';
import { type Actor, asPerson, entriesOf } from '../../access/actor';
import type { Subject } from '../../access/rules';
import { AppError } from '../../errors';
import { type CaseId, PersonId, ReportId } from '../../ids';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { answered, back, begin, change, happened } from '../advance';
import { type Answer, NodeId } from '../chart';
import type { Report, ReportContent, ReportSource } from '../report';
import { type Course, runOn, take } from '../report-filing';
import { isCategory, suggestionsFor, viewOf } from '../report-show';
import { showingOf } from '../report-showing';
import { tablesNow } from '../sanctions';
import type { ReportView, Warning } from '../report-views';
import { wordsIn } from '../word-lists';
import { type Own, Place, onOwn, own, recorded, turn } from './report-turn';

const Words = z.string().max(20_000, 'Keep it under 20,000 letters: send it in parts.');
const Given = Place.extend({
  node: NodeId,
  choices: z.array(z.string().max(60)).max(20),
  text: Words.optional(),
  fields: z.record(z.string().max(60), z.string().max(4_000, 'Keep it under 4,000 letters.')).optional(),
  people: z.array(PersonId).max(20).optional(),
});

/** What words speak of that nobody has asked about yet: shown, and never taken for an answer. */
function warningFor(texts: readonly string[], { progress }: ReportContent, { chart }: Course): Warning | null {
  const words = texts.map((text) => wordsIn(text, chart.words));
  const speaksOf = (kind: Warning): boolean => words.some((w) => w[kind]) && !progress.flags.includes(kind);
  return speaksOf('danger') ? 'danger' : speaksOf('imagery') ? 'imagery' : null;
}

export const answerReport = useCase<z.infer<typeof Given>, Own, ReportView>({
  name: 'reports.answer',
  action: 'report.own',
  input: Given,
  subject: ({ reportId }, work, actor) => own(reportId, work, actor),
  run: async ({ input, subject: { report } }, work) => {
    const answer = answerOf(input);
    const view = await turn(work, report, input.rev, async (course) => {
      const progress = await take(work, course, report, await withCategory(work, report, answer));
      const texts = [answer.text ?? '', ...Object.values(answer.fields ?? {})];
      return { progress, warning: warningFor(texts, { ...report.content, progress }, course) };
    });
    // The same answer again, from a card pressed twice, has done what it should.
    return view.stale && wasGiven(report, answer) ? { ...view, stale: false } : view;
  },
  ledger: recorded('answered'),
});

const answerOf = ({ node, choices, text, fields, people }: z.infer<typeof Given>): Answer => ({
  node,
  choices,
  ...(text !== undefined && { text }),
  ...(fields !== undefined && Object.keys(fields).length > 0 && { fields }),
  ...(people !== undefined && people.length > 0 && { people }),
});

/** Agreeing with the suggested category is choosing it; another one is one of the table, or none. */
async function withCategory(work: Work, report: Report, { fields: sent, ...answer }: Answer): Promise<Answer> {
  if (answer.node !== 'R8') return { ...answer, ...(sent && { fields: sent }) };
  const tables = await tablesNow(work);
  const chosen = answer.choices.includes('right') ? suggestionsFor(report, tables)[0]?.rowId : sent?.['row'];
  const counts = answer.choices.some((key) => key === 'right' || key === 'another');
  const isKnown = chosen !== undefined && counts && isCategory(chosen, report.content.progress.flags, tables);
  return { ...answer, ...(isKnown && { fields: { row: chosen } }) };
}

/** Words are sorted by the chart itself, whatever was sent with them. */
const wasGiven = ({ content }: Report, answer: Answer): boolean =>
  content.progress.answers.some(
    (a) =>
      a.event === undefined &&
      a.node === answer.node &&
      a.text === answer.text &&
      isSame(a.people, answer.people) &&
      (a.text !== undefined || isSame(a.choices, answer.choices)),
  );

const isSame = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

const said = (content: ReportContent, text: string, at: number, course: Course): Partial<ReportContent> => ({
  kept: [...content.kept, { at, text }],
  warning: warningFor([text], content, course),
});

export const sayInReport = onOwn({
  name: 'reports.say',
  what: 'said',
  input: Place.extend({ text: Words.min(1) }),
  step: ({ input, content, now, course }) => said(content, input.text, now, course),
});

export const backInReport = onOwn({
  name: 'reports.back',
  what: 'back',
  input: Place,
  step: ({ content, course }) => ({ progress: back(course.chart, content.progress) }),
});

export const changeReport = onOwn({
  name: 'reports.change',
  what: 'changed',
  input: Place.extend({ node: NodeId }),
  step: ({ input, content, course }) => ({ progress: change(course.chart, content.progress, input.node) }),
});

/** Stops: the chart's own rule says whether what there is has to be passed on. */
export const stopped = ({ chart }: Course, content: ReportContent): Partial<ReportContent> => ({
  progress: happened(chart, content.progress, 'stop', hasWritten(content) ? ['has_text'] : []),
});

/** Anything in words, asked for or not, and any name: none of it may be thrown away by stopping. */
const hasWritten = ({ kept, progress }: ReportContent): boolean =>
  kept.length > 0 ||
  progress.answers.some((a) => a.text !== undefined || a.people !== undefined || a.fields !== undefined);

export const stopReport = onOwn({
  name: 'reports.stop',
  what: 'stopped',
  input: Place,
  step: ({ content, course }) => stopped(course, content),
});

/** A new report at the chart's beginning. Somebody who has one open already is shown that one. */
async function start(work: Work, actor: Actor, source: ReportSource, words?: string): Promise<ReportView> {
  const { person } = asPerson(actor);
  const [chart, set] = await Promise.all([work.charts.inForce('report'), work.settings.all()]);
  const course = { chart, set };
  const base = {
    source,
    progress: begin(chart),
    kept: [],
    files: [],
    warning: null,
    touchedAt: work.now,
    routing: null,
  };
  const { report } = await runOn(work, course, {
    id: work.newId<ReportId>(),
    rev: 1,
    reporterId: person.id,
    schoolId: person.schoolId,
    caseId: work.newId<CaseId>(),
    number: numberFrom(work.newId<string>()),
    state: 'open',
    begunAt: work.now,
    sentAt: null,
    wakeAt: null,
    content: { ...base, ...(words !== undefined && said(base, words, work.now, course)) },
  });
  if (await work.reports.begin(report)) return viewOf(report, await showingOf(work, report, course));
  const open = await work.reports.open(entriesOf(actor));
  if (!open) throw new AppError('unavailable', { detail: 'report: another was begun and ended meanwhile' });
  return viewOf(open, await showingOf(work, open), true);
}

/** Signs that nobody takes for one another. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Eight signs from a random id: nothing can be read from them. */
function numberFrom(id: string): string {
  const hex = id.replaceAll('-', '');
  const signs = Array.from({ length: 16 }, (_, i) => SIGNS[parseInt(hex.slice(2 * i, 2 * i + 2), 16) % SIGNS.length]);
  // Not those two that hold the version of the id.
  const [first, second] = [signs.slice(0, 4), signs.slice(10, 14)];
  return `${first.join('')}-${second.join('')}`;
}

interface Opened extends Subject {
  readonly report?: Report;
}

/** The report somebody is in the middle of, if any. */
async function openOf(work: Work, actor: Actor): Promise<Opened> {
  const report = await work.reports.open(entriesOf(actor));
  return { schoolId: null, ...(report && { report }) };
}

const Beginning = z.strictObject({ source: z.enum(['chat', 'outlook', 'page']), words: Words.min(1).optional() });

export const beginReport = useCase<z.infer<typeof Beginning>, Opened, ReportView>({
  name: 'reports.begin',
  action: 'report.begin',
  input: Beginning,
  subject: (_, work, actor) => openOf(work, actor),
  run: async ({ input: { source, words }, subject: { report }, actor }, work) => {
    if (!report) return start(work, actor, source, words);
    if (words === undefined) return viewOf(report, await showingOf(work, report));
    return turn(work, report, report.rev, (course) => said(report.content, words, work.now, course));
  },
  ledger: recorded('begun'),
});

/** Ends the one that is open, as stopping does, and begins another. */
export const startAgain = useCase<Place, Own, ReportView>({
  name: 'reports.startAgain',
  action: 'report.own',
  input: Place,
  subject: ({ reportId }, work, actor) => own(reportId, work, actor),
  run: async ({ input, subject: { report }, actor }, work) => {
    const view = await turn(work, report, input.rev, (course) => stopped(course, report.content));
    return view.stale ? view : start(work, actor, report.content.source);
  },
  ledger: {
    kind: 'incident.recorded',
    payload: ({ input, output }) =>
      output.stale ? null : { report: output.reportId, what: 'begun', after: input.reportId },
    ref: ({ output }) => output.reportId,
  },
});

const Arrived = z.strictObject({ reportId: ReportId.nullable() });

/** Somebody sent a file all the same. It is not fetched; that it happened is kept, and imagery counts as possible. */
export const fileArrived = useCase<z.infer<typeof Arrived>, Opened, { report: ReportView | null }>({
  name: 'reports.fileArrived',
  action: 'report.begin',
  input: Arrived,
  subject: (_, work, actor) => openOf(work, actor),
  run: async ({ subject: { report } }, work) => {
    if (!report) return { report: null };
    const { content } = report;
    const saidNo = answered(content.progress).some((a) => a.node === 'R2' && a.choices.includes('no'));
    const view = await turn(work, report, report.rev, ({ chart }) => ({
      progress: saidNo ? content.progress : happened(chart, content.progress, 'learnt', ['imagery']),
      files: [...content.files, work.now],
      warning: saidNo ? null : 'imagery',
    }));
    return { report: view };
  },
  ledger: {
    kind: 'incident.recorded',
    payload: ({ output }) => output.report && { report: output.report.reportId, what: 'file' },
    ref: ({ output }) => (output.report as ReportView).reportId, // without one there is no entry
  },
});
