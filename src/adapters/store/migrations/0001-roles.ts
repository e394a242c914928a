import { type Kysely, type Migration, sql } from 'kysely';

/**
 * The groups that the grants of every later migration name. Nobody signs in as one of them: `app_owner` owns the
 * tables, `app_web` and `app_worker` are what each process may. Roles belong to the whole server, so they may be there
 * already; where only an administrator may make them, they have to be.
 */
export const roles: Migration = {
  async up(db: Kysely<unknown>) {
    for (const role of ['app_owner', 'app_web', 'app_worker']) await sql.raw(createRole(role)).execute(db);
    await sql`revoke create on schema public from public`.execute(db);
    await sql`grant usage, create on schema public to app_owner`.execute(db);
    await sql`grant usage on schema public to app_web, app_worker`.execute(db);
  },
};

/** Whoever migrates needs to act as the owner, and on the embedded engine as each of the others too. */
const createRole = (role: string): string => `do $$
begin
  if not exists (select from pg_roles where rolname = '${role}') then
    begin
      create role ${role} nologin;
    exception
      when duplicate_object or unique_violation then null;
      when insufficient_privilege then
        raise exception 'The database role ${role} is missing and this login may not create it.'
          using hint = 'Ask the administrator of the server to run: create role ${role} nologin; grant ${role} to ' || quote_ident(current_user);
    end;
  end if;
  if not pg_has_role(current_user, '${role}', 'member') then
    execute format('grant ${role} to %I', current_user);
  end if;
end $$`;
