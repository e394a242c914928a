import type { DeskPass, PassStore } from '../../core/accounts/passes';
import type { PersonId } from '../../core/ids';
import type { Ask } from './account-sql';
import type { Session } from './unit';

const PASS = `id, person_id as "personId", by_id as "by", at_ms as "at", public_key as "publicKey", replaces, state,
  valid_until as "validUntil"`;

/** Passes on their way to a desk. A sealed one is here for seconds, and readable nowhere but on the page that asked. */
export function accountPasses({ all, one, run }: Ask, { tenant, now }: Session): PassStore {
  return {
    addPass: async (p) => {
      await run('insert into account_pass values ($1, $2, $3, $4, $5, $6, $7, $8, null, $9, $5)', [
        ...[tenant, p.id, p.personId, p.by, p.at, p.publicKey, p.replaces, p.state, p.validUntil],
      ]);
    },
    pass: (id) => one<DeskPass>(`select ${PASS} from account_pass where id = $1`, [id]),
    passesOf: (personId) =>
      all<DeskPass>(
        `select ${PASS} from account_pass where tenant = $1 and person_id = $2 order by at_ms desc, id limit 20`,
        [tenant, personId],
      ),
    takeAsked: (limit) =>
      all<DeskPass>(
        `update account_pass set state = 'making', changed_at = $2 where tenant = $1 and id in (
           select id from account_pass where tenant = $1 and state = 'asked' order by at_ms, id limit $3
           for update skip locked) returning ${PASS}`,
        [tenant, now, limit],
      ),
    keepPass: async (id, made) =>
      (await run(
        `update account_pass set state = $2, sealed = $3, valid_until = $4, changed_at = $5
         where id = $1 and state = 'making'`,
        [...[id, made.state], ...(made.state === 'ready' ? [made.sealed, made.validUntil] : [null, null]), ...[now]],
      )) > 0,
    shownTo: async (ids) => {
      const rows = await all<{ id: PersonId; at: number }>(
        `select person_id as id, max(changed_at) as at from account_pass
         where tenant = $1 and person_id = any($2::uuid[]) and state = 'shown' group by person_id`,
        [tenant, ids],
      );
      return new Map(rows.map((r) => [r.id, r.at]));
    },
    openPass: async (id) => {
      const row = await one<{ sealed: string }>(
        `select sealed from account_pass where id = $1 and state = 'ready' for update`,
        [id],
      );
      if (row)
        await run(`update account_pass set state = 'shown', sealed = null, changed_at = $2 where id = $1`, [id, now]);
      return row?.sealed ?? null;
    },
    dropPasses: ({ askedBefore, changedBefore }) =>
      run(
        `update account_pass set sealed = null, changed_at = $2, state = case state
             when 'asked' then 'late' when 'making' then 'unclear' else 'lost' end
         where tenant = $1 and ((state = 'asked' and at_ms < $3) or (state in ('making', 'ready') and changed_at < $4))`,
        [tenant, now, askedBefore, changedBefore],
      ),
  };
}
