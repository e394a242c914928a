import type { CaseStore } from '../../core/incidents/case-store';
import type { Session } from './unit';

type Handed = Pick<CaseStore, 'handOver' | 'handedBy' | 'handed' | 'accept' | 'toAsk' | 'askAgain'>;

const COLUMNS = ['id', 'caseId', 'schoolId', 'callerId', 'reference', 'handedAt', 'askAt', 'acceptedAt'] as const;

/** What is left of a case for whoever rang an office outside about it. The database shows it to them and to nobody else. */
export function handedStore({ db, tenant }: Session): Handed {
  const calls = () => db.selectFrom('caseHanded').select(COLUMNS);
  return {
    handOver: async (call) => {
      await db
        .insertInto('caseHanded')
        .values({ tenant, ...call })
        .execute();
    },
    handedBy: (people) =>
      calls()
        .where('callerId', 'in', [...people])
        .where('acceptedAt', 'is', null)
        .orderBy('handedAt')
        .orderBy('id')
        .execute(),
    handed: async (id) => (await calls().where('id', '=', id).executeTakeFirst()) ?? null,
    accept: async (id, at) => {
      await db
        .updateTable('caseHanded')
        .set({ acceptedAt: at, askAt: null })
        .where('id', '=', id)
        .where('acceptedAt', 'is', null)
        .execute();
    },
    toAsk: (now, limit) =>
      calls().where('askAt', '<=', now).orderBy('askAt').limit(limit).forUpdate().skipLocked().execute(),
    askAgain: async (id, at) => {
      await db.updateTable('caseHanded').set({ askAt: at }).where('id', '=', id).execute();
    },
  };
}
