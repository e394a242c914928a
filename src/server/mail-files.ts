import { LIMITS } from '../adapters/email/limits';
import { keepSealed, openSealed } from '../adapters/blobs/sealed';
import { whole } from '../adapters/vault/pieces';
import type { MailCopy } from '../core/evidence/mail';
import { MailTrouble } from '../core/evidence/trouble';
import type { MailId, TenantId } from '../core/ids';
import type { Blobs } from '../core/ports';

/** Mails as sealed files: each opens as the mail it was taken for, and as no other. */
export interface MailFiles {
  /** @throws MailTrouble `too_large`, and what the source throws: nothing is kept then. */
  keep(key: Uint8Array, id: MailId, source: AsyncIterable<Uint8Array>): Promise<Omit<MailCopy, 'origin' | 'takenAt'>>;
  /** @throws AppError `unexpected` for what is not what was taken. */
  read(key: Uint8Array, id: MailId, copy: MailCopy): Promise<Uint8Array>;
}

export function mailFiles(blobs: Blobs, tenant: TenantId): MailFiles {
  const lockOf = (key: Uint8Array, id: MailId) => ({ key, place: { tenant, table: 'evidence_mail', id } });
  return {
    keep: (key, id, source) => keepSealed(blobs, lockOf(key, id), upTo(LIMITS.mail, source)),
    read: (key, id, copy) => whole(openSealed(blobs, lockOf(key, id), copy)),
  };
}

async function* upTo(most: number, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of source) {
    size += piece.length;
    if (size > most) throw new MailTrouble('too_large');
    yield piece;
  }
}
