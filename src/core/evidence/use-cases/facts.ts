import { z } from 'zod';
import { type MailFacts, TROUBLES } from '../mail';

/** More of a header than this says nothing to a person; the bytes, where they may be kept, have it all. */
const MOST = { headers: 1_000, people: 1_000, attachments: 500, text: 16_384 } as const;

const Text = z.string().transform((text) => text.slice(0, MOST.text).toWellFormed());
const listOf = <T extends z.ZodType>(one: T, most: number) => z.array(one).transform((list) => list.slice(0, most));
const Address = z.strictObject({ name: Text, address: Text });

/** What the mail service says of a mail, cut to what can be kept: whoever wrote it may have written anything. */
export const Facts: z.ZodType<MailFacts> = z.strictObject({
  immutableId: Text,
  internetMessageId: Text,
  subject: Text,
  from: Address.nullable(),
  sender: Address.nullable(),
  to: listOf(Address, MOST.people),
  cc: listOf(Address, MOST.people),
  sentAt: Text,
  receivedAt: Text,
  headers: listOf(z.strictObject({ name: Text, value: Text }), MOST.headers),
  attachments: listOf(z.strictObject({ name: Text, type: Text, size: z.number() }), MOST.attachments),
});

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** What was taken, as it lies sealed. */
export const Copy = z.strictObject({
  blob: Sha256,
  sha256: Sha256,
  size: z.int().min(0),
  origin: z.enum(['graph', 'person']),
});
export const Trouble = z.enum(TROUBLES);

const Result = listOf(z.strictObject({ domain: Text, result: Text }), 100);
export const Origin = z.strictObject({
  dkim: Result,
  spf: Text,
  arc: Text,
  dmarc: Text,
  atReceipt: listOf(Text, 100),
  dns: listOf(z.strictObject({ name: Text, type: Text, answer: Text }), 100),
});
