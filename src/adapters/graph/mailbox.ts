import type { Address, MailFacts, MailPlace } from '../../core/evidence/mail';
import type { Mailbox } from '../../core/evidence/ports';
import { MailTrouble } from '../../core/evidence/trouble';
import { fillPath, queryOf } from './address';
import { type Answer, UNCLEAR, answerOf, fieldsOf, listIn, textOf } from './answer';
import { MAIL_OPERATIONS, type MailOperation } from './mail-operations';
import type { Transport } from './transport';

export interface MailboxOptions {
  readonly transport: Transport;
  /** A token in the name of the person who flags, with `MAIL_SCOPES`; `isFresh` asks for one that was not kept. */
  readonly token: (isFresh: boolean) => Promise<string>;
  /** Addresses of their own mailbox; any other is one that is shared with them. */
  readonly own: readonly string[];
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** How long an answer, or the next piece of a mail, may take: 30 s unless told. */
  readonly timeoutMs?: number;
  /** Longest that a call waits here to be repeated: 20 s unless told. What takes longer is `unreachable`. */
  readonly patienceMs?: number;
}

const ADDRESS = 'https://graph.microsoft.com/v1.0';
/** Ordinary ids change when a mail moves; these stay. They are asked for on every call. */
const LASTING = 'IdType="ImmutableId"';
const TIMEOUT_MS = 30_000;
const PATIENCE_MS = 20_000;
const TRIES = 4;
const MOST_PAGES = 20;

/** Named one by one, so that neither body nor preview ever comes along. */
const FACTS =
  'id,internetMessageId,subject,from,sender,toRecipients,ccRecipients,sentDateTime,receivedDateTime,internetMessageHeaders';

/**
 * A mailbox in Microsoft Graph, read in the name of the person who flags: the service itself decides what they may
 * read. Reads are repeated as long as patience lasts; setting the category is repeated once, after looking again.
 *
 * @throws MailTrouble `gone`, `no_permission`, `protected`, `too_large` as Graph answers; `unreachable` for all that may
 * be tried again later, also in the middle of a mail.
 */
export function graphMailbox(o: MailboxOptions): Mailbox {
  const ask = asker(o);
  return {
    facts: async (place) => {
      const message = await ask(MAIL_OPERATIONS.readMessage, place, { query: { $select: FACTS }, take: json });
      return factsOf(fieldsOf(message), await attachments(ask, place));
    },
    bytes: (place) =>
      ask(MAIL_OPERATIONS.readRaw, place, { take: (response, line) => Promise.resolve(pieces(response, line)) }),
    tag: (place, category) => tag(ask, place, category),
  };
}

/** Time that runs while something is awaited, and aborts it when it is up. */
interface Line {
  readonly signal: AbortSignal;
  again(): void;
  rest(): void;
}

interface Asking<T> {
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly match?: string;
  /** Makes the answer out of a response that says yes. When it fails the call counts as unanswered. */
  readonly take: (response: Response, line: Line) => Promise<T>;
  /** What to make of a refusal; left out: it is thrown as a trouble. */
  readonly refused?: (answer: Extract<Answer, { kind: 'refused' }>) => T | undefined;
}

type Ask = <T>(op: MailOperation, place: MailPlace, asking: Asking<T>) => Promise<T>;

function asker(o: MailboxOptions): Ask {
  const own = o.own.map((address) => address.toLowerCase());
  return async (op, place, asking) => {
    const isOwn = own.includes(place.mailbox.toLowerCase());
    const path = fillPath(isOwn ? op.own : op.shared, { mailbox: place.mailbox, message: place.itemId });
    const url = new URL(`${ADDRESS}${path}${queryOf(asking.query ?? {})}`);
    const until = o.now() + (o.patienceMs ?? PATIENCE_MS);
    for (let attempt = 1; ; attempt += 1) {
      const { answer, taken, cause } = await attemptOf(o, { op, url, asking });
      if (taken) return taken.value;
      if (answer.kind === 'refused') {
        const made = asking.refused?.(answer);
        if (made !== undefined) return made;
        throw new MailTrouble(troubleOf(answer.status, answer.code), cause);
      }
      const mayRepeat = answer.kind === 'later' || op.method === 'GET';
      const soon = o.now() + 1_000 * 2 ** (attempt - 1);
      const at = answer.kind === 'ok' ? soon : (answer.notBefore ?? soon);
      if (!mayRepeat || attempt >= TRIES || at > until) throw new MailTrouble('unreachable', cause);
      await o.wait(Math.max(0, at - o.now()));
    }
  };
}

interface Attempt<T> {
  readonly answer: Answer;
  readonly taken?: { readonly value: T };
  readonly cause?: unknown;
}

