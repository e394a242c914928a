import type { Generated } from 'kysely';
import type { AgreementAudience, ChangeKind, PolicyKind, VersionState } from '../../core/policies/store';
import type {
  AttestationId,
  CampaignId,
  CaseId,
  Day,
  EntryId,
  MailId,
  NoticeId,
  PersonId,
  PolicyId,
  PupilId,
  QuestionId,
  ReportId,
  SchoolId,
  TenantId,
  VersionId,
} from '../../core/ids';
import type { ObligationState, Trigger } from '../../core/attestation/obligations';
import type { Delivery, NoticeKind } from '../../core/attestation/notices';
import type { CaseRow, HandedRow, Member, PaperRow, TaskRow } from '../../core/incidents/case-store';
import type { Chart } from '../../core/incidents/chart';
import type { ReportState } from '../../core/incidents/report';
import type { JobRole, LanternRole } from '../../core/people/person';
import type { SettingKey } from '../../core/people/store';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The tables as the store's queries see them: camel case here, snake case in the database (`unit.ts` translates).
 * Times are epoch milliseconds, days `YYYY-MM-DD`; structured values (`document`, `audience`, …) are JSON text.
 */
export interface Tables {
  school: { tenant: TenantId; id: SchoolId; name: string };
  person: {
    tenant: TenantId;
    id: PersonId;
    oid: string | null;
    staffNumber: string;
    givenName: string;
    familyName: string;
    bornOn: Day | null;
    email: string | null;
    schoolId: SchoolId;
    jobRole: JobRole;
    department: string;
    managerId: PersonId | null;
    startsOn: Day;
    endsOn: Day | null;
  };
  absence: { tenant: TenantId; personId: PersonId; fromDay: Day; untilDay: Day | null; reason: string };
  roleHolding: {
    tenant: TenantId;
    personId: PersonId;
    role: LanternRole;
    schoolId: SchoolId | null;
    fromDay: Day;
    untilDay: Day | null;
    givenBy: PersonId | null;
  };
  setting: { tenant: TenantId; key: SettingKey | 'calendar'; value: string };
  policy: {
    tenant: TenantId;
    id: PolicyId;
    kind: PolicyKind;
    title: string;
    audience: AgreementAudience | null;
    schoolId: SchoolId | null;
  };
  policyVersion: {
    tenant: TenantId;
    id: VersionId;
    policyId: PolicyId;
    number: number;
    label: string;
    state: VersionState;
    document: string;
    textHash: string;
    statementsHash: string;
    authorId: PersonId;
    draftedAt: number;
    sourceName: string | null;
    approvedBy: PersonId | null;
    approvedAt: number | null;
    change: ChangeKind | null;
    changeReason: string | null;
    ratifiedOn: Day | null;
    ratifiedMinute: string | null;
    ratifiedBy: PersonId | null;
    pendingRatification: string | null;
    publishedAt: number | null;
    publishedBy: PersonId | null;
    nextReviewOn: Day | null;
    supersededAt: number | null;
  };
  campaign: {
    tenant: TenantId;
    id: CampaignId;
    policyId: PolicyId;
    versionId: VersionId;
    title: string;
    trigger: Trigger;
    audience: string;
    opensOn: Day;
    dueOn: Day;
    closedOn: Day | null;
    startedBy: PersonId | null;
  };
  /** School, role, department, manager and name stand as they were when the row was last worked out. */
  obligation: {
    tenant: TenantId;
    campaignId: CampaignId;
    personId: PersonId;
    state: ObligationState;
    reason: string | null;
    reviewOn: Day | null;
    dueOn: Day;
    since: Day;
    sameAs: PersonId | null;
    schoolId: SchoolId;
    jobRole: JobRole;
    department: string;
    managerId: PersonId | null;
    name: string;
  };
  attestation: {
    tenant: TenantId;
    id: AttestationId;
    campaignId: CampaignId;
    personId: PersonId;
    policyId: PolicyId;
    versionId: VersionId;
    signedAt: number;
    how: 'screen' | 'paper';
    jobRole: JobRole;
    laptop: string;
    ipad: string;
    acceptedBy: PersonId | null;
    acceptedAt: number | null;
  };
  signingDraft: { tenant: TenantId; campaignId: CampaignId; personId: PersonId; draft: string; savedAt: number };
  question: {
    tenant: TenantId;
    id: QuestionId;
    campaignId: CampaignId;
    personId: PersonId;
    statementKey: string | null;
    text: string;
    askedAt: number;
    ownerId: PersonId;
    answer: string | null;
    answeredBy: PersonId | null;
    answeredAt: number | null;
  };
  notice: {
    tenant: TenantId;
    id: NoticeId;
    key: string;
    personId: PersonId;
    kind: NoticeKind;
    title: string;
    link: string;
    dueOn: Day | null;
    notBefore: number;
    createdAt: number;
    delivery: Delivery;
    deliveredAt: number | null;
  };
  chatReference: {
    tenant: TenantId;
    oid: string;
    reference: string;
    isOpen: boolean;
    cardId: string | null;
    at: number;
  };
  pupil: {
    tenant: TenantId;
    id: PupilId;
    schoolId: SchoolId;
    number: string | null;
    className: string;
    year: number;
    givenName: string;
    familyName: string;
    bornOn: Day | null;
    send: boolean;
    startsOn: Day;
    endsOn: Day | null;
  };
  sheetEntry: {
    tenant: TenantId;
    number: Generated<number>;
    pupilId: PupilId;
    versionId: VersionId;
    pupilMark: boolean;
    parentSignedOn: Day | null;
    goneThroughWith: string;
    consent: string;
    paperKept: string;
    recordedBy: PersonId;
    recordedAt: number;
  };
  /** Wrapped by the root key, which is not in the database. */
  tenantKey: { tenant: TenantId; mark: string; wrapped: Buffer; wrappedBy: string; madeAt: number };
  /** Wrapped by a tenant key. */
  caseKey: { tenant: TenantId; id: string; wrapped: Buffer };
  report: {
    tenant: TenantId;
    id: ReportId;
    rev: number;
    reporterId: PersonId;
    schoolId: SchoolId;
    caseId: CaseId;
    number: string;
    state: ReportState;
    chartVersion: number;
    content: Buffer;
    begunAt: number;
    sentAt: number | null;
    wakeAt: number | null;
  };
  reportAddition: { tenant: TenantId; id: string; reportId: ReportId; content: Buffer; addedAt: number };
  /** Published by a school; version 1 of each chart is Lantern's own and is not here. */
  chartVersion: {
    tenant: TenantId;
    chart: Chart['id'];
    version: number;
    body: string;
    authorId: PersonId;
    approverId: PersonId;
    publishedAt: number;
  };
  chartDraft: { tenant: TenantId; chart: Chart['id']; rev: number; body: string; authors: string; savedAt: number };
  inbox: { tenant: TenantId; conversation: string; activity: string; cameAt: number };
  /** The case's key is its own id's; `content` holds its flags. */
  incidentCase: {
    tenant: TenantId;
    barred: PersonId[];
    content: Buffer;
    keepHold: Generated<boolean>;
    mergedInto: CaseId | null;
  } & Mutable<Omit<CaseRow, 'flags' | 'barred'>>;
  caseEntry: {
    tenant: TenantId;
    caseId: CaseId;
    number: Generated<number>;
    id: EntryId;
    atMs: number;
    byId: PersonId | null;
    content: Buffer;
  };
  caseMember: { tenant: TenantId; caseId: CaseId } & Mutable<Member>;
  evidenceMail: {
    tenant: TenantId;
    id: MailId;
    caseId: CaseId;
    reportId: ReportId;
    flaggedBy: PersonId;
    flaggedAt: number;
    mark: string;
    content: Buffer;
  };
  evidenceCustody: { tenant: TenantId; mailId: MailId; number: number; hash: string; content: Buffer };
  casePerson: { tenant: TenantId; caseId: CaseId; subjectId: PersonId | PupilId };
  caseTask: { tenant: TenantId; content: Buffer } & Mutable<Omit<TaskRow, 'text' | 'schoolId'>>;
  casePaper: { tenant: TenantId; content: Buffer } & Mutable<Omit<PaperRow, 'name'>>;
  caseHanded: { tenant: TenantId } & Mutable<HandedRow>;
  caseLook: { tenant: TenantId; personId: PersonId; signedInAt: number; atMs: number };
  ledgerLeaf: {
    tenant: TenantId;
    id: Generated<number>;
    kind: string;
    atMs: number;
    ref: string | null;
    commitment: Buffer;
    seq: number | null;
    link: Buffer | null;
  };
  ledgerBody: { tenant: TenantId; leafId: number; salt: Buffer; payload: string };
  ledgerHead: { tenant: TenantId; seq: number; link: Buffer };
  /** The tree's right edge up to the newest checkpoint. */
  ledgerTree: { tenant: TenantId; size: number; frontier: Buffer };
  /** Roots of complete subtrees of 256^level leaves, so that a proof reads few rows. */
  ledgerSubtree: { tenant: TenantId; level: number; index: number; hash: Buffer };
  ledgerCheckpoint: { tenant: TenantId; size: number; atMs: number; note: string };
  ledgerAnchor: { tenant: TenantId; size: number; channel: string; reference: string; atMs: number };
}
