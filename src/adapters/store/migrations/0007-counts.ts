import { type Kysely, type Migration, sql } from 'kysely';

/**
 * How many people stand how to each campaign. Counting an authority's 100,000 anew for each look at the completeness
 * page takes too long, so the database keeps count itself, in the transaction of whatever changes it.
 */
const COUNTS = `
create table obligation_count (
  tenant uuid not null, campaign_id uuid not null, school_id uuid not null, job_role text not null,
  department text not null, state text not null, due_on date not null, count bigint not null,
  primary key (tenant, campaign_id, school_id, job_role, department, state, due_on));

create function count_obligations() returns trigger language plpgsql as $$
begin
  -- In one order for everybody, so that two who count at once never wait for each other.
  if tg_op = 'INSERT' then
    insert into obligation_count
    select tenant, campaign_id, school_id, job_role, department, state, due_on, count(*)
    from new_rows where same_as is null
    group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7
    on conflict (tenant, campaign_id, school_id, job_role, department, state, due_on)
      do update set count = obligation_count.count + excluded.count;
  else
    insert into obligation_count
    select tenant, campaign_id, school_id, job_role, department, state, due_on, sum(n)
    from (
      select tenant, campaign_id, school_id, job_role, department, state, due_on, 1 as n from new_rows where same_as is null
      union all
      select tenant, campaign_id, school_id, job_role, department, state, due_on, -1 from old_rows where same_as is null) c
    group by 1, 2, 3, 4, 5, 6, 7 having sum(n) <> 0 order by 1, 2, 3, 4, 5, 6, 7
    on conflict (tenant, campaign_id, school_id, job_role, department, state, due_on)
      do update set count = obligation_count.count + excluded.count;
  end if;
  return null;
end $$;
create trigger obligation_added after insert on obligation
  referencing new table as new_rows for each statement execute function count_obligations();
create trigger obligation_changed after update on obligation
  referencing old table as old_rows new table as new_rows for each statement execute function count_obligations();

-- What was counted by it is counted now. Without it a signature changes no index of its obligation, given room beside it.
drop index obligation_counts;
alter table obligation set (fillfactor = 80);
`;

/** Those who were asked before. The owner is bound by row security too, except for as long as this takes. */
const BEFORE = `
alter table obligation no force row level security;
insert into obligation_count
  select tenant, campaign_id, school_id, job_role, department, state, due_on, count(*)
  from obligation where same_as is null group by 1, 2, 3, 4, 5, 6, 7;
alter table obligation force row level security;
`;

const OWN_TENANT = `
alter table obligation_count enable row level security;
alter table obligation_count force row level security;
create policy anyone on obligation_count using (true) with check (true);
create policy own_tenant on obligation_count as restrictive for all
  using (tenant = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert, update on obligation_count to app_web, app_worker;
`;

export const counts: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statements of [COUNTS, BEFORE, OWN_TENANT]) await sql.raw(statements).execute(db);
  },
};
