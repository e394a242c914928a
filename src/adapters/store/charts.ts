import { AppError } from '../../core/errors';
import type { PersonId } from '../../core/ids';
import { Chart } from '../../core/incidents/chart';
import type { ChartStore } from '../../core/incidents/chart-store';
import { REPORT } from '../../core/incidents/charts/report';
import { TRIAGE } from '../../core/incidents/charts/triage';
import type { Session } from './unit';

const SHIPPED: Readonly<Record<Chart['id'], Chart>> = { report: REPORT, triage: TRIAGE };

/** The most that a process remembers: both charts of some schools, with the versions that reports began with. */
const MOST_CHARTS = 50;

/** The newest published version of each, as one value; null when the school has changed none. */
export const CHARTS =
  'select json_object_agg(chart, version) from (select chart, max(version) as version from chart_version group by chart) newest';
const NEWEST = { name: 'charts', text: `select (${CHARTS}) as charts` };

/** A published version never changes, so each is read and parsed once; a shipped one is not even read. */
export function chartStore({ db, client, tenant, cache, readAlong }: Session): ChartStore {
  const versions = (id: Chart['id']) =>
    db.selectFrom('chartVersion').where('chart', '=', id).orderBy('version', 'desc');
  const read = (body: string): Chart => Chart.parse(JSON.parse(body));
  const known = (cache.charts ??= new Map());
  /** What this unit published may yet be undone. */
  let isCertain = true;
  const version = async (id: Chart['id'], version: number): Promise<Chart> => {
    if (version === SHIPPED[id].version) return SHIPPED[id];
    const key = `${tenant} ${id} ${version}`;
    const kept = known.get(key);
    if (kept) return kept;
    const row = await versions(id).select('body').where('version', '=', version).executeTakeFirst();
    if (!row) throw new AppError('unexpected', { detail: `chart: no version ${version} of ${id}` });
    const chart = read(row.body);
    if (known.size >= MOST_CHARTS) known.clear();
    if (isCertain) known.set(key, chart);
    return chart;
  };
  return {
    inForce: async (id) => {
      if (readAlong.charts === undefined) {
        const { rows } = await client.query<Pick<Session['readAlong'], 'charts'>>(NEWEST);
        readAlong.charts = rows[0]?.charts ?? null;
      }
      return version(id, readAlong.charts?.[id] ?? SHIPPED[id].version);
    },
    version,
    published: (id) => versions(id).select(['version', 'authorId', 'approverId', 'publishedAt']).execute(),
    draft: async (id) => {
      const row = await db.selectFrom('chartDraft').selectAll().where('chart', '=', id).executeTakeFirst();
      if (!row) return null;
      // Written below, from ids.
      const authorIds = JSON.parse(row.authors) as PersonId[];
      return { chart: read(row.body), rev: row.rev, authorIds, savedAt: row.savedAt };
    },
    saveDraft: async ({ chart, rev, authorIds, savedAt }) => {
      const row = { rev, body: JSON.stringify(chart), authors: JSON.stringify(authorIds), savedAt };
      await db
        .insertInto('chartDraft')
        .values({ tenant, chart: chart.id, ...row })
        .onConflict((c) => c.columns(['tenant', 'chart']).doUpdateSet(row))
        .execute();
    },
    dropDraft: async (id) => {
      await db.deleteFrom('chartDraft').where('chart', '=', id).execute();
    },
    publish: async (chart, by) => {
      const { id, version } = chart;
      isCertain = false;
      delete readAlong.charts;
      await db
        .insertInto('chartVersion')
        .values({ tenant, chart: id, version, body: JSON.stringify(chart), ...by })
        .execute();
    },
  };
}
