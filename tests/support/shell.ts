import { execFileSync } from 'node:child_process';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import type { Page } from 'playwright-core';
import type { Output } from '../../src/api/contract';
import { pagePolicy } from '../../src/server/http/headers';
import { FEED, HOME, id, meOf, PEOPLE, shaped } from './made-up';

const ROOT = path.join(__dirname, '../..');
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

const AUDIENCE = 'api://practice';
const TENANT = '11111111-1111-4111-8111-111111111111';
/** What a test may change of a running shell server. */
export interface ShellServer {
  /** `http://localhost:<port>`; the same port answers as 127.0.0.1. */
  readonly origin: string;
  /** Requests to the API so far, as `GET /api/me`. */
  readonly asked: string[];
  home: Output<'home.read'>;
  /** Tokens made before this are refused from now on. */
  revoke(): void;
  close(): Promise<void>;
}

interface Options {
  /** Further answers of the API, by path. */
  readonly answers?: Readonly<Record<string, unknown>>;
  /** Another origin where people sign in. */
  readonly identity?: () => string;
  /** Who a bearer token is for, in place of the made-up issuer's own check. */
  readonly check?: (bearer: string) => Promise<string | null>;
  /** Further origins that may frame the tab, as a test of two origins needs it. Default: this machine's two names. */
  readonly ancestors?: (port: number) => string;
  /** Further settings of the page. */
  readonly settings?: (port: number) => Readonly<Record<string, string | boolean>>;
  /** Further pages by path, such as a frame of the test's own; they stand under no policy. */
  readonly pages?: Readonly<Record<string, (port: number) => string>>;
}

/** The practice window and its tab may come from either name. */
const bothNames = (port: number): string => `http://localhost:${port} http://127.0.0.1:${port}`;

/** Builds what is stale, once for all tests of a run. */
export const buildPages = (): void =>
  void execFileSync(process.execPath, ['scripts/build.mjs', '--if-needed', 'pages', 'shell'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });

