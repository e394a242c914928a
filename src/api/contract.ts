import type {
  AttestationId,
  CampaignId,
  CaseId,
  Day,
  EntryId,
  MailId,
  PersonId,
  PolicyId,
  PupilId,
  QuestionId,
  ReportId,
  SchoolId,
  TaskId,
  VersionId,
} from '../core/ids';
import type { CohortNow } from '../core/accounts/cohorts';
import type { EquipmentId, EquipmentKind } from '../core/accounts/equipment';
import type { ReviewId, ReviewTerm, ReviewedLine } from '../core/accounts/reviews';
import type { StopId } from '../core/accounts/stops';
import type { PassId, PassState } from '../core/accounts/passes';
import type { Asking, BatchId } from '../core/accounts/batch';
import type { Starter, StarterDraft } from '../core/accounts/requests';
import type { RoleTemplate, Scheme } from '../core/accounts/role-template';
import type { HandOff, HandOffId, PlanId, RequestId, StoredFinding } from '../core/accounts/store';
import type * as accounts from '../core/accounts/views';
import type { Audience } from '../core/attestation/audience';
import type { Trigger, ObligationState } from '../core/attestation/obligations';
import type { ImageConsent, SigningDraft } from '../core/attestation/store';
import type * as attestation from '../core/attestation/views';
import type { Problem, ErrorCode } from '../core/errors';
import type { MailPlace, Wish } from '../core/evidence/mail';
import type * as evidence from '../core/evidence/views';
import type { EntryOf, Part } from '../core/incidents/case-entries';
import type { CaseFilter } from '../core/incidents/case-store';
import type * as cases from '../core/incidents/case-views';
import type { Chart } from '../core/incidents/chart';
import type * as charts from '../core/incidents/chart-views';
import type { Flag } from '../core/incidents/flags';
import type { ReportSource } from '../core/incidents/report';
import type * as reports from '../core/incidents/report-views';
import type { StoredAnchor, StoredCheckpoint } from '../core/ledger/store';
import type { SchoolCalendar } from '../core/people/calendar';
import type { JobRole, LanternRole, School } from '../core/people/person';
import type { StaffListPlan } from '../core/people/staff-list';
import type { SettingKey } from '../core/people/store';
import type * as people from '../core/people/views';
import type { Answer } from '../core/policies/answers';
import type { Comparison } from '../core/policies/compare';
import type { PolicyDocument } from '../core/policies/document';
import type { Matrix } from '../core/policies/matrix';
import type { SearchHit } from '../core/policies/search';
import type { AgreementAudience, ChangeKind, PolicyKind } from '../core/policies/store';
import type { Understanding } from '../core/policies/understand';
import type * as policies from '../core/policies/views';

type Nothing = Record<string, never>;
type Done = { readonly done: true };
type OfReport = { readonly reportId: ReportId; readonly rev: number };
type OfCase = { readonly caseId: CaseId };

/** The body of every error the API answers. `problems` say what was wrong in what was sent, and where. */
export interface ApiError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly requestId: string;
  readonly problems?: readonly Problem[];
}

/** What each call takes and answers. The server's register and the pages are both checked against it. */
export interface Contract {
  'me.read': { input: Nothing; output: people.Me };
  'home.read': { input: Nothing; output: people.Home };

  /** `draftsFor`: the schools, and the whole trust as null, that the person may write policies for. */
  'policies.list': {
    input: Nothing;
    output: { policies: policies.PolicySummary[]; draftsFor: (SchoolId | null)[] };
  };
  'policies.read': { input: { policyId: PolicyId; versionId?: VersionId }; output: policies.PolicyView };
  'policies.search': { input: { q: string }; output: { hits: SearchHit[] } };
  'policies.ask': {
    input: { q: string; audience?: 'staff' | 'pupils' };
    output: { answers: Answer[]; coordinator: { name: string; email: string | null } | null };
  };
  'policies.compare': {
    input: { policyId: PolicyId; from: VersionId; to: VersionId };
    output: { title: string; from: policies.VersionRow; to: policies.VersionRow; comparison: Comparison };
  };
  'policies.matrices': {
    input: { audience?: 'staff' | 'pupils' };
    output: { matrices: (Matrix & { policyId: PolicyId; versionLabel: string; title: string; anchor: string })[] };
  };
  'policies.saveDraft': {
    input: {
      policyId: PolicyId | null;
      kind: PolicyKind;
      audience: AgreementAudience | null;
      schoolId: SchoolId | null;
      label: string;
      document: PolicyDocument;
      sourceName: string | null;
    };
    output: { policyId: PolicyId; versionId: VersionId };
  };
  'policies.changeDraft': {
    input: { versionId: VersionId; label: string; document: PolicyDocument; textHash: string };
    output: Done;
  };
  'policies.approve': {
    input: { versionId: VersionId; textHash: string; change: ChangeKind; reason: string };
    output: Done;
  };
  'policies.sendBack': { input: { versionId: VersionId; reason: string }; output: Done };
  'policies.ratify': { input: { versionId: VersionId; ratifiedOn: Day; minute: string }; output: Done };
  'policies.publish': {
    input: { versionId: VersionId; nextReviewOn: Day; pendingRatification?: string };
    output: Done;
  };

