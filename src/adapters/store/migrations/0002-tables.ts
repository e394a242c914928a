import { type Kysely, type Migration, sql } from 'kysely';
import { tenantOnly } from './row-security';

/** Every table is the tenant's: it begins with `tenant`, and row security lets only the current tenant's rows through. */
const TABLES = `
create table school (tenant uuid not null, id uuid not null, name text not null, primary key (tenant, id));

create table person (
  tenant uuid not null, id uuid not null, oid text, staff_number text not null,
  given_name text not null, family_name text not null, born_on date, email text,
  school_id uuid not null, job_role text not null, department text not null, manager_id uuid,
  starts_on date not null, ends_on date,
  primary key (tenant, id), foreign key (tenant, school_id) references school (tenant, id));
create unique index person_staff_number on person (tenant, staff_number);
create index person_oid on person (tenant, oid);
create index person_manager on person (tenant, manager_id);

create table absence (
  tenant uuid not null, person_id uuid not null, from_day date not null, until_day date, reason text not null,
  primary key (tenant, person_id, from_day));

create table role_holding (
  tenant uuid not null, person_id uuid not null, role text not null, school_id uuid,
  from_day date not null, until_day date, given_by uuid);
create unique index role_holding_open on role_holding (tenant, person_id, role, coalesce(school_id, '00000000-0000-0000-0000-000000000000'), from_day);

create table setting (tenant uuid not null, key text not null, value text not null, primary key (tenant, key));

create table policy (
  tenant uuid not null, id uuid not null, kind text not null check (kind in ('policy', 'agreement')),
  title text not null, audience text, school_id uuid, primary key (tenant, id));

create table policy_version (
  tenant uuid not null, id uuid not null, policy_id uuid not null, number integer not null, label text not null,
  state text not null check (state in ('draft', 'approved', 'ratified', 'published', 'superseded')),
  document text not null, text_hash text not null, statements_hash text not null,
  author_id uuid not null, drafted_at bigint not null, source_name text,
  approved_by uuid, approved_at bigint, change text, change_reason text,
  ratified_on date, ratified_minute text, ratified_by uuid, pending_ratification text,
  published_at bigint, published_by uuid, next_review_on date, superseded_at bigint,
  primary key (tenant, id), unique (tenant, policy_id, number),
  foreign key (tenant, policy_id) references policy (tenant, id));
create unique index policy_version_in_force on policy_version (tenant, policy_id) where state = 'published';

create table campaign (
  tenant uuid not null, id uuid not null, policy_id uuid not null, version_id uuid not null, title text not null,
  trigger text not null, audience text not null, opens_on date not null, due_on date not null, closed_on date,
  started_by uuid, primary key (tenant, id),
  foreign key (tenant, version_id) references policy_version (tenant, id));

create table obligation (
  tenant uuid not null, campaign_id uuid not null, person_id uuid not null,
  state text not null check (state in ('pending', 'question', 'signed', 'excused', 'left')),
  reason text, review_on date, due_on date not null, since date not null, same_as uuid,
  school_id uuid not null, job_role text not null, department text not null, manager_id uuid, name text not null,
  primary key (tenant, campaign_id, person_id),
  foreign key (tenant, campaign_id) references campaign (tenant, id),
  foreign key (tenant, person_id) references person (tenant, id));
create index obligation_counts on obligation (tenant, campaign_id, school_id, job_role, department, state, due_on);
create index obligation_names on obligation (tenant, campaign_id, name, person_id);
create index obligation_person on obligation (tenant, person_id);
create index obligation_manager on obligation (tenant, manager_id, campaign_id);

create table attestation (
  tenant uuid not null, id uuid not null, campaign_id uuid not null, person_id uuid not null,
  policy_id uuid not null, version_id uuid not null, signed_at bigint not null, how text not null,
  job_role text not null, laptop text not null, ipad text not null,
  accepted_by uuid, accepted_at bigint,
  primary key (tenant, id));
create unique index attestation_once on attestation (tenant, campaign_id, person_id);
create index attestation_person on attestation (tenant, person_id, signed_at);
create index attestation_devices on attestation (tenant) where laptop <> '' or ipad <> '';
create index attestation_to_accept on attestation (tenant, signed_at) where accepted_at is null;

create table signing_draft (
  tenant uuid not null, campaign_id uuid not null, person_id uuid not null, draft text not null, saved_at bigint not null,
  primary key (tenant, campaign_id, person_id));

create table question (
  tenant uuid not null, id uuid not null, campaign_id uuid not null, person_id uuid not null, statement_key text,
  text text not null, asked_at bigint not null, owner_id uuid not null,
  answer text, answered_by uuid, answered_at bigint, primary key (tenant, id));
create index question_open on question (tenant, asked_at) where answered_at is null;
create index question_person on question (tenant, person_id, campaign_id);

create table notice (
  tenant uuid not null, id uuid not null, key text not null, person_id uuid not null, kind text not null,
  title text not null, link text not null, due_on date, not_before bigint not null, created_at bigint not null,
  delivery text not null, delivered_at bigint, primary key (tenant, id), unique (tenant, key));
create index notice_person on notice (tenant, person_id, created_at desc);
create index notice_waiting on notice (tenant, not_before) where delivery = 'waiting';

create table pupil (
  tenant uuid not null, id uuid not null, school_id uuid not null, class_name text not null, year integer not null,
  given_name text not null, family_name text not null, born_on date, send boolean not null,
  starts_on date not null, ends_on date, number text,
  primary key (tenant, id), foreign key (tenant, school_id) references school (tenant, id));
create unique index pupil_number on pupil (tenant, school_id, number) where number is not null;
create index pupil_class on pupil (tenant, school_id, class_name);

create table sheet_entry (
  tenant uuid not null, number bigint generated always as identity, pupil_id uuid not null, version_id uuid not null,
  pupil_mark boolean not null, parent_signed_on date, gone_through_with text not null, consent text not null,
  paper_kept text not null, recorded_by uuid not null, recorded_at bigint not null,
  primary key (tenant, pupil_id, number), foreign key (tenant, pupil_id) references pupil (tenant, id));

create table ledger_leaf (
  tenant uuid not null, id bigint generated always as identity primary key, kind text not null, at_ms bigint not null,
  ref uuid, commitment bytea not null, seq bigint, link bytea,
  check ((seq is null) = (link is null)));
create unique index ledger_leaf_seq on ledger_leaf (tenant, seq);
create index ledger_leaf_unsealed on ledger_leaf (tenant, id) where seq is null;
create index ledger_leaf_ref on ledger_leaf (tenant, ref) where ref is not null;
create table ledger_body (tenant uuid not null, leaf_id bigint primary key, salt bytea not null, payload text not null);
create table ledger_head (tenant uuid primary key, seq bigint not null, link bytea not null);
create table ledger_tree (tenant uuid primary key, size bigint not null, frontier bytea not null);
create table ledger_subtree (
  tenant uuid not null, level integer not null, index bigint not null, hash bytea not null,
  primary key (tenant, level, index));
create table ledger_checkpoint (tenant uuid not null, size bigint not null, at_ms bigint not null, note text not null, primary key (tenant, size));
create table ledger_anchor (
  tenant uuid not null, size bigint not null, channel text not null, reference text not null, at_ms bigint not null,
  primary key (tenant, size, channel));
`;

