import { AppError } from '../errors';
import { canonical, commitment } from './hash';

/**
 * Every kind of entry there is. Kinds stay readable for ever, so they name acts and say nothing about a person:
 * who, about whom and what goes into the payload, which retention can remove.
 */
export const LEDGER_KINDS = [
  'attestation.signed',
  'attestation.countersigned',
  'attestation.question',
  'attestation.answered',
  'attestation.excused',
  'attestation.left',
  'attestation.paper',
  'policy.drafted',
  'policy.approved',
  'policy.ratified',
  'policy.published',
  'policy.superseded',
  'campaign.started',
  'campaign.changed',
  'campaign.closed',
  'account.requested',
  'account.planned',
  'account.approved',
  'account.withdrawn',
  'account.changed',
  'account.handed_off',
  'account.equipped',
  'account.pass',
  'account.reviewed',
  'account.set_up',
  'account.held',
  'people.imported',
  'role.given',
  'role.ended',
  'calendar.changed',
  'setting.changed',
  'class_sheet.recorded',
  'notice.sent',
  'chat.changed',
  // One kind each for all reports and cases: a kind is there for ever, and must not tell a person it is about.
  'incident.recorded',
  'incident.read',
  'chart.drafted',
  'chart.published',
  'access.refused',
  'record.read',
  'record.exported',
  'content.removed',
  'ledger.exported',
  'ledger.checkpoint_key',
  'backup.restored',
] as const;

export type LedgerKind = (typeof LEDGER_KINDS)[number];

/** An entry ready for the store: leaf (`kind`, `at`, `commitment`) and body (`salt`, `payload`). */
interface NewEntry {
  readonly kind: LedgerKind;
  /** Milliseconds since 1970 from the injected clock. */
  readonly at: number;
  readonly commitment: Buffer;
  readonly salt: Buffer;
  /** Canonical text: stored and hashed as it stands. */
  readonly payload: string;
}

/**
 * Makes an entry of an act. `salt` is 32 fresh random bytes from the caller, never used twice. Throws `unexpected`
 * for a payload that has no canonical text.
 */
export function makeEntry(kind: LedgerKind, content: unknown, at: number, salt: Buffer): NewEntry {
  if (salt.length !== 32) throw new AppError('unexpected', { detail: 'ledger: a salt has 32 bytes' });
  const payload = canonical(content);
  return { kind, at, commitment: commitment(salt, payload), salt, payload };
}

/** What `content.removed` records (`did` of its payload): entries of this kind from `from` to `to` (inclusive) lost their content by a rule. */
export interface Removal {
  readonly kind: string;
  readonly rule: string;
  readonly from: number;
  readonly to: number;
}
