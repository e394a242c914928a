import { randomUUID } from 'node:crypto';
import { Client, type Context, ResponseType } from '@microsoft/microsoft-graph-client';
import { AppError } from '../../core/errors';
import type { Lane } from '../../core/accounts/step';
import { type PathParams, fillPath, queryOf } from './address';
import { type Answer, UNCLEAR, answerOf, fieldsOf, listIn, textOf } from './answer';
import { type GraphRegistration, OPERATIONS, type Operation, type OperationName } from './operations';
import { Pacer } from './pacer';
import type { TokenSource, Transport } from './transport';

export interface GraphOptions {
  readonly transport: Transport;
  readonly token: TokenSource;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  /** How long an answer may take, 30 s unless told. */
  readonly timeoutMs?: number;
  /** Longest that a call waits here to be repeated; what takes longer is handed back as `later`. */
  readonly patienceMs?: number;
  /** One registration that does everybody's work, in tenants that have no more. */
  readonly single?: GraphRegistration;
  readonly inFlight?: number;
}

/** One thing to ask: an operation of the list, what fills its path, and its body. */
export interface Ask {
  /** Its request carries it, so that Microsoft's own log can be searched for it. */
  readonly id: string;
  readonly op: OperationName;
  readonly params?: PathParams;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const TIMEOUT_MS = 30_000;
const PATIENCE_MS = 60_000;
const TRIES = 5;
/** Graph takes no more in one envelope. */
const LARGEST_BATCH = 20;

interface Sent {
  readonly registration: GraphRegistration;
  readonly lane: Lane;
  readonly writes: number;
}

/**
 * Microsoft Graph for the rest of the adapter: operations of the closed list go in, answers come out. Paths, quotas,
 * priorities, tokens, time limits, batches and the repetitions that are safe are dealt with here. A `create` is sent
 * once; whatever else is sent again is sent only after the time that Graph asked for.
 */
export class Graph {
  private readonly clients = new Map<GraphRegistration, Client>();
  private readonly pacers = new Map<GraphRegistration, Pacer>();
  /** What Graph does not want to be asked before then, by what is read. */
  private readonly resting = new Map<string, number>();

  constructor(private readonly o: GraphOptions) {}

  /** One call by itself. */
  async call(ask: Ask, lane: Lane): Promise<Answer> {
    const op: Operation = OPERATIONS[ask.op];
    return this.insist([ask], (asks) => this.alone(asks[0] ?? ask, op, lane)).then((all) => all.get(ask.id) ?? UNCLEAR);
  }

  /**
   * Many at once, twenty in a request, by the registrations they belong to. `inOrder`: each part waits for the one
   * before it, and twenty are the most that fit.
   */
  async batch(asks: readonly Ask[], o: { lane: Lane; inOrder?: boolean }): Promise<ReadonlyMap<string, Answer>> {
    const groups = new Map<GraphRegistration, Ask[]>();
    for (const ask of asks) {
      const by = this.by(OPERATIONS[ask.op]);
      groups.set(by, [...(groups.get(by) ?? []), ask]);
    }
    const chunks = [...groups.values()].flatMap((some) => inTwenties(some));
    const answered = await Promise.all(
      chunks.map((chunk) => this.insist(chunk, (some) => this.envelope(some, o.lane, o.inOrder ?? false))),
    );
    return new Map(answered.flatMap((some) => [...some]));
  }

  /** Every page of a list. @throws AppError `unavailable` when it cannot be read to its end. */
  async *pages(ask: Omit<Ask, 'id'>): AsyncIterable<{ rows: Record<string, unknown>[]; delta: string | null }> {
    let link: string | null = null;
    do {
      const next: string | null = link;
      const id = randomUUID();
      const answer: Answer = next === null ? await this.call({ ...ask, id }, 'slow') : await this.follow(next, ask, id);
      if (answer.kind !== 'ok') throw unavailable(answer);
      const body = fieldsOf(answer.body);
      link = textOf(body['@odata.nextLink']) || null;
      yield { rows: listIn(body), delta: textOf(body['@odata.deltaLink']) || null };
    } while (link !== null);
  }

  /** A link that Graph gave, followed as it came. */
  async follow(link: string, ask: Omit<Ask, 'id'>, id: string = randomUUID()): Promise<Answer> {
    const op: Operation = OPERATIONS[ask.op];
    const send = (): Promise<Answer> =>
      this.paced(op, 'slow', () => this.send(this.by(op), { op, at: link, ask: { ...ask, id } }));
    return (await this.insist([{ ...ask, id }], async () => new Map([[id, await send()]]))).get(id) ?? UNCLEAR;
  }

  private by(op: Operation): GraphRegistration {
    return this.o.single ?? op.by;
  }

  private pacer(registration: GraphRegistration): Pacer {
    const { now, wait, inFlight } = this.o;
    const pacer =
      this.pacers.get(registration) ?? new Pacer({ now, wait, ...(inFlight !== undefined && { inFlight }) });
    this.pacers.set(registration, pacer);
    return pacer;
  }

