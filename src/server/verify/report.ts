import type { KeyObject } from 'node:crypto';
import type { ExportHeader } from '../../core/ledger/export';
import type { Finding } from '../../core/ledger/findings';
import { fingerprint } from '../../core/ledger/note';
import type { Receipt } from '../../core/ledger/receipt';
import type { LedgerReport } from '../../core/ledger/verify';
import type { PackReport } from './pack';

/** How the checkpoint that travels inside an export is called. It is no anchor: it never left the school's reach. */
export const OWN_CHECKPOINT = 'The checkpoint in the file';

/** Words from a file, made safe to print: they cannot move the cursor, hide text or turn its direction. */
export const plain = (text: string): string =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '·');

const count = (n: number, one: string, more = `${one}s`): string =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : more}`;

const LONDON = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'long', timeZone: 'Europe/London' });
/** Times a file may hold reach further than a calendar does. */
const when = (ms: number): string => (ms <= 8.64e15 ? LONDON.format(ms) : `${ms} ms`);

/** Which key was believed. One that came with the file proves nothing until a person compares it. */
export function keyWords(keys: readonly KeyObject[], isGiven: boolean): string[] {
  const prints = keys.map((key) => `Key: ${fingerprint(key)}`);
  if (isGiven) return prints;
  return [
    ...prints,
    'This key came with the file. Compare it with the one the school publishes; if they differ, the file proves nothing.',
  ];
}

function verdict(findings: readonly Finding[], sound: string): string[] {
  if (findings.length === 0) return ['', sound];
  return ['', 'NOT SOUND.', ...findings.map((finding) => `  ${plain(finding.sentence)}`)];
}

function contentWords({ removed, unexplained }: LedgerReport): string[] {
  if (removed === 0) return [];
  const explained =
    unexplained === 0
      ? 'The log records why.'
      : `For ${unexplained.toLocaleString('en-GB')} of them, the log does not record why.`;
  return [`The content of ${count(removed, 'entry', 'entries')} is not in the file. ${explained}`];
}

function witnessWords({ entries, witnessed }: LedgerReport): string[] {
  const outside = witnessed.filter(({ label }) => label !== OWN_CHECKPOINT);
  const last = Math.max(0, ...outside.map(({ size }) => size));
  const seen = witnessed.map(({ label, size }) => `${plain(label)} fits the history up to entry ${size}.`);
  if (outside.length === 0)
    return [
      ...seen,
      'No anchor was given. Without one, a log that its keeper wrote anew cannot be told from the true one.',
    ];
  if (last === entries) return seen;
  return [
    ...seen,
    `Entries ${last + 1} to ${entries} are newer than the newest anchor: nothing outside the school vouches for them yet.`,
  ];
}

/** What the check of a whole log says to a person. */
export function ledgerWords(header: ExportHeader, report: LedgerReport): string[] {
  return [
    `Ledger: ${plain(header.name)}, tenant ${plain(header.tenant)}`,
    `Checked ${count(report.entries, 'entry', 'entries')}. Root: ${report.root}`,
    ...contentWords(report),
    ...witnessWords(report),
    ...verdict(report.problems, 'Sound: nothing was changed, added, moved or taken out.'),
  ];
}

const named = (who: { name: string; role: string; oid: string; tenant: string }): string =>
  `${plain(who.name)} (${plain(who.role)}), account ${plain(who.oid)} of tenant ${plain(who.tenant)}`;

function signedWords({ signed }: Receipt): string[] {
  const { did } = signed.payload;
  const { laptop, ipad } = did.devices;
  const devices = [laptop && `laptop ${plain(laptop)}`, ipad && `iPad ${plain(ipad)}`].filter((text) => text !== '');
  const proved = did.signIn.at === null ? 'when is not said' : when(did.signIn.at);
  return [
    `Agreement: ${plain(did.policy.title)}, version ${plain(did.policy.version)}`,
    `Signed by: ${named(did.signer)}`,
    `Name typed: ${plain(did.typedName)}`,
    `Signed at: ${when(signed.at)}`,
    `Signed in through: ${plain(did.signIn.method)}, last proved who they are: ${proved}`,
    ...(devices.length > 0 ? [`Devices: ${devices.join(', ')}`] : []),
    ...(did.check ? [`Short check: ${did.check.right} of ${did.check.asked} right`] : []),
    `Text shown (SHA-256): ${did.text}`,
    `Statements (SHA-256 ${did.wording}):`,
    ...did.statements.map((statement, i) => `  ${i + 1}. ${plain(statement)}`),
  ];
}

const placeWords = (what: string, { log }: NonNullable<Receipt['signed' | 'countersigned']>): string =>
  'seq' in log
    ? `The ${what} is entry ${log.seq} of the school's log.`
    : `The ${what} is promised to be in the school's log; a receipt fetched later will prove that it is.`;

/** What a receipt says to a person: everything it proves, so that a printed page can be compared with it. */
export function receiptWords(receipt: Receipt, findings: readonly Finding[], notes: readonly string[]): string[] {
  const { countersigned } = receipt;
  return [
    ...signedWords(receipt),
    ...(countersigned
      ? [`Accepted by: ${named(countersigned.payload.did.acceptedBy)}`, `Accepted at: ${when(countersigned.at)}`]
      : []),
    placeWords('signature', receipt.signed),
    ...(countersigned ? [placeWords('countersignature', countersigned)] : []),
    ...notes.map(plain),
    receipt.notice,
    ...verdict(findings, 'Sound: this receipt says what the service recorded.'),
  ];
}

/** What the check of a copy of a case says to a person. */
export function packWords(
  report: PackReport | { readonly problems: readonly Finding[] },
  problems: readonly Finding[],
  notes: readonly string[],
): string[] {
  const sound = 'Sound: the files are those the school signed, and the entries are those its log recorded.';
  if (!('ledger' in report)) return verdict(problems, sound);
  const { ledger, caseId, entries, redacted, unvouched, mails, unsealed, checkpoint } = report;
  const without = unvouched.join(', ');
  return [
    `Ledger: ${plain(ledger.name)}, tenant ${plain(ledger.tenant)}`,
    `Case ${plain(caseId)}: ${count(entries, 'entry', 'entries')}, ${count(ledger.entries.length, 'record')} of the log.`,
    ...(checkpoint ? [`Checkpoint: ${checkpoint.size} entries of the log, made at ${when(checkpoint.at)}.`] : []),
    ...(redacted > 0
      ? [`Words were taken out of ${count(redacted, 'entry', 'entries')}: they can be counted, not checked.`]
      : []),
    ...(mails > 0 ? [`${count(mails, 'email')}, each with everything that was done to it.`] : []),
    ...(unvouched.length > 0
      ? [`The log in this copy does not name entry ${without}: the service’s own, a link, or the making of this copy.`]
      : []),
    ...(unsealed > 0
      ? [`${count(unsealed, 'record')} newer than the newest checkpoint: nothing proves yet that the log holds them.`]
      : []),
    ...notes.map(plain),
    ...verdict(problems, sound),
  ];
}
