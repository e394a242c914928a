import type { Declared, Equipment, EquipmentStore } from '../../core/accounts/equipment';
import { type Ask, within } from './account-sql';
import type { Session } from './unit';

const EQUIPMENT = `e.id, e.person_id as "personId", e.kind, e.number, e.issued_on as "issuedOn",
  e.issued_by as "issuedBy", e.returned_on as "returnedOn", e.returned_to as "returnedTo", e.condition`;

/** What the school has lent to whom. */
export function accountEquipment({ all, run }: Ask, { tenant }: Session): EquipmentStore {
  return {
    equipment: (scope) => {
      const { sql, value } = within(scope, 1);
      return all<Equipment>(
        `select ${EQUIPMENT} from equipment e join person p on p.tenant = e.tenant and p.id = e.person_id
         where ${sql} order by e.returned_on desc nulls first, e.issued_on, e.id`,
        [value],
      );
    },
    equipmentOf: (ids) =>
      all<Equipment>(
        `select ${EQUIPMENT} from equipment e where e.tenant = $1 and e.person_id = any($2::uuid[])
         order by e.issued_on, e.id`,
        [tenant, ids],
      ),
    saveEquipment: async (e) => {
      await run(
        `insert into equipment values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (tenant, id) do update set returned_on = excluded.returned_on, returned_to = excluded.returned_to,
           condition = excluded.condition, number = excluded.number`,
        [
          ...[tenant, e.id, e.personId, e.kind, e.number, e.issuedOn, e.issuedBy],
          ...[e.returnedOn, e.returnedTo, e.condition],
        ],
      );
    },
    declared: (limit) =>
      all<Declared>(
        `select a.person_id as "personId", d.kind, d.number, max(a.signed_at) as "signedAt"
         from attestation a cross join lateral (values ('laptop', trim(a.laptop)), ('tablet', trim(a.ipad))) as d (kind, number)
         where a.tenant = $1 and (a.laptop <> '' or a.ipad <> '') and d.number <> '' and not exists (
           select from equipment e where e.tenant = a.tenant and e.person_id = a.person_id and e.kind = d.kind
             and lower(e.number) = lower(d.number)
             and (e.returned_on is null or e.returned_on >= (to_timestamp(a.signed_at / 1000) at time zone 'UTC')::date))
         group by a.person_id, d.kind, d.number order by 4, 1, 2 limit $2`,
        [tenant, limit],
      ),
  };
}
