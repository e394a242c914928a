import { AppError } from '../../core/errors';

/**
 * SQL states after which the same request may simply be sent again: connection lost (08), refused or rolled back by
 * the server (25P03, 40, 53, 55P03, 57), or a server that cannot write just now (58).
 */
const RETRY_SAFE = /^(08|40|53|57|58)[0-9A-Z]{3}$|^(25P03|55P03)$/;
/** The server could not be signed in to, or has no such database: nothing a request could do differently. */
const NO_ENTRY = /^28[0-9A-Z]{3}$|^3D000$/;
/** The server has ended the session, or is about to. */
const SESSION_OVER = /^(08[0-9A-Z]{3}|57P0[1-5]|25P03)$/;
const SERIALIZATION = new Set(['40001', '40P01']);

/**
 * The five-character SQL state of an error, whichever engine raised it (each has its own error class), or undefined.
 * Codes of the operating system such as `EPIPE` are five characters too; no SQL state begins with two letters of theirs.
 */
export function sqlState(e: unknown): string | undefined {
  const code = typeof e === 'object' && e !== null && 'code' in e ? e.code : undefined;
  return typeof code === 'string' && /^[0-9FHPX][0-9A-Z]{4}$/.test(code) ? code : undefined;
}

/** Two transactions got in each other's way and this one was undone: running it again is right. */
export const isSerializationFailure = (e: unknown): boolean => SERIALIZATION.has(sqlState(e) ?? '');

/** After this error the session cannot be used again. */
export const endsSession = (e: unknown): boolean =>
  SESSION_OVER.test(sqlState(e) ?? '') || (e instanceof Error && e.message === 'Query read timeout');

/** A newer release changed a table under a statement that this connection had prepared: a new connection knows it. */
export const isStalePlan = (e: unknown): boolean =>
  sqlState(e) === '0A000' && e instanceof Error && e.message === 'cached plan must not change result type';

/** A unique key refused the row. `constraint` narrows it to one key. */
export function isUniqueViolation(e: unknown, constraint?: string): boolean {
  if (sqlState(e) !== '23505') return false;
  return constraint === undefined || (e as { constraint?: string }).constraint === constraint; // a driver error has it
}

/** What the caller should see: `unavailable` when sending the same again is safe and may succeed, else the error itself. */
export function translate(e: unknown, o: { readOnly?: boolean } = {}): unknown {
  if (e instanceof AppError) return e;
  const state = sqlState(e) ?? '';
  // A server that has become a read-only replica; in a read-only transaction of ours it is our own mistake.
  const demoted = state === '25006' && !o.readOnly;
  if (RETRY_SAFE.test(state) || NO_ENTRY.test(state) || demoted || endsSession(e) || isStalePlan(e))
    return unavailable(e);
  return e;
}

export const unavailable = (cause: unknown): AppError =>
  new AppError('unavailable', { detail: `store: ${cause instanceof Error ? cause.message : String(cause)}`, cause });
