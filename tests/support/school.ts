import { randomUUID } from 'node:crypto';
import type { Actor, PersonActor, ServiceActor } from '../../src/core/access/actor';
import type { CampaignId } from '../../src/core/ids';
import { Day, PersonId, type PolicyId, PupilId, SchoolId, TenantId, type VersionId } from '../../src/core/ids';
import { addDays, instantOf } from '../../src/core/people/day';
import type { LanternRole, Person } from '../../src/core/people/person';
import { type Perform, makePerform } from '../../src/core/perform';
import type { PolicyDocument } from '../../src/core/policies/document';
import { statementsOf } from '../../src/core/policies/document';
import type { Unit } from '../../src/core/ports';
import { useCases } from '../../src/core/use-cases';
import type { Store } from '../../src/adapters/store/engine';
import { makeUnit } from '../../src/adapters/store/unit';
import { testVault } from './vault';

export const day = (text: string): Day => Day.parse(text);
/** A Wednesday in term time. */
export const TODAY = day('2026-09-09');

/** Everybody of the little school: who they are and what they are responsible for. */
const CAST = {
  teacher: { job: 'teaching', school: 'a', roles: [] },
  colleague: { job: 'teaching', school: 'a', roles: [] },
  manager: { job: 'leadership', school: 'a', roles: [] },
  coordinator: { job: 'teaching', school: 'a', roles: ['coordinator'] },
  lead: { job: 'leadership', school: 'a', roles: ['safeguarding_lead'] },
  deputy: { job: 'leadership', school: 'a', roles: ['deputy_head'] },
  head: { job: 'leadership', school: 'a', roles: ['head'] },
  office: { job: 'office', school: 'a', roles: ['admin'] },
  ict: { job: 'support', school: 'a', roles: ['ict_manager'] },
  governor: { job: 'governor', school: 'a', roles: ['safeguarding_governor'] },
  clerk: { job: 'governor', school: 'a', roles: ['clerk'] },
  elsewhere: { job: 'teaching', school: 'b', roles: [] },
  elsewhereHead: { job: 'leadership', school: 'b', roles: ['head'] },
  trustHead: { job: 'leadership', school: 'a', roles: ['head'], isTrust: true },
} as const satisfies Record<
  string,
  { job: Person['jobRole']; school: 'a' | 'b'; roles: readonly LanternRole[]; isTrust?: boolean }
>;
export type Role = keyof typeof CAST;
export const ROLES = Object.keys(CAST) as Role[];

/** Who stands below whom: the manager looks after the teacher. */
const MANAGED: Partial<Record<Role, Role>> = { teacher: 'manager', colleague: 'manager' };

export const statement = (text: string): PolicyDocument['sections'][number]['blocks'][number] => ({
  kind: 'statement',
  key: text.toLowerCase().replace(/\W+/g, '-'),
  text,
});

export const documentOf = (
  title: string,
  statements: readonly string[] = ['I will keep my password secret.', 'I will lock my screen.'],
): PolicyDocument => ({
  fields: { title, version: '1.0', date: '', author: '', approvedByHead: '', approvedByGovernors: '', nextReview: '' },
  sections: [
    {
      anchor: 'who',
      level: 1,
      heading: 'Who this is for',
      blocks: [{ kind: 'paragraph', text: 'Everybody who works here.' }],
    },
    { anchor: 'promises', level: 1, heading: 'What I promise', blocks: statements.map(statement) },
  ],
});

const PUPILS = [
  ['ash', 'Oak', 4, false],
  ['birch', 'Oak', 4, false],
  ['cedar', 'Maple', 2, true],
  ['dogwood', 'Acorn', 0, false],
] as const;