async function attemptOf<T>(
  o: MailboxOptions,
  { op, url, asking }: { op: MailOperation; url: URL; asking: Asking<T> },
): Promise<Attempt<T>> {
  const line = lineOf(o.timeoutMs ?? TIMEOUT_MS);
  const send = async (isFresh: boolean): Promise<Response> => {
    const headers = {
      authorization: `Bearer ${await o.token(isFresh)}`,
      prefer: LASTING,
      ...(asking.match !== undefined && { 'if-match': asking.match }),
      ...(asking.body !== undefined && { 'content-type': 'application/json' }),
    };
    const body = asking.body === undefined ? {} : { body: JSON.stringify(asking.body) };
    return o.transport(url, { method: op.method, headers, signal: line.signal, redirect: 'error', ...body });
  };
  try {
    const first = await send(false);
    const response = first.status === 401 ? await send(true) : first;
    if (response.ok) return { answer: UNCLEAR, taken: { value: await asking.take(response, line) } };
    const raw = {
      status: response.status,
      header: (n: string) => response.headers.get(n),
      body: parsed(await response.text()),
    };
    line.rest();
    return { answer: answerOf(raw, o.now()) };
  } catch (cause) {
    line.rest();
    if (cause instanceof MailTrouble) throw cause;
    return { answer: UNCLEAR, cause };
  }
}

function lineOf(ms: number): Line {
  const controller = new AbortController();
  const abort = (): void => controller.abort(new DOMException('no answer in time', 'TimeoutError'));
  let timer = setTimeout(abort, ms);
  return {
    signal: controller.signal,
    again: () => {
      clearTimeout(timer);
      timer = setTimeout(abort, ms);
    },
    rest: () => clearTimeout(timer),
  };
}

/** What a refusal means for whoever flagged it. Decided by status and code: texts are translated and change. */
function troubleOf(status: number, code: string): MailTrouble['trouble'] {
  if (/^ErrorRightsManagement/.test(code)) return 'protected';
  if (status === 413 || code === 'ErrorMessageSizeExceeded') return 'too_large';
  // Not in the cloud, or nobody's address: the server cannot read it, whoever asks.
  if (/^(MailboxNotEnabledForRESTAPI|ErrorInvalidUser|Request_ResourceNotFound)$/.test(code)) return 'no_permission';
  if (status === 403) return 'no_permission';
  if (status === 404 || status === 410 || code === 'ErrorInvalidIdMalformed') return 'gone';
  return 'unreachable';
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const json = async (response: Response, line: Line): Promise<unknown> => {
  const body: unknown = await response.json();
  line.rest();
  return body;
};

/** As they come. Time runs only while we wait for Graph, not while whoever takes them is busy. */
async function* pieces(response: Response, line: Line): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) {
    line.rest();
    return;
  }
  try {
    for (;;) {
      line.again();
      const { done, value } = await reader.read();
      line.rest();
      if (done) return;
      yield value;
    }
  } catch (cause) {
    throw new MailTrouble('unreachable', cause);
  } finally {
    line.rest();
    await reader.cancel().catch(() => {});
  }
}

type Facts = Record<string, unknown>;

async function attachments(ask: Ask, place: MailPlace): Promise<Facts[]> {
  const rows: Facts[] = [];
  let skip = 0;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { $select: 'name,contentType,size', ...(skip > 0 && { $skip: String(skip) }) };
    const body = fieldsOf(await ask(MAIL_OPERATIONS.readAttachments, place, { query, take: json }));
    const some = listIn(body);
    rows.push(...some);
    skip = rows.length;
    if (textOf(body['@odata.nextLink']) === '' || some.length === 0) break;
  }
  return rows;
}

function factsOf(m: Facts, attached: readonly Facts[]): MailFacts {
  return {
    immutableId: textOf(m['id']),
    internetMessageId: textOf(m['internetMessageId']),
    subject: textOf(m['subject']),
    from: addressOf(m['from']),
    sender: addressOf(m['sender']),
    to: addressesOf(m['toRecipients']),
    cc: addressesOf(m['ccRecipients']),
    sentAt: textOf(m['sentDateTime']),
    receivedAt: textOf(m['receivedDateTime']),
    headers: listIn({ value: m['internetMessageHeaders'] }).map((h) => ({
      name: textOf(h['name']),
      value: textOf(h['value']),
    })),
    attachments: attached.map((a) => ({
      name: textOf(a['name']),
      type: textOf(a['contentType']),
      size: Number(a['size'] ?? 0),
    })),
  };
}

function addressOf(who: unknown): Address | null {
  const { name, address } = fieldsOf(fieldsOf(who)['emailAddress']);
  return textOf(address) === '' && textOf(name) === '' ? null : { name: textOf(name), address: textOf(address) };
}

const addressesOf = (list: unknown): Address[] => listIn({ value: list }).flatMap((who) => addressOf(who) ?? []);

/** Read, merge, write: setting categories replaces them all. Somebody who was quicker is looked at once more. */
async function tag(ask: Ask, place: MailPlace, category: string): Promise<void> {
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const query = { $select: 'categories' };
    const message = fieldsOf(await ask(MAIL_OPERATIONS.readMessage, place, { query, take: json }));
    const held = message['categories'];
    const categories = Array.isArray(held) ? held.filter((c): c is string => typeof c === 'string') : [];
    if (categories.includes(category)) return;
    const isSet = await ask(MAIL_OPERATIONS.setCategories, place, {
      body: { categories: [...categories, category] },
      match: textOf(message['@odata.etag']),
      // The answer is the whole mail: nothing of it is read.
      take: async (response, line) => {
        line.rest();
        await response.body?.cancel();
        return true;
      },
      refused: ({ status }) => (status === 412 ? false : undefined),
    });
    if (isSet) return;
  }
  throw new MailTrouble('unreachable');
}
