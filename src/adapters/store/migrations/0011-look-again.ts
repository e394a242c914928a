import { type Kysely, type Migration, sql } from 'kysely';

/**
 * Has the planner look at what people are asked to sign. The server does so by itself within a minute, the embedded
 * engine never; a campaign that has just begun is signed at once. Only the owner of a table may ask for it.
 */
const LOOK_AGAIN = `
create function look_again_at_obligations() returns void language plpgsql security definer set search_path = public as $$
begin
  analyze obligation;
end $$;
revoke all on function look_again_at_obligations() from public;
grant execute on function look_again_at_obligations() to app_web, app_worker;
`;

export const lookAgain: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(LOOK_AGAIN).execute(db);
  },
};
