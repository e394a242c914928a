import type { Call, Method } from './call';
import { catchUp } from './due';
import { changeWorld, type Outcome, withFault } from './effects';
import type { Faults, Struck } from './faults';
import { findPerson } from './people';
import { type Answer, badRequest, denied, errorBody, Refusal } from './reply';
import { VIEW, type View } from './replicas';
import { addressOf, type Router } from './route';
import { allows } from './scopes';
import { fullness, type Throttle, unitsOf } from './throttle';
import { readToken, type Registration, type Token } from './tokens';
import type { World } from './world';

export interface Asked {
  readonly method: string;
  /** Path and query, beginning with the version. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent when there was none. */
  readonly body?: unknown;
  readonly isJson: boolean;
  readonly length: number;
}

export interface Told extends Outcome {
  readonly headers: Readonly<Record<string, string>>;
  readonly app: string;
}

/** What it takes to answer: made once, at start. */
export interface Desk {
  readonly world: World;
  readonly route: Router;
  readonly throttle: Throttle;
  readonly faults: Faults;
  readonly registrations: Readonly<Record<string, Registration>>;
  /** Permissions that an administrator took back: tokens from now on are without them. */
  readonly withdrawn: Set<string>;
  /** Waits, on the server's time. */
  readonly wait: (ms: number) => Promise<void>;
  /** Calls to a mailbox that are under way. */
  readonly mail: Map<string, number>;
}

const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Answers one call, alone or as part of a batch. Never throws. */
export async function serve(desk: Desk, asked: Asked, isPart: boolean, token?: Token): Promise<Told> {
  const { world } = desk;
  const requestId = world.chance.uuid('request', world.next('request'));
  const clientId = asked.headers['client-request-id'] ?? requestId;
  const headers: Record<string, string> = { 'request-id': requestId, 'client-request-id': clientId };
  let app = token?.app ?? '';
  try {
    catchUp(world);
    const caller = token ?? readToken(world, asked.headers.authorization ?? '', desk.registrations);
    app = caller.app;
    const { headers: more, ...outcome } = await answer(desk, asked, caller, { isPart, requestId });
    return { ...outcome, app, headers: { ...headers, ...more, ...outcome.answer.headers } };
  } catch (e) {
    const refusal = e instanceof Refusal ? e : brokenBy(e);
    const { status, more } = refusal;
    const body = errorBody(refusal, requestId, clientId, world.now());
    const injected = refusal === e && INJECTED.has(refusal) ? { injected: INJECTED.get(refusal) ?? '' } : {};
    return {
      answer: { status, body, ...(more.marker !== undefined && { marker: more.marker }) },
      wire: 'whole',
      committed: false,
      headers: { ...headers, ...more.headers },
      app,
      ...injected,
    };
  }
}

/** Which fault a refusal comes from, for the log. */
const INJECTED = new WeakMap<Refusal, string>();

/** A mistake of ours shows as one: 500, with its words. */
const brokenBy = (e: unknown): Refusal =>
  new Refusal(500, 'practiceServerError', e instanceof Error ? (e.stack ?? e.message) : String(e));

interface Circumstances {
  readonly isPart: boolean;
  readonly requestId: string;
}

type Answered = Outcome & { readonly headers: Readonly<Record<string, string>> };

async function answer(desk: Desk, asked: Asked, token: Token, circumstances: Circumstances): Promise<Answered> {
  const { world } = desk;
  const { call, struck } = callFrom(desk, asked, token, circumstances);
  const { operation, ids, query } = call;
  if (struck)
    changeWorld(world, struck, desk.withdrawn, findPerson({ ...call, view: VIEW.truth }, ids['user-id'] ?? '')?.id);
  if (struck?.kind === 'slow') await desk.wait(Number(struck.value));
  const priority = asked.headers['x-ms-throttle-priority']?.toLowerCase() ?? 'normal';
  const share = desk.throttle.charge({ appId: token.appId, operation, ids, query, bytes: asked.length, priority });
  check(call, asked);
  const outcome = await inTurn(desk, call, () => struckBy(world, struck, () => operation.handle(call)));
  const units = operation.lane === 'directory' ? { 'x-ms-resource-unit': String(unitsOf(operation, query)) } : {};
  return { ...outcome, headers: { ...units, ...fullness(share) } };
}

/** What is asked for, and the fault that strikes it. @throws Refusal for an address or a verb that Graph does not have */
function callFrom(desk: Desk, asked: Asked, token: Token, { isPart, requestId }: Circumstances) {
  const { headers, body } = asked;
  const { version, segments, path, query } = addressOf(asked.url);
  if (version !== 'v1.0') throw new Refusal(404, 'BadRequest', `Invalid version: ${version}`);
  if (!METHODS.includes(asked.method))
    throw new Refusal(405, 'Request_BadRequest', 'Specified HTTP method is not allowed.');
  const method = asked.method as Method;
  const { operation, ids } = desk.route(method, segments, token.personId);
  const struck = desk.faults.strike({ method, path, template: operation.template, app: token.app, part: isPart, body });
  const isFlapping = struck?.kind === 'flap' && method === 'GET';
  const view = isFlapping ? flapping(struck) : copyFor(desk.world, requestId);
  const call: Call = { world: desk.world, operation, method, ids, path, query, headers, body, token, requestId, view };
  return { call, struck };
}

const flapping = ({ n }: Struck): View => (n % 2 === 0 ? VIEW.old : VIEW.truth);

const copyFor = (world: World, requestId: string): View => world.chance.between(0, 2, 'copy', requestId) as View; // 0, 1 or 2

const READS_NOTHING: ReadonlySet<string> = new Set(['GET', 'DELETE']);

/** Syntax before permission, as in the real service. */
function check({ method, token, operation }: Call, asked: Asked): void {
  if (asked.body !== undefined && !asked.isJson && !READS_NOTHING.has(method))
    throw badRequest(
      'Unable to read JSON request payload. Content-Type must be set and the payload be valid.',
      'BadRequest',
    );
  operation.syntax?.(asked.body);
  const needed = token.personId === null ? operation.scopes : (operation.delegated ?? operation.scopes);
  if (!allows(token.roles, needed)) throw operation.lane === 'outlook' ? mailDenied() : denied();
}

function struckBy(world: World, struck: Struck | undefined, run: () => Answer): Outcome {
  try {
    return withFault(world, struck, run);
  } catch (e) {
    if (struck && e instanceof Refusal) INJECTED.set(e, struck.name);
    throw e;
  }
}

const mailDenied = (): Refusal =>
  new Refusal(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
const AT_ONCE = 4;

/** Exchange takes four calls at a time for an application and a mailbox; a fifth is sent away. */
async function inTurn<T>({ mail }: Desk, { operation, token, ids }: Call, run: () => T): Promise<T> {
  if (operation.lane !== 'outlook') return run();
  const key = `${token.appId} ${ids['user-id']}`;
  const n = (mail.get(key) ?? 0) + 1;
  if (n > AT_ONCE) {
    const headers = { 'retry-after': '1' };
    throw new Refusal(429, 'ApplicationThrottled', 'Application is over its MailboxConcurrency limit.', { headers });
  }
  mail.set(key, n);
  try {
    // Long enough for calls that were sent together to meet here.
    await new Promise((resolve) => setTimeout(resolve, 2));
    return run();
  } finally {
    mail.set(key, (mail.get(key) ?? 1) - 1);
  }
}
