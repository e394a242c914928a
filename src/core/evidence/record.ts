import type { CaseId } from '../ids';
import type { Work } from '../ports';
import { type CustodyFault, type CustodyLine, custodyFault } from './custody';
import type { MailItem } from './mail';

/** Hashes of custody that the ledger has of each mail of a case; null where retention took content out of it. */
export async function ledgerOf(work: Work, caseId: CaseId): Promise<ReadonlyMap<string, readonly string[]> | null> {
  const found = new Map<string, string[]>();
  for (const { payload } of await work.ledger.entriesFor(caseId)) {
    if (payload === null) return null;
    // Written by `entryFor`, whose `did` is what the use cases here made.
    const { did } = JSON.parse(payload) as { did: { mails?: { mail: string; custody: string }[] } };
    for (const { mail, custody } of did.mails ?? []) found.set(mail, [...(found.get(mail) ?? []), custody]);
  }
  return found;
}

/** What was done to a mail, in its order. */
export interface CustodyRecord {
  readonly lines: readonly CustodyLine[];
  readonly fault: CustodyFault | null;
}

/** The record of one mail, and the first thing that is wrong with it. */
export async function recordOf(
  work: Work,
  item: MailItem,
  ledger: ReadonlyMap<string, readonly string[]> | null,
): Promise<CustodyRecord> {
  const lines = await work.evidence.custody(item.id);
  if (lines === null) return { lines: [], fault: 'a line does not follow from the one before' };
  const tip = await work.evidence.tip(item.id);
  return { lines, fault: custodyFault(item, lines, { tip, ...(ledger && { inLedger: ledger.get(item.id) ?? [] }) }) };
}
