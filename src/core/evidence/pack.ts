import type { CaseId, MailId, PersonId } from '../ids';
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
  /** Never with imagery, never when sealed, never when anything speaks against the record. */
  readonly withOriginal: boolean;
}

/** The mails of a case for a copy of it. That each was handed out is in its custody, and in the copy. */
export async function packMails(
  work: Work,
  o: { readonly caseId: CaseId; readonly flags: readonly Flag[]; readonly by: PersonId; readonly reason: string },
): Promise<{ readonly mails: PackMail[]; readonly told: { readonly mail: MailId; readonly custody: string }[] }> {
  const ledger = await ledgerOf(work, o.caseId);
  const mails: PackMail[] = [];
  const told: { mail: MailId; custody: string }[] = [];
  for (const { item } of await work.evidence.ofCase(o.caseId)) {
    if (item === null) continue;
    const { lines, fault } = await recordOf(work, item, ledger);
    const added = await work.evidence.change(item, {}, [{ by: o.by, what: 'exported', reason: o.reason }]);
    const isOpen = item.copy !== null && item.sealedAt === null && fault === null && !mayBeImagery(o.flags);
    mails.push({ item, custody: [...lines, ...added], withOriginal: isOpen });
    told.push(...added.map(({ hash }) => ({ mail: item.id, custody: hash })));
  }
  return { mails, told };
}
