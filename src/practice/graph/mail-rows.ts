/** What Exchange holds. */

export interface Mailbox {
  /** The person's id. */
  readonly id: string;
  readonly state: 'ready' | 'inaccessible';
  readonly purpose: 'user' | 'shared';
  readonly isHeld: boolean;
  /** Those whom Exchange lets in besides its owner, to read. */
  readonly members?: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A folder that somebody made; those that every mailbox has are not kept. */
export interface Folder {
  readonly id: string;
  readonly mailboxId: string;
  readonly displayName: string;
  readonly parentId: string;
}

/** How the raw bytes are made; they are never stored. */
export interface Mime {
  readonly recipe: string;
  readonly n: number;
}

export interface Message {
  /** Stays the same wherever in the mailbox the message goes. */
  readonly id: string;
  /** What is called its id unless somebody asks for the other one; another after each move. */
  readonly movingId: string;
  readonly mailboxId: string;
  readonly folderId: string;
  readonly changeKey: string;
  readonly categories: readonly string[];
  readonly mime: Mime;
  readonly changedAt: number;
  /** The folder it was moved out of, and when. */
  readonly left: { readonly folderId: string; readonly at: number } | null;
  readonly props: Readonly<Record<string, unknown>>;
}

export interface Category {
  readonly id: string;
  readonly mailboxId: string;
  readonly displayName: string;
  readonly color: string;
}

export interface Rule {
  readonly id: string;
  readonly mailboxId: string;
  readonly props: Readonly<Record<string, unknown>>;
}
