import type { AccountRequest, AccountStore, RequestId } from '../../core/accounts/store';
import type { SchoolId } from '../../core/ids';
import { accountHolders } from './account-holders';
import { accountEquipment } from './account-equipment';
import { accountPasses } from './account-passes';
import { accountBatches } from './account-batches';
import { accountPlans, accountProgress } from './account-plans';
import { accountRegisters } from './account-registers';
import { accountSetUp } from './account-set-up';
import { accountStops } from './account-stops';
import { accountReviews } from './account-reviews';
import { type Ask, HOLDERS, kept, type Some } from './account-sql';
import type { Session } from './unit';

const REQUEST = `id, person_id as "personId", by_id as "by", at_ms as "at", asked, state`;
type RequestRow = Omit<AccountRequest, 'asked'> & { asked: string };
const asRequest = (row: RequestRow): AccountRequest => ({ ...row, asked: kept(row.asked) });

export function accountStore(s: Session): AccountStore {
  const { client, tenant } = s;
  const all = async <T extends object>(sql: string, values: unknown[] = []): Promise<T[]> =>
    (await client.query<T>(sql, values)).rows;
  const one = async <T extends object>(sql: string, values: unknown[] = []): Promise<T | null> =>
    (await all<T>(sql, values))[0] ?? null;
  const run = async (sql: string, values: unknown[]): Promise<number> =>
    (await client.query(sql, values)).rowCount ?? 0;
  return {
    ...accountSetUp({ all, one, run }, s),
    ...requests({ all, one, run }, s),
    ...accountHolders({ all, one, run }, s),
    ...accountBatches({ all, one, run }, s),
    ...accountPasses({ all, one, run }, s),
    ...accountEquipment({ all, one, run }, s),
    ...accountReviews({ all, one, run }, s),
    ...accountStops({ all, one, run }, s),
    ...accountPlans({ all, one, run }, s),
    ...accountProgress({ all, one, run }, s),
    ...accountRegisters({ all, one, run }, s),
    addresses: async () => {
      const rows = await all<{ address: string }>(
        `select lower(email) as address from person where email is not null
         union select lower(address) from pupil_account
         union select lower(content::json ->> 'address') from account_snapshot`,
      );
      return new Set(rows.map((r) => r.address));
    },
    school: async (id) =>
      (
        await one<{ schoolId: SchoolId }>(
          `select school_id as "schoolId" from ${HOLDERS} p where tenant = $1 and id = $2`,
          [tenant, id],
        )
      )?.schoolId ?? null,
  };
}

function requests(
  { all, one, run }: Ask,
  { tenant }: Session,
): Some<'addRequest' | 'request' | 'requestsBy' | 'requestsOf' | 'toPlan' | 'takeRequests' | 'setRequests'> {
  return {
    addRequest: async (r) => {
      await run('insert into account_request values ($1, $2, $3, $4, $5, $6, $7)', [
        ...[tenant, r.id, r.personId, r.by, r.at],
        ...[JSON.stringify(r.asked), r.state],
      ]);
    },
    request: async (id) => {
      const row = await one<RequestRow>(`select ${REQUEST} from account_request where id = $1`, [id]);
      return row && asRequest(row);
    },
    requestsBy: async (ids) => {
      const rows = await all<RequestRow>(
        `select ${REQUEST} from account_request where tenant = $1 and id = any($2::uuid[])`,
        [tenant, ids],
      );
      return new Map(rows.map((row) => [row.id, asRequest(row)]));
    },
    requestsOf: async (ids) =>
      (
        await all<RequestRow>(
          `select ${REQUEST} from account_request where tenant = $1 and person_id = any($2::uuid[]) order by at_ms, id`,
          [tenant, ids],
        )
      ).map(asRequest),
    toPlan: async (limit) =>
      (
        await all<RequestRow>(
          `select ${REQUEST} from account_request where tenant = $1 and state = 'asked'
           order by (asked::json ->> 'kind') <> 'urgent', at_ms, id limit $2`,
          [tenant, limit],
        )
      ).map(asRequest),
    // Always in one order: two workers who take the same ones wait for each other, and not in a circle.
    takeRequests: async (ids) => {
      const rows = await all<{ id: RequestId }>(
        `with mine as (select id from account_request where tenant = $1 and id = any($2::uuid[]) and state = 'asked'
           order by id for update)
         update account_request r set state = 'planned' from mine where r.tenant = $1 and r.id = mine.id returning r.id`,
        [tenant, ids],
      );
      return new Set(rows.map((row) => row.id));
    },
    setRequests: async (ids, state) => {
      await run('update account_request set state = $3 where tenant = $1 and id = any($2::uuid[])', [
        ...[tenant, ids, state],
      ]);
    },
  };
}
