import { createHash, createPrivateKey } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import pino from 'pino';
import { folderBlobs } from '../../src/adapters/blobs/folder';
import type { ServiceActor } from '../../src/core/access/actor';
import { Day, PersonId, SchoolId, TenantId } from '../../src/core/ids';
import type { LanternRole, Person } from '../../src/core/people/person';
import { type Inside, type LanternOptions, startLantern } from '../../src/server/lantern';
import type { Verified } from '../../src/server/actors';
import { testRootKey } from './vault';

/** What `killable.ts` tells a server that it starts. */
export interface ToldAtStart {
  readonly url?: string;
  readonly dir: string;
  readonly key: string;
  readonly pages: string;
  readonly people: number;
}

/** The settings this process was started with, as JSON in its first argument. */
export const toldAtStart = <T extends ToldAtStart>(): T => JSON.parse(process.argv[2] ?? '{}') as T; // from `killable.ts`

/** An id that is the same for the same words, in every process. */
export const idOf = (what: string): string => {
  const h = createHash('sha256').update(what).digest('hex');
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`;
};
export const tenantId = TenantId.parse(idOf('tenant'));
const schoolId = SchoolId.parse(idOf('school'));
const START = Day.parse('2020-09-01');
export const service: ServiceActor = { kind: 'service', tenantId, job: 'test' };

/** Somebody of the school; a bearer token is their key. */
export const person = (key: string): Person => ({
  id: PersonId.parse(idOf(key)),
  oid: idOf(key),
  staffNumber: key,
  givenName: 'Person',
  familyName: key,
  email: `${key}@school.example`,
  schoolId,
  jobRole: 'teaching',
  department: '',
  managerId: null,
  startsOn: START,
  endsOn: null,
});

export const holding = (key: string, role: LanternRole) => ({
  personId: person(key).id,
  role,
  schoolId: null,
  from: START,
  until: null,
});

/** A school with these posts, and `many` more people named p0, p1 and so on. */
export const schoolOf = (posts: Readonly<Record<string, LanternRole>>, many: number) => ({
  trustName: 'Example Trust',
  schools: [{ id: schoolId, name: 'Example Primary' }],
  people: [...Object.keys(posts), ...Array.from({ length: many }, (_, i) => `p${i}`)].map(person),
  roles: Object.entries(posts).map(([key, role]) => holding(key, role)),
  absences: [],
  pupils: [],
});

/** Starts a whole Lantern and tells the parent where it listens. */
export async function runLantern(
  o: ToldAtStart,
  more: {
    readonly prepare: (inside: Inside) => Promise<void>;
    readonly options?: Partial<LanternOptions>;
    readonly tell?: object;
  },
): Promise<void> {
  const verified = (token: string): Verified => ({ tenantId, oid: idOf(token), authTime: Date.now() });
  const lantern = await startLantern({
    role: 'both',
    databaseUrl: o.url,
    dataDir: o.dir,
    tenantId,
    verify: (token) => Promise.resolve(verified(token)),
    method: 'practice',
    ledger: { name: 'school.example', key: createPrivateKey(fs.readFileSync(o.key)) },
    rootKey: testRootKey,
    blobs: folderBlobs(path.join(o.pages, 'papers')),
    anchors: [],
    notices: { send: () => Promise.resolve('confirmed') },
    pages: { dir: o.pages, settings: { clientId: '', authority: '', scope: '', teamsAppId: '', practice: true } },
    documentWorker: 'dist/server/document-worker.mjs',
    now: Date.now,
    logger: pino({ level: 'error' }),
    prepare: more.prepare,
    perMinute: 10_000_000,
    ...more.options,
  });
  const ready = await lantern.app?.listen({ port: 0, host: '127.0.0.1' });
  process.send?.({ ready, ...more.tell });
}