/** What anybody may have relied on never changes: the database itself refuses, whoever asks. */
const GUARDS = `
create function keep_published() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a policy version is never deleted' using errcode = '23001';
  end if;
  if old.state <> 'draft' and (new.document, new.text_hash, new.statements_hash, new.policy_id, new.number, new.label, new.author_id)
     is distinct from (old.document, old.text_hash, old.statements_hash, old.policy_id, old.number, old.label, old.author_id)
     and not (old.state in ('approved', 'ratified') and new.state = 'draft') then
    raise exception 'the text of a policy version that left draft never changes' using errcode = '23001';
  end if;
  if old.state in ('published', 'superseded') and new.state not in ('published', 'superseded') then
    raise exception 'a published policy version stays published' using errcode = '23001';
  end if;
  return new;
end $$;
create trigger policy_version_kept before update or delete on policy_version for each row execute function keep_published();

create function keep_signature() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.accepted_at is null
     and (new.tenant, new.id, new.campaign_id, new.person_id, new.policy_id, new.version_id, new.signed_at, new.how, new.job_role, new.laptop, new.ipad)
     is not distinct from (old.tenant, old.id, old.campaign_id, old.person_id, old.policy_id, old.version_id, old.signed_at, old.how, old.job_role, old.laptop, old.ipad) then
    return new;
  end if;
  raise exception 'a signature never changes' using errcode = '23001';
end $$;
create trigger attestation_kept before update or delete on attestation for each row execute function keep_signature();
`;

const APPEND_ONLY = ['ledger_body', 'ledger_checkpoint', 'ledger_anchor', 'ledger_subtree', 'sheet_entry'];
const NO_DELETE = [
  'school',
  'person',
  'absence',
  'role_holding',
  'setting',
  'policy',
  'policy_version',
  'campaign',
  'obligation',
  'attestation',
  'question',
  'notice',
  'pupil',
  'ledger_head',
  'ledger_tree',
  'signing_draft',
];

async function each(db: Kysely<unknown>, statements: string): Promise<void> {
  await sql.raw(statements).execute(db);
}

export const tables: Migration = {
  async up(db) {
    await each(db, TABLES);
    await each(db, GUARDS);
    for (const table of [...APPEND_ONLY, ...NO_DELETE, 'ledger_leaf']) await each(db, tenantOnly(table));
    for (const table of APPEND_ONLY) await each(db, `grant select, insert on ${table} to app_web, app_worker;`);
    for (const table of NO_DELETE) await each(db, `grant select, insert, update on ${table} to app_web, app_worker;`);
    // The sealer numbers leaves; nobody may touch what they commit to.
    await each(db, 'grant select, insert, update (seq, link) on ledger_leaf to app_web, app_worker;');
  },
};