export interface SchoolFixture {
  readonly perform: Perform;
  readonly unit: Unit;
  readonly tenantId: TenantId;
  readonly schools: { readonly a: SchoolId; readonly b: SchoolId };
  readonly service: ServiceActor;
  actor(role: Role, o?: Partial<Pick<PersonActor, 'isManager'>>): PersonActor;
  id(role: Role): PersonId;
  /** Sets the clock; 10:00 on that day unless said. */
  at(today: Day, hour?: number): void;
  /** Moves the clock on. */
  wait(minutes: number): void;
  /** Sets the clock to a moment. */
  set(at: number): void;
  now(): number;
  /** A published staff agreement, approved and ratified by others than its author. */
  agreement(o?: {
    title?: string;
    statements?: readonly string[];
    policyId?: PolicyId;
    label?: string;
    change?: 'substantive' | 'minor';
    audience?: string;
  }): Promise<{ policyId: PolicyId; versionId: VersionId; document: PolicyDocument; textHash: string }>;
  /** A draft by the coordinator, of school a unless said. */
  draft(o?: {
    title?: string;
    kind?: 'policy' | 'agreement';
    audience?: string | null;
    schoolId?: SchoolId | null;
    policyId?: PolicyId | null;
    label?: string;
    document?: PolicyDocument;
  }): Promise<{ policyId: PolicyId; versionId: VersionId; textHash: string; document: PolicyDocument }>;
  /** The pupils of school a: two in Oak (year 4), one with the picture pages in Maple (year 2), one in Acorn. */
  readonly pupils: { readonly oak: readonly [PupilId, PupilId]; readonly maple: PupilId; readonly acorn: PupilId };
  /** An open campaign over everybody. */
  campaign(policyId: PolicyId, o?: { dueOn?: Day; schools?: readonly SchoolId[] | 'all' }): Promise<CampaignId>;
  /** What a signer sends. */
  signing(campaignId: CampaignId, role: Role): Promise<Record<string, unknown>>;
  /** Everything the tenant keeps outside the ledger, as one text: two of them are equal when nothing was written. */
  fingerprint(): Promise<string>;
  /** The notices made for somebody, oldest first. */
  notices(role: Role): Promise<{ id: string; key: string; kind: string; delivery: string; link: string }[]>;
  /** Entries of the ledger, by kind. */
  entries(kind?: string): Promise<{ kind: string; ref: string | null; payload: string | null }[]>;
}

const KEPT = [
  'school',
  'person',
  'absence',
  'role_holding',
  'setting',
  'policy',
  'policy_version',
  'campaign',
  'obligation',
  'attestation',
  'signing_draft',
  'question',
  'notice',
  'chat_reference',
  'pupil',
  'sheet_entry',
  'incident_case',
  'case_entry',
  'case_member',
  'case_person',
  'case_task',
  'case_paper',
  'case_key',
  'report',
  'report_addition',
  'inbox',
  'account_set_up',
  'account_batch',
  'account_request',
  'account_plan',
  'account_approval',
  'account_step',
  'account_snapshot',
  'account_finding',
  'hand_off',
  'equipment',
  'account_pass',
  'access_review',
  'account_stop',
  'account_stop_plan',
  'hold',
];

/** Every row of a tenant once more, for another one, whose record begins anew; keys are made for one tenant. */
async function copyTenant(store: Store, from: TenantId, to: TenantId): Promise<void> {
  const { rows } = await store.query<{ name: string; columns: string }>(
    `select c.table_name as name, string_agg(quote_ident(c.column_name), ', ') as columns
     from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER' and c.is_identity = 'NO' and c.column_name <> 'tenant'
       and table_schema = current_schema() and table_name <> 'tenant_key' and table_name not like 'ledger%' and exists (
         select from information_schema.columns k
         where k.table_schema = c.table_schema and k.table_name = c.table_name and k.column_name = 'tenant')
     group by c.table_name`,
  );
  await store.transaction(async (client) => {
    await client.query('set local session_replication_role = replica');
    for (const { name, columns } of rows)
      await client.query(
        `insert into ${name} (tenant, ${columns}) select '${to}', ${columns} from ${name} where tenant = '${from}' order by ctid`,
      );
  });
}

