import type { HolderStore, PupilHolder } from '../../core/accounts/holders';
import type { PersonId } from '../../core/ids';
import { type Ask, within } from './account-sql';
import type { Session } from './unit';

const PUPIL = `p.id, p.school_id as "schoolId", p.number, p.class_name as "className", p.year,
  p.given_name as "givenName", p.family_name as "familyName", to_char(p.starts_on, 'YYYY-MM-DD') as "startsOn",
  to_char(p.ends_on, 'YYYY-MM-DD') as "endsOn", a.oid, a.address
  from pupil p left join pupil_account a on a.tenant = p.tenant and a.pupil_id = p.id`;

/** Pupils as the accounts chapter knows them: the register's line with what the directory has for it. */
export function accountHolders({ all, one, run }: Ask, { tenant }: Session): HolderStore {
  return {
    pupilsAt: (schoolId) =>
      all<PupilHolder>(
        `select ${PUPIL} where p.tenant = $1 and p.school_id = $2
         order by p.year, p.class_name, p.family_name, p.given_name, p.id`,
        [tenant, schoolId],
      ),
    pupilsBy: (ids) =>
      all<PupilHolder>(`select ${PUPIL} where p.tenant = $1 and p.id = any($2::uuid[]) order by p.id`, [tenant, ids]),
    savePupils: async (pupils) => {
      const ids = pupils.map((p) => p.id);
      await run(
        `insert into pupil_account select $1, n.id, n.oid, n.address from
           unnest($2::uuid[], $3::text[], $4::text[]) as n (id, oid, address) where n.oid is not null
         on conflict (tenant, pupil_id) do update set oid = excluded.oid, address = excluded.address`,
        [tenant, ids, pupils.map((p) => p.oid), pupils.map((p) => p.email)],
      );
      await run(
        `update pupil p set ends_on = n.ends_on from unnest($2::uuid[], $3::date[]) as n (id, ends_on)
         where p.tenant = $1 and p.id = n.id and p.ends_on is distinct from n.ends_on`,
        [tenant, ids, pupils.map((p) => p.endsOn)],
      );
    },
    pupilAccounts: async (scope) => {
      const { sql, value } = within(scope, 2);
      const row = await one<{ n: number }>(
        `select count(*)::int as n from pupil_account a
           join (select tenant, id, school_id, null::uuid as manager_id from pupil) p on p.tenant = a.tenant and p.id = a.pupil_id
         where a.tenant = $1 and ${sql}`,
        [tenant, value],
      );
      return row?.n ?? 0;
    },
    underWay: async (ids) => {
      const rows = await all<{ id: PersonId }>(
        `select r.person_id as id from account_request r where r.tenant = $1 and r.person_id = any($2::uuid[])
           and (r.state = 'asked' or exists (select from account_plan a where a.tenant = r.tenant and a.request_id = r.id
             and a.state in ('waiting', 'changed')))`,
        [tenant, ids],
      );
      return new Set(rows.map((r) => r.id));
    },
  };
}
