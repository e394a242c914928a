import { AppError } from '../../core/errors';
import { Chart } from '../../core/incidents/chart';
import type { ChartStore } from '../../core/incidents/chart-store';
import { REPORT } from '../../core/incidents/charts/report';
import { TRIAGE } from '../../core/incidents/charts/triage';
import type { Session } from './unit';

const SHIPPED: Readonly<Record<Chart['id'], Chart>> = { report: REPORT, triage: TRIAGE };

/** A published version never changes, so reading one is parsing it; a shipped one is not even read. */
export function chartStore({ db }: Session): ChartStore {
  const bodies = (id: Chart['id']) => db.selectFrom('chartVersion').select('body').where('chart', '=', id);
  const read = (body: string): Chart => Chart.parse(JSON.parse(body));
  return {
    inForce: async (id) => {
      const row = await bodies(id).orderBy('version', 'desc').limit(1).executeTakeFirst();
      return row ? read(row.body) : SHIPPED[id];
    },
    version: async (id, version) => {
      if (version === SHIPPED[id].version) return SHIPPED[id];
      const row = await bodies(id).where('version', '=', version).executeTakeFirst();
      if (!row) throw new AppError('unexpected', { detail: `chart: no version ${version} of ${id}` });
      return read(row.body);
    },
  };
}