  'agreements.signing': { input: { campaignId: CampaignId }; output: attestation.SigningView };
  'agreements.saveDraft': { input: { campaignId: CampaignId; draft: SigningDraft }; output: { savedAt: number } };
  'agreements.sign': {
    input: {
      campaignId: CampaignId;
      versionId: VersionId;
      textHash: string;
      ticked: string[];
      laptop: string;
      ipad: string;
      typedName: string;
    };
    output: attestation.Signed;
  };
  'agreements.ask': {
    input: { campaignId: CampaignId; statementKey: string | null; text: string };
    output: { questionId: QuestionId };
  };
  'agreements.withdrawQuestion': { input: { campaignId: CampaignId }; output: Done };
  'questions.list': { input: Nothing; output: { questions: attestation.QuestionView[] } };
  'questions.answer': { input: { questionId: QuestionId; text: string }; output: Done };

  'campaigns.list': { input: Nothing; output: { campaigns: attestation.CampaignRow[]; abilities: string[] } };
  'campaigns.preview': {
    input: { policyId: PolicyId; audience: Audience; opensOn: Day };
    output: attestation.AudiencePreview;
  };
  'campaigns.start': {
    input: { policyId: PolicyId; trigger: Trigger; audience: Audience; opensOn: Day; dueOn: Day };
    output: { campaignId: CampaignId; expected: number };
  };
  'campaigns.close': { input: { campaignId: CampaignId }; output: Done };
  'completeness.read': { input: { campaignId: CampaignId }; output: attestation.Completeness };
  'completeness.list': {
    input: {
      campaignId: CampaignId;
      schoolId?: SchoolId;
      jobRole?: JobRole;
      department?: string;
      state?: ObligationState;
      q?: string;
      limit?: number;
      offset?: number;
    };
    output: attestation.CompletenessPage;
  };
  'agreements.excuse': {
    input: { campaignId: CampaignId; personId: PersonId; reason: string; reviewOn: Day | null };
    output: Done;
  };
  'agreements.remind': { input: { campaignId: CampaignId; personIds: PersonId[] }; output: { queued: number } };
  'agreements.recordPaper': {
    input: {
      campaignId: CampaignId;
      personId: PersonId;
      signedOn: Day;
      keptWhere: string;
      laptop: string;
      ipad: string;
    };
    output: attestation.Signed;
  };
  'countersign.list': { input: Nothing; output: { rows: attestation.CountersignRow[] } };
  'countersign.sign': { input: { attestationId: AttestationId }; output: { accepted: boolean } };

  'classSheets.list': { input: Nothing; output: { classes: attestation.ClassRow[] } };
  'classSheets.read': { input: { schoolId: SchoolId; className: string }; output: attestation.SheetView };
  'classSheets.record': {
    input: {
      schoolId: SchoolId;
      className: string;
      entries: {
        pupilId: string;
        versionId: VersionId;
        pupilMark: boolean;
        parentSignedOn: Day | null;
        goneThroughWith: string;
        consent: ImageConsent;
        paperKept: string;
      }[];
    };
    output: { recorded: number };
  };

  /** One's own reports. Whatever does not fit what stands changes nothing and answers what stands, `stale`. */
  'reports.current': { input: Nothing; output: { report: reports.ReportView | null } };
  'reports.begin': { input: { source: ReportSource; words?: string }; output: reports.ReportView };
  'reports.answer': {
    input: OfReport & {
      node: string;
      choices: string[];
      text?: string;
      fields?: Record<string, string>;
      people?: PersonId[];
    };
    output: reports.ReportView;
  };
  'reports.say': { input: OfReport & { text: string }; output: reports.ReportView };
  'reports.back': { input: OfReport; output: reports.ReportView };
  'reports.change': { input: OfReport & { node: string }; output: reports.ReportView };
  'reports.stop': { input: OfReport; output: reports.ReportView };
  'reports.startAgain': { input: OfReport; output: reports.ReportView };
  'reports.fileArrived': { input: { reportId: ReportId | null }; output: { report: reports.ReportView | null } };
  'reports.mine': { input: Nothing; output: { reports: reports.ReceiptView[] } };
  'reports.add': { input: { reportId: ReportId; text: string }; output: Done };
  'reports.directory': { input: { q: string }; output: { people: reports.DirectoryRow[] } };

