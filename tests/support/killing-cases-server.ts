import { createHash, createPrivateKey } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import { practiceAuth, servesLoopback } from '../../bot/practice-auth';
import { folderBlobs } from '../../src/adapters/blobs/folder';
import type { ServiceActor } from '../../src/core/access/actor';
import { Day, PersonId, SchoolId, TenantId } from '../../src/core/ids';
import type { LanternRole, Person } from '../../src/core/people/person';
import { useCases } from '../../src/core/use-cases';
import { startLantern } from '../../src/server/lantern';
import { APP_ID } from './channel';
import { testRootKey } from './vault';

// A whole Lantern with its bot, for tests that kill it while people report and cases are worked. A bearer token of the
// API is the person's key. Settings come as JSON in the first argument.
const o = JSON.parse(process.argv[2] ?? '{}') as {
  url?: string;
  dir: string;
  key: string;
  pages: string;
  channel: string;
  people: number;
};

const idOf = (what: string): string => {
  const h = createHash('sha256').update(what).digest('hex');
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`;
};
const tenantId = TenantId.parse(idOf('tenant'));
const schoolId = SchoolId.parse(idOf('school'));
const START = Day.parse('2020-09-01');

const person = (key: string): Person => ({
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
const POSTS: Readonly<Record<string, LanternRole>> = {
  head: 'head',
  lead: 'safeguarding_lead',
  chair: 'chair_of_governors',
};

const lantern = await startLantern({
  role: 'both',
  databaseUrl: o.url,
  dataDir: o.dir,
  tenantId,
  verify: (token) => Promise.resolve({ tenantId, oid: idOf(token), authTime: Date.now() }),
  method: 'practice',
  ledger: { name: 'school.example', key: createPrivateKey(fs.readFileSync(o.key)) },
  rootKey: testRootKey,
  blobs: folderBlobs(path.join(o.pages, 'papers')),
  anchors: [],
  notices: { send: () => Promise.resolve('confirmed') },
  bot: {
    appId: APP_ID,
    auth: practiceAuth({ base: o.channel, appId: APP_ID, tenantId }),
    serves: servesLoopback,
    open: (at) => at,
  },
  pages: { dir: o.pages, settings: { clientId: '', authority: '', scope: '', teamsAppId: '', practice: true } },
  documentWorker: 'dist/server/document-worker.mjs',
  now: Date.now,
  logger: pino({ level: 'error' }),
  prepare: async ({ perform }) => {
    const service: ServiceActor = { kind: 'service', tenantId, job: 'test' };
    await perform(useCases['tenant.establish'], service, {
      trustName: 'Example Trust',
      schools: [{ id: schoolId, name: 'Example Primary' }],
      people: [...Object.keys(POSTS), ...Array.from({ length: o.people }, (_, i) => `p${i}`)].map(person),
      roles: Object.entries(POSTS).map(([key, role]) => ({
        personId: person(key).id,
        role,
        schoolId: null,
        from: START,
        until: null,
      })),
      absences: [],
      pupils: [],
    });
  },
  perMinute: 10_000_000,
});
const address = await lantern.app?.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ ready: address, tenantId, reporters: Array.from({ length: o.people }, (_, i) => idOf(`p${i}`)) });
