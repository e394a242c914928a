import { generateKeyPairSync, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pino from 'pino';
import type { FastifyInstance } from 'fastify';
import { folderBlobs } from '../../src/adapters/blobs/folder';
import { makeTokenVerifier } from '../../src/adapters/entra/tokens';
import { TenantId } from '../../src/core/ids';
import { instantOf } from '../../src/core/people/day';
import { practiceIssuer } from '../../src/practice/issuer';
import { testRootKey } from './vault';
import { type Lantern, type LanternOptions, startLantern } from '../../src/server/lantern';
import { type Engine, type Place, migratedPlace } from './engines';
import { type Role, type SchoolFixture, TODAY, makeSchool } from './school';

const CLIENT = 'c11e0000-0000-4000-8000-000000000001';
const PAGE = `<!doctype html><html lang="en-GB"><head><meta name="lantern-settings" content="{}"></head></html>`;

/** A running Lantern over the little school, spoken to without a socket. */
export interface TestLantern {
  readonly app: FastifyInstance;
  readonly lantern: Lantern;
  readonly school: SchoolFixture;
  /** Where the embedded database keeps its files. */
  readonly dir: string;
  /** Where sealed files are kept. */
  readonly papers: string;
  /** Every line the log got. */
  readonly log: string[];
  token(who: Role | 'stranger', o?: { expiresIn?: number; claims?: Record<string, unknown> }): Promise<string>;
  /** A call of the API as somebody. */
  call(
    who: Role | 'stranger' | null,
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    body?: unknown,
  ): Promise<{ status: number; headers: Record<string, unknown>; json: Record<string, unknown>; text: string }>;
  close(): Promise<void>;
}

export interface TestLanternOptions {
  readonly engine?: Engine;
  /** Changes the address of the database, to put something in between. */
  readonly through?: (url: string) => Promise<string>;
  readonly more?: Partial<LanternOptions>;
}

export async function makeLantern(o: TestLanternOptions = {}): Promise<TestLantern> {
  const place = await migratedPlace(o.engine ?? 'postgres');
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-http-'));
  for (const page of ['app.html', 'outlook.html']) fs.writeFileSync(path.join(home, page), PAGE);
  fs.writeFileSync(path.join(home, 'app.0123456789abcdef.js'), '// built');
  const tenantId = TenantId.parse(randomUUID());
  const now = () => instantOf(TODAY, 10);
  const issuer = practiceIssuer({ now });
  const verify = makeTokenVerifier({
    metadata: issuer.metadata,
    audience: [CLIENT],
    tenants: [tenantId],
    clientIds: [CLIENT],
    now,
  });
  const log: string[] = [];
  const logger = pino({ base: null }, { write: (line: string) => void log.push(line) });
  const lantern = await startLantern(await options({ o, place, home, tenantId, now, verify, logger }));
  const school = await makeSchool(lantern.store, { tenantId });
  const { app } = lantern;
  if (!app) throw new Error('a web process has a face');
  const token: TestLantern['token'] = (who, want = {}) => {
    const oid = who === 'stranger' ? randomUUID() : school.id(who);
    const persona = { oid, tid: tenantId, name: who, upn: `${who}@school.example` };
    return issuer.issue(persona, { audience: CLIENT, clientId: CLIENT, ...want });
  };
  return {
    app,
    lantern,
    school,
    dir: place.dir,
    papers: path.join(home, 'papers'),
    log,
    token,
    call: async (who, method, url, body) => {
      const headers = { ...(who && { authorization: `Bearer ${await token(who)}` }) };
      const answer = await app.inject({ method, url, headers, ...(body !== undefined && { payload: body as object }) });
      const isJson = String(answer.headers['content-type']).startsWith('application/json');
      return {
        status: answer.statusCode,
        headers: answer.headers,
        json: isJson ? answer.json<Record<string, unknown>>() : {},
        text: answer.body,
      };
    },
    close: async () => {
      await lantern.close();
      await place.drop();
      fs.rmSync(home, { recursive: true, force: true });
    },
  };
}

interface Parts extends Pick<LanternOptions, 'tenantId' | 'now' | 'verify' | 'logger'> {
  readonly o: TestLanternOptions;
  readonly place: Place;
  readonly home: string;
}

async function options({ o, place, home, ...shared }: Parts): Promise<LanternOptions> {
  const settings = {
    clientId: CLIENT,
    authority: 'https://login.example',
    scope: 's',
    teamsAppId: CLIENT,
    practice: false,
  };
  return {
    role: 'web',
    databaseUrl: place.url && o.through ? await o.through(place.url) : place.url,
    dataDir: place.dir,
    method: 'practice',
    ledger: { name: 'school.example', key: generateKeyPairSync('ed25519').privateKey },
    rootKey: testRootKey,
    blobs: folderBlobs(path.join(home, 'papers')),
    anchors: [],
    notices: { send: () => Promise.resolve('confirmed') },
    pages: { dir: home, settings },
    documentWorker: path.join(home, 'none.mjs'),
    prepare: () => Promise.resolve(),
    ...shared,
    ...o.more,
  };
}

/** One Lantern for the file or `describe` it is called in. */
export function withLantern(o: TestLanternOptions = {}): { readonly it: TestLantern } {
  let running: TestLantern | undefined;
  beforeAll(async () => {
    running = await makeLantern(o);
  }, 120_000);
  afterAll(() => running?.close());
  return {
    get it() {
      if (!running) throw new Error('Lantern is there inside tests and hooks only');
      return running;
    },
  };
}
