import { type Kysely, type Migration, sql } from 'kysely';

/** What a school writes on its way to the next version of a flowchart; gone once that is published. */
const DRAFTS = `
create table chart_draft (
  tenant uuid not null, chart text not null check (chart in ('report', 'triage')), rev integer not null,
  body text not null, authors text not null, saved_at bigint not null,
  primary key (tenant, chart));
alter table chart_draft enable row level security;
alter table chart_draft force row level security;
create policy anyone on chart_draft using (true) with check (true);
create policy own_tenant on chart_draft as restrictive for all
  using (tenant = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert, update, delete on chart_draft to app_web;
`;

export const charts: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(DRAFTS).execute(db);
  },
};
