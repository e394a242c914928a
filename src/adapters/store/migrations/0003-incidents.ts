import { type Kysely, type Migration, sql } from 'kysely';
import { tenantOnly } from './row-security';

/**
 * Reports and the keys that seal their content. `content` is all that anybody wrote or chose; what stands beside it is
 * needed to find and order rows, and says nothing of what happened.
 */
const TABLES = `
-- Wrapped by one root key; by two while a school changes it.
create table tenant_key (
  tenant uuid not null, mark text not null, wrapped bytea not null, wrapped_by text not null, made_at bigint not null,
  primary key (tenant, mark, wrapped_by));

create table case_key (tenant uuid not null, id uuid not null, wrapped bytea not null, primary key (tenant, id));

create table report (
  tenant uuid not null, id uuid not null, rev integer not null, reporter_id uuid not null, school_id uuid not null,
  case_id uuid not null, number text not null,
  state text not null check (state in ('open', 'sent', 'unfinished', 'dropped')),
  chart_version integer not null, content bytea not null,
  begun_at bigint not null, sent_at bigint, wake_at bigint,
  primary key (tenant, id), unique (tenant, number), unique (tenant, case_id),
  foreign key (tenant, reporter_id) references person (tenant, id));
create unique index report_open on report (tenant, reporter_id) where state = 'open';
create index report_reporter on report (tenant, reporter_id, begun_at);
create index report_wake on report (tenant, wake_at) where wake_at is not null;

create table report_addition (
  tenant uuid not null, id uuid not null, report_id uuid not null, content bytea not null, added_at bigint not null,
  primary key (tenant, id), foreign key (tenant, report_id) references report (tenant, id));
create index report_addition_report on report_addition (tenant, report_id, added_at);

create table chart_version (
  tenant uuid not null, chart text not null check (chart in ('report', 'triage')), version integer not null,
  body text not null, author_id uuid not null, approver_id uuid not null, published_at bigint not null,
  primary key (tenant, chart, version));

create table inbox (
  tenant uuid not null, conversation text not null, activity text not null, came_at bigint not null,
  primary key (tenant, conversation, activity));
create index inbox_came on inbox (tenant, came_at);
`;

/** What was passed on stays as it was, whoever asks; only the clock that waits for an answer goes on. */
const GUARDS = `
create function keep_report() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (old.tenant, old.id, old.reporter_id, old.school_id, old.case_id, old.number, old.begun_at)
     is not distinct from (new.tenant, new.id, new.reporter_id, new.school_id, new.case_id, new.number, new.begun_at)
     and (old.state = 'open' or (old.state, old.rev, old.chart_version, old.content, old.sent_at)
       is not distinct from (new.state, new.rev, new.chart_version, new.content, new.sent_at)) then
    return new;
  end if;
  raise exception 'a report that was passed on never changes' using errcode = '23001';
end $$;
create trigger report_kept before update or delete on report for each row execute function keep_report();
`;

/** A report is its reporter's alone; scheduled work acts for nobody and sees all. */
const OWN = `
create policy own_report on report as restrictive for all using (
  nullif(current_setting('app.oid', true), '') is null
  or exists (select from person p where p.tenant = report.tenant and p.id = report.reporter_id
    and p.oid = current_setting('app.oid', true)));
create policy own_report on report_addition as restrictive for all using (
  exists (select from report r where r.tenant = report_addition.tenant and r.id = report_addition.report_id));
`;

const GRANTS = {
  tenant_key: 'select, insert',
  case_key: 'select, insert',
  report: 'select, insert, update',
  report_addition: 'select, insert',
  chart_version: 'select, insert',
  inbox: 'select, insert, delete',
};

export const incidents: Migration = {
  async up(db: Kysely<unknown>) {
    const each = (statements: string) => sql.raw(statements).execute(db);
    await each(TABLES);
    await each(GUARDS);
    for (const [table, verbs] of Object.entries(GRANTS)) {
      await each(tenantOnly(table));
      await each(`grant ${verbs} on ${table} to app_web, app_worker;`);
    }
    await each(OWN);
  },
};
