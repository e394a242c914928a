import { type Kysely, type Migration, sql } from 'kysely';
import { tenantOnly } from './row-security';

/** Requests, plans and what became of them. Structured values are JSON text. */
const TABLES = `
create table account_set_up (
  tenant uuid not null, what text not null, rev integer not null, content text not null, by_id uuid not null,
  at_ms bigint not null, primary key (tenant, what, rev));

create table account_batch (
  tenant uuid not null, id uuid not null, by_id uuid not null, at_ms bigint not null, name text not null,
  primary key (tenant, id));

create table pupil_account (
  tenant uuid not null, pupil_id uuid not null, oid text not null, address text,
  primary key (tenant, pupil_id), foreign key (tenant, pupil_id) references pupil (tenant, id));

/* person_id: of a person, or of a pupil. */
create table account_request (
  tenant uuid not null, id uuid not null, person_id uuid not null, by_id uuid not null, at_ms bigint not null,
  asked text not null, state text not null check (state in ('asked', 'planned', 'decided', 'withdrawn')),
  batch_id uuid,
  primary key (tenant, id), foreign key (tenant, batch_id) references account_batch (tenant, id));
create index account_request_batch on account_request (tenant, batch_id) where batch_id is not null;
create index account_request_person on account_request (tenant, person_id, at_ms);
create index account_request_asked on account_request (tenant, at_ms) where state = 'asked';

create table account_plan (
  tenant uuid not null, id uuid not null, request_id uuid not null, person_id uuid not null, author_id uuid not null,
  hash text not null, stages text not null,
  state text not null check (state in
    ('waiting', 'withdrawn', 'stale', 'running', 'done', 'changed', 'stuck', 'refused')),
  is_emergency boolean not null, made_at bigint not null, next_at bigint,
  awaits_signature boolean not null, closes integer not null, leased_by text, leased_until timestamptz,
  primary key (tenant, id), foreign key (tenant, request_id) references account_request (tenant, id));
create index account_plan_request on account_plan (tenant, request_id);
create index account_plan_person on account_plan (tenant, person_id, made_at desc);
create index account_plan_due on account_plan (tenant, is_emergency desc, next_at) where state in ('running', 'stuck');

create table account_approval (
  tenant uuid not null, plan_id uuid not null, by_id uuid not null, hash text not null, at_ms bigint not null,
  primary key (tenant, plan_id, by_id, hash), foreign key (tenant, plan_id) references account_plan (tenant, id));

create table account_step (
  tenant uuid not null, plan_id uuid not null, key text not null, result text not null, changed_at bigint not null,
  primary key (tenant, plan_id, key), foreign key (tenant, plan_id) references account_plan (tenant, id));

create index account_step_closed on account_step (tenant, changed_at) where key = 'close';

create table account_stop (
  tenant uuid not null, id uuid not null, school_id uuid not null, at_ms bigint not null, tripped text not null,
  figures text not null, gone_on_by uuid, gone_on_at bigint, reason text, primary key (tenant, id));
create table account_stop_plan (
  tenant uuid not null, stop_id uuid not null, plan_id uuid not null, primary key (tenant, stop_id, plan_id),
  foreign key (tenant, stop_id) references account_stop (tenant, id),
  foreign key (tenant, plan_id) references account_plan (tenant, id));
create index account_stop_plan_plan on account_stop_plan (tenant, plan_id);

create table account_snapshot (
  tenant uuid not null, plan_id uuid not null, person_id uuid not null, taken_at bigint not null, content text not null,
  primary key (tenant, plan_id), foreign key (tenant, plan_id) references account_plan (tenant, id));
create index account_snapshot_person on account_snapshot (tenant, person_id, taken_at desc);

create table account_finding (
  tenant uuid not null, person_id uuid not null, kind text not null, about text not null, detail text not null,
  cannot_tell boolean not null, since bigint not null, gone_at bigint,
  primary key (tenant, person_id, kind, about));

create table account_check (tenant uuid not null, person_id uuid not null, at_ms bigint not null, primary key (tenant, person_id));

create table hand_off (
  tenant uuid not null, id uuid not null, plan_id uuid not null, person_id uuid not null, key text not null,
  task text not null, about text not null, made_at bigint not null, done_at bigint, done_by uuid, proof text,
  primary key (tenant, id), unique (tenant, person_id, plan_id, key));
create index hand_off_open on hand_off (tenant, made_at) where done_at is null;

create table equipment (
  tenant uuid not null, id uuid not null, person_id uuid not null, kind text not null, number text not null,
  issued_on date not null, issued_by uuid not null, returned_on date, returned_to uuid, condition text not null,
  primary key (tenant, id), foreign key (tenant, person_id) references person (tenant, id));
create index equipment_person on equipment (tenant, person_id);

create table access_review (
  tenant uuid not null, id uuid not null, school_id uuid not null, template_id text not null, term text not null,
  hash text not null, lines text not null, signed_by uuid not null, signed_at bigint not null, primary key (tenant, id));
create index access_review_role on access_review (tenant, school_id, template_id, signed_at desc);

create table account_pass (
  tenant uuid not null, id uuid not null, person_id uuid not null, by_id uuid not null, at_ms bigint not null,
  public_key text not null, replaces boolean not null,
  state text not null check (state in
    ('asked', 'making', 'ready', 'shown', 'lost', 'held', 'refused', 'unclear', 'late')),
  sealed text, valid_until bigint, changed_at bigint not null, check (sealed is null or state = 'ready'),
  primary key (tenant, id));
create index account_pass_person on account_pass (tenant, person_id, at_ms desc);
create index account_pass_open on account_pass (tenant, at_ms) where state in ('asked', 'making', 'ready');

create table hold (
  tenant uuid not null, number bigint generated always as identity, person_id uuid not null, placed_by uuid not null,
  placed_at bigint not null, reason text not null, released_by uuid, released_at bigint, primary key (tenant, number));
create index hold_standing on hold (tenant, person_id) where released_at is null;
`;

/** A snapshot, and an approval, say what was; they are never written over. */
const GRANTS = {
  account_set_up: 'select, insert',
  account_batch: 'select, insert',
  pupil_account: 'select, insert, update',
  account_request: 'select, insert, update (state)',
  account_plan: 'select, insert, update (state, next_at, leased_by, leased_until)',
  account_approval: 'select, insert',
  account_step: 'select, insert, update',
  account_stop: 'select, insert, update (gone_on_by, gone_on_at, reason)',
  account_stop_plan: 'select, insert',
  account_snapshot: 'select, insert',
  account_finding: 'select, insert, update',
  account_check: 'select, insert, update',
  hand_off: 'select, insert, update (done_at, done_by, proof)',
  equipment: 'select, insert, update',
  access_review: 'select, insert',
  account_pass: 'select, insert, update (state, sealed, valid_until, changed_at)',
  hold: 'select, insert, update (released_by, released_at)',
};

const all = (db: Kysely<unknown>, statements: string): Promise<unknown> => sql.raw(statements).execute(db);

export const accounts: Migration = {
  async up(db) {
    await all(db, TABLES);
    for (const [table, may] of Object.entries(GRANTS)) {
      await all(db, tenantOnly(table));
      await all(db, `grant ${may} on ${table} to app_web, app_worker;`);
    }
  },
};
