import { sql } from 'kysely';
import type { Notice, NoticeStore } from '../../core/attestation/notices';
import type { PersonId } from '../../core/ids';
import { chunks, containing } from './people';
import type { Session } from './unit';

const COLUMNS = [
  'id',
  'key',
  'personId',
  'kind',
  'title',
  'link',
  'dueOn',
  'notBefore',
  'createdAt',
  'delivery',
  'deliveredAt',
] as const satisfies readonly (keyof Notice)[];

const beginning = (prefix: string): string => containing(prefix).slice(1);

/** The outbox of notices: written with the change that calls for them, sent by a job, never repeated. */
export function noticeStore({ db, tenant }: Session): NoticeStore {
  const notices = () => db.selectFrom('notice').select(COLUMNS);
  return {
    add: async (rows) => {
      const added: { id: Notice['id'] }[] = [];
      for (const some of chunks(rows)) {
        const insert = db.insertInto('notice').values(some.map((n) => ({ tenant, ...n })));
        added.push(
          ...(await insert
            .onConflict((c) => c.columns(['tenant', 'key']).doNothing())
            .returning('id')
            .execute()),
        );
      }
      return added.map((r) => r.id);
    },
    mine: (personId, limit) =>
      notices().where('personId', '=', personId).orderBy('createdAt', 'desc').orderBy('id').limit(limit).execute(),
    due: (now, limit) =>
      notices()
        .where('delivery', '=', 'waiting')
        .where('notBefore', '<=', now)
        .orderBy('notBefore')
        .limit(limit)
        .forUpdate()
        .skipLocked()
        .execute(),
    made: async (prefix) => {
      const rows = await db
        .selectFrom('notice')
        .select(['key', 'createdAt'])
        .where('key', 'like', beginning(prefix))
        .execute();
      return new Map(rows.map((r) => [r.key, r.createdAt]));
    },
    settle: async (id, delivery, at) => {
      await db.updateTable('notice').set({ delivery, deliveredAt: at }).where('id', '=', id).execute();
    },
    lastFor: async (personIds, prefix) => {
      if (personIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('notice')
        .select(['personId', 'delivery', sql<number>`coalesce(delivered_at, created_at)`.as('at')])
        .distinctOn('personId')
        .where('personId', 'in', [...personIds] as PersonId[])
        .where('key', 'like', beginning(prefix))
        .orderBy('personId')
        .orderBy('createdAt', 'desc')
        .execute();
      return new Map(rows.map((r) => [r.personId, { at: r.at, delivery: r.delivery }]));
    },
  };
}
