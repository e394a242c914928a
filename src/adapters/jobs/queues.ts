import type PgBoss from 'pg-boss';
import type { QueueName } from '../../core/ports';

/** Where jobs end that failed every time; somebody has to look. */
export const DEAD = 'dead';
const FAR_RETRIES = { retryLimit: 8, retryDelay: 5, retryBackoff: true, deadLetter: DEAD } as const;

type Options = Omit<PgBoss.Queue, 'name'>;

/**
 * All options stated, none left to defaults. Eight retries with growing waits span about half an hour (the last wait is
 * 11 to 21 minutes). `short` keeps one waiting tick at most.
 */
export const QUEUES: Readonly<Record<QueueName, Options>> = {
  tick: { policy: 'short', retryLimit: 0, retryDelay: 0, retryBackoff: false, expireInSeconds: 50 },
  notify: { policy: 'standard', ...FAR_RETRIES, expireInSeconds: 60 },
  accounts: { policy: 'standard', ...FAR_RETRIES, expireInSeconds: 600 },
  // Somebody stands at a desk: what does not go at once is not wanted later.
  desk: { policy: 'standard', retryLimit: 0, retryDelay: 0, retryBackoff: false, expireInSeconds: 90 },
  seal: { policy: 'standard', ...FAR_RETRIES, expireInSeconds: 60 },
};

/** In the order in which they can be made: a dead letter queue before those that name it. */
export const ALL: readonly (readonly [string, Options])[] = [
  [DEAD, { policy: 'standard', retryLimit: 0, retryDelay: 0, retryBackoff: false, expireInSeconds: 60 }],
  ...Object.entries(QUEUES),
];
