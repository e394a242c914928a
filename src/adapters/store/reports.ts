import { sql } from 'kysely';
import type { ReportId } from '../../core/ids';
import type { Report, ReportAddition, ReportContent } from '../../core/incidents/report';
import type { InboxStore, ReportStore } from '../../core/incidents/report-store';
import { SETTING_KEYS } from '../../core/people/store';
import { CHARTS } from './charts';
import type { Cell } from './content';
import { SETTINGS } from './settings';
import type { Tables } from './tables';
import type { Session } from './unit';

const COLUMNS = [
  'id',
  'rev',
  'reporterId',
  'schoolId',
  'caseId',
  'number',
  'state',
  'content',
  'begunAt',
  'sentAt',
  'wakeAt',
] as const satisfies readonly (keyof Tables['report'])[];
type Row = Pick<Tables['report'], (typeof COLUMNS)[number]>;

/** Asked for at every turn. By name, so that row security's conditions are planned once for a connection. */
const BY_ID = {
  name: 'report',
  text: `select (${SETTINGS}) as settings, (${CHARTS}) as charts, id, rev, reporter_id as "reporterId", school_id as "schoolId", case_id as "caseId", number, state, content,
    begun_at as "begunAt", sent_at as "sentAt", wake_at as "wakeAt" from report where id = $2`,
};
const SAVE = {
  name: 'save report',
  text: `with saved as (
      update report set rev = $2, state = $3, content = $4, chart_version = $5, sent_at = $6, wake_at = $7
      where id = $1 and rev = $2 - 1 and reporter_id = $8 and state = 'open' returning id)
    select expect(exists (select from saved))`,
};

const cell = (id: ReportId): Cell => ({ table: 'report', column: 'content', id });
const addedCell = (id: string): Cell => ({ table: 'report_addition', column: 'content', id });

export function reportStore(s: Session): ReportStore {
  const { db, client, tenant, content, readAlong } = s;
  const reports = () => db.selectFrom('report').select(COLUMNS);
  const opened = async (rows: readonly Row[]): Promise<Report[]> => {
    if (rows.length === 0) return [];
    const open = await content.unlock(rows.map((r) => r.caseId));
    return rows.map((row) => {
      const text = open(row.caseId, cell(row.id), row.content);
      // Sealed by `sealed` below and by nothing else.
      return { ...row, content: JSON.parse(text) as ReportContent };
    });
  };
  const one = async (row: Row | undefined): Promise<Report | null> => (await opened(row ? [row] : []))[0] ?? null;
  const sealed = async (report: Report) => ({
    ...report,
    chartVersion: report.content.progress.chart.version,
    content: await content.seal(report.caseId, cell(report.id), JSON.stringify(report.content)),
  });
  return {
    open: async (ids) => {
      // Scheduled work is nobody, and is in the middle of nothing.
      if (ids.length === 0) return null;
      return one(
        await reports()
          .where('reporterId', 'in', [...ids])
          .where('state', '=', 'open')
          .executeTakeFirst(),
      );
    },
    byId: async (id) => {
      const { rows } = await client.query<Row & Session['readAlong']>({ ...BY_ID, values: [SETTING_KEYS, id] });
      if (!rows[0]) return null;
      const { settings, charts, ...row } = rows[0];
      Object.assign(readAlong, { settings: settings ?? null, charts: charts ?? null });
      return one(row);
    },
    of: async (ids) =>
      opened(
        await reports()
          .where('reporterId', 'in', [...ids])
          .orderBy('begunAt', 'desc')
          .orderBy('id')
          .execute(),
      ),
    begin: async (report) => {
      const { numInsertedOrUpdatedRows: added } = await db
        .insertInto('report')
        .values({ tenant, ...(await sealed(report)) })
        // No parameter: the plan of a prepared statement has to know which index is meant.
        .onConflict((c) => c.columns(['tenant', 'reporterId']).where('state', '=', sql.lit('open')).doNothing())
        .executeTakeFirstOrThrow();
      return added === 1n;
    },
    save: async (report) => {
      const { id, rev, state, content: kept, chartVersion, sentAt, wakeAt, reporterId } = await sealed(report);
      const values = [id, rev, state, kept, chartVersion, sentAt, wakeAt, reporterId];
      s.withCommit(client.query({ ...SAVE, values }));
    },
    due: async (now, limit) =>
      opened(
        await reports().where('wakeAt', '<=', now).orderBy('wakeAt').limit(limit).forUpdate().skipLocked().execute(),
      ),
    wake: async (id, at) => {
      await db.updateTable('report').set({ wakeAt: at }).where('id', '=', id).execute();
    },
    acknowledged: async (caseId) => {
      await db
        .updateTable('report')
        .set({ wakeAt: null })
        .where('caseId', '=', caseId)
        .where('state', '!=', 'open')
        .execute();
    },
    ...additions(s),
  };
}

function additions({ db, tenant, content }: Session): Pick<ReportStore, 'add' | 'additions'> {
  const keyOf = async (id: ReportId): Promise<string> =>
    (await db.selectFrom('report').select('caseId').where('id', '=', id).executeTakeFirstOrThrow()).caseId;
  return {
    add: async ({ id, reportId, text, addedAt }) => {
      const sealed = await content.seal(await keyOf(reportId), addedCell(id), text);
      await db.insertInto('reportAddition').values({ tenant, id, reportId, content: sealed, addedAt }).execute();
    },
    additions: async (reportId): Promise<ReportAddition[]> => {
      const rows = await db
        .selectFrom('reportAddition')
        .select(['id', 'content', 'addedAt'])
        .where('reportId', '=', reportId)
        .orderBy('addedAt')
        .orderBy('id')
        .execute();
      if (rows.length === 0) return [];
      const key = await keyOf(reportId);
      const open = await content.unlock([key]);
      return rows.map((r) => ({ id: r.id, reportId, text: open(key, addedCell(r.id), r.content), addedAt: r.addedAt }));
    },
  };
}

const ADMIT = {
  name: 'admit',
  text: 'insert into inbox (tenant, conversation, activity, came_at) values ($1, $2, $3, $4) on conflict do nothing',
};

export function inboxStore({ db, client, tenant, now }: Session): InboxStore {
  return {
    admit: async (conversation, activity) => {
      const { rowCount: added } = await client.query({ ...ADMIT, values: [tenant, conversation, activity, now] });
      return added === 1;
    },
    forget: async (before) => {
      await db.deleteFrom('inbox').where('cameAt', '<', before).execute();
    },
  };
}
