import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { AppError } from '../../core/errors';
import { keepCheckpointing } from './checkpoints';
import { SparingClient } from './client';
import { isSerializationFailure } from './failures';
import { kyselyOver } from './kysely';
import { type Lender, makeLender, misuse } from './lending';

export { isUniqueViolation } from './failures';
export { type Write, kyselyOn, writer } from './kysely';

export interface StoreOptions {
  /** PostgreSQL to use. Without it the embedded engine opens `dir`. */
  readonly url?: string | undefined;
  /** Data folder of the embedded engine; made when missing. */
  readonly dir: string;
  /** A folder with an empty database, which the embedded engine's first opening copies; see `openEmbedded`. */
  readonly blank?: string | undefined;
  readonly log?: (message: string, cause: unknown) => void;
  /** Connections to PostgreSQL, 10 unless told. The embedded engine has one, always. */
  readonly connections?: number;
  /** How long a call waits for a connection before it is `unavailable`, 10,000 ms unless told. */
  readonly waitMs?: number;
  /** How long PostgreSQL works on one statement, 30,000 ms unless told. Nothing interrupts the embedded engine. */
  readonly statementMs?: number;
}

/** Who the statements of a transaction run as, and for whom: what row-level security goes by. */
export interface TransactionOptions {
  /** The database itself refuses writes. */
  readonly readOnly?: boolean;
  /**
   * Each statement is carried out as it was planned the first time, whatever it is asked with: for statements that look
   * each row up by its key, where planning costs more than the work.
   */
  readonly keepPlans?: boolean;
  readonly role?: 'app_owner' | 'app_web' | 'app_worker';
  /**
   * UUIDs, readable in SQL as `current_setting('app.tenant', true)`, `app.oid` and `app.person` (every entry of the
   * register for the person, between commas).
   */
  readonly settings?: {
    readonly tenant: string;
    readonly oid?: string | undefined;
    readonly person?: readonly string[] | undefined;
  };
}

/** Takes the answer of a statement that was sent and that nobody waits for before the commit. */
export type WithCommit = (answer: Promise<unknown>) => void;
type Transacted<T> = (client: pg.PoolClient, withCommit: WithCommit) => Promise<T>;

/**
 * One SQL dialect, one pool, two engines. Every method throws AppError `unavailable` when the database is gone, busy
 * beyond measure or has undone the work: nothing of a transaction is then known to be kept, so whatever is sent again
 * must be safe to repeat. Other SQL errors come through as the driver raised them (see `isUniqueViolation`).
 *
 * Dates are read as `YYYY-MM-DD` text and 64-bit numbers as numbers.
 */
export interface Store {
  readonly embedded: boolean;
  /** One statement, committed by itself, as the login role. Never inside a transaction. */
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    text: string,
    values?: unknown[],
  ): Promise<pg.QueryResult<Row>>;
  /**
   * Runs `work` and commits, or keeps nothing. Inside, use only the client given (`kyselyOn(client)` for Kysely), and
   * neither network nor heavy computing: the embedded engine has this one connection, and refuses the store itself. After
   * a serialization failure or a deadlock `work` is run again, three times at most.
   *
   * Statements go out one behind the other, without waiting for each other's answers. What `work` need not wait for it
   * may hand to `withCommit`: it is answered together with the commit, and its failure undoes all.
   */
  transaction<T>(work: Transacted<T>, o?: TransactionOptions): Promise<T>;
  /** Kysely over the pool, each query by itself, as the login role: for migrations. Never inside a transaction. */
  readonly db: Kysely<unknown>;
  /** Waits for the calls under way. Safe to call twice. */
  close(): Promise<void>;
}

const RETRIES = 3;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DATE = 1082;
const INT8 = 20;

/**
 * Opens the store; for PostgreSQL the first connection is made by the first call.
 *
 * @throws AppError `conflict` when another process has the data folder, `unavailable` when it cannot be opened.
 */
