import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ArchiveFile } from '../../adapters/documents/write/archive';
import { type CustodyLine, custodyFault, custodyStart } from '../../core/evidence/custody';
import type { MailItem } from '../../core/evidence/mail';
import type { Finding } from '../../core/ledger/findings';

const Custody = z.strictObject({
  format: z.literal('lantern/custody/1'),
  mail: z.guid(),
  lines: z.array(
    z.strictObject({
      number: z.int(),
      at: z.int(),
      by: z.guid().nullable(),
      what: z.string(),
      reason: z.string().nullable(),
      detail: z.json(),
      salt: z.string(),
      hash: z.string(),
    }),
  ),
});
const Item = z.looseObject({
  format: z.literal('lantern/mail/1'),
  id: z.guid(),
  caseId: z.guid(),
  place: z.object({ mailbox: z.string(), itemId: z.string() }),
  facts: z.unknown(),
  cameFrom: z.unknown(),
  copy: z
    .object({ sha256: z.string(), size: z.int(), origin: z.string(), blob: z.string(), takenAt: z.int() })
    .nullable(),
  sealedAt: z.int().nullable(),
});

/** Names that files of a mail have. */
export const MAIL_FILE = /^mail\/(\d+)\/(facts\.json|custody\.json|original\.eml)$/;

/**
 * Each mail of a copy against its own custody, and that against the school's records (`told`, by the id of the mail):
 * the original is what was taken, the facts are what was read, and nothing that was done to it is left out or changed.
 */
export function checkMails(
  files: readonly ArchiveFile[],
  o: { readonly caseId: string; readonly told: ReadonlyMap<string, readonly string[]> },
): { readonly mails: number; readonly problems: Finding[] } {
  const texts = new Map(files.map((f) => [f.name, f.content]));
  const numbers = [...new Set(files.flatMap(({ name }) => MAIL_FILE.exec(name)?.[1] ?? []))];
  const seen = new Set<string>();
  const problems = numbers.flatMap((n) => {
    const custody = read(texts.get(`mail/${n}/custody.json`), Custody);
    const item = read(texts.get(`mail/${n}/facts.json`), Item);
    if (!custody || !item) return [found(n, 'is not as the service writes it')];
    seen.add(item.id);
    const why = faultOf(item, custody, o) ?? originalFault(item, texts.get(`mail/${n}/original.eml`));
    return why === null ? [] : [found(n, why)];
  });
  const missing = [...o.told.keys()].filter((id) => !seen.has(id) && numbers.length > 0);
  return { mails: numbers.length, problems: [...problems, ...missing.map(() => LEFT_OUT)] };
}

const found = (n: string, why: string): Finding => ({ code: 'mail', sentence: `Email ${n}: ${why}.` });
const LEFT_OUT: Finding = {
  code: 'mail_missing',
  sentence: 'An email that the school’s log tells of is not in this copy.',
};

function faultOf(
  item: z.infer<typeof Item>,
  { mail, lines }: z.infer<typeof Custody>,
  o: { readonly caseId: string; readonly told: ReadonlyMap<string, readonly string[]> },
): string | null {
  if (mail !== item.id || item.caseId !== o.caseId) return 'it is another email’s, or another case’s';
  // Its shape is what the service writes; whatever is in it is held against the hashes below.
  const kept = item as unknown as MailItem;
  const custody = lines as unknown as CustodyLine[];
  const tip = { acts: custody.length, head: custody.at(-1)?.hash ?? custodyStart(kept.id) };
  // The record of making this very copy is newer than the copy.
  const made = custody.filter((line) => line.what === 'exported').map((line) => line.hash);
  const told = o.told.get(item.id) ?? [];
  try {
    return custodyFault(kept, custody, { tip, inLedger: [...new Set([...told, ...made])] });
  } catch {
    return 'its custody has no canonical form';
  }
}

function originalFault({ copy }: z.infer<typeof Item>, original: Uint8Array | undefined): string | null {
  if (!original) return null;
  const isSame = copy !== null && createHash('sha256').update(original).digest('hex') === copy.sha256;
  return isSame ? null : 'original.eml is not what was taken';
}

function read<T>(content: Uint8Array | undefined, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content))).data;
  } catch {
    return undefined;
  }
}
