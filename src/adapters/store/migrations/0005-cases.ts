import { type Kysely, type Migration, sql } from 'kysely';
import { ME, tenantOnly } from './row-security';

/**
 * Cases. What they say is in `content`, sealed under the case's own key; the other columns are what lists, clocks and
 * figures need, and name people by id alone. `chase_at`: when to look whether its step is overdue. `barred`: whom the
 * case is about, and whoever else may know nothing of it. `keep_hold`: what it holds from being deleted it holds after its
 * end too. `merged_into`: the case that goes on in its place.
 */
const TABLES = `
create table incident_case (
  tenant uuid not null, id uuid not null, reference text not null, report_id uuid,
  kind text not null check (kind in ('incident', 'low_level')), school_id uuid not null, owner_id uuid,
  priority integer not null check (priority between 1 and 3),
  state text not null check (state in ('sealed', 'open', 'closed', 'handed', 'merged')),
  node text, rev integer not null, opened_at bigint not null, first_action_at bigint, due_at bigint, chase_at bigint,
  closed_at bigint,
  is_waiting boolean not null, lead_sees boolean not null, in_figures boolean not null,
  category text, year integer, outcome text, barred uuid[] not null default '{}', content bytea not null,
  keep_hold boolean not null default false, merged_into uuid,
  primary key (tenant, id));
create index incident_case_live on incident_case (tenant, priority, due_at, opened_at, id) where state in ('open', 'sealed');
create index incident_case_ended on incident_case (tenant, closed_at desc, id) where state in ('closed', 'handed', 'merged');
create index incident_case_opened on incident_case (tenant, opened_at) where in_figures;
create index incident_case_chase on incident_case (tenant, chase_at) where chase_at is not null;
create index incident_case_report on incident_case (tenant, report_id);

create table case_entry (
  tenant uuid not null, case_id uuid not null, number bigint generated always as identity, id uuid not null,
  at_ms bigint not null, by_id uuid, content bytea not null,
  primary key (tenant, case_id, number), unique (tenant, id),
  foreign key (tenant, case_id) references incident_case (tenant, id));

create table case_member (
  tenant uuid not null, case_id uuid not null, person_id uuid not null,
  part text not null check (part in ('owner', 'manager', 'told', 'second', 'investigator')),
  since bigint not null, until bigint,
  primary key (tenant, case_id, person_id, part),
  foreign key (tenant, case_id) references incident_case (tenant, id));
create index case_member_person on case_member (tenant, person_id, case_id) where until is null;

create table case_person (
  tenant uuid not null, case_id uuid not null, subject_id uuid not null,
  primary key (tenant, case_id, subject_id), foreign key (tenant, case_id) references incident_case (tenant, id));
create index case_person_subject on case_person (tenant, subject_id);

create table case_task (
  tenant uuid not null, case_id uuid not null, id uuid not null, doer_id uuid, due_on date not null,
  made_at bigint not null, done_at bigint, ask_at bigint not null, content bytea not null,
  primary key (tenant, id), foreign key (tenant, case_id) references incident_case (tenant, id));
create index case_task_doer on case_task (tenant, doer_id) where done_at is null;
create index case_task_ask on case_task (tenant, ask_at) where done_at is null;

create table case_paper (
  tenant uuid not null, case_id uuid not null, id uuid not null, media_type text not null, size bigint not null,
  sha256 text not null, blob text not null, scanned text not null, added_at bigint not null, sealed_at bigint,
  content bytea not null,
  primary key (tenant, id), foreign key (tenant, case_id) references incident_case (tenant, id));
create index case_paper_case on case_paper (tenant, case_id);

-- Cases that an office outside has been rung about. Whoever rang sees no more of the case and goes on asking the office.
create table case_handed (
  tenant uuid not null, id uuid not null, case_id uuid not null, school_id uuid not null, caller_id uuid not null,
  reference text not null, handed_at bigint not null, ask_at bigint, accepted_at bigint,
  primary key (tenant, id), foreign key (tenant, case_id) references incident_case (tenant, id));
create index case_handed_ask on case_handed (tenant, ask_at) where ask_at is not null;

create table case_look (
  tenant uuid not null, person_id uuid not null, signed_in_at bigint not null, at_ms bigint not null,
  primary key (tenant, person_id));

-- Every entry the register has of one human being is looked up on each sign-in and filing (PeopleStore.sameAs).
alter table person add column number_key text generated always as (upper(trim(normalize(staff_number)))) stored;
create index person_number_key on person (tenant, number_key);
`;

/** Whoever is barred from a case meets nothing of it: not in a list, a count, a join, nor by writing blindly. */
const BARRED = `create policy not_about_me on incident_case as restrictive for all
  using (not (barred && ${ME})) with check (not (barred && ${ME}));`;
/** The call is whoever made it: their own, and nobody else’s. */
const OWN_CALL = `create policy own_call on case_handed as restrictive for all
  using (${ME} = '{}' or caller_id = any(${ME}::uuid[])) with check (${ME} = '{}' or caller_id = any(${ME}::uuid[]));`;
const ofCase = (table: string): string => `create policy not_about_me on ${table} as restrictive for all
  using (exists (select from incident_case c where c.tenant = ${table}.tenant and c.id = ${table}.case_id))
  with check (exists (select from incident_case c where c.tenant = ${table}.tenant and c.id = ${table}.case_id));`;

/** Whoever works the case reads the report it came from, and so does its reporter, and nobody else. */
const REPORTS = `
drop policy own_report on report;
create policy own_report on report as restrictive for all using (
  nullif(current_setting('app.oid', true), '') is null
  or exists (select from person p where p.tenant = report.tenant and p.id = report.reporter_id
    and p.oid = current_setting('app.oid', true))
  or exists (select from incident_case c where c.tenant = report.tenant and c.id = report.case_id and (
    exists (select from case_member m where m.tenant = c.tenant and m.case_id = c.id and m.until is null
      and m.person_id = any(${ME}::uuid[]))
    or (c.lead_sees and exists (select from role_holding h where h.tenant = c.tenant and h.role = 'safeguarding_lead'
      and h.person_id = any(${ME}::uuid[]) and (h.school_id is null or h.school_id = c.school_id))))));
`;

const PARTS = ['case_entry', 'case_member', 'case_person', 'case_task', 'case_paper'];
/** Nobody changes what was written; of the rest, only what moves on may be changed. */
const GRANTS = `
grant select, insert, update (owner_id, priority, state, node, rev, first_action_at, due_at, chase_at, closed_at,
  is_waiting,
  lead_sees, in_figures, category, year, outcome, barred, content, keep_hold, merged_into) on incident_case to app_web, app_worker;
grant select, insert on case_entry, case_person to app_web, app_worker;
grant select, insert, update (until) on case_member to app_web, app_worker;
grant select, insert, update (done_at, ask_at) on case_task to app_web, app_worker;
grant select, insert, update (sealed_at) on case_paper to app_web, app_worker;
grant select, insert, update (ask_at, accepted_at) on case_handed to app_web, app_worker;
grant select, insert, update on case_look to app_web, app_worker;`;

const all = (db: Kysely<unknown>, statements: string): Promise<unknown> => sql.raw(statements).execute(db);

export const cases: Migration = {
  async up(db) {
    await all(db, TABLES);
    for (const table of ['incident_case', ...PARTS, 'case_handed', 'case_look']) await all(db, tenantOnly(table));
    await all(db, BARRED);
    await all(db, OWN_CALL);
    for (const table of PARTS) await all(db, ofCase(table));
    await all(db, REPORTS);
    await all(db, GRANTS);
  },
};
