/** One thing that is asked of a mailbox, always in the name of a person and never as the application. */
export interface MailOperation {
  readonly method: 'GET' | 'PATCH';
  /** In the person's own mailbox. */
  readonly own: string;
  /** In one that they share. */
  readonly shared: string;
  /** Least delegated permission in their own mailbox. A mailbox that they share is only read. */
  readonly scope: string;
}

const op = (method: MailOperation['method'], rest: string, scope: string): MailOperation => ({
  method,
  own: `/me/messages/{message}${rest}`,
  shared: `/users/{mailbox}/messages/{message}${rest}`,
  scope,
});

/** Everything we ever ask of a mailbox: nothing here moves, deletes or sends. */
export const MAIL_OPERATIONS = {
  readMessage: op('GET', '', 'Mail.Read'),
  readAttachments: op('GET', '/attachments', 'Mail.Read'),
  readRaw: op('GET', '/$value', 'Mail.Read'),
  setCategories: op('PATCH', '', 'Mail.ReadWrite'),
} as const satisfies Record<string, MailOperation>;

/** What the token of the person who flags has to carry: their own mail, and what is shared with them for reading. */
export const MAIL_SCOPES: readonly string[] = ['Mail.ReadWrite', 'Mail.Read.Shared'];
