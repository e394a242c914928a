import { type Workplace, pause } from './worker';

/**
 * Wakes the `tick` queue once a minute of the database's clock, whatever the number of processes. A tick only says
 * "look": due dates are in tables and are worked out for Europe/London there, so a clock change or a time the process
 * was down over loses nothing. Looking oftener than once a minute costs nothing: the job's id is the minute's.
 */
export function startTicking(
  at: Workplace,
  enqueue: (key: string) => Promise<void>,
  everyMs = 20_000,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const { rows } = await at.store.query(
          `select to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI') as minute`,
        );
        await enqueue((rows as { minute: string }[])[0]?.minute ?? ''); // one row, as asked for
      } catch (e) {
        at.onError(e);
      }
      await pause(everyMs, stopping.signal);
    }
  };
  const done = loop();
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}
