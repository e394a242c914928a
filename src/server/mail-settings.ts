type Environment = Readonly<Record<string, string | undefined>>;

/** What lets Lantern read flagged mails in the name of whoever flags them. */
export interface MailRegistration {
  readonly clientSecret: string;
}

/** Undefined: no mailbox is read, and people's own Outlook supplies what it can. */
export function mailRegistration(
  env: Environment,
  read: (setting: string, file: string) => string,
): MailRegistration | undefined {
  const { LANTERN_MAIL_SECRET_FILE: file } = env;
  return file ? { clientSecret: read('LANTERN_MAIL_SECRET_FILE', file).trim() } : undefined;
}