/** Serves the built pages and the practice window, under the real security policy, over an API that is made up. */
export async function startShell(options: Options = {}): Promise<ShellServer> {
  const issuer = await makeIssuer();
  const asked: string[] = [];
  const server = http.createServer((request, response) => {
    answer(request, { issuer, options, port, asked, home: () => running.home }).then(
      (reply) => send(response, reply, policy()),
      (error: unknown) =>
        send(response, json({ code: 'unexpected', message: String(error), requestId: 'r' }, 500), policy()),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP
  const shell = (options.ancestors ?? bothNames)(port);
  const policy = () =>
    pagePolicy({ shell, ...(options.identity && { identity: options.identity() }) }).replace(
      "frame-src 'self'",
      `frame-src 'self' ${shell}`,
    );
  const running: ShellServer = {
    origin: `http://localhost:${port}`,
    asked,
    home: HOME,
    revoke: () => issuer.revoke(),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return running;
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string | NodeJS.ReadableStream;
  /** A page of the test's own, under no policy. */
  readonly isOwn?: boolean;
  readonly encoding?: 'br';
}

const json = (value: unknown, status = 200): Reply => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
});
const refused = (code: string, status: number) => json({ code, message: code, requestId: 'req-1' }, status);

function send(response: http.ServerResponse, reply: Reply, policy: string): void {
  response.writeHead(reply.status, {
    'content-type': reply.type,
    ...(reply.encoding && { 'content-encoding': reply.encoding }),
    ...(!reply.isOwn && { 'content-security-policy': policy }),
  });
  if (typeof reply.body === 'string') response.end(reply.body);
  else reply.body.pipe(response);
}

interface Parts {
  readonly issuer: Awaited<ReturnType<typeof makeIssuer>>;
  readonly options: Options;
  readonly port: number;
  readonly asked: string[];
  readonly home: () => Output<'home.read'>;
}

async function answer(request: http.IncomingMessage, parts: Parts): Promise<Reply> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const own = parts.options.pages?.[url.pathname];
  if (own) return { status: 200, type: 'text/html', body: own(parts.port), isOwn: true };
  if (url.pathname.startsWith('/api/')) return api(request, url, parts);
  if (url.pathname === '/practice/personas') return json(PEOPLE);
  if (url.pathname === '/practice/feed') return json(FEED);
  if (url.pathname === '/practice/token') {
    const { persona } = JSON.parse(await bodyOf(request)) as { persona: string }; // the shell sends it
    return json({ token: await parts.issuer.token(persona) });
  }
  return file(url, parts);
}

async function api(request: http.IncomingMessage, url: URL, parts: Parts): Promise<Reply> {
  parts.asked.push(`${request.method ?? ''} ${url.pathname}`);
  const bearer = request.headers.authorization?.replace('Bearer ', '') ?? '';
  const who = await (parts.options.check ?? parts.issuer.check)(bearer);
  if (who === null) return refused('not_signed_in', 401);
  if (who === 'stranger') return refused('not_found', 404);
  const own = parts.options.answers?.[url.pathname];
  if (own !== undefined) return json(own);
  if (url.pathname === '/api/me') return json(meOf(shaped(who)));
  if (url.pathname === '/api/home') return json(parts.home());
  if (url.pathname === '/api/policies') return json({ policies: [] });
  if (url.pathname === '/api/reports') return json({ reports: [] });
  if (url.pathname === '/api/tasks') return json({ tasks: [] });
  return refused('not_found', 404);
}

function file(url: URL, parts: Parts): Reply {
  const isPractice = url.pathname.startsWith('/practice/');
  const folder = path.join(ROOT, 'dist', isPractice ? 'practice' : 'pages');
  const inside = isPractice ? url.pathname.slice('/practice/'.length) || 'index.html' : url.pathname.slice(1);
  if (url.pathname === '/') return file(new URL('/practice/', url), parts);
  if (url.pathname.startsWith('/tabs/')) return { status: 200, type: 'text/html', body: tab(folder, parts) };
  const full = path.join(folder, inside);
  if (!full.startsWith(folder) || !existsSync(full)) return { status: 404, type: 'text/plain', body: '' };
  const type = TYPES[path.extname(full)] ?? 'text/plain';
  // As the real server does: what was compressed while building goes out as it is.
  if (existsSync(`${full}.br`)) return { status: 200, type, body: createReadStream(`${full}.br`), encoding: 'br' };
  return { status: 200, type, body: createReadStream(full) };
}

function tab(folder: string, { options, port }: Parts): string {
  const settings = {
    clientId: '22222222-2222-4222-8222-222222222222',
    authority: `https://login.microsoftonline.com/${TENANT}`,
    scope: `${AUDIENCE}/access_as_user`,
    teamsAppId: '33333333-3333-4333-8333-333333333333',
    practice: true,
    version: '0.1.0',
    shell: bothNames(port),
    ...options.settings?.(port),
  };
  return withSettings(readFileSync(path.join(folder, 'app.html'), 'utf8'), settings);
}

/** A page with other settings. */
export function withSettings(page: string, settings: Readonly<Record<string, string | boolean>>): string {
  const written = JSON.stringify(settings).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return page.replace(/(name="?lantern-settings"? content=)("[^"]*"|[^\s>]+)/, `$1"${written}"`);
}

async function makeIssuer() {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  await exportJWK(publicKey);
  let epoch = 0;
  return {
    revoke: () => void (epoch += 1),
    token: (persona: string) => {
      const index = PEOPLE.findIndex((p) => p.id === persona);
      const name = PEOPLE[index]?.name ?? '';
      return new SignJWT({
        oid: id(index),
        tid: TENANT,
        name,
        preferred_username: `${persona}@school.example`,
        persona,
        epoch,
      })
        .setProtectedHeader({ alg: 'RS256' })
        .setIssuer(`https://login.microsoftonline.com/${TENANT}/v2.0`)
        .setSubject(persona)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(privateKey);
    },
    /** The persona a bearer token is for; null when it will not do. */
    check: async (bearer: string): Promise<string | null> => {
      try {
        const { payload } = await jwtVerify(bearer, publicKey, { audience: AUDIENCE });
        return payload['epoch'] === epoch ? String(payload['persona']) : null;
      } catch {
        return null;
      }
    },
  };
}

const bodyOf = async (request: http.IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer); // a byte stream
  return Buffer.concat(parts).toString();
};

/** teams-js asks Microsoft for a list of hosts, and goes on with its own where it gets no answer. */
const HOSTS = 'https://res.cdn.office.net/';
const isOurs = (url: string): boolean => {
  const { protocol, hostname } = new URL(url);
  return !/^(https?|wss?):$/.test(protocol) || ['localhost', '127.0.0.1'].includes(hostname);
};

/**
 * Watches a browser page: what its policy refused, what it complained of, and what it asked of the internet, which
 * `launchBrowser` does not let it reach. Routes would do the same, and switch its cache off.
 */
export function watch(page: Page): { readonly complaints: string[] } {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.location().url.startsWith(HOSTS)) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (!isOurs(url) && !url.startsWith(HOSTS)) complaints.push(`asked for ${url}`);
  });
  return { complaints };
}
