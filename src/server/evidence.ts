import { createHash, createHmac } from 'node:crypto';
import { isFull } from '../adapters/blobs/spool';
import type { PersonActor } from '../core/access/actor';
import { AppError, notFound, sure } from '../core/errors';
import type { MailCopy, MailFacts, MailItem, MailReading, Trouble } from '../core/evidence/mail';
import type { MailReader, Mailbox } from '../core/evidence/ports';
import { MailTrouble } from '../core/evidence/trouble';
import type { MyMail, OpenedMail } from '../core/evidence/views';
import type { CaseId, TenantId } from '../core/ids';
import type { Perform } from '../core/perform';
import type { FileScanner, Unit } from '../core/ports';
import { useCases } from '../core/use-cases';
import { evidence as texts } from '../texts/en-gb/evidence';
import type { Calls } from './http/calls';
import type { Files, Outgoing } from './http/files';
import type { MailFiles } from './mail-files';

/** What reading mails needs from outside. */
export interface MailParts {
  readonly reader: MailReader;
  /** Opens a mailbox with the person's own sign-in; left out where the school has allowed none. @throws MailTrouble. */
  readonly openMailbox?: (token: string, actor: PersonActor) => Promise<Mailbox>;
}

interface EvidenceOptions {
  readonly perform: Perform;
  readonly unit: Unit;
  readonly tenant: TenantId;
  readonly files: MailFiles;
  readonly scanner: FileScanner;
  readonly mail: MailParts | undefined;
  /** For what went wrong: never with content. */
  readonly log: (e: unknown) => void;
}

export interface Evidence {
  readonly through: Pick<Calls['through'], 'evidence.capture' | 'evidence.open'>;
  readonly before: Pick<Files['before'], 'evidence.supply'>;
  readonly uploads: Pick<Files['uploads'], 'evidence.supply'>;
  readonly downloads: Pick<Files['downloads'], 'mailAttachment'>;
  /** The bytes as they were taken, for a copy of the case. @throws AppError `unexpected` for any other. */
  readonly original: (actor: PersonActor, item: MailItem) => Promise<Uint8Array>;
}

/** The mark on the mail itself. */
export const CATEGORY = 'Kept as evidence';
type Asked = Awaited<ReturnType<(typeof useCases)['evidence.capture']['run']>>;

/** Flagged mails: taken as their flagger, kept sealed, opened for whoever works the case. Each step goes through `perform`. */
export function makeEvidence(o: EvidenceOptions): Evidence {
  const inHand = new Map<string, Promise<MyMail>>();
  return {
    through: {
      'evidence.capture': async ({ actor, token, input }) => {
        const asked = await o.perform(useCases['evidence.capture'], actor, input);
        const { id } = asked.item;
        const running = inHand.get(id) ?? capture(o, actor, { asked, token }).finally(() => inHand.delete(id));
        inHand.set(id, running);
        return running;
      },
      'evidence.open': ({ actor, input }) => openMail(o, actor, input),
    },
    before: { 'evidence.supply': async (actor, query) => void (await mayBeSupplied(o, actor, query)) },
    uploads: { 'evidence.supply': (actor, bytes, query) => supply(o, actor, { bytes, query }) },
    downloads: { mailAttachment: (actor, input) => attachment(o, actor, input) },
    original: async (actor, { caseId, id, copy }) =>
      o.files.read(await keyOf(o, actor, caseId), id, sure(copy, 'the copy of a mail')),
  };
}

/** Takes what may be taken. Whatever goes wrong is written down, and what was kept until then stays kept. */
async function capture(
  o: EvidenceOptions,
  actor: PersonActor,
  { asked, token }: { readonly asked: Asked; readonly token: string },
): Promise<MyMail> {
  const { item, allowance } = asked;
  if (allowance === 'nothing') return asked.mail;
  const isKept = item.copy !== null || item.sameAs !== null;
  if (isKept && item.tag !== 'none' && item.tag !== 'failed') return asked.mail;
  try {
    if (asked.isClosed && !isKept) throw new MailTrouble('closed');
    if (!o.mail?.openMailbox) throw new MailTrouble('no_permission');
    const mailbox = await o.mail.openMailbox(token, actor);
    if (item.facts === null) await keepFacts(o, actor, { item, facts: await mailbox.facts(item.place) });
    await keepBytes(o, actor, { item, mailbox });
    await tag(o, actor, { item, mailbox });
    return (await ask(o, actor, item)).mail;
  } catch (e) {
    return troubled(o, actor, { asked, trouble: troubleOf(e, o.log) });
  }
}

