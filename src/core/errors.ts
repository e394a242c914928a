/**
 * The closed list of things that can go wrong, as the contract, the log and the pages know them.
 * A code is mapped to HTTP once (`server/http`) and to a sentence for people once (`texts`).
 */
export const ERROR_CODES = [
  'invalid_input',
  'not_signed_in',
  'not_registered',
  'step_up',
  'not_found',
  'conflict',
  'version_superseded',
  'too_large',
  'unreadable_document',
  'protected_document',
  'macro_document',
  'unreadable_table',
  'too_many_requests',
  'unavailable',
  'unexpected',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** One thing wrong in what a person sent: where it is, and what to do about it, in plain words. */
export interface Problem {
  /** A dotted path into the input (`statements.3`), or `line 12` of a file. */
  readonly where: string;
  readonly what: string;
}

/**
 * The only error core throws. `problems` may be shown to the person who asked; `detail` is for the log alone
 * and never holds content (names, wording, addresses).
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];
  readonly detail: string | undefined;

  constructor(code: ErrorCode, options: { problems?: readonly Problem[]; detail?: string; cause?: unknown } = {}) {
    super(options.detail ?? code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.problems = options.problems ?? [];
    this.detail = options.detail;
  }
}

/** Absent and forbidden look alike from outside. */
export const notFound = (detail?: string): AppError =>
  new AppError('not_found', detail === undefined ? {} : { detail });

/** `where` says what is wrong in the input and `what` says what to do. */
export const invalid = (where: string, what: string): AppError =>
  new AppError('invalid_input', { problems: [{ where, what }] });

/**
 * What is there by the rules of the database: the campaign of an obligation, the school of a person.
 * @throws AppError `unexpected` when it is not; `what` is for the log.
 */
export function sure<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new AppError('unexpected', { detail: `${what} is missing` });
  return value;
}
