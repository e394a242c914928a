import {
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  type PostgresPoolClient,
} from 'kysely';
import type pg from 'pg';
import { type Lender, type Loan, misuse } from './lending';

/** Kysely over the pool, each query on a connection of its own. */
export const kyselyOver = (lender: Lender): Kysely<unknown> =>
  new Kysely({ dialect: dialect(async () => borrowed(await lender.borrow())) });

/** Kysely on the client of a transaction that is open already. It cannot begin or end one. */
export function kyselyOn<Tables>(client: pg.PoolClient): Kysely<Tables> {
  const pool = { connect: () => Promise.resolve(asKysely(client, () => {})), end: () => Promise.resolve() };
  const postgres = new PostgresDialect({ pool });
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new InsideDriver({ pool }),
      createIntrospector: (db) => postgres.createIntrospector(db),
      createQueryCompiler: () => postgres.createQueryCompiler(),
    },
  });
}

/** `begin` here would be ignored by the server, and the `commit` after it would end the transaction around it. */
class InsideDriver extends PostgresDriver {
  override beginTransaction(): Promise<void> {
    return Promise.reject(misuse('a transaction is open already: use its client as it is'));
  }
}

const dialect = (connect: PostgresPool['connect']): PostgresDialect =>
  new PostgresDialect({ pool: { connect, end: () => Promise.resolve() } });

type PostgresPool = Exclude<PostgresDialectConfig['pool'], () => unknown>;

function borrowed(loan: Loan): PostgresPoolClient {
  let failure: { error: unknown } | undefined;
  const giveBack = async (): Promise<void> => {
    if (failure) await loan.settle(failure.error);
    loan.giveBack();
  };
  const onFailure = (error: unknown): unknown => {
    failure = { error };
    return loan.shown(error);
  };
  return asKysely(loan.client, () => void giveBack(), onFailure);
}

/** Kysely's idea of a client. Its second form of `query`, with a cursor, is never used: no cursor is configured. */
const asKysely = (
  client: pg.PoolClient,
  release: () => void,
  onFailure: (e: unknown) => unknown = (e) => e,
): PostgresPoolClient =>
  ({
    query: (text: string, values: unknown[]) =>
      client.query(text, values).catch((e: unknown) => {
        throw onFailure(e);
      }),
    release,
  }) as unknown as PostgresPoolClient;
