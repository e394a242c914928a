import type { CaseId, MailId, PersonId } from '../ids';
import { fullName } from '../people/person';
import type { Work } from '../ports';
import { mayBeImagery } from './allowance';
import type { Flag } from '../incidents/flags';
import type { CustodyLine } from './custody';
import type { MailItem } from './mail';
import { ledgerOf, recordOf } from './record';

/** A mail as it leaves the house with its case: what is known of it, its custody, and whether its bytes go along. */
export interface PackMail {
  readonly item: MailItem;
  readonly custody: readonly CustodyLine[];
  /** Who did each, by name; empty for Lantern itself. */
  readonly handledBy: readonly string[];
  /** An image is known or possible: whoever reads the copy learns that there is a mail, and nothing of what it says. */
  readonly isShut: boolean;
  /** Never with imagery, never when sealed, never when anything speaks against the record. */
  readonly withOriginal: boolean;
}

/** The mails of a case for a copy of it. */
export interface PackMails {
  readonly mails: readonly PackMail[];
  /** Of how many the row itself was altered, so that nothing can be said of them. */
  readonly altered: number;
  readonly told: readonly { readonly mail: MailId; readonly custody: string }[];
}

export const NO_MAILS: PackMails = { mails: [], altered: 0, told: [] };

/** That each was handed out is in its custody, and in the copy. */
export async function packMails(
  work: Work,
  o: { readonly caseId: CaseId; readonly flags: readonly Flag[]; readonly by: PersonId; readonly reason: string },
): Promise<PackMails> {
  const ledger = await ledgerOf(work, o.caseId);
  const mails: PackMail[] = [];
  const told: { mail: MailId; custody: string }[] = [];
  const stored = await work.evidence.ofCase(o.caseId);
  for (const { item } of stored) {
    if (item === null) continue;
    const { lines, fault } = await recordOf(work, item, ledger);
    const added = await work.evidence.change(item, {}, [{ by: o.by, what: 'exported', reason: o.reason }]);
    const custody = [...lines, ...added];
    const isShut = item.sealedAt !== null || mayBeImagery(o.flags);
    const withOriginal = item.copy !== null && fault === null && !isShut;
    mails.push({ item, custody, handledBy: await namesIn(work, custody), isShut, withOriginal });
    told.push(...added.map(({ hash }) => ({ mail: item.id, custody: hash })));
  }
  return { mails, altered: stored.filter(({ item }) => item === null).length, told };
}

async function namesIn(work: Work, custody: readonly CustodyLine[]): Promise<string[]> {
  const people = await work.people.byIds(custody.flatMap((line) => line.by ?? []));
  return custody.map(({ by }) => {
    const person = by === null ? undefined : people.get(by);
    return person ? fullName(person) : '';
  });
}