/** Written down, so that the owner hears of it. Where even that cannot be done now, whoever flagged it is told at least. */
async function troubled(
  o: EvidenceOptions,
  actor: PersonActor,
  { asked: { item, mail }, trouble }: { readonly asked: Asked; readonly trouble: Trouble },
): Promise<MyMail> {
  try {
    await o.perform(useCases['evidence.noteTrouble'], actor, { mailId: item.id, trouble });
    return (await ask(o, actor, item)).mail;
  } catch (e) {
    if (!isOurs(e)) throw e;
    o.log(e);
    return mail.state === 'kept' ? mail : { ...mail, trouble };
  }
}

const ask = (o: EvidenceOptions, actor: PersonActor, { id }: MailItem): Promise<Asked> =>
  o.perform(useCases['evidence.capture'], actor, { mailId: id });
const keepFacts = (o: EvidenceOptions, actor: PersonActor, { item, facts }: { item: MailItem; facts: MailFacts }) =>
  o.perform(useCases['evidence.keepFacts'], actor, { mailId: item.id, facts });

/** The bytes, if they may be had: looked at again at the last moment, and once more when they are kept. */
async function keepBytes(
  o: EvidenceOptions,
  actor: PersonActor,
  { item, mailbox }: { readonly item: MailItem; readonly mailbox: Mailbox },
): Promise<void> {
  const now = await ask(o, actor, item);
  if (now.allowance !== 'all' || now.item.copy !== null || now.item.sameAs !== null) return;
  const taken = await kept(o, actor, { item, source: await mailbox.bytes(item.place) });
  await o.perform(useCases['evidence.keepCopy'], actor, { mailId: item.id, copy: { ...taken, origin: 'graph' } });
  await lookAtOrigin(o, actor, item);
}

async function kept(
  o: EvidenceOptions,
  actor: PersonActor,
  { item, source }: { readonly item: MailItem; readonly source: AsyncIterable<Uint8Array> },
): Promise<Omit<MailCopy, 'origin' | 'takenAt'>> {
  const key = await keyOf(o, actor, item.caseId).catch((e: unknown) => {
    throw isOurs(e) ? new MailTrouble('no_key', e) : e;
  });
  return o.files.keep(key, item.id, source);
}

/** Where a copy stands without it the mail is still kept: the origin is evidence besides. */
async function lookAtOrigin(o: EvidenceOptions, actor: PersonActor, { id }: MailItem): Promise<void> {
  const { item } = await o.perform(useCases['evidence.capture'], actor, { mailId: id });
  if (!o.mail || item.copy === null || item.sealedAt !== null) return;
  try {
    const raw = await o.files.read(await keyOf(o, actor, item.caseId), id, item.copy);
    await o.perform(useCases['evidence.keepOrigin'], actor, { mailId: id, cameFrom: await o.mail.reader.origin(raw) });
  } catch (e) {
    o.log(e);
  }
}

/** Marks the mail, unless whoever it is about might see the mark. It is left as it is in every other way. */
async function tag(
  o: EvidenceOptions,
  actor: PersonActor,
  { item: { id }, mailbox }: { readonly item: MailItem; readonly mailbox: Mailbox },
): Promise<void> {
  const { item, allowance, isOwnMailbox } = await o.perform(useCases['evidence.capture'], actor, { mailId: id });
  const isOpen = allowance === 'all' && isOwnMailbox && item.sealedAt === null;
  const set = async () => {
    await mailbox.tag(item.place, CATEGORY);
    return 'set' as const;
  };
  const state = isOpen
    ? await set().catch((e: unknown) => {
        o.log(e);
        return 'failed' as const;
      })
    : 'withheld';
  await o.perform(useCases['evidence.noteTag'], actor, { mailId: id, tag: state });
}

/**
 * What a page has a sentence for. What of our own cannot be had (keys, store, database) is no trouble of the mail
 * service, and all that nobody foresaw is tried again. Refusals of our own are no trouble of the mail.
 */
function troubleOf(e: unknown, log: (e: unknown) => void): Trouble {
  if (e instanceof MailTrouble && e.trouble !== 'no_key') return e.trouble;
  if (e instanceof AppError && !isOurs(e)) throw e;
  log(e);
  if (isFull(e)) return 'no_room';
  return e instanceof AppError || e instanceof MailTrouble ? 'no_key' : 'unreachable';
}

const isOurs = (e: unknown): boolean => e instanceof AppError && ['unavailable', 'unexpected'].includes(e.code);

const keyOf = (o: EvidenceOptions, actor: PersonActor, caseId: CaseId): Promise<Uint8Array> =>
  o.unit.run(actor, 'read', (work) => work.cases.fileKey(caseId));

