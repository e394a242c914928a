import type { Trouble } from './mail';

/** A mail could not be read as it should, and why, in a code that a page has a sentence for. */
export class MailTrouble extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble, cause?: unknown) {
    super(`mail: ${trouble}`, { cause });
    this.name = 'MailTrouble';
    this.trouble = trouble;
  }
}
