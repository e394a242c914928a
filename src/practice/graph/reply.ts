/** What the server says. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** Instead of a body: a mail or a picture, exactly so. */
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** A word for the log: refused on purpose, or the accident. */
  readonly marker?: string;
}

export interface Detail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
  readonly [more: string]: unknown;
}

/** Any answer of 400 and above, thrown where it is found out. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly more: {
      readonly details?: readonly Detail[];
      readonly headers?: Readonly<Record<string, string>>;
      readonly marker?: string;
      readonly target?: string;
    } = {},
  ) {
    super(message);
  }
}

export const ok = (body: unknown, status = 200): Answer => ({ status, body });
export const noContent: Answer = { status: 204 };

export const badRequest = (message: string, code = 'Request_BadRequest'): Refusal => new Refusal(400, code, message);
export const denied = (message = 'Insufficient privileges to complete the operation.'): Refusal =>
  new Refusal(403, 'Authorization_RequestDenied', message);
export const unsupported = (message: string): Refusal => new Refusal(400, 'Request_UnsupportedQuery', message);
export const notFound = (id: string): Refusal =>
  new Refusal(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

/** Refused because the practice directory does not play this part of Graph: never an answer that might be wrong. */
export const notPlayed = (what: string): Refusal =>
  new Refusal(501, 'notImplemented', `The practice directory does not play ${what}.`, { marker: 'not played' });

/** A refusal as the body that Graph would send. */
export function errorBody(refusal: Refusal, requestId: string, clientRequestId: string, at: number): unknown {
  const { details, target } = refusal.more;
  return {
    error: {
      code: refusal.code,
      message: refusal.message,
      ...(target !== undefined && { target }),
      ...(details && { details }),
      innerError: {
        date: new Date(at).toISOString().slice(0, 19),
        'request-id': requestId,
        'client-request-id': clientRequestId,
      },
    },
  };
}
