import { createHash } from 'node:crypto';
import { openFile, sealFile } from '../adapters/vault/file';
import { AppError } from '../core/errors';
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

/** Exchange Online takes no larger messages by default settings of tenants that keep to 36 MB; twice over. */
const LARGEST = 72 << 20;

export function mailFiles(blobs: Blobs, tenant: TenantId): MailFiles {
  const placeOf = (id: MailId) => ({ tenant, table: 'evidence_mail', id });
  return {
    keep: async (key, id, source) => {
      const hash = createHash('sha256');
      const pieces: Uint8Array[] = [];
      let size = 0;
      for await (const piece of source) {
        size += piece.length;
        if (size > LARGEST) throw new MailTrouble('too_large');
        hash.update(piece);
        pieces.push(piece);
      }
      const blob = await blobs.put(sealFile(key, placeOf(id), Buffer.concat(pieces)));
      return { blob, sha256: hash.digest('hex'), size };
    },
    read: async (key, id, copy) => {
      const bytes = openFile(key, placeOf(id), await blobs.get(copy.blob));
      const isSame = bytes.length === copy.size && createHash('sha256').update(bytes).digest('hex') === copy.sha256;
      if (!isSame) throw new AppError('unexpected', { detail: 'evidence: the copy is not what was taken' });
      return bytes;
    },
  };
}
