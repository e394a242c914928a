import {
  CamelCasePlugin,
  type Compilable,
  type Dialect,
  Kysely,
  type PluginTransformQueryArgs,
  PostgresAdapter,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  type PostgresPoolClient,
  PostgresQueryCompiler,
  type RootOperationNode,
} from 'kysely';
import type pg from 'pg';
import { type Lender, type Loan, misuse } from './lending';

/** Kysely over the pool, each query on a connection of its own. */
export const kyselyOver = (lender: Lender): Kysely<unknown> =>
  new Kysely({ dialect: dialect(async () => borrowed(await lender.borrow())) });

/**
 * Kysely on the client of a transaction that is open already. It cannot begin or end one. Names are `camelCase` here and
 * `snake_case` in the database; keys inside JSON stay as they are.
 */
export function kyselyOn<Tables>(client: pg.PoolClient): Kysely<Tables> {
  const known = kyselys.get(client) ?? new Kysely<unknown>({ dialect: inside(client), plugins: [names] });
  kyselys.set(client, known);
  return known as Kysely<Tables>; // one database, of which each asks for the tables it knows
}

/** A write that goes out at once, in its place among the statements of a transaction, and is answered with its commit. */
export type Write = (query: Compilable) => void;

export const writer =
  (client: pg.PoolClient, withCommit: (answer: Promise<unknown>) => void): Write =>
  (query) => {
    const { sql, parameters } = query.compile();
    withCommit(client.query(sql, [...parameters]));
  };

const kyselys = new WeakMap<pg.PoolClient, Kysely<unknown>>();

/** Gives rows their names. Those of a query are given as its text is made, which is half the work of a pass before. */
class Names extends CamelCasePlugin {
  inDatabase(name: string): string {
    return this.snakeCase(name);
  }

  override transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    return node;
  }
}
const names = new Names({ maintainNestedObjectKeys: true });

class Compiler extends PostgresQueryCompiler {
  protected override sanitizeIdentifier(identifier: string): string {
    return super.sanitizeIdentifier(names.inDatabase(identifier));
  }
}
/** It keeps nothing from one query to the next. */
const compiler = new Compiler();

function inside(client: pg.PoolClient): Dialect {
  const pool = { connect: () => Promise.resolve(asKysely(client, () => {})), end: () => Promise.resolve() };
  const postgres = new PostgresDialect({ pool });
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new InsideDriver({ pool }),
    createIntrospector: (db) => postgres.createIntrospector(db),
    createQueryCompiler: () => compiler,
  };
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
