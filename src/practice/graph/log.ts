import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { type Fields, isFields } from './properties';

/** One call as it stands in the traffic log, a line each. */
export interface Line {
  readonly seq: number;
  readonly at: number;
  readonly app: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Null: the caller got no answer, and `committed` says whether it took effect. */
  readonly status: number | null;
  readonly committed?: boolean;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  readonly responseBody?: unknown;
  readonly ms: number;
  readonly injected?: string;
  readonly marker?: string;
}

const SECRETS: ReadonlySet<string> = new Set(['password', 'newPassword', 'temporaryAccessPass', 'client_secret']);
/** Of a mail nothing is written down that somebody wrote. */
const MAIL: ReadonlySet<string> = new Set(['bodyPreview', 'subject', 'content', 'contentBytes']);
const IDS_ONLY = /\/(check|get)Member(Groups|Objects)$/;

const redacted = (text: string): string => `[redacted:${text.length}]`;

/** The value without secrets and without the words of mails. */
function safe(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(safe);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, v]) => [name, typeof v === 'string' && isSecret(name) ? redacted(v) : safe(v)]),
  );
}

const isSecret = (name: string): boolean => SECRETS.has(name) || MAIL.has(name);

export const bytesAsMark = (bytes: Buffer): Fields => ({
  $bytes: bytes.length,
  $sha256: createHash('sha256').update(bytes).digest('hex'),
});

/**
 * The description of Graph that the traffic is checked against takes these answers for lists of objects; Graph sends
 * plain ids. They are logged under a name of their own, so that everything else about the answer is still checked.
 */
const besides = (url: string, body: unknown): unknown =>
  isFields(body) && IDS_ONLY.test(url.split('?')[0] ?? '') && Array.isArray(body.value)
    ? { ...body, value: [], '#ids': body.value }
    : body;

function partsBesides(line: Line): unknown {
  const { body, responseBody } = line;
  if (!line.url.startsWith('/v1.0/$batch') || !isFields(responseBody) || !isFields(body))
    return besides(line.url, responseBody);
  const urls = new Map(parts(body.requests).map((p) => [String(p.id), String(p.url)]));
  const responses = parts(responseBody.responses).map((p) => ({
    ...p,
    body: besides(urls.get(String(p.id)) ?? '', p.body),
  }));
  return { ...responseBody, responses };
}

const parts = (list: unknown): Fields[] => (Array.isArray(list) ? list.filter(isFields) : []);

function clean(line: Line): Line {
  const { authorization, ...headers } = line.headers;
  const shown = authorization === undefined ? headers : { ...headers, authorization: hidden(authorization) };
  return { ...line, headers: shown, body: safe(line.body), responseBody: safe(partsBesides(line)) };
}

const hidden = (authorization: string): string =>
  authorization.replace(
    /^(Bearer )?(.*)$/s,
    (_, b: string | undefined, token: string) => `${b ?? ''}${redacted(token)}`,
  );

export interface TrafficLog {
  write(line: Line): void;
  readonly lines: number;
  readonly accidents: number;
  close(): void;
}

/**
 * @param file where the lines go, one at a time and at once; left out: they are only counted
 * @param onWrite told after each line
 */
export function openLog(file: string | undefined, onWrite: () => void): TrafficLog {
  const descriptor = file === undefined ? null : openSync(file, 'a');
  let lines = 0;
  let accidents = 0;
  return {
    write: (line) => {
      lines += 1;
      if (line.marker === 'accident') accidents += 1;
      if (descriptor !== null) writeSync(descriptor, `${JSON.stringify(clean(line))}\n`);
      onWrite();
    },
    get lines() {
      return lines;
    },
    get accidents() {
      return accidents;
    },
    close: () => {
      if (descriptor !== null) closeSync(descriptor);
    },
  };
}
