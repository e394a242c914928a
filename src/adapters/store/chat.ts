import type { ChatStore } from '../../core/chat/store';
import type { Session } from './unit';

/** Where people are reached in the chat. */
export function chatStore({ db, tenant, now }: Session): ChatStore {
  return {
    reference: async (oid) =>
      (await db
        .selectFrom('chatReference')
        .select(['reference', 'isOpen', 'cardId'])
        .where('oid', '=', oid)
        .executeTakeFirst()) ?? null,
    keep: async (oid, reference) => {
      await db
        .insertInto('chatReference')
        .values({ tenant, oid, reference, isOpen: true, cardId: null, at: now })
        .onConflict((c) => c.columns(['tenant', 'oid']).doUpdateSet({ reference, isOpen: true, at: now }))
        .execute();
    },
    close: async (oid) => {
      await db.updateTable('chatReference').set({ isOpen: false, cardId: null }).where('oid', '=', oid).execute();
    },
    shown: async (oid, cardId) => {
      const before = await db
        .updateTable('chatReference as c')
        .from((q) =>
          q.selectFrom('chatReference').select(['oid', 'cardId']).where('oid', '=', oid).forUpdate().as('was'),
        )
        .whereRef('c.oid', '=', 'was.oid')
        .set({ cardId })
        .returning('was.cardId')
        .executeTakeFirst();
      return before?.cardId ?? null;
    },
  };
}
