import type { ListProblem } from '../people/list-rows';
import type { Action } from '../access/rules';
import type { AttestationId, CampaignId, Day, PersonId, PolicyId, QuestionId, SchoolId, VersionId } from '../ids';
import type { JobRole } from '../people/person';
import type { Comparison } from '../policies/compare';
import type { PolicyDocument } from '../policies/document';
import type { Audience } from './audience';
import type { CheckItem } from './check';
import type { ObligationState, Trigger } from './obligations';
import type { CompletenessRow as StoredRow, ImageConsent, SigningDraft } from './store';

/** One person's line of a campaign. */
export type CompletenessRow = Omit<StoredRow, 'managerId'>;

export interface QuestionView {
  readonly questionId: QuestionId;
  readonly campaignId: CampaignId;
  readonly title: string;
  readonly askedBy: string;
  readonly statement: string | null;
  readonly text: string;
  readonly askedAt: number;
  readonly ownerName: string;
  readonly answer: string | null;
  readonly answeredAt: number | null;
}

/** Everything the signing page needs, in one answer. */
export interface SigningView {
  readonly campaignId: CampaignId;
  readonly policyId: PolicyId;
  readonly title: string;
  readonly versionId: VersionId;
  readonly versionLabel: string;
  readonly textHash: string;
  readonly dueOn: Day;
  readonly state: ObligationState;
  readonly document: PolicyDocument;
  /** Null the first time. */
  readonly since: { readonly versionLabel: string; readonly signedAt: number; readonly changes: Comparison } | null;
  readonly check: readonly CheckItem[];
  readonly name: string;
  readonly jobRole: JobRole;
  readonly knownDevices: { readonly laptop: string; readonly ipad: string };
  readonly draft: { readonly draft: SigningDraft; readonly savedAt: number } | null;
  readonly questions: readonly QuestionView[];
  /** False once the campaign is closed or another text is in force: nothing can be signed here any more. */
  readonly isOpen: boolean;
  /** The campaign that asks this person for the newer text, when this one made way for it. */
  readonly movedTo: CampaignId | null;
  /** Who is asked first to accept the signature; null when the register names no line manager. */
  readonly managerName: string | null;
  readonly signed: {
    readonly attestationId: AttestationId;
    readonly signedAt: number;
    readonly versionLabel: string;
    readonly acceptedAt: number | null;
    readonly acceptedBy: string | null;
  } | null;
}

export interface Signed {
  readonly attestationId: AttestationId;
  readonly signedAt: number;
  /** True when this agreement had been signed before this request: the earlier signature stands. */
  readonly alreadySigned: boolean;
}

export interface CampaignRow {
  readonly campaignId: CampaignId;
  readonly title: string;
  readonly policyId: PolicyId;
  readonly versionLabel: string;
  readonly trigger: Trigger;
  readonly opensOn: Day;
  readonly dueOn: Day;
  readonly closedOn: Day | null;
  readonly counts: Readonly<Record<ObligationState, number>>;
}

export interface AudiencePreview {
  readonly count: number;
  readonly bySchool: readonly { readonly schoolId: SchoolId; readonly count: number }[];
  readonly audience: Audience;
}

export interface Tally {
  readonly key: string;
  readonly label: string;
  readonly expected: number;
  readonly counts: Readonly<Record<ObligationState, number>>;
  readonly overdue: number;
}

export interface Completeness {
  readonly campaign: CampaignRow;
  readonly total: Tally;
  readonly bySchool: readonly Tally[];
  readonly byRole: readonly Tally[];
  readonly byDepartment: readonly Tally[];
  readonly asOf: number;
  readonly abilities: readonly Action[];
}

export interface CompletenessPage {
  readonly rows: readonly (CompletenessRow & {
    readonly lastReminder: { readonly at: number; readonly delivery: string } | null;
    readonly abilities: readonly Action[];
  })[];
  readonly total: number;
}

export interface CountersignRow {
  readonly attestationId: AttestationId;
  readonly personId: PersonId;
  readonly name: string;
  readonly title: string;
  readonly signedAt: number;
  readonly schoolName: string;
}

export interface ClassRow {
  readonly schoolId: SchoolId;
  readonly className: string;
  readonly year: number;
  readonly pupils: number;
  readonly done: number;
}

export interface SheetView {
  readonly schoolId: SchoolId;
  readonly className: string;
  readonly rows: readonly {
    readonly pupilId: string;
    readonly name: string;
    readonly agreementTitle: string;
    readonly versionId: VersionId;
    readonly versionLabel: string;
    /** Which marks this version asks for. */
    readonly asks: { readonly pupilMark: boolean; readonly parentDate: boolean; readonly goneThrough: boolean };
    readonly pupilMark: boolean;
    readonly parentSignedOn: Day | null;
    readonly goneThroughWith: string;
    readonly consent: ImageConsent;
    readonly paperKept: string;
    readonly recordedAt: number | null;
    readonly isOverdue: boolean;
  }[];
}

/** What a pupil list would change, as it is shown before it is applied. */
export interface PupilListView {
  readonly adds: readonly { readonly line: number; readonly name: string; readonly className: string }[];
  readonly changes: readonly {
    readonly line: number;
    readonly name: string;
    readonly className: string;
    readonly before: string;
  }[];
  readonly leaves: readonly { readonly name: string; readonly className: string }[];
  readonly unchanged: number;
  readonly problems: readonly ListProblem[];
  readonly ignoredColumns: readonly string[];
  readonly hash: string;
}