  private paced<T>(op: Operation, lane: Lane, call: () => Promise<T>): Promise<T> {
    return this.pacer(this.by(op)).run(lane, op.manner === 'read' ? 0 : 1, call);
  }

  private async alone(ask: Ask, op: Operation, lane: Lane): Promise<ReadonlyMap<string, Answer>> {
    const at = addressOf(op, ask);
    return new Map([[ask.id, await this.paced(op, lane, () => this.send(this.by(op), { op, at, ask }))]]);
  }

  /** Asks again for those that may be asked again, and for no others, when the longest wait asked for is over. */
  private async insist(
    asks: readonly Ask[],
    send: (some: readonly Ask[]) => Promise<ReadonlyMap<string, Answer>>,
  ): Promise<ReadonlyMap<string, Answer>> {
    const settled = new Map<string, Answer>();
    for (const ask of asks) {
      const until = this.resting.get(nameOf(ask)) ?? 0;
      if (until > this.o.now()) settled.set(ask.id, { kind: 'later', notBefore: until });
    }
    let open = asks.filter((ask) => !settled.has(ask.id));
    for (let attempt = 1; open.length > 0; attempt += 1) {
      const answers = await send(open);
      for (const [id, answer] of answers) settled.set(id, answer);
      open = open.filter((ask) => mayRepeat(ask, settled.get(ask.id) ?? UNCLEAR));
      const until = Math.max(...open.map((ask) => this.again(settled.get(ask.id) ?? UNCLEAR, attempt)));
      if (open.length === 0 || attempt >= TRIES || until - this.o.now() > (this.o.patienceMs ?? PATIENCE_MS)) break;
      await this.o.wait(Math.max(0, until - this.o.now()));
    }
    this.rest(open, settled);
    return settled;
  }

  /** Whoever reads the same again before the time is told so here. Of writes their own order keeps the time. */
  private rest(open: readonly Ask[], settled: ReadonlyMap<string, Answer>): void {
    for (const [name, until] of this.resting) if (until <= this.o.now()) this.resting.delete(name);
    for (const ask of open) {
      const answer = settled.get(ask.id);
      const until = answer?.kind === 'later' || answer?.kind === 'unclear' ? answer.notBefore : null;
      if (until !== null && OPERATIONS[ask.op].manner === 'read') this.resting.set(nameOf(ask), until);
    }
  }

  private again(answer: Answer, attempt: number): number {
    const soon = this.o.now() + 1_000 * 2 ** (attempt - 1);
    return answer.kind === 'later' || answer.kind === 'unclear' ? (answer.notBefore ?? soon) : this.o.now();
  }

  private async envelope(asks: readonly Ask[], lane: Lane, inOrder: boolean): Promise<ReadonlyMap<string, Answer>> {
    const [first] = asks;
    if (!first) return new Map();
    const registration = this.by(OPERATIONS[first.op]);
    const writes = asks.filter((a) => OPERATIONS[a.op].manner !== 'read').length;
    const whole = await this.pacer(registration).run(lane, writes, () =>
      this.request({ registration, lane, writes }, asks, inOrder),
    );
    // A gateway that knows no such address says nothing about what the parts were asked for.
    const isAstray = whole.kind === 'refused' && whole.status === 404;
    if (whole.kind !== 'ok') return new Map(asks.map((a) => [a.id, isAstray ? UNCLEAR : whole]));
    return this.partsOf(whole.body, asks, registration);
  }

  private async request(sent: Sent, asks: readonly Ask[], inOrder: boolean): Promise<Answer> {
    const requests = asks.map((ask, i) => partOf(ask, inOrder ? (asks[i - 1]?.id ?? null) : null, sent.lane));
    const client = this.client(sent.registration);
    return this.answer(sent.registration, () =>
      client.api('/$batch').header('client-request-id', randomUUID()).responseType(ResponseType.RAW).post({ requests }),
    );
  }

  private partsOf(body: unknown, asks: readonly Ask[], by: GraphRegistration): ReadonlyMap<string, Answer> {
    const { responses } = fieldsOf(body);
    const parts = (Array.isArray(responses) ? responses : []).map(fieldsOf);
    const found = new Map(parts.map((p) => [textOf(p['id']), p]));
    // How much of the quota of reads is used; that of writes we keep ourselves.
    const shares = asks.filter((a) => OPERATIONS[a.op].manner === 'read').map((a) => shareOf(found.get(a.id)));
    this.pacer(by).heard(Math.max(0, ...shares));
    const answers = asks.map((ask): [string, Answer] => {
      const part = found.get(ask.id);
      if (!part) return [ask.id, UNCLEAR];
      const headers = new Headers(
        Object.entries(fieldsOf(part['headers'])).map(([k, v]): [string, string] => [k, String(v)]),
      );
      // A part that waited for one that failed was not carried out: it is asked again by itself.
      if (part['status'] === 424) return [ask.id, { kind: 'later', notBefore: this.o.now() }];
      const raw = { status: Number(part['status']), header: (n: string) => headers.get(n), body: part['body'] };
      return [ask.id, answerOf(raw, this.o.now())];
    });
    const until = answers.flatMap(([, a]) => (a.kind === 'later' ? a.notBefore : []));
    if (until.length > 0) this.pacer(by).pause(Math.min(Math.max(...until), this.o.now() + 5_000));
    return new Map(answers);
  }

