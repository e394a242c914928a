import type { Scope } from '../access/actor';
import type {
  AttestationId,
  CampaignId,
  Day,
  PersonId,
  PolicyId,
  PupilId,
  QuestionId,
  SchoolId,
  VersionId,
} from '../ids';
import type { JobRole } from '../people/person';
import type { PolicyVersion } from '../policies/store';
import type { Campaign, Obligation, ObligationState } from './obligations';

/** A signature. One for each person and campaign; never changed, whatever comes later. */
export interface Attestation {
  readonly id: AttestationId;
  readonly campaignId: CampaignId;
  readonly personId: PersonId;
  readonly policyId: PolicyId;
  readonly versionId: VersionId;
  readonly signedAt: number;
  /** `screen`: signed here. `paper`: an adult recorded a signed sheet. */
  readonly how: 'screen' | 'paper';
  readonly jobRole: JobRole;
  readonly laptop: string;
  readonly ipad: string;
  readonly acceptedBy: PersonId | null;
  readonly acceptedAt: number | null;
}

/** How one person stands to one campaign: what they owe, the text they are asked to sign, the signature that stands already. */
export interface Standing {
  readonly obligation: Obligation;
  readonly campaign: Campaign;
  readonly version: PolicyVersion;
  readonly earlier: Attestation | null;
}

export interface Question {
  readonly id: QuestionId;
  readonly campaignId: CampaignId;
  readonly personId: PersonId;
  /** The statement it is about; null for the agreement as a whole. */
  readonly statementKey: string | null;
  readonly text: string;
  readonly askedAt: number;
  readonly ownerId: PersonId;
  readonly answer: string | null;
  readonly answeredBy: PersonId | null;
  readonly answeredAt: number | null;
}

/** What a signer has typed and ticked so far; kept so that another device can go on from it. */
export interface SigningDraft {
  readonly versionId: VersionId;
  readonly section: number;
  readonly ticked: readonly string[];
  readonly laptop: string;
  readonly ipad: string;
  readonly typedName: string;
}

export interface CountRow {
  readonly schoolId: SchoolId;
  readonly jobRole: JobRole;
  readonly department: string;
  readonly state: ObligationState;
  readonly overdue: boolean;
  readonly count: number;
}

export interface ListFilter {
  readonly schoolId?: SchoolId | undefined;
  readonly jobRole?: JobRole | undefined;
  readonly department?: string | undefined;
  readonly state?: ObligationState | undefined;
  readonly q?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

export interface CompletenessRow {
  readonly personId: PersonId;
  readonly name: string;
  readonly schoolId: SchoolId;
  readonly jobRole: JobRole;
  readonly department: string;
  readonly state: ObligationState;
  readonly dueOn: Day;
  readonly reason: string | null;
  readonly signedAt: number | null;
  readonly acceptedAt: number | null;
  readonly attestationId: AttestationId | null;
  readonly managerId: PersonId | null;
}

export interface ToCountersign {
  readonly attestationId: AttestationId;
  readonly personId: PersonId;
  readonly name: string;
  readonly title: string;
  readonly signedAt: number;
  readonly schoolId: SchoolId;
  readonly managerId: PersonId | null;
}

export interface Pupil {
  readonly id: PupilId;
  readonly schoolId: SchoolId;
  /** The school's own number for the pupil; null until a list has said it. */
  readonly number: string | null;
  readonly className: string;
  /** -1 nursery, 0 Reception, 1 to 6. */
  readonly year: number;
  readonly givenName: string;
  readonly familyName: string;
  /** Only to tell two of one name apart. */
  readonly bornOn: Day | null;
  /** Uses the picture pages instead of the year's agreement. */
  readonly send: boolean;
  readonly startsOn: Day;
  readonly endsOn: Day | null;
}

/** Image consent: each choice is yes, no, or not answered (null); withdrawable, dated by the row. */
export const IMAGE_USES = ['inside_school', 'newsletter', 'website', 'social_media', 'press', 'group_photo'] as const;
export type ImageUse = (typeof IMAGE_USES)[number];
export type ImageConsent = Partial<Record<ImageUse, boolean>>;

/** One pupil's line on a class sheet. A change is a new line; the newest counts. */
export interface SheetEntry {
  readonly pupilId: PupilId;
  readonly versionId: VersionId;
  readonly pupilMark: boolean;
  readonly parentSignedOn: Day | null;
  readonly goneThroughWith: string;
  readonly consent: ImageConsent;
  readonly paperKept: string;
  readonly recordedBy: PersonId;
  readonly recordedAt: number;
}

export interface AttestationStore {
  campaigns(): Promise<Campaign[]>;
  campaign(id: CampaignId): Promise<Campaign | null>;
  addCampaign(campaign: Campaign): Promise<void>;
  closeCampaign(id: CampaignId, on: Day): Promise<void>;
  /** After a minor edit: those who have not signed see the newer text. */
  changeCampaignVersion(id: CampaignId, versionId: VersionId): Promise<void>;