  /** Cases open to whoever asks. The rows name nobody but owners; counts are of the same cases. */
  'cases.list': {
    input: { view?: CaseFilter['view']; schoolId?: SchoolId; limit?: number; offset?: number };
    output: cases.CasePage;
  };
  /** Everything about one case; `step_up` when the sign-in is older than a quarter of an hour and the screen was idle. */
  'cases.read': { input: OfCase; output: cases.CaseView };
  'cases.chronology': { input: { pupilId: PupilId }; output: { rows: cases.ChronologyRow[] } };
  'cases.find': { input: OfCase & { kind: 'staff' | 'pupil'; q: string }; output: { people: cases.FoundPerson[] } };
  /** `secondId` and `reason` for options with `confirm`: the answer then waits for `cases.confirm`. */
  'cases.answer': {
    input: OfCase & {
      rev: number;
      node: string;
      choices: string[];
      fields?: Record<string, string>;
      reason?: string;
      secondId?: PersonId;
    };
    output: cases.CaseAnswer;
  };
  'cases.confirm': {
    input: OfCase & { proposalId: EntryId; agrees: boolean; reason: string };
    output: cases.CaseAnswer;
  };
  'cases.stop': { input: OfCase & { rev: number; reason: string }; output: cases.CaseAnswer };
  'cases.handOn': { input: OfCase & { to: PersonId | null; reason: string }; output: cases.CaseAnswer };
  'cases.askSecond': { input: OfCase & { personId: PersonId }; output: cases.CaseAnswer };
  'cases.unseal': { input: OfCase & { about: Flag[]; people: PersonId[] }; output: cases.CaseAnswer };
  'cases.reopen': { input: OfCase & { reason: string }; output: cases.CaseAnswer };
  'cases.note': { input: OfCase & { text: string }; output: cases.CaseAnswer };
  'cases.correct': { input: OfCase & { entryId: EntryId; text: string; reason: string }; output: cases.CaseAnswer };
  'cases.namePerson': {
    input: OfCase & {
      who:
        | { kind: 'staff'; personId: PersonId }
        | { kind: 'pupil'; pupilId: PupilId }
        | { kind: 'other'; id: string | null; name: string };
      parts: Part[];
    };
    output: cases.CaseAnswer;
  };
  'cases.refer': { input: OfCase & Omit<EntryOf<'referral'>, 'kind' | 'referralId'>; output: cases.CaseAnswer };
  'cases.chase': { input: OfCase & Omit<EntryOf<'chased'>, 'kind'>; output: cases.CaseAnswer };
  'cases.decideSanctions': { input: OfCase & Omit<EntryOf<'sanctions'>, 'kind'>; output: cases.CaseAnswer };
  'cases.act': { input: OfCase & Omit<EntryOf<'task'>, 'kind' | 'taskId'>; output: cases.CaseAnswer };
  'cases.finishAct': { input: OfCase & { taskId: TaskId; said: string }; output: cases.CaseAnswer };
  'cases.record': {
    input: OfCase & { record: EntryOf<'support' | 'parents' | 'debrief' | 'monitoring' | 'outcome'> };
    output: cases.CaseAnswer;
  };
  'cases.link': { input: OfCase & { otherId: CaseId; why: 'same' | 'again' | 'related' }; output: cases.CaseAnswer };
  'cases.askExport': {
    input: OfCase & { recipient: string; reason: string; secondId: PersonId };
    output: cases.CaseAnswer;
  };
  'cases.agreeExport': {
    input: OfCase & { askId: EntryId; agrees: boolean; reason: string };
    output: cases.CaseAnswer;
  };
  /** Where mails lie that belong to a report, in any state but dropped. The same place twice is one mail. */
  'evidence.flag': {
    input: { reportId: ReportId; messages: MailPlace[]; wishes: Wish[] };
    output: { mails: evidence.MyMail[] };
  };
  /** `itemIds` apart by commas, 20 at most. Answers those that I have flagged. */
  'evidence.mine': { input: { mailbox: string; itemIds: string }; output: { mails: evidence.MyMail[] } };
  /** Takes of a mail what may be taken now. Asking again takes nothing twice; `trouble` says what went wrong. */
  'evidence.capture': { input: { mailId: MailId }; output: evidence.MyMail };
  'evidence.ofCase': { input: OfCase; output: { mails: evidence.CaseMail[] } };
  'evidence.open': { input: OfCase & { mailId: MailId }; output: evidence.OpenedMail };
  'evidence.senders': { input: OfCase & { mailId: MailId }; output: { lines: evidence.SenderLine[] } };
  'tasks.mine': { input: Nothing; output: { tasks: cases.TaskView[] } };
  'tasks.finish': { input: { taskId: TaskId; said: string }; output: Done };
  'lowLevel.record': {
    input: { personId: PersonId; text: string; context: string; did: string; why: string };
    output: { caseId: CaseId };
  };
  'lowLevel.list': { input: Nothing; output: { rows: cases.LowLevelRow[]; patterns: cases.LowLevelPattern[] } };
  /** One school year (`2026-27`), the present one when left out: terms are the smallest unit. */
  'figures.read': { input: { year?: string }; output: cases.Figures };