async function mayBeSupplied(o: EvidenceOptions, actor: PersonActor, query: unknown): Promise<Asked> {
  const { mailId } = query as Record<string, unknown>;
  const asked = await o.perform(useCases['evidence.capture'], actor, { mailId });
  if (asked.allowance === 'all' && !asked.isClosed) return asked;
  throw new AppError('conflict', { problems: [{ where: 'mail', what: texts.notNow }] });
}

/** Bytes from the person's own client: kept as such, and never in place of what came straight from the mailbox. */
async function supply(
  o: EvidenceOptions,
  actor: PersonActor,
  { bytes, query }: { readonly bytes: Uint8Array; readonly query: unknown },
): Promise<MyMail> {
  const { item } = await mayBeSupplied(o, actor, query);
  if (!o.mail) throw new AppError('unavailable', { detail: 'evidence: nothing reads mails here' });
  if (item.facts === null) await keepFacts(o, actor, { item, facts: factsFrom(await o.mail.reader.read(bytes)) });
  const taken = item.copy ? compared(item.copy, bytes) : await kept(o, actor, { item, source: once(bytes) });
  const done = await o.perform(useCases['evidence.keepCopy'], actor, {
    mailId: item.id,
    copy: { ...taken, origin: 'person' },
  });
  if (item.copy === null) await lookAtOrigin(o, actor, item);
  return done.mail;
}

/** Only looked at: there is a copy already. */
const compared = ({ blob }: MailCopy, bytes: Uint8Array) => ({ blob, sha256: sha256(bytes), size: bytes.length });
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
// oxlint-disable-next-line typescript/require-await -- pieces come one after the other, here there is one
async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** What the bytes say of themselves, where no mail service was asked. */
const factsFrom = (r: MailReading): MailFacts => ({
  immutableId: '',
  internetMessageId: r.messageId,
  subject: r.subject,
  from: r.from,
  sender: null,
  to: r.to,
  cc: r.cc,
  sentAt: r.date,
  receivedAt: '',
  headers: r.headers,
  attachments: r.attachments.map(({ name, type, size }) => ({ name, type, size })),
});

interface Read {
  readonly item: MailItem;
  readonly key: Uint8Array;
  readonly raw: Uint8Array;
  readonly reader: MailReader;
}

/** The kept bytes, hashed again. What is not what was taken is refused and never shown. */
async function read(o: EvidenceOptions, actor: PersonActor, item: MailItem & { copy: MailCopy }): Promise<Read> {
  if (!o.mail) throw new AppError('unavailable', { detail: 'evidence: nothing reads mails here' });
  const key = await keyOf(o, actor, item.caseId);
  return { item, key, raw: await o.files.read(key, item.id, item.copy), reader: o.mail.reader };
}

async function openMail(o: EvidenceOptions, actor: PersonActor, input: unknown): Promise<OpenedMail> {
  const { item } = await o.perform(useCases['evidence.open'], actor, input);
  const { key, raw, reader } = await read(o, actor, item);
  const { reading, text, html, links } = await reader.view(raw);
  const attachments = reading.attachments.map((a, index) => ({ ...a, password: passwordFor(key, item, index) }));
  const { caseId, id, cameFrom: origin } = item;
  return { caseId, id, unchanged: true, origin, reading, text, html, links, attachments };
}

async function attachment(o: EvidenceOptions, actor: PersonActor, input: unknown): Promise<Outgoing> {
  const { index } = input as { index?: unknown };
  const { item } = await o.perform(useCases['evidence.attachment'], actor, input);
  const { key, raw, reader } = await read(o, actor, item);
  const found = await reader.attachment(raw, Number(index));
  if (!found) throw notFound('evidence: no such attachment');
  if ((await o.scanner.scan(found.bytes)) === 'infected')
    throw new AppError('conflict', { problems: [{ where: 'attachment', what: texts.infected }] });
  const { lockedArchive } = await import('../adapters/documents/write/locked-archive');
  const body = await lockedArchive(found.about.name, found.bytes, passwordFor(key, item, Number(index)));
  return { type: 'application/zip', fileName: `attachment-${Number(index) + 1}.zip`, body };
}

/** Signs that nobody takes for one another. */
const SIGNS = '23456789abcdefghjkmnpqrstvwxyz';

/** The same each time, so that it need not be kept; nobody works it out without the key of the case. */
function passwordFor(key: Uint8Array, { id }: MailItem, index: number): string {
  const bytes = createHmac('sha256', key).update(`attachment\0${id}\0${index}`).digest();
  const signs = [...bytes.subarray(0, 16)].map((byte) => SIGNS[byte % SIGNS.length]).join('');
  return (signs.match(/.{4}/g) ?? []).join('-');
}