export async function openStore(o: StoreOptions): Promise<Store> {
  // A whole database: loaded where it is used.
  const engine = o.url ? undefined : await (await import('./embedded')).openEmbedded(o.dir, o.blank);
  const pool = new pg.Pool({
    ...(engine?.config ?? remote(o)),
    connectionTimeoutMillis: o.waitMs ?? 10_000,
    // Statements go out without waiting for the answers to those before them.
    pipeline: true,
    Client: SparingClient,
    types: { getTypeParser },
  });
  pool.on('error', (e) => o.log?.('a connection to the database was lost', e));
  const lender = makeLender(pool, engine !== undefined);
  const stopCheckpointing = engine && keepCheckpointing(lender, (e) => o.log?.('a checkpoint failed', e));
  let closed: Promise<void> | undefined;
  return {
    embedded: engine !== undefined,
    query: (text, values) => lender.lend((client) => client.query(text, values)),
    transaction: (work, options = {}) => transaction(lender, work, options),
    db: kyselyOver(lender),
    close: () => {
      stopCheckpointing?.();
      return (closed ??= pool.end().then(() => engine?.close()));
    },
  };
}

/** Every wait has an end: the server gives up a statement, and should it say nothing we give up the server soon after. */
function remote({ url, connections, statementMs = 30_000 }: StoreOptions): pg.PoolConfig {
  return {
    connectionString: url,
    application_name: 'lantern',
    max: connections ?? 10,
    keepAlive: true,
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: statementMs,
    query_timeout: statementMs * 1.2,
  };
}

async function transaction<T>(lender: Lender, work: Transacted<T>, o: TransactionOptions): Promise<T> {
  const opening = begin(o);
  for (let tries = 0; ; tries++) {
    try {
      const alone: Transacted<T> = (client, withCommit) => lender.alone(() => work(client, withCommit));
      return await lender.lend((client) => once(client, opening, alone), o);
    } catch (e) {
      if (tries === RETRIES || !(e instanceof AppError && isSerializationFailure(e.cause))) throw e;
      await sleep(Math.random() * 10 * 2 ** tries);
    }
  }
}

async function once<T>(client: pg.PoolClient, opening: string, work: Transacted<T>): Promise<T> {
  const sent: Promise<unknown>[] = [];
  const withCommit: WithCommit = (answer) => {
    sent.push(answer);
    answer.catch(() => {}); // seen below
  };
  withCommit(client.query(opening));
  const result = await work(client, withCommit).catch(async (e: unknown) => {
    // An earlier statement's failure is the reason for that of a later one.
    await Promise.all(sent);
    throw e;
  });
  const [{ command }] = await Promise.all([client.query('commit'), ...sent]);
  // The server answers COMMIT of a failed transaction by rolling back, without an error.
  if (command !== 'COMMIT') throw misuse('an SQL error was caught inside the transaction, so nothing was kept');
  return result;
}

/** All in one round trip. Nothing but fixed words and checked UUIDs goes into the text. */
function begin({ readOnly, keepPlans, role, settings }: TransactionOptions): string {
  const statements = [readOnly ? 'begin read only' : 'begin'];
  if (keepPlans) statements.push('set local plan_cache_mode = force_generic_plan');
  if (role) statements.push(`set local role ${role}`);
  if (settings) statements.push(`set local app.tenant = '${uuid(settings.tenant)}'`);
  if (settings?.oid !== undefined) statements.push(`set local app.oid = '${uuid(settings.oid)}'`);
  if (settings?.person !== undefined)
    statements.push(`set local app.person = '${settings.person.map(uuid).join(',')}'`);
  return statements.join('; ');
}

function uuid(value: string): string {
  if (!UUID.test(value)) throw misuse('tenant, oid and person must be UUIDs');
  return value;
}

/** The driver's own choices would shift a date by the time zone and give `count(*)` as text. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === DATE) return (day) => day;
  if (oid === INT8) return safeNumber;
  return pg.types.getTypeParser(oid, format) as (value: string) => unknown; // `any` in the driver's typings
}

function safeNumber(text: string): number {
  const n = Number(text);
  if (!Number.isSafeInteger(n)) throw misuse('a number in the database is too large to be read exactly');
  return n;
}
