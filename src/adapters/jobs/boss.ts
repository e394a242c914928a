import PgBoss from 'pg-boss';
import { ALL } from './queues';

/** The part of a database client that jobs need: a transaction's own client, or the store outside one. */
export interface Sql {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[]; rowCount: number | null }>;
}

/** The part of the store that jobs need. */
export interface JobStore extends Sql {
  transaction<T>(work: (client: Sql) => Promise<T>): Promise<T>;
}

/** pg-boss speaking through one client, so that what it does commits or vanishes with that client's transaction. */
export const onClient = (client: Sql): PgBoss.Db => ({ executeSql: (text, values) => client.query(text, values) });

/**
 * `supervise` is for workers: expired jobs are given out again, old ones put away. pg-boss's own schedules stay off:
 * its internal worker ends the process when the store fails at the wrong moment (see `ticking.ts`).
 */
export function makeBoss(
  db: PgBoss.Db,
  o: { migrate?: boolean; supervise?: boolean; onError: (e: Error) => void },
): PgBoss {
  const boss = new PgBoss({
    db,
    migrate: o.migrate ?? false,
    supervise: o.supervise ?? false,
    schedule: false,
    maintenanceIntervalSeconds: 15,
  });
  // Without a listener an error event would end the process.
  boss.on('error', (e) => o.onError(e));
  return boss;
}

/**
 * Makes or updates the job tables and queues, and grants `app_web` and `app_worker`, and the logins that are members of
 * them, what they need: web may send, and cannot read what others sent. Run it after the migrations, as the same login;
 * it may be run at every start and by two at once.
 */
export async function prepareJobs(store: JobStore): Promise<void> {
  let failed: Error | undefined;
  const onError = (e: Error): void => void (failed ??= e);
  await makeBoss(onClient(store), { migrate: true, onError }).start();
  await store.transaction(async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtext('lantern jobs'))`);
    const boss = makeBoss(onClient(client), { onError });
    // `updateQueue` on top, because creating a queue that is there changes nothing.
    for (const [name, options] of ALL) {
      await boss.createQueue(name, { name, ...options });
      await boss.updateQueue(name, { name, ...options });
    }
    await client.query(GRANTS);
  });
  if (failed) throw failed;
}

/** To each group and its members: the worker runs outside transactions as its login, `enqueue` inside as the group. */
const GRANTS = `do $$
declare
  who record;
begin
  for who in
    select g.rolname as kind, r.rolname as name
    from pg_roles g
    join pg_roles r on r.oid = g.oid or r.oid in (select member from pg_auth_members where roleid = g.oid)
    where g.rolname in ('app_web', 'app_worker') and not r.rolsuper
  loop
    execute format('grant usage on schema pgboss to %I', who.name);
    if who.kind = 'app_web' then
      execute format('grant insert, select (id) on pgboss.job to %I', who.name);
      execute format('grant select on pgboss.queue, pgboss.version to %I', who.name);
    else
      execute format('grant select, insert, update, delete on all tables in schema pgboss to %I', who.name);
      execute format('grant execute on all functions in schema pgboss to %I', who.name);
    end if;
  end loop;
end $$`;
