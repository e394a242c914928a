import type { Lender } from './lending';

const EVERY_MS = 30_000;
const LOG_BYTES = 16 * 1024 * 1024;

/**
 * Has the embedded engine write its changes home now and then. It runs without the server's checkpointer, so by itself
 * it would do that at closing only: its log would grow, and a start after a crash slow down, without end.
 *
 * @returns stops it.
 */
export function keepCheckpointing(lender: Lender, onError: (e: unknown) => void): () => void {
  const timer = setInterval(() => void checkpoint(lender).catch(onError), EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

const checkpoint = (lender: Lender): Promise<void> =>
  lender.lend(async (client) => {
    const { rows } = await client.query<{ bytes: number }>(
      `select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::bigint as bytes from pg_control_checkpoint()`,
    );
    if ((rows[0]?.bytes ?? 0) > LOG_BYTES) await client.query('checkpoint');
  });