  /** The flowcharts: what is in force, what is being written, and what keeps it from being published. */
  'charts.read': { input: { id: Chart['id'] }; output: charts.ChartView };
  'charts.picture': { input: { id: Chart['id']; version: number }; output: charts.ChartPicture };
  'charts.saveDraft': { input: { rev: number | null; chart: Chart }; output: { rev: number } };
  'charts.dropDraft': { input: { id: Chart['id']; rev: number }; output: Done };
  'charts.prove': { input: { id: Chart['id'] }; output: charts.ChartProof };
  'charts.publish': { input: { id: Chart['id']; rev: number }; output: { version: number } };

  'people.list': {
    input: { q?: string; schoolId?: SchoolId; limit?: number; offset?: number };
    output: { rows: people.PersonRow[]; total: number };
  };
  'people.recordAbsence': { input: { personId: PersonId; from: Day; until: Day | null; reason: string }; output: Done };
  'roles.list': { input: Nothing; output: { roles: people.RoleRow[]; abilities: string[] } };
  'roles.give': {
    input: { personId: PersonId; role: LanternRole; schoolId: SchoolId | null; until: Day | null };
    output: Done;
  };
  'roles.end': { input: { personId: PersonId; role: LanternRole; schoolId: SchoolId | null }; output: Done };
  'calendar.read': { input: Nothing; output: { calendar: SchoolCalendar; abilities: string[] } };
  'calendar.save': { input: { calendar: SchoolCalendar }; output: Done };
  'settings.read': { input: Nothing; output: people.Settings & { abilities: string[] } };
  'settings.save': { input: { values: Partial<Record<SettingKey, string>> }; output: Done };
  'notices.mine': { input: Nothing; output: { notices: people.NoticeRow[] } };
  /** `findings` and `handOffs` are everybody's within the actor's scope. `isSetUp` false: nothing can be asked for yet. */
  'accounts.list': {
    input: { open?: '0' | '1'; limit?: number; offset?: number };
    output: {
      plans: accounts.PlanRow[];
      total: number;
      asking: Asking[];
      batches: accounts.BatchRow[];
      findings: StoredFinding[];
      stops: accounts.StopView[];
      handOffs: HandOff[];
      isSetUp: boolean;
      silentSince: number | null;
    };
  };
  'accounts.plan': { input: { planId: PlanId }; output: accounts.PlanView };
  'accounts.person': { input: { personId: PersonId }; output: accounts.AccountView };
  /** `schools`: those that the person may ask for. */
  'accounts.setUp': {
    input: Nothing;
    output: {
      scheme: Scheme | null;
      /** What each group of pupils is called this school year. */
      cohorts: CohortNow[];
      templates: RoleTemplate[];
      schools: School[];
      versions: accounts.SetUpVersionView[];
    };
  };
  /** `rev`: the version that was looked at, 0 for none. */
  'accounts.saveScheme': { input: { scheme: Scheme; rev: number | null }; output: { rev: number } };
  'accounts.saveTemplate': { input: { template: RoleTemplate; rev: number | null }; output: { rev: number } };
  'accounts.holds': { input: Nothing; output: { holds: { personId: PersonId; name: string; at: number }[] } };
  /** What can be said of what has been typed so far. `isUsual` false: the first choice of address is somebody's. */
  'accounts.check': {
    input: StarterDraft;
    output: { problems: Problem[]; address: string | null; isUsual: boolean; seatsLeft: number | null };
  };
  'accounts.lapses': {
    input: Nothing;
    output: { warned: number; escalated: { personId: PersonId; name: string; schoolId: SchoolId; signedOn: Day }[] };
  };
  'accounts.pupils': { input: { schoolId: SchoolId }; output: accounts.PupilsView };
  'accounts.askForPupils': { input: { schoolId: SchoolId; hash: string; name: string }; output: { batchId: BatchId } };
  /** `expected`: how many were shown to leave with it. */
  'accounts.yearLeaves': {
    input: { schoolId: SchoolId; entryYear: number; on: Day; expected: number; name: string };
    output: { batchId: BatchId };
  };
  'accounts.batch': { input: { batchId: BatchId; limit?: number; offset?: number }; output: accounts.BatchView };
  'accounts.approveBatch': { input: { batchId: BatchId; hash: string }; output: { approved: number; begun: number } };
  'accounts.withdrawBatch': { input: { batchId: BatchId; reason: string }; output: { withdrawn: number } };
  'accounts.requestStarter': { input: Starter; output: { requestId: RequestId; personId: PersonId } };
  'accounts.request': {
    input:
      | { kind: 'leaver'; personId: PersonId; lastWorkingDay: Day; contractEnd: Day }
      | { kind: 'mover'; personId: PersonId; templateId: string; on: Day }
      | { kind: 'delete'; personId: PersonId; on: Day }
      | { kind: 'reinstate' | 'restrict' | 'correction'; personId: PersonId };
    output: { requestId: RequestId };
  };
  'accounts.withdraw': { input: { planId: PlanId; reason: string }; output: Done };
  'accounts.approve': { input: { planId: PlanId; hash: string }; output: { isApproved: boolean; missing: number } };
  'accounts.closeAtOnce': { input: { personId: PersonId; reason: string }; output: { planId: PlanId } };
  'accounts.confirmClose': {
    input: { planId: PlanId; hash: string };
    output: { isApproved: boolean; missing: number };
  };
  'accounts.ending': { input: Nothing; output: { people: accounts.EndingView[] } };
  'access.register': { input: Nothing; output: { term: ReviewTerm; lines: accounts.RegisterLine[] } };
  'access.sign': {
    input: { schoolId: SchoolId; templateId: string; hash: string; lines: ReviewedLine[] };
    output: { reviewId: ReviewId };
  };
  'accounts.goOn': { input: { stopId: StopId; hash: string; reason: string }; output: { going: number } };
  /** `publicKey`: RSA, SPKI in base64, made by the asking page. `isHere`: whoever is to have it was seen to be there. */
  'passes.ask': {
    input: { personId: PersonId; publicKey: string; isHere: true; replaces: boolean };
    output: { passId: PassId };
  };
  /** `sealed` comes once: RSA-OAEP with SHA-256, base64, for the key that was sent. */
  'passes.fetch': {
    input: { passId: PassId };
    output: { state: PassState; sealed: string | null; validUntil: number | null };
  };
  /** Without a class, no pupils: only the classes there are. */
  'passes.ofClass': { input: { schoolId: SchoolId; className?: string }; output: accounts.ClassSlipsView };
  'passes.askForClass': {
    input: { schoolId: SchoolId; pupilIds: PupilId[]; publicKey: string };
    output: { passes: { passId: PassId; pupilId: PupilId }[] };
  };
  'passes.fetchClass': {
    input: { schoolId: SchoolId; passIds: PassId[] };
    output: { passes: { passId: PassId; state: PassState; sealed: string | null }[] };
  };
  'accounts.finishHandOff': { input: { handOffId: HandOffId; proof: string }; output: Done };
  'accounts.placeHold': { input: { personId: PersonId; reason: string }; output: Done };
  'accounts.releaseHold': { input: { personId: PersonId }; output: Done };
  'equipment.list': { input: Nothing; output: { equipment: accounts.LentView[] } };
  'equipment.save': {
    input: {
      equipmentId: EquipmentId | null;
      personId: PersonId;
      kind: EquipmentKind;
      number: string;
      issuedOn: Day;
      returnedOn: Day | null;
      condition: string;
    };
    output: { equipmentId: EquipmentId };
  };
  'ledger.status': {
    input: Nothing;
    output: { size: number; checkpoint: StoredCheckpoint | null; anchors: StoredAnchor[] };
  };
}

