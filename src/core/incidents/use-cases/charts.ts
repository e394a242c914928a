import { z } from 'zod';
import { asPerson } from '../../access/actor';
import { NOTHING, abilities, wholeTrust } from '../../access/rules';
import { AppError, notFound, sure } from '../../errors';
import { namesOf } from '../../people/names';
import type { Work } from '../../ports';
import { useCase } from '../../use-case';
import { Chart } from '../chart';
import type { ChartDraft } from '../chart-store';
import type { ChartPicture, ChartProof, ChartView } from '../chart-views';
import { FIXED_CLOCKS } from '../charts/clocks';
import { draw } from '../draw';
import { MOVABLE, OPEN_AFTER, editable } from '../editable';
import { proveChart } from '../prove';
import { tablesNow } from '../sanctions';

const Id = Chart.shape.id;
const Version = Chart.shape.version;
const Rev = z.number().int().min(1);

/** The trust's flowcharts; whoever wrote on a draft does not publish it. */
const subjectOf = async (id: Chart['id'], work: Work) => {
  const draft = await work.charts.draft(id);
  return { ...wholeTrust(await work.people.schools()), authorIds: draft?.authorIds ?? [], draft };
};

const stale = (): AppError =>
  new AppError('conflict', {
    problems: [{ where: 'rev', what: 'Somebody else has saved this draft since you opened it. Open it again.' }],
  });

/** The chart in force, what is being written to come after it, and what came before. */
export const readCharts = useCase({
  name: 'charts.read',
  action: 'chart.read',
  input: z.strictObject({ id: Id }),
  ledger: null,
  subject: ({ id }, work) => subjectOf(id, work),
  run: async ({ input: { id }, subject, actor }, work): Promise<ChartView> => {
    const chart = await work.charts.inForce(id);
    const published = await work.charts.published(id);
    const { draft } = subject;
    const ids = [...published.flatMap((p) => [p.authorId, p.approverId]), ...subject.authorIds];
    const nameOf = await namesOf(ids, work);
    return {
      ...pictureOf(chart),
      chart,
      draft: draft && {
        chart: draft.chart,
        rev: draft.rev,
        authors: draft.authorIds.map(nameOf),
        savedAt: draft.savedAt,
      },
      published: published.map((p) => ({
        version: p.version,
        author: nameOf(p.authorId),
        approver: nameOf(p.approverId),
        publishedAt: p.publishedAt,
      })),
      openAfter: OPEN_AFTER[id],
      mayMove: MOVABLE[id],
      tables: await tablesNow(work),
      fixedClocks: FIXED_CLOCKS,
      abilities: abilities(actor, ['chart.edit', 'chart.publish'], subject),
    };
  },
});

const pictureOf = (chart: Chart): ChartPicture => ({ id: chart.id, version: chart.version, drawing: draw(chart) });

/** One version as a picture: what a case on it lights its way in. A flowchart says nothing about any case. */
export const readPicture = useCase({
  name: 'charts.picture',
  action: 'chart.see',
  input: z.strictObject({ id: Id, version: z.coerce.number().pipe(Version) }),
  ledger: null,
  subject: async ({ id, version }, work) => {
    const isKnown = version === 1 || (await work.charts.published(id)).some((p) => p.version === version);
    if (!isKnown) throw notFound();
    return NOTHING;
  },
  run: async ({ input }, work) => pictureOf(await work.charts.version(input.id, input.version)),
});

/** Keeps a draft, finished or not. `rev` is the one it was written on, null for the first. */
export const saveChart = useCase({
  name: 'charts.saveDraft',
  action: 'chart.edit',
  input: z.strictObject({ rev: Rev.nullable(), chart: Chart }),
  subject: ({ chart }, work) => subjectOf(chart.id, work),
  run: async ({ input, subject, actor }, work) => {
    const { draft } = subject;
    if ((draft?.rev ?? null) !== input.rev) throw stale();
    const { version } = await work.charts.inForce(input.chart.id);
    const me = asPerson(actor).person.id;
    const rev = (input.rev ?? 0) + 1;
    const authorIds = [...new Set([...subject.authorIds, me])];
    await work.charts.saveDraft({
      chart: { ...input.chart, version: version + 1 },
      rev,
      authorIds,
      savedAt: work.now,
    });
    return { rev };
  },
  ledger: { kind: 'chart.drafted', payload: ({ input, output }) => ({ chart: input.chart.id, rev: output.rev }) },
});

/** Takes a draft away; the chart in force stays as it is. */
export const dropChart = useCase({
  name: 'charts.dropDraft',
  action: 'chart.edit',
  input: z.strictObject({ id: Id, rev: Rev }),
  subject: ({ id }, work) => subjectOf(id, work),
  run: async ({ input, subject }, work) => {
    current(subject.draft, input.rev);
    await work.charts.dropDraft(input.id);
    return { done: true as const };
  },
  ledger: { kind: 'chart.drafted', payload: ({ input }) => ({ chart: input.id, rev: input.rev, dropped: true }) },
});

function current(draft: ChartDraft | null, rev: number): ChartDraft {
  if (draft?.rev !== rev) throw stale();
  return draft;
}

/** What keeps a draft from being published: edits beyond what a school may make, and every broken safety property. */
async function proofOf({ chart }: ChartDraft, work: Work): Promise<ChartProof> {
  const problems = editable(await work.charts.version(chart.id, 1), chart);
  return { problems, breaches: proveChart(chart) };
}

export const proveDraft = useCase({
  name: 'charts.prove',
  action: 'chart.read',
  input: z.strictObject({ id: Id }),
  ledger: null,
  subject: ({ id }, work) => subjectOf(id, work),
  run: ({ subject }, work) => {
    if (!subject.draft) throw stale();
    return proofOf(subject.draft, work);
  },
});

/**
 * Puts a draft in force. What began on an older version ends on it. @throws AppError `conflict` when the draft is no
 * longer the one that was read, `invalid_input` naming everything that the proof found.
 */
export const publishChart = useCase({
  name: 'charts.publish',
  action: 'chart.publish',
  input: z.strictObject({ id: Id, rev: Rev }),
  subject: ({ id }, work) => subjectOf(id, work),
  run: async ({ input, subject, actor }, work) => {
    const draft = current(subject.draft, input.rev);
    const { problems, breaches } = await proofOf(draft, work);
    const found = [
      ...problems,
      ...breaches.map(({ path, what, property }) => ({
        where: path.join(' → '),
        what: `${what} (property ${property})`,
      })),
    ];
    if (found.length > 0) throw new AppError('invalid_input', { problems: found });
    const authorId = sure(draft.authorIds[0], 'an author');
    const approverId = asPerson(actor).person.id;
    await work.charts.publish(draft.chart, { authorId, approverId, publishedAt: work.now });
    await work.charts.dropDraft(input.id);
    return { version: draft.chart.version };
  },
  ledger: { kind: 'chart.published', payload: ({ input, output }) => ({ chart: input.id, version: output.version }) },
});

export const chartUseCases = {
  'charts.read': readCharts,
  'charts.picture': readPicture,
  'charts.saveDraft': saveChart,
  'charts.dropDraft': dropChart,
  'charts.prove': proveDraft,
  'charts.publish': publishChart,
} as const;
