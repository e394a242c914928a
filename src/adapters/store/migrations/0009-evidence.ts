import { type Kysely, type Migration, sql } from 'kysely';
import { ME, tenantOnly } from './row-security';

/**
 * Flagged mails and what was done to each. All that says what a mail is stands in `content`, sealed under the key of its
 * case together with the columns beside it and with the end of its custody: a row that was changed from outside does not
 * open. `mark` tells places apart without naming them.
 */
const TABLES = `
create table evidence_mail (
  tenant uuid not null, id uuid not null, case_id uuid not null, report_id uuid not null, flagged_by uuid not null,
  flagged_at bigint not null, mark text not null, content bytea not null,
  primary key (tenant, id), unique (tenant, report_id, mark),
  foreign key (tenant, report_id) references report (tenant, id));
create index evidence_mail_case on evidence_mail (tenant, case_id, flagged_at);
create index evidence_mail_flagger on evidence_mail (tenant, flagged_by, flagged_at);

create table evidence_custody (
  tenant uuid not null, mail_id uuid not null, number integer not null, hash text not null, content bytea not null,
  primary key (tenant, mail_id, number), foreign key (tenant, mail_id) references evidence_mail (tenant, id));
`;

/** Until there is a case a mail is its flagger's alone; afterwards nobody meets it whom the case is kept from. */
const caseIsThere = (mail: string): string =>
  `exists (select from incident_case c where c.tenant = ${mail}.tenant and c.id = ${mail}.case_id)`;
const MAILS = `create policy own_or_case on evidence_mail as restrictive for all
  using (${ME} = '{}' or flagged_by = any(${ME}::uuid[]) or ${caseIsThere('evidence_mail')})
  with check (${ME} = '{}' or flagged_by = any(${ME}::uuid[]) or ${caseIsThere('evidence_mail')});`;
/** Whoever flagged a mail adds to its custody, and reads it only as the case allows. */
const CUSTODY = `create policy as_case on evidence_custody as restrictive for all
  using (exists (select from evidence_mail m where m.tenant = evidence_custody.tenant and m.id = evidence_custody.mail_id
    and (${ME} = '{}' or ${caseIsThere('m')})))
  with check (exists (select from evidence_mail m
    where m.tenant = evidence_custody.tenant and m.id = evidence_custody.mail_id));`;

const GRANTS = `
grant select, insert, update (content) on evidence_mail to app_web, app_worker;
grant select, insert on evidence_custody to app_web, app_worker;`;

const all = (db: Kysely<unknown>, statements: string): Promise<unknown> => sql.raw(statements).execute(db);

export const evidence: Migration = {
  async up(db) {
    await all(db, TABLES);
    for (const table of ['evidence_mail', 'evidence_custody']) await all(db, tenantOnly(table));
    await all(db, MAILS);
    await all(db, CUSTODY);
    await all(db, GRANTS);
  },
};