export type CallName = keyof Contract;
export type Input<N extends CallName> = Contract[N]['input'];
export type Output<N extends CallName> = Contract[N]['output'];

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** `:name` is taken from the input; the rest goes to the query (GET) or the body. */
  readonly path: string;
}

export const ROUTES: { readonly [N in CallName]: Route } = {
  'me.read': { method: 'GET', path: '/api/me' },
  'home.read': { method: 'GET', path: '/api/home' },
  'policies.list': { method: 'GET', path: '/api/policies' },
  'policies.search': { method: 'GET', path: '/api/policy-search' },
  'policies.ask': { method: 'GET', path: '/api/can-i' },
  'policies.matrices': { method: 'GET', path: '/api/matrices' },
  'policies.read': { method: 'GET', path: '/api/policies/:policyId' },
  'policies.compare': { method: 'GET', path: '/api/policies/:policyId/compare' },
  'policies.saveDraft': { method: 'POST', path: '/api/policy-drafts' },
  'policies.changeDraft': { method: 'PUT', path: '/api/policy-versions/:versionId' },
  'policies.approve': { method: 'POST', path: '/api/policy-versions/:versionId/approval' },
  'policies.sendBack': { method: 'POST', path: '/api/policy-versions/:versionId/return' },
  'policies.ratify': { method: 'POST', path: '/api/policy-versions/:versionId/ratification' },
  'policies.publish': { method: 'POST', path: '/api/policy-versions/:versionId/publication' },
  'agreements.signing': { method: 'GET', path: '/api/campaigns/:campaignId/signing' },
  'agreements.saveDraft': { method: 'PUT', path: '/api/campaigns/:campaignId/draft' },
  'agreements.sign': { method: 'POST', path: '/api/attestations' },
  'agreements.ask': { method: 'POST', path: '/api/campaigns/:campaignId/questions' },
  'agreements.withdrawQuestion': { method: 'POST', path: '/api/campaigns/:campaignId/questions/withdrawal' },
  'questions.list': { method: 'GET', path: '/api/questions' },
  'questions.answer': { method: 'POST', path: '/api/questions/:questionId/answer' },
  'campaigns.list': { method: 'GET', path: '/api/campaigns' },
  'campaigns.preview': { method: 'POST', path: '/api/campaigns/preview' },
  'campaigns.start': { method: 'POST', path: '/api/campaigns' },
  'campaigns.close': { method: 'POST', path: '/api/campaigns/:campaignId/close' },
  'completeness.read': { method: 'GET', path: '/api/campaigns/:campaignId/completeness' },
  'completeness.list': { method: 'GET', path: '/api/campaigns/:campaignId/people' },
  'agreements.excuse': { method: 'POST', path: '/api/campaigns/:campaignId/people/:personId/excuse' },
  'agreements.remind': { method: 'POST', path: '/api/campaigns/:campaignId/reminders' },
  'agreements.recordPaper': { method: 'POST', path: '/api/campaigns/:campaignId/people/:personId/paper' },
  'countersign.list': { method: 'GET', path: '/api/countersignatures' },
  'countersign.sign': { method: 'POST', path: '/api/attestations/:attestationId/countersignature' },
  'classSheets.list': { method: 'GET', path: '/api/class-sheets' },
  'classSheets.read': { method: 'GET', path: '/api/schools/:schoolId/class-sheets/:className' },
  'classSheets.record': { method: 'POST', path: '/api/schools/:schoolId/class-sheets/:className' },
  'reports.current': { method: 'GET', path: '/api/report' },
  'reports.begin': { method: 'POST', path: '/api/reports' },
  'reports.answer': { method: 'POST', path: '/api/reports/:reportId/answers' },
  'reports.say': { method: 'POST', path: '/api/reports/:reportId/words' },
  'reports.back': { method: 'POST', path: '/api/reports/:reportId/back' },
  'reports.change': { method: 'POST', path: '/api/reports/:reportId/change' },
  'reports.stop': { method: 'POST', path: '/api/reports/:reportId/stop' },
  'reports.startAgain': { method: 'POST', path: '/api/reports/:reportId/start-again' },
  'reports.fileArrived': { method: 'POST', path: '/api/report/files' },
  'reports.mine': { method: 'GET', path: '/api/reports' },
  'reports.add': { method: 'POST', path: '/api/reports/:reportId/additions' },
  'reports.directory': { method: 'GET', path: '/api/staff-directory' },
  'cases.list': { method: 'GET', path: '/api/cases' },
  'cases.read': { method: 'GET', path: '/api/cases/:caseId' },
  'cases.chronology': { method: 'GET', path: '/api/pupils/:pupilId/cases' },
  'cases.find': { method: 'GET', path: '/api/cases/:caseId/finding' },
  'cases.answer': { method: 'POST', path: '/api/cases/:caseId/answers' },
  'cases.confirm': { method: 'POST', path: '/api/cases/:caseId/confirmations' },
  'cases.stop': { method: 'POST', path: '/api/cases/:caseId/stop' },
  'cases.handOn': { method: 'POST', path: '/api/cases/:caseId/owner' },
  'cases.askSecond': { method: 'POST', path: '/api/cases/:caseId/second' },
  'cases.unseal': { method: 'POST', path: '/api/cases/:caseId/seal' },
  'cases.reopen': { method: 'POST', path: '/api/cases/:caseId/reopening' },
  'cases.note': { method: 'POST', path: '/api/cases/:caseId/notes' },
  'cases.correct': { method: 'POST', path: '/api/cases/:caseId/corrections' },
  'cases.namePerson': { method: 'POST', path: '/api/cases/:caseId/people' },
  'cases.refer': { method: 'POST', path: '/api/cases/:caseId/referrals' },
  'cases.chase': { method: 'POST', path: '/api/cases/:caseId/chases' },
  'cases.decideSanctions': { method: 'POST', path: '/api/cases/:caseId/sanctions' },
  'cases.act': { method: 'POST', path: '/api/cases/:caseId/tasks' },
  'cases.finishAct': { method: 'POST', path: '/api/cases/:caseId/tasks/:taskId' },
  'cases.record': { method: 'POST', path: '/api/cases/:caseId/records' },
  'cases.link': { method: 'POST', path: '/api/cases/:caseId/links' },
  'cases.askExport': { method: 'POST', path: '/api/cases/:caseId/export-requests' },
  'cases.agreeExport': { method: 'POST', path: '/api/cases/:caseId/export-requests/:askId' },
  'evidence.flag': { method: 'POST', path: '/api/reports/:reportId/mail' },
  'evidence.mine': { method: 'GET', path: '/api/evidence/mail' },
  'evidence.capture': { method: 'POST', path: '/api/evidence/mail/:mailId/capture' },
  'evidence.ofCase': { method: 'GET', path: '/api/cases/:caseId/mail' },
  'evidence.open': { method: 'GET', path: '/api/cases/:caseId/mail/:mailId' },
  'evidence.senders': { method: 'GET', path: '/api/cases/:caseId/mail/:mailId/sender' },
  'tasks.mine': { method: 'GET', path: '/api/tasks' },
  'tasks.finish': { method: 'POST', path: '/api/tasks/:taskId' },
  'lowLevel.record': { method: 'POST', path: '/api/low-level-concerns' },
  'lowLevel.list': { method: 'GET', path: '/api/low-level-concerns' },
  'figures.read': { method: 'GET', path: '/api/figures' },
  'charts.read': { method: 'GET', path: '/api/charts/:id' },
  'charts.picture': { method: 'GET', path: '/api/charts/:id/versions/:version' },
  'charts.saveDraft': { method: 'PUT', path: '/api/chart-draft' },
  'charts.dropDraft': { method: 'POST', path: '/api/charts/:id/draft/removal' },
  'charts.prove': { method: 'GET', path: '/api/charts/:id/proof' },
  'charts.publish': { method: 'POST', path: '/api/charts/:id/publication' },
  'people.list': { method: 'GET', path: '/api/people' },
  'people.recordAbsence': { method: 'POST', path: '/api/people/:personId/absences' },
  'roles.list': { method: 'GET', path: '/api/roles' },
  'roles.give': { method: 'POST', path: '/api/roles' },
  'roles.end': { method: 'POST', path: '/api/roles/end' },
  'calendar.read': { method: 'GET', path: '/api/calendar' },
  'calendar.save': { method: 'PUT', path: '/api/calendar' },
  'settings.read': { method: 'GET', path: '/api/settings' },
  'settings.save': { method: 'PUT', path: '/api/settings' },
  'notices.mine': { method: 'GET', path: '/api/notices' },
  'accounts.list': { method: 'GET', path: '/api/accounts' },
  'accounts.plan': { method: 'GET', path: '/api/account-plans/:planId' },
  'accounts.person': { method: 'GET', path: '/api/accounts/:personId' },
  'accounts.setUp': { method: 'GET', path: '/api/account-set-up' },
  'accounts.saveScheme': { method: 'PUT', path: '/api/account-set-up' },
  'accounts.saveTemplate': { method: 'PUT', path: '/api/account-set-up/template' },
  'accounts.check': { method: 'POST', path: '/api/starters/check' },
  'accounts.lapses': { method: 'GET', path: '/api/account-lapses' },
  'accounts.pupils': { method: 'GET', path: '/api/schools/:schoolId/pupil-accounts' },
  'accounts.askForPupils': { method: 'POST', path: '/api/schools/:schoolId/pupil-accounts' },
  'accounts.yearLeaves': { method: 'POST', path: '/api/schools/:schoolId/year-leaves' },
  'accounts.batch': { method: 'GET', path: '/api/account-batches/:batchId' },
  'accounts.approveBatch': { method: 'POST', path: '/api/account-batches/:batchId/approval' },
  'accounts.withdrawBatch': { method: 'POST', path: '/api/account-batches/:batchId/withdrawal' },
  'accounts.requestStarter': { method: 'POST', path: '/api/starters' },
  'accounts.request': { method: 'POST', path: '/api/accounts/:personId/requests' },
  'accounts.withdraw': { method: 'POST', path: '/api/account-plans/:planId/withdrawal' },
  'accounts.approve': { method: 'POST', path: '/api/account-plans/:planId/approval' },
  'accounts.closeAtOnce': { method: 'POST', path: '/api/accounts/:personId/close' },
  'accounts.confirmClose': { method: 'POST', path: '/api/account-plans/:planId/confirmation' },
  'accounts.ending': { method: 'GET', path: '/api/accounts-ending' },
  'access.register': { method: 'GET', path: '/api/access-register' },
  'access.sign': { method: 'POST', path: '/api/access-register' },
  'accounts.goOn': { method: 'POST', path: '/api/account-stops/:stopId' },
  'passes.ask': { method: 'POST', path: '/api/accounts/:personId/passes' },
  'passes.fetch': { method: 'POST', path: '/api/passes/:passId' },
  'passes.ofClass': { method: 'GET', path: '/api/schools/:schoolId/first-passwords' },
  'passes.askForClass': { method: 'POST', path: '/api/schools/:schoolId/first-passwords' },
  'passes.fetchClass': { method: 'POST', path: '/api/schools/:schoolId/first-passwords/fetch' },
  'accounts.finishHandOff': { method: 'POST', path: '/api/hand-offs/:handOffId' },
  'accounts.holds': { method: 'GET', path: '/api/account-holds' },
  'accounts.placeHold': { method: 'POST', path: '/api/accounts/:personId/hold' },
  'accounts.releaseHold': { method: 'POST', path: '/api/accounts/:personId/release' },
  'equipment.list': { method: 'GET', path: '/api/equipment' },
  'equipment.save': { method: 'PUT', path: '/api/equipment' },
  'ledger.status': { method: 'GET', path: '/api/ledger' },
};

