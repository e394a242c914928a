/** One answer of Graph, after everything that a retry can settle. */
export type Answer =
  | { readonly kind: 'ok'; readonly status: number; readonly body: unknown }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly code: string;
      readonly details: readonly Detail[];
      readonly text: string;
    }
  /** Not carried out; may be asked again from then on (epoch ms). */
  | { readonly kind: 'later'; readonly notBefore: number }
  /** Nobody knows whether it was carried out: no answer, half an answer, a gateway's page, a server's failure. */
  | { readonly kind: 'unclear'; readonly notBefore: number | null };

export interface Detail {
  readonly code: string;
  readonly target: string;
}

interface Raw {
  readonly status: number;
  readonly header: (name: string) => string | null;
  /** Parsed body; undefined when there is none; `null` stands for one that could not be read. */
  readonly body: unknown;
}

/** Waits Graph gives no figure for. */
const UNREADABLE_MS = 60_000;
const WITHOUT_MS = 5_000;

/**
 * When to ask again: whole or decimal seconds, or a date; as long as it says, also beyond 180 s. Something unreadable
 * counts as a minute, nothing at all as a few seconds.
 */
export function retryAt(header: string | null, now: number): number {
  if (header === null) return now + WITHOUT_MS;
  const seconds = Number(header);
  if (header.trim() !== '' && Number.isFinite(seconds) && seconds >= 0) return now + Math.ceil(seconds * 1000);
  // A bare number that is none of the above would be taken for a year.
  const date = /[a-z]/i.test(header) ? Date.parse(header) : NaN;
  return Number.isNaN(date) ? now + UNREADABLE_MS : Math.max(now, date);
}

export const UNCLEAR: Answer = { kind: 'unclear', notBefore: null };

/** A server that says it is busy may still have done what it was asked. */
const MAY_HAVE_HAPPENED = [500, 502, 503, 504];

const WITH_BODY = [200, 201];

/** What a status and a body mean. Decided by status and code alone: texts are translated and change. */
export function answerOf({ status, header, body }: Raw, now: number): Answer {
  // Cut off on its way: only where there is nothing to say is no body a whole one.
  const isWhole = body !== null && (body !== undefined || !WITH_BODY.includes(status));
  if (status >= 200 && status < 300) return isWhole ? { kind: 'ok', status, body } : UNCLEAR;
  if (status === 429) return { kind: 'later', notBefore: retryAt(header('retry-after'), now) };
  if (status === 423) return { kind: 'later', notBefore: retryAt(null, now) };
  const after = header('retry-after');
  if (MAY_HAVE_HAPPENED.includes(status))
    return { kind: 'unclear', notBefore: after === null ? null : retryAt(after, now) };
  const error = errorIn(body);
  // Two changed the same thing at once, and this one did not come through. What is taken for good says so.
  const isTaken = error.details.some((d) => d.code === 'ObjectConflict');
  if (status === 409 && !isTaken) return { kind: 'later', notBefore: retryAt(after, now) };
  return { kind: 'refused', status, code: error.code, details: error.details, text: error.text };
}

function errorIn(body: unknown): { code: string; details: Detail[]; text: string } {
  const error = fieldsOf(fieldsOf(body)['error']);
  const details = Array.isArray(error['details']) ? error['details'].map(fieldsOf) : [];
  return {
    code: textOf(error['code']),
    text: textOf(error['message']),
    details: details.map((d) => ({ code: textOf(d['code']), target: textOf(d['target']) })),
  };
}

/** The fields of an object that came from outside; none for anything else. */
export const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
export const nullableText = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;
export const listIn = (body: unknown): Record<string, unknown>[] => {
  const { value } = fieldsOf(body);
  return Array.isArray(value) ? value.map(fieldsOf) : [];
};
