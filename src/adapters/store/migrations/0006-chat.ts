import { type Kysely, type Migration, sql } from 'kysely';
import { tenantOnly } from './row-security';

/** Where people are reached in the chat. */
const TABLES = `
create table chat_reference (
  tenant uuid not null, oid uuid not null, reference text not null, is_open boolean not null, card_id text,
  at bigint not null, primary key (tenant, oid));
`;

export const chat: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(TABLES).execute(db);
    await sql.raw(tenantOnly('chat_reference')).execute(db);
    await sql.raw('grant select, insert, update on chat_reference to app_web, app_worker;').execute(db);
  },
};
