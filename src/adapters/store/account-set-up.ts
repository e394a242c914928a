import { RoleTemplate, Scheme } from '../../core/accounts/role-template';
import type { SetUpStore, SetUpVersion } from '../../core/accounts/set-up';
import { type Ask, HOLDERS, within } from './account-sql';
import type { Session } from './unit';

/** How a school keeps accounts: every version, the newest of which counts. */
export function accountSetUp({ all, one, run }: Ask, { tenant }: Session): SetUpStore {
  return {
    scheme: async () => {
      const row = await one<{ content: string }>(
        `select content from account_set_up where tenant = $1 and what = 'scheme' order by rev desc limit 1`,
        [tenant],
      );
      return row && Scheme.parse(JSON.parse(row.content));
    },
    templates: async () =>
      (
        await all<{ content: string }>(
          `select distinct on (what) content from account_set_up where tenant = $1 and what like 'role %'
           order by what, rev desc`,
          [tenant],
        )
      ).map((r) => RoleTemplate.parse(JSON.parse(r.content))),
    setUpVersions: () =>
      all<SetUpVersion>(
        `select what, rev, by_id as "by", at_ms as "at" from account_set_up where tenant = $1
         order by at_ms desc, rev desc, what limit 500`,
        [tenant],
      ),
    saveSetUp: async (v, content) => {
      await run('insert into account_set_up values ($1, $2, $3, $4, $5, $6)', [
        ...[tenant, v.what, v.rev, JSON.stringify(content), v.by, v.at],
      ]);
    },
    holds: (scope) => {
      const { sql, value } = within(scope, 1);
      return all(
        `select h.person_id as "personId", min(h.placed_at) as "at" from hold h
         join ${HOLDERS} p on p.tenant = h.tenant and p.id = h.person_id
         where ${sql} and h.released_at is null group by h.person_id order by 2, 1`,
        [value],
      );
    },
  };
}