  obligations(campaignId: CampaignId): Promise<Obligation[]>;
  obligation(campaignId: CampaignId, personId: PersonId): Promise<Obligation | null>;
  obligationsOf(personId: PersonId): Promise<Obligation[]>;
  /** One answer for each pair, in order. */
  obligationsFor(pairs: readonly { campaignId: CampaignId; personId: PersonId }[]): Promise<(Obligation | null)[]>;
  saveObligations(obligations: readonly Obligation[]): Promise<void>;
  counts(campaignId: CampaignId, scope: Scope, today: Day): Promise<CountRow[]>;
  list(campaignId: CampaignId, scope: Scope, filter: ListFilter): Promise<{ rows: CompletenessRow[]; total: number }>;

  /** For the bulk lane: one answer for each pair, in order; null for whoever owes nothing. */
  standings(pairs: readonly { campaignId: CampaignId; personId: PersonId }[]): Promise<(Standing | null)[]>;
  /**
   * Records the signatures, of each person and campaign one, and turns each one's obligation to `signed`. If somebody
   * turns out to have signed before, nothing of the unit is kept and it is run again.
   */
  sign(attestations: readonly Attestation[]): Promise<void>;
  attestation(id: AttestationId): Promise<Attestation | null>;
  attestationFor(campaignId: CampaignId, personId: PersonId): Promise<Attestation | null>;
  attestationsOf(personId: PersonId): Promise<Attestation[]>;
  toCountersign(scope: Scope, not: PersonId): Promise<ToCountersign[]>;
  attestationsByIds(ids: readonly AttestationId[]): Promise<Map<AttestationId, Attestation>>;
  /** @returns those that nobody had accepted before. */
  accept(
    accepted: readonly { readonly id: AttestationId; readonly by: PersonId }[],
    at: number,
  ): Promise<Set<AttestationId>>;

  draft(campaignId: CampaignId, personId: PersonId): Promise<{ draft: SigningDraft; savedAt: number } | null>;
  saveDraft(campaignId: CampaignId, personId: PersonId, draft: SigningDraft, at: number): Promise<void>;

  addQuestion(question: Question): Promise<void>;
  question(id: QuestionId): Promise<Question | null>;
  questionsOf(campaignId: CampaignId, personId: PersonId): Promise<Question[]>;
  openQuestions(scope: Scope): Promise<Question[]>;
  answer(question: Question): Promise<void>;
  /** The questions of a campaign go along to the one that takes its place, answers too. */
  moveQuestions(from: CampaignId, to: CampaignId): Promise<void>;

  pupils(schoolId: SchoolId | null): Promise<Pupil[]>;
  /** @returns how many came in: one whose school has their number already does not. */
  addPupils(pupils: readonly Pupil[]): Promise<number>;
  changePupils(pupils: readonly Pupil[]): Promise<void>;
  sheet(schoolId: SchoolId, className: string): Promise<SheetEntry[]>;
  /** The newest line of every pupil of a school, or of all. */
  sheets(schoolId: SchoolId | null): Promise<SheetEntry[]>;
  recordSheet(entries: readonly SheetEntry[]): Promise<void>;
}
