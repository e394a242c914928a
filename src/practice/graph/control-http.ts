import { timingSafeEqual } from 'node:crypto';
import type http from 'node:http';
import type { Controls } from './controls';
import type { Fault } from './faults';
import { isFields } from './properties';

/** The side door: for the practice page and for other people's tools. Never below `/v1.0`. */
export interface ControlDesk {
  readonly secret: string;
  readonly controls: Controls;
  readonly tokenFor: (registration: string) => string;
  readonly tokenOf: (personId: string, scopes: readonly string[], registration?: string) => string;
  readonly tokenEndsAt: () => number;
}

interface Knock {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly raw: Buffer;
}

const BANNER = 'Practice directory: nothing here is real';
const PAGE = `<!doctype html><html lang="en-GB"><title>${BANNER}</title><h1>${BANNER}</h1></html>`;

function isLetIn(secret: string, given: string | undefined): boolean {
  const [a, b] = [Buffer.from(secret), Buffer.from(given ?? '')];
  return a.length === b.length && timingSafeEqual(a, b);
}

interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

function bodyOf(raw: Buffer): unknown {
  if (raw.length === 0) return {};
  return JSON.parse(raw.toString('utf8')) as unknown;
}

function addFaults(controls: Controls, body: unknown): Reply {
  if (isFields(body) && body.clear === true) controls.clearFaults();
  else for (const fault of Array.isArray(body) ? body : [body]) controls.fault(fault as Fault); // an unknown effect throws
  return { status: 204 };
}

function move(controls: Controls, body: unknown): Reply {
  const ms = isFields(body) ? Number(body.ms) : NaN;
  if (!(ms >= 0)) return { status: 400, body: { message: 'Say by how many `ms`.' } };
  controls.advance(ms);
  return { status: 200, body: { now: controls.now() } };
}

function answer(desk: ControlDesk, { method, url, raw }: Knock): Reply {
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  const at = `${method} ${pathname}`;
  if (pathname === '/_practice/token') {
    // As a managed identity gets its token from the machine it runs on; for a person, as after their sign-in.
    const [app, person] = [searchParams.get('app') ?? 'visitor', searchParams.get('person')];
    const scopes = searchParams.get('scope')?.split(' ') ?? [];
    const token = person === null ? desk.tokenFor(app) : desk.tokenOf(person, scopes, app);
    return { status: 200, body: { access_token: token, expires_on: String(desk.tokenEndsAt()), token_type: 'Bearer' } };
  }
  if (at === 'POST /_practice/faults') return addFaults(desk.controls, bodyOf(raw));
  if (at === 'POST /_practice/advance') return move(desk.controls, bodyOf(raw));
  if (at === 'GET /_practice/delivered') return { status: 200, body: desk.controls.delivered() };
  return { status: 404, body: { message: 'There is no such control.' } };
}

export function handleControl(desk: ControlDesk, knock: Knock, response: http.ServerResponse): void {
  if (knock.url === '/') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
    return;
  }
  const { headers } = knock;
  if (!isLetIn(desk.secret, headers['x-practice-secret'] ?? headers['x-identity-header'])) {
    response.writeHead(404).end();
    return;
  }
  const { status, body } = safely(() => answer(desk, knock));
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(body === undefined ? '' : JSON.stringify(body));
}

function safely(run: () => Reply): Reply {
  try {
    return run();
  } catch (e) {
    return { status: 400, body: { message: e instanceof Error ? e.message : 'That cannot be done.' } };
  }
}
