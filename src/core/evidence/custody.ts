import type { MailId, PersonId } from '../ids';
import { contentHash } from '../ledger/hash';
import type { Json } from '../ports';
import type { MailItem } from './mail';
import type { CustodyAct } from './views';

/** Something that was done to a mail. `detail` binds what was done: the hash of what was taken, and the like. */
export interface Act {
  readonly by: PersonId | null;
  readonly what: CustodyAct;
  readonly reason?: string;
  readonly detail?: Json;
}

/** One act as kept: each line holds on to the one before it. */
export interface CustodyLine {
  /** From 1, without gaps. */
  readonly number: number;
  readonly at: number;
  readonly by: PersonId | null;
  readonly what: CustodyAct;
  readonly reason: string | null;
  readonly detail: Json;
  /** Random, so that the hash in the ledger gives nothing away. */
  readonly salt: string;
  readonly hash: string;
}

/** Before the first line there is the mail itself. */
export const custodyStart = (id: MailId): string => contentHash({ custody: id });

/** The line that follows. */
export function nextLine(
  before: { readonly acts: number; readonly head: string },
  act: Act,
  o: { readonly at: number; readonly salt: string },
): CustodyLine {
  const { by, what, reason = null, detail = null } = act;
  const line = { number: before.acts + 1, at: o.at, by, what, reason, detail, salt: o.salt };
  return { ...line, hash: hashOf(before.head, line) };
}

const hashOf = (before: string, line: Omit<CustodyLine, 'hash'>): string => contentHash({ before, ...line });

/** What the first line binds: whose mail it is, of which report and case, and where it lies. */
export const boundAtFirst = ({ caseId, reportId, flaggedBy, flaggedAt, place }: MailItem): Json => ({
  caseId,
  reportId,
  flaggedBy,
  flaggedAt,
  mailbox: place.mailbox,
  itemId: place.itemId,
});

/** What a line of taking binds. */
export const boundCopy = ({ sha256, size, origin, blob }: NonNullable<MailItem['copy']>): Json => ({
  sha256,
  size,
  origin,
  blob,
});

/** What a line of reading binds: words of others, which need not have a canonical form. */
export const boundWords = (words: MailItem['facts'] | MailItem['cameFrom']): Json => ({
  words: contentHash(JSON.stringify(words)),
});

/** The first thing that is wrong with a record of custody, named; null when it is sound. */
export type CustodyFault =
  | 'a line does not follow from the one before'
  | 'lines are missing at the end'
  | 'the mail is not the one that was flagged'
  | 'the copy is not the one that was taken'
  | 'what is told of it is not what was read'
  | 'it was sealed and is open'
  | 'the ledger tells of other acts';

/**
 * Holds a mail against its own record. `inLedger` are the hashes that the ledger has of this mail, in any order; left
 * out where there is none to ask. For a sealing it has the case's entry instead.
 */
export function custodyFault(
  item: MailItem,
  lines: readonly CustodyLine[],
  o: { readonly tip: { readonly acts: number; readonly head: string }; readonly inLedger?: readonly string[] },
): CustodyFault | null {
  let head = custodyStart(item.id);
  for (const [i, { hash, ...line }] of lines.entries()) {
    if (line.number !== i + 1 || hash !== hashOf(head, line)) return 'a line does not follow from the one before';
    head = hash;
  }
  if (lines.length !== o.tip.acts || head !== o.tip.head) return 'lines are missing at the end';
  const detailOf = (...acts: readonly CustodyAct[]): string[] =>
    lines.filter((l) => acts.includes(l.what)).map((l) => contentHash(l.detail));
  if (detailOf('flagged')[0] !== contentHash(boundAtFirst(item))) return 'the mail is not the one that was flagged';
  const taken = detailOf('captured', 'supplied').at(0);
  if (taken !== (item.copy ? contentHash(boundCopy(item.copy)) : undefined))
    return 'the copy is not the one that was taken';
  const isAsRead = (words: MailItem['facts'] | MailItem['cameFrom'], act: CustodyAct): boolean =>
    detailOf(act)[0] === (words ? contentHash(boundWords(words)) : undefined);
  if (!isAsRead(item.facts, 'facts_read') || !isAsRead(item.cameFrom, 'origin_checked'))
    return 'what is told of it is not what was read';
  if (item.sealedAt === null && lines.some((l) => l.what === 'sealed')) return 'it was sealed and is open';
  const told = o.inLedger;
  const isTold = ({ what, hash }: CustodyLine): boolean =>
    what === 'sealed' || told === undefined || told.includes(hash);
  const isKept = (hash: string): boolean => lines.some((line) => line.hash === hash);
  return lines.every(isTold) && (told ?? []).every(isKept) ? null : 'the ledger tells of other acts';
}
