import { type Kysely, type Migration, sql } from 'kysely';

/** Where people are reached in the chat. */
const TABLES = `
create table chat_reference (
  tenant uuid not null, oid uuid not null, reference text not null, is_open boolean not null, card_id text,
  at bigint not null, primary key (tenant, oid));
`;

const tenantOnly = (table: string): string => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy anyone on ${table} using (true) with check (true);
create policy own_tenant on ${table} as restrictive for all
  using (tenant = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant = nullif(current_setting('app.tenant', true), '')::uuid);`;

export const chat: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(TABLES).execute(db);
    await sql.raw(tenantOnly('chat_reference')).execute(db);
    await sql.raw('grant select, insert, update on chat_reference to app_web, app_worker;').execute(db);
  },
};
