import { type Outcome, withFault } from './effects';
import type { Struck } from './faults';
import { type Fields, isFields } from './properties';
import { badRequest, errorBody, Refusal } from './reply';
import { type Asked, type Desk, serve, type Told } from './serve';
import { readToken, type Token } from './tokens';

interface Part {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly dependsOn: readonly string[];
}

const MOST = 20;
const wrong = (message: string): Refusal => badRequest(message, 'BadRequest');

/** @throws Refusal 400 for the whole envelope */
function partsOf(body: unknown): Part[] {
  const requests = isFields(body) ? body.requests : undefined;
  if (!Array.isArray(requests)) throw wrong('Invalid batch payload format.');
  if (requests.length > MOST) throw wrong(`Number of batch request steps exceeds the maximum value of ${MOST}.`);
  const parts = requests.map(partOf);
  const ids = parts.map((p) => p.id.toLowerCase());
  if (new Set(ids).size < ids.length) throw wrong('Request id must be unique, whatever its case.');
  checkDependencies(parts, ids);
  return parts;
}

function partOf(given: unknown): Part {
  if (!isFields(given)) throw wrong('Invalid batch payload format.');
  const { id, method, url, body } = given;
  if ((typeof id !== 'string' && typeof id !== 'number') || typeof method !== 'string' || typeof url !== 'string')
    throw wrong("A batch request step needs 'id', 'method' and 'url'.");
  if (/^\/?(v1\.0|beta)\//i.test(url)) throw wrong(`Invalid url '${url}': it is relative to the version.`);
  if (/^\/?\$batch/i.test(url)) throw wrong('A batch within a batch is not supported.');
  const headers = isFields(given.headers) ? given.headers : {};
  const small = Object.fromEntries(Object.entries(headers).map(([n, v]) => [n.toLowerCase(), String(v)]));
  if (body !== undefined && small['content-type'] === undefined)
    throw wrong(`Write request id : ${id} does not contain Content-Type header or body.`);
  if (method.toUpperCase() === 'POST' && body === undefined)
    throw wrong(`Write request id : ${id} does not contain Content-Type header or body.`);
  const dependsOn = Array.isArray(given.dependsOn) ? given.dependsOn.map(String) : [];
  return { id: String(id), method: method.toUpperCase(), url, headers: small, body, dependsOn };
}

/** All at once, one after another, or all after the first: nothing between. */
function checkDependencies(parts: readonly Part[], ids: readonly string[]): void {
  const depends = parts.map((p) => p.dependsOn.map((d) => d.toLowerCase()));
  depends.forEach((ds, i) => {
    if (ds.some((d) => !ids.includes(d) || ids.indexOf(d) >= i))
      throw wrong('Invalid dependsOn: no such earlier request.');
  });
  const isParallel = depends.every((ds) => ds.length === 0);
  const follows = (before: (i: number) => string | undefined): boolean =>
    depends.every((ds, i) => (i === 0 ? ds.length === 0 : ds.length === 1 && ds[0] === before(i)));
  if (!isParallel && !follows((i) => ids[i - 1]) && !follows(() => ids[0]))
    throw wrong('A batch is either fully parallel or fully sequential.');
}

/** Answers an envelope: each part by itself, and the answers in any order. */
export async function runBatch(desk: Desk, asked: Asked): Promise<Told> {
  const { world } = desk;
  const requestId = world.chance.uuid('request', world.next('request'));
  const clientId = asked.headers['client-request-id'] ?? requestId;
  const headers = { 'request-id': requestId, 'client-request-id': clientId };
  let app = '';
  let struck: Struck | undefined;
  try {
    const token = readToken(world, asked.headers.authorization ?? '', desk.registrations);
    app = token.app;
    struck = desk.faults.strike({ ...ENVELOPE, app, body: asked.body });
    if (struck?.kind === 'slow') await desk.wait(Number(struck.value));
    const fate = envelopeUnder(world, struck);
    if (!fate.isOpened) return { ...fate.outcome, headers, app };
    if (!asked.isJson) throw wrong('The Content-Type header of a batch must be application/json.');
    const parts = partsOf(asked.body);
    const answers = await answersTo(desk, asked, token, parts);
    const responses = world.chance.shuffled(answers.map(responseOf), 'answers', requestId);
    const injected = answers.flatMap(({ part, told }) =>
      told.injected === undefined ? [] : [`${part.id}: ${told.injected}`],
    );
    const marker = answers.find(({ told }) => told.answer.marker !== undefined)?.told.answer.marker;
    const answer = { status: 200, body: { responses }, ...(marker !== undefined && { marker }) };
    const all = [...(struck ? [struck.name] : []), ...injected];
    const more = all.length > 0 ? { injected: all.join(', ') } : {};
    return { answer, wire: fate.outcome.wire, committed: true, headers, app, ...more };
  } catch (e) {
    if (!(e instanceof Refusal)) throw e;
    const body = errorBody(e, requestId, clientId, world.now());
    return {
      answer: { status: e.status, body },
      wire: 'whole',
      committed: false,
      headers: { ...headers, ...e.more.headers },
      app,
      ...(struck && { injected: struck.name }),
    };
  }
}

const ENVELOPE = { method: 'POST', path: '/$batch', template: '/$batch', part: false } as const;

/** A fault of the whole envelope: whether its parts are looked at at all, and how the answer travels. @throws Refusal */
function envelopeUnder(world: Desk['world'], struck: Struck | undefined): { isOpened: boolean; outcome: Outcome } {
  let isOpened = false;
  const outcome = withFault(world, struck, () => {
    isOpened = true;
    return { status: 200 };
  });
  return { isOpened, outcome };
}

interface Answered {
  readonly part: Part;
  readonly told: Told;
}

async function answersTo(desk: Desk, asked: Asked, token: Token, parts: readonly Part[]): Promise<Answered[]> {
  const isParallel = parts.every((p) => p.dependsOn.length === 0);
  const n = desk.world.next('batch');
  const order = isParallel ? desk.world.chance.shuffled(parts, 'parts', n) : parts;
  const done = new Map<string, Told>();
  for (const part of order) {
    const failed = part.dependsOn.some((d) => (done.get(d.toLowerCase())?.answer.status ?? 0) >= 400);
    done.set(part.id.toLowerCase(), failed ? failedBefore(token) : await onePart(desk, asked, token, part));
  }
  return parts.flatMap((part) => {
    const told = done.get(part.id.toLowerCase());
    return told ? [{ part, told }] : [];
  });
}

const failedBefore = ({ app }: Token): Told => ({
  answer: {
    status: 424,
    body: { error: { code: 'FailedDependency', message: 'A request that this one depends on failed.' } },
  },
  wire: 'whole',
  committed: false,
  headers: {},
  app,
});

async function onePart(desk: Desk, asked: Asked, token: Token, part: Part): Promise<Told> {
  const { method, body, headers } = part;
  const url = `/v1.0/${part.url.replace(/^\//, '')}`;
  const priority = asked.headers['x-ms-throttle-priority'];
  const length = body === undefined ? 0 : JSON.stringify(body).length;
  const isJson = body === undefined || /^application\/json\b/i.test(headers['content-type'] ?? '');
  const inherited = priority === undefined ? {} : { 'x-ms-throttle-priority': priority };
  const one: Asked = {
    method,
    url,
    headers: { ...inherited, ...headers },
    isJson,
    length,
    ...(body !== undefined && { body }),
  };
  return serve(desk, one, true, token);
}

/** What never arrives as a call of its own is a gateway's timeout as a part. */
function responseOf({ part, told }: Answered): Fields {
  const { answer, wire, headers } = told;
  const { 'request-id': _, 'client-request-id': __, ...own } = headers;
  if (wire === 'none' || wire === 'reset') return { id: part.id, status: wire === 'none' ? 504 : 502, headers: own };
  if (wire === 'html')
    return {
      id: part.id,
      status: answer.status,
      headers: { ...own, 'Content-Type': 'text/html' },
      body: '<html></html>',
    };
  const body = answer.bytes ? answer.bytes.toString('base64') : answer.body;
  const type = answer.bytes ? 'text/plain' : 'application/json';
  const named = Object.fromEntries(Object.entries(own).map(([n, v]) => [n === 'retry-after' ? 'Retry-After' : n, v]));
  const head = body === undefined ? named : { ...named, 'Content-Type': type };
  return { id: part.id, status: answer.status, headers: head, ...(body !== undefined && wire !== 'cut' && { body }) };
}