  private send(registration: GraphRegistration, o: { op: Operation; at: string; ask: Ask }): Promise<Answer> {
    const { op, at, ask } = o;
    const request = this.client(registration)
      .api(at)
      .headers({ 'client-request-id': ask.id, ...ask.headers })
      .responseType(ResponseType.RAW);
    const send = {
      GET: () => request.get(),
      POST: () => request.post(ask.body ?? {}),
      PATCH: () => request.patch(ask.body ?? {}),
      PUT: () => request.put(ask.body ?? {}),
      DELETE: () => request.delete(),
    } satisfies Record<Operation['method'], () => Promise<unknown>>;
    return this.answer(registration, send[op.method]);
  }

  private async answer(registration: GraphRegistration, send: () => Promise<unknown>): Promise<Answer> {
    let response: Response;
    let text: string;
    try {
      response = (await send()) as Response; // as asked for: `ResponseType.RAW`
      text = await response.text();
    } catch {
      return UNCLEAR;
    }
    const share = Number(response.headers.get(SHARE) ?? 0);
    this.pacer(registration).heard(share);
    const header = (name: string): string | null => response.headers.get(name);
    const answer = answerOf({ status: response.status, header, body: parsed(text) }, this.o.now());
    if (answer.kind === 'later') this.pacer(registration).pause(answer.notBefore);
    return answer;
  }

  private client(registration: GraphRegistration): Client {
    const client =
      this.clients.get(registration) ??
      Client.initWithMiddleware({ middleware: { execute: (context) => this.execute(registration, context) } });
    this.clients.set(registration, client);
    return client;
  }

  /** The whole of the chain: a token, a time limit, and one fresh token when the first was refused. */
  private async execute(registration: GraphRegistration, context: Context): Promise<void> {
    const url = new URL(typeof context.request === 'string' ? context.request : context.request.url);
    const attempt = async (isFresh: boolean): Promise<Response> => {
      const headers = new Headers(context.options?.headers);
      headers.set('authorization', `Bearer ${await this.o.token(registration, isFresh)}`);
      const signal = AbortSignal.timeout(this.o.timeoutMs ?? TIMEOUT_MS);
      const { method, body } = context.options ?? {};
      return this.o.transport(url, {
        ...(method && { method }),
        headers,
        signal,
        ...(body && { body: body }),
      });
    };
    try {
      const first = await attempt(false);
      context.response = first.status === 401 ? await attempt(true) : first;
    } catch (e) {
      // Nothing was sent: told as Graph itself would have told it.
      if (!(e instanceof AppError && e.code === 'not_signed_in')) throw e;
      context.response = new Response(null, { status: 401 });
    }
  }
}

const SHARE = 'x-ms-throttle-limit-percentage';
const shareOf = (part: Record<string, unknown> | undefined): number => Number(fieldsOf(part?.['headers'])[SHARE] ?? 0);

const parsed = (text: string): unknown => {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

const addressOf = (op: Operation, ask: Ask): string => fillPath(op.path, ask.params ?? {}) + queryOf(ask.query ?? {});

const nameOf = (ask: Ask): string => `${ask.op} ${addressOf(OPERATIONS[ask.op], ask)}`;

const inTwenties = (asks: readonly Ask[]): Ask[][] =>
  Array.from({ length: Math.ceil(asks.length / LARGEST_BATCH) }, (_, i) =>
    asks.slice(i * LARGEST_BATCH, (i + 1) * LARGEST_BATCH),
  );

function partOf(ask: Ask, after: string | null, lane: Lane): Record<string, unknown> {
  const op: Operation = OPERATIONS[ask.op];
  const body = ask.body ?? (op.method === 'POST' ? {} : undefined);
  const headers = {
    'client-request-id': ask.id,
    'x-ms-throttle-priority': lane === 'block' ? 'high' : 'low',
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...ask.headers,
  };
  return {
    id: ask.id,
    method: op.method,
    url: addressOf(op, ask),
    headers,
    ...(body !== undefined && { body }),
    ...(after !== null && { dependsOn: [after] }),
  };
}

/** Reads may be asked again after anything; what sets a state, when it was not carried out; creates, when refused for pace. */
const mayRepeat = (ask: Ask, answer: Answer): boolean =>
  answer.kind === 'later' || (answer.kind === 'unclear' && OPERATIONS[ask.op].manner === 'read');

const unavailable = (answer: Answer): AppError =>
  new AppError('unavailable', {
    detail: `the directory did not answer: ${answer.kind === 'refused' ? `${answer.status} ${answer.code}` : answer.kind}`,
  });
