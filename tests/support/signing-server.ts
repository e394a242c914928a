import path from 'node:path';
import { createHash, createPrivateKey } from 'node:crypto';
import fs from 'node:fs';
import pino from 'pino';
import type { PersonActor, ServiceActor } from '../../src/core/access/actor';
import { folderBlobs } from '../../src/adapters/blobs/folder';
import { Day, PersonId, SchoolId, TenantId } from '../../src/core/ids';
import type { LanternRole, Person } from '../../src/core/people/person';
import { addDays, schoolDayAt } from '../../src/core/people/day';
import { useCases } from '../../src/core/use-cases';
import { type Inside, startLantern } from '../../src/server/lantern';
import { testRootKey } from './vault';

// A whole Lantern for tests that kill it: a school of PEOPLE people who are all asked to sign one agreement. A bearer
// token is the person's object id. Settings come as JSON in the first argument.
const o = JSON.parse(process.argv[2] ?? '{}') as {
  url?: string;
  dir: string;
  key: string;
  pages: string;
  people: number;
};

const idOf = (what: string): string => {
  const h = createHash('sha256').update(what).digest('hex');
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`;
};
const tenantId = TenantId.parse(idOf('tenant'));
const schoolId = SchoolId.parse(idOf('school'));
const START = Day.parse('2020-09-01');
const today = schoolDayAt(Date.now());

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
const holding = (key: string, role: LanternRole) => ({
  personId: person(key).id,
  role,
  schoolId: null,
  from: START,
  until: null,
});
const ROLES = [holding('head', 'head'), holding('coordinator', 'coordinator'), holding('clerk', 'clerk')];
const actor = (key: string): PersonActor => ({
  kind: 'person',
  tenantId,
  person: person(key),
  oid: idOf(key),
  roles: ROLES.filter((r) => r.personId === person(key).id),
  isManager: false,
  signIn: { method: 'practice', at: null },
});

/** The school, its agreement and the round, the first time. */
async function prepare({ perform }: Inside): Promise<void> {
  const service: ServiceActor = { kind: 'service', tenantId, job: 'test' };
  const { isNew } = await perform(useCases['tenant.establish'], service, {
    trustName: 'Example Trust',
    schools: [{ id: schoolId, name: 'Example Primary' }],
    people: [
      ...['head', 'coordinator', 'clerk'].map(person),
      ...Array.from({ length: o.people }, (_, i) => person(`p${i}`)),
    ],
    roles: ROLES,
    absences: [],
    pupils: [],
  });
  if (!isNew) return;
  const blocks = ['I will keep my password secret.', 'I will lock my screen.'].map((text, i) => ({
    kind: 'statement' as const,
    key: `s${i}`,
    text,
  }));
  const fields = {
    title: 'Staff agreement',
    version: '1.0',
    date: '',
    author: '',
    approvedByHead: '',
    approvedByGovernors: '',
    nextReview: '',
  };
  const { policyId, versionId, textHash } = await perform(useCases['policies.saveDraft'], actor('coordinator'), {
    policyId: null,
    kind: 'agreement',
    audience: 'staff',
    schoolId: null,
    label: '1.0',
    document: { fields, sections: [{ anchor: 'promises', level: 1, heading: 'What I promise', blocks }] },
    sourceName: null,
  });
  const approval = { versionId, textHash, change: 'substantive', reason: 'New' };
  await perform(useCases['policies.approve'], actor('head'), approval);
  await perform(useCases['policies.ratify'], actor('clerk'), { versionId, ratifiedOn: today, minute: 'FGB 1' });
  await perform(useCases['policies.publish'], actor('head'), { versionId, nextReviewOn: addDays(today, 300) });
  await perform(useCases['campaigns.start'], actor('coordinator'), {
    policyId,
    trigger: 'yearly',
    audience: { schools: 'all', jobRoles: 'all' },
    opensOn: today,
    dueOn: addDays(today, 30),
  });
}

const lantern = await startLantern({
  role: 'both',
  databaseUrl: o.url,
  dataDir: o.dir,
  tenantId,
  verify: (token) => Promise.resolve({ tenantId, oid: idOf(token) }),
  method: 'practice',
  ledger: { name: 'school.example', key: createPrivateKey(fs.readFileSync(o.key)) },
  rootKey: testRootKey,
  blobs: folderBlobs(path.join(o.pages, 'papers')),
  anchors: [],
  notices: { send: () => Promise.resolve('confirmed') },
  pages: {
    dir: o.pages,
    settings: { clientId: '', authority: '', scope: '', teamsAppId: '', practice: true },
  },
  documentWorker: 'dist/server/document-worker.mjs',
  now: Date.now,
  logger: pino({ level: 'error' }),
  prepare,
  perMinute: 10_000_000,
});
const address = await lantern.app?.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ ready: address });