/** Files sent as they are (raw body, `?fileName=`) and what comes back. */
export interface Uploads {
  /** Reads a school's own document and shows what was understood; saves nothing. */
  'policies.preview': { query: { fileName: string }; output: Understanding };
  /** Reads a staff list and shows what would change; saves nothing. `complete` 1: people not on it are leaving. */
  'people.previewList': { query: { fileName: string; complete: '0' | '1' }; output: StaffListPlan & { hash: string } };
  /** Applies the same file, if what it would change is still what was shown (`hash`). */
  'people.applyList': {
    query: { fileName: string; complete: '0' | '1'; hash: string };
    output: { added: number; changed: number; left: number };
  };
  /** Reads a list of starters and leavers and shows what it would ask for; asks for nothing. */
  'accounts.previewMany': { query: { fileName: string }; output: accounts.ManyPreview };
  /** Asks for what the same file shows, if that is still what was shown (`hash`). */
  'accounts.requestMany': {
    query: { fileName: string; hash: string };
    output: { batchId: BatchId; starters: number; leavers: number };
  };
  /** Reads a pupil list and shows what would change; saves nothing. `complete` 1: pupils not on it are leaving. */
  'pupils.previewList': { query: { fileName: string; complete: '0' | '1' }; output: attestation.PupilListView };
  'pupils.applyList': {
    query: { fileName: string; complete: '0' | '1'; hash: string };
    output: { added: number; changed: number; left: number };
  };
  /** Adds a paper to a case, where the triage chart stands at that step; refused everywhere else before it is read. */
  'cases.addPaper': { query: { caseId: CaseId; fileName: string }; output: cases.CaseAnswer };
  /** A mail's bytes from the person's own client, where the server may not read the mailbox; 40 MB at most. */
  'evidence.supply': { query: { mailId: MailId }; output: evidence.MyMail };
}

