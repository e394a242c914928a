import type { Day, PersonId, PolicyId, SchoolId, VersionId } from '../ids';
import type { PolicyDocument } from './document';
import type { PolicyIndex } from './search';

/** A policy is read; an agreement is read and signed. */
export type PolicyKind = 'policy' | 'agreement';

/** Who an agreement is for: staff sign in the tab, the others on paper that an adult records. */
export const AGREEMENT_AUDIENCES = ['staff', 'ks2', 'ks1', 'reception', 'send', 'parent', 'community'] as const;
export type AgreementAudience = (typeof AGREEMENT_AUDIENCES)[number];

export interface Policy {
  readonly id: PolicyId;
  readonly kind: PolicyKind;
  readonly title: string;
  /** Null for a policy; for an agreement, whose it is. */
  readonly audience: AgreementAudience | null;
  /** Null: the whole trust's. */
  readonly schoolId: SchoolId | null;
}

/** `draft` → `approved` (head) → `ratified` (governors) → `published` → `superseded`. */
export const VERSION_STATES = ['draft', 'approved', 'ratified', 'published', 'superseded'] as const;
export type VersionState = (typeof VERSION_STATES)[number];

/** What the approver says the change is: a minor one (spelling, a phone number) does not re-open signing. */
export type ChangeKind = 'substantive' | 'minor';

export interface PolicyVersion {
  readonly id: VersionId;
  readonly policyId: PolicyId;
  /** Counts from 1 within the policy; `label` is the school's own ("4.1"). */
  readonly number: number;
  readonly label: string;
  readonly state: VersionState;
  readonly document: PolicyDocument;
  /** SHA-256 (hex) of the canonical document: the exact text shown. */
  readonly textHash: string;
  /** SHA-256 (hex) of the statements' wording in order. */
  readonly statementsHash: string;
  readonly authorId: PersonId;
  readonly draftedAt: number;
  readonly sourceName: string | null;
  readonly approvedBy: PersonId | null;
  readonly approvedAt: number | null;
  readonly change: ChangeKind | null;
  readonly changeReason: string | null;
  readonly ratifiedOn: Day | null;
  readonly ratifiedMinute: string | null;
  readonly ratifiedBy: PersonId | null;
  /** Why it came into force before the governors ratified it; null otherwise. */
  readonly pendingRatification: string | null;
  readonly publishedAt: number | null;
  readonly publishedBy: PersonId | null;
  readonly nextReviewOn: Day | null;
  readonly supersededAt: number | null;
}

/** A version without its text, for lists. */
export type VersionHead = Omit<PolicyVersion, 'document'>;

export interface PolicyStore {
  policies(): Promise<Policy[]>;
  policy(id: PolicyId): Promise<Policy | null>;
  addPolicy(policy: Policy): Promise<void>;
  /** Newest first. */
  versions(policyId: PolicyId): Promise<VersionHead[]>;
  heads(): Promise<VersionHead[]>;
  version(id: VersionId): Promise<PolicyVersion | null>;
  /** Published versions in force, with their text. Cached by the store: published text never changes. */
  inForce(): Promise<PolicyVersion[]>;
  /** All of that ready to be searched; built anew only when what is in force changes. */
  index(): Promise<PolicyIndex>;
  addVersion(version: PolicyVersion): Promise<void>;
  /** Only while it is a draft: the database refuses to change a text that anybody may have relied on. */
  changeDraft(version: PolicyVersion): Promise<void>;
  /** Everything but the text, its hashes and its author. */
  changeState(version: VersionHead): Promise<void>;
}