/** A little trust of two schools, in a tenant of its own, so that suites can share a store. */
export async function makeSchool(
  store: Store,
  o: {
    enqueue?: (queue: string, key: string) => void;
    tenantId?: TenantId;
    /** Another tenant's school, of which this one becomes the copy: everybody and everything by the same ids. */
    copies?: SchoolFixture;
  } = {},
): Promise<SchoolFixture> {
  const tenantId = o.tenantId ?? TenantId.parse(randomUUID());
  const schools = o.copies?.schools ?? { a: SchoolId.parse(randomUUID()), b: SchoolId.parse(randomUUID()) };
  let clock = instantOf(TODAY, 10);
  const unit = makeUnit(store, {
    now: () => clock,
    role: 'app_web',
    vault: testVault(store, () => clock),
    enqueue: (_, queue, key) => Promise.resolve(o.enqueue?.(queue, key)),
  });
  const perform = makePerform(unit);
  const service: ServiceActor = { kind: 'service', tenantId, job: 'test' };
  const ids = new Map(ROLES.map((role) => [role, o.copies?.id(role) ?? PersonId.parse(randomUUID())]));
  const id = (role: Role): PersonId => ids.get(role) ?? PersonId.parse(randomUUID());
  const person = (role: Role): Person => ({
    id: id(role),
    oid: id(role),
    staffNumber: `S-${role}`,
    givenName: role[0]?.toUpperCase() + role.slice(1),
    familyName: 'Example',
    email: `${role}@school.example`,
    schoolId: schools[CAST[role].school],
    jobRole: CAST[role].job,
    department: CAST[role].job === 'teaching' ? 'Key Stage 2' : 'Office',
    managerId: MANAGED[role] ? id(MANAGED[role]) : null,
    startsOn: day('2020-09-01'),
    endsOn: null,
  });
  const newPupil = (): PupilId => PupilId.parse(randomUUID());
  const known = o.copies?.pupils;
  const pupil = {
    ash: known?.oak[0] ?? newPupil(),
    birch: known?.oak[1] ?? newPupil(),
    cedar: known?.maple ?? newPupil(),
    dogwood: known?.acorn ?? newPupil(),
  };
  const holdings = ROLES.flatMap((role) =>
    CAST[role].roles.map((held: LanternRole) => ({
      personId: id(role),
      role: held,
      schoolId: 'isTrust' in CAST[role] ? null : schools[CAST[role].school],
      from: day('2020-09-01'),
      until: null,
    })),
  );
  if (o.copies) await copyTenant(store, o.copies.tenantId, tenantId);
  else
    await perform(useCases['tenant.establish'], service, {
      trustName: 'Example Trust',
      schools: [
        { id: schools.a, name: 'Example Primary' },
        { id: schools.b, name: 'Sample Infants' },
      ],
      people: ROLES.map(person),
      roles: holdings,
      absences: [],
      pupils: PUPILS.map(([key, className, year, send]) => ({
        id: pupil[key],
        schoolId: schools.a,
        number: null,
        className,
        year,
        givenName: key,
        familyName: 'Sample',
        bornOn: null,
        send,
        startsOn: day('2025-09-01'),
        endsOn: null,
      })),
    });
  const actor: SchoolFixture['actor'] = (role, more = {}) => ({
    kind: 'person',
    tenantId,
    person: person(role),
    oid: id(role),
    roles: holdings.filter((h) => h.personId === id(role)),
    isManager: Object.values(MANAGED).includes(role),
    signIn: { method: 'practice', at: null },
    ...more,
  });
  const as = (role: Role): Actor => actor(role);
  return {
    perform,
    unit,
    tenantId,
    schools,
    service,
    actor,
    id,
    at: (today, hour = 10) => {
      clock = instantOf(today, hour);
    },
    wait: (minutes) => {
      clock += minutes * 60_000;
    },
    set: (at) => {
      clock = at;
    },
    now: () => clock,
    agreement: async (want = {}) => {
      const title = want.title ?? 'Staff agreement';
      const document = documentOf(title, want.statements);
      const draft = {
        policyId: want.policyId ?? null,
        kind: 'agreement',
        audience: want.audience ?? 'staff',
        schoolId: null,
        label: want.label ?? '1.0',
        document,
        sourceName: null,
      };
      const { policyId, versionId, textHash } = await perform(
        useCases['policies.saveDraft'],
        {
          ...actor('trustHead'),
          roles: [{ ...holdings[0]!, personId: id('coordinator'), role: 'coordinator', schoolId: null }],
          person: person('coordinator'),
        },
        draft,
      );
      const change = want.change ?? 'substantive';
      await perform(useCases['policies.approve'], as('trustHead'), {
        versionId,
        textHash,
        change,
        reason: 'Yearly review',
      });
      const governor = {
        ...actor('clerk'),
        roles: [
          { personId: id('clerk'), role: 'clerk' as const, schoolId: null, from: day('2020-09-01'), until: null },
        ],
      };
      const today = addDays(TODAY, -1);
      await perform(useCases['policies.ratify'], governor, { versionId, ratifiedOn: today, minute: 'FGB 1' });
      await perform(useCases['policies.publish'], as('trustHead'), { versionId, nextReviewOn: day('2027-10-01') });
      return { policyId, versionId, document, textHash };
    },
    draft: async (want = {}) => {
      const document = want.document ?? documentOf(want.title ?? 'A policy on its way');
      const kind = want.kind ?? 'policy';
      const { audience = kind === 'agreement' ? 'staff' : null, schoolId = schools.a } = want;
      const known = { policyId: want.policyId ?? null, label: want.label ?? '1.0', sourceName: null };
      const input = { ...known, kind, audience, schoolId, document };
      const author =
        schoolId === schools.a
          ? as('coordinator')
          : { ...actor('coordinator'), roles: [{ ...holdings[0]!, role: 'coordinator' as const, schoolId: null }] };
      return { document, ...(await perform(useCases['policies.saveDraft'], author, input)) };
    },
    pupils: { oak: [pupil.ash, pupil.birch], maple: pupil.cedar, acorn: pupil.dogwood },
    campaign: async (policyId, want = {}) => {
      const audience = { schools: want.schools ?? 'all', jobRoles: 'all' };
      const opensOn = addDays(TODAY, 0);
      const { campaignId } = await perform(useCases['campaigns.start'], as('trustHead'), {
        policyId,
        trigger: 'yearly',
        audience,
        opensOn,
        dueOn: want.dueOn ?? day('2026-10-01'),
      });
      return campaignId;
    },
    signing: async (campaignId, role) => {
      const view = await perform(useCases['agreements.signing'], as(role), { campaignId });
      return {
        campaignId,
        versionId: view.versionId,
        textHash: view.textHash,
        ticked: statementsOf(view.document).map(({ statement: s }) => s.key),
        laptop: '',
        ipad: '',
        typedName: view.name,
      };
    },
    fingerprint: () =>
      store.transaction(
        async (client) => {
          const parts = KEPT.map(
            (table) => `select '${table}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum
              from ${table} t where t.tenant = $1`,
          );
          const { rows } = await client.query<{ name: string; sum: string }>(parts.join(' union all '), [tenantId]);
          return rows.map((r) => `${r.name} ${r.sum}`).join('\n');
        },
        { settings: { tenant: tenantId } },
      ),
    notices: (role) =>
      store.transaction(
        async (client) => {
          const { rows } = await client.query<{
            id: string;
            key: string;
            kind: string;
            delivery: string;
            link: string;
          }>(
            `select id, key, kind, delivery, link from notice where tenant = $1 and person_id = $2 order by created_at, key`,
            [tenantId, id(role)],
          );
          return rows;
        },
        { settings: { tenant: tenantId } },
      ),
    entries: (kind) =>
      store.transaction(
        async (client) => {
          const { rows } = await client.query<{ kind: string; ref: string | null; payload: string | null }>(
            `select l.kind, l.ref, b.payload from ledger_leaf l left join ledger_body b on b.leaf_id = l.id
             where l.tenant = $1 and ($2::text is null or l.kind = $2) order by l.id`,
            [tenantId, kind ?? null],
          );
          return rows;
        },
        { settings: { tenant: tenantId } },
      ),
  };
}
