import { type Kysely, type Migration, sql } from 'kysely';

/**
 * What a statement has to find for its transaction to stand. It can then be sent together with the commit: where it
 * finds something else, the server undoes all, as when two transactions got in each other's way, and it is run again.
 */
const EXPECT = `
create function expect(met boolean) returns boolean language plpgsql as $$
begin
  if met is not true then
    raise exception 'what was read before is so no more' using errcode = 'serialization_failure';
  end if;
  return met;
end $$;
`;

export const expect: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw(EXPECT).execute(db);
  },
};