export const UPLOADS: { readonly [N in keyof Uploads]: string } = {
  'policies.preview': '/api/uploads/policy',
  'people.previewList': '/api/uploads/staff-list',
  'people.applyList': '/api/uploads/staff-list/apply',
  'pupils.previewList': '/api/uploads/pupil-list',
  'pupils.applyList': '/api/uploads/pupil-list/apply',
  'accounts.previewMany': '/api/uploads/starters-and-leavers',
  'accounts.requestMany': '/api/uploads/starters-and-leavers/requests',
  'cases.addPaper': '/api/uploads/case-paper',
  'evidence.supply': '/api/evidence/mail/supply',
};

/** Files that are fetched with a token and saved by the browser. */
export const DOWNLOADS = {
  receiptPdf: '/api/attestations/:attestationId/receipt.pdf',
  receiptJson: '/api/attestations/:attestationId/receipt.json',
  completenessCsv: '/api/campaigns/:campaignId/completeness.csv',
  completenessXlsx: '/api/campaigns/:campaignId/completeness.xlsx',
  completenessPdf: '/api/campaigns/:campaignId/completeness.pdf',
  ledgerExport: '/api/ledger/export.ndjson',
  manyTemplate: '/api/starters-and-leavers.csv',
  pupilTemplate: '/api/pupil-list.csv',
  casePaper: '/api/cases/:caseId/papers/:paperId',
  /** `?recipient=&reason=`, and for a redacted copy `&words=` (one a line) `&entryIds=` (apart by commas). */
  casePack: '/api/cases/:caseId/pack.zip',
  /** `?reason=`; a locked archive whose password came with `evidence.open`. */
  mailAttachment: '/api/cases/:caseId/mail/:mailId/attachments/:index',
  /** `?year=2026-27` */
  figuresCsv: '/api/figures.csv',
  figuresXlsx: '/api/figures.xlsx',
  figuresPdf: '/api/figures.pdf',
} as const;
