/** What Teams holds. */

export interface CatalogueApp {
  readonly id: string;
  readonly externalId: string;
  readonly displayName: string;
  readonly distributionMethod: 'organization' | 'store';
  /** The app's own registration: only it may send in its name. */
  readonly appId: string;
  /** What its manifest can say: for each type the parameters of the sentence. */
  readonly activityTypes: Readonly<Record<string, readonly string[]>>;
}

export interface Installation {
  readonly id: string;
  readonly personId: string;
  readonly appId: string;
}

export interface Notice {
  readonly id: string;
  readonly personId: string;
  readonly appId: string;
  readonly activityType: string;
  readonly text: string;
  readonly chainId: number | null;
  readonly at: number;
}

export interface Team {
  /** That of its group. */
  readonly id: string;
  readonly displayName: string;
  readonly isArchived: boolean;
  readonly members: readonly TeamMember[];
}

export interface TeamMember {
  readonly id: string;
  readonly personId: string;
  readonly roles: readonly string[];
}
