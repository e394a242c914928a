import type { Action } from '../access/rules';
import type { Day, PolicyId, SchoolId, VersionId } from '../ids';
import type { PolicyDocument } from './document';
import type { Matrix } from './matrix';
import type { AgreementAudience, ChangeKind, PolicyKind, VersionState } from './store';

export interface PolicySummary {
  readonly policyId: PolicyId;
  readonly title: string;
  readonly kind: PolicyKind;
  readonly audience: AgreementAudience | null;
  readonly schoolId: SchoolId | null;
  readonly inForce: {
    readonly versionId: VersionId;
    readonly label: string;
    readonly publishedAt: number;
    readonly nextReviewOn: Day | null;
  } | null;
  /** The version on its way, for those who may see drafts. */
  readonly coming: { readonly versionId: VersionId; readonly label: string; readonly state: VersionState } | null;
}

export interface VersionRow {
  readonly versionId: VersionId;
  readonly number: number;
  readonly label: string;
  readonly state: VersionState;
  readonly publishedAt: number | null;
}

export interface PolicyView {
  readonly policyId: PolicyId;
  readonly title: string;
  readonly kind: PolicyKind;
  readonly audience: AgreementAudience | null;
  readonly schoolId: SchoolId | null;
  readonly version: VersionRow & {
    readonly textHash: string;
    readonly authorName: string;
    readonly draftedAt: number;
    readonly approvedByName: string | null;
    readonly approvedAt: number | null;
    readonly change: ChangeKind | null;
    readonly changeReason: string | null;
    readonly ratifiedOn: Day | null;
    readonly ratifiedMinute: string | null;
    readonly pendingRatification: string | null;
    readonly nextReviewOn: Day | null;
    readonly sourceName: string | null;
  };
  readonly document: PolicyDocument;
  /** What its tables say about technology uses, for staff and for pupils. */
  readonly matrices: readonly Matrix[];
  readonly versions: readonly VersionRow[];
  /** What this person may do with this version now: `policy.draft`, `.approve`, `.ratify`, `.publish`. */
  readonly abilities: readonly Action[];
}
