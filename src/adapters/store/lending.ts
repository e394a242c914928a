import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import { AppError } from '../../core/errors';
import { endsSession, isStalePlan, sqlState, translate, unavailable } from './failures';

export interface Lender {
  /** Lends one connection for the length of `work`; a failed `work` leaves nothing open on it. */
  lend<T>(work: (client: pg.PoolClient) => Promise<T>, o?: { readOnly?: boolean }): Promise<T>;
  /** For Kysely, which borrows and returns by itself. */
  borrow(): Promise<Loan>;
  /**
   * Runs `work`, which holds a connection already. Of the embedded engine that is the only one, and borrowing in `work`
   * is refused there.
   */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Lends the pool's connections. `pool.query` is not used: it drops its connection after an SQL error, and the embedded
 * engine's replacement is out of step with the engine, so innocent queries fail after it. Here a failed call is rolled
 * back and its connection kept; only a connection to a server that is gone is dropped.
 */
export function makeLender(pool: pg.Pool, embedded: boolean): Lender {
  // `open` ends with the transaction, so that work it left behind is not mistaken for it. PostgreSQL has more connections,
  // and to follow who called whom slows down all that the process does.
  const inside = embedded ? new AsyncLocalStorage<{ open: boolean }>() : undefined;
  // An embedded engine that has stopped cannot be reconnected to: say so at once, on every call, until a restart.
  let stopped: Error | undefined;
  const borrow = async (): Promise<Loan> => {
    if (inside?.getStore()?.open) throw misuse('the store was used inside a transaction: use the client it gave');
    if (stopped) throw unavailable(stopped);
    const client = await pool.connect().catch((e: unknown) => {
      throw unavailable(e);
    });
    return new Loan(client, embedded ? (e) => void (stopped ??= e) : undefined);
  };
  return {
    borrow,
    alone: async (work) => {
      if (!inside) return work();
      const mark = { open: true };
      return inside.run(mark, work).finally(() => (mark.open = false));
    },
    lend: async (work, o) => {
      const loan = await borrow();
      try {
        return await work(loan.client);
      } catch (e) {
        throw await loan.settle(e, o);
      } finally {
        loan.giveBack();
      }
    },
  };
}

/** One borrowed connection. */
export class Loan {
  private over: Error | undefined;

  /** @param onStop given for the embedded engine: its one connection is never dropped, its end is the engine's end. */
  constructor(
    readonly client: pg.PoolClient,
    private readonly onStop: ((e: Error) => void) | undefined,
  ) {
    // Without a listener a connection cut between two queries would end the process.
    client.on('error', this.lose);
  }

  /** Ends whatever failed work left open, and answers the error the caller should see. */
  async settle(e: unknown, o?: { readOnly?: boolean }): Promise<unknown> {
    if (endsSession(e) || (isStalePlan(e) && !this.onStop)) this.lose(e);
    if (!this.over) await this.client.query('rollback').catch(this.lose);
    return this.shown(e, o);
  }

  /** The error the caller should see. On a lost connection the driver's own errors have no code to go by. */
  shown(e: unknown, o?: { readOnly?: boolean }): unknown {
    const fromDriver = this.over !== undefined && sqlState(e) === undefined && !(e instanceof AppError);
    return fromDriver ? unavailable(e) : translate(e, o);
  }

  giveBack(): void {
    this.client.off('error', this.lose);
    this.client.release(this.onStop ? undefined : this.over);
  }

  private readonly lose = (e: unknown): void => {
    this.over ??= e instanceof Error ? e : misuse(String(e));
    this.onStop?.(this.over);
  };
}

export const misuse = (detail: string): AppError => new AppError('unexpected', { detail });
