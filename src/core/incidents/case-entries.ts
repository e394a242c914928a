import { z } from 'zod';
import { CaseId, Day, EntryId, MailId, PaperId, PersonId, PupilId, ReportId, TaskId } from '../ids';
import { contentHash } from '../ledger/hash';
import { Answer, Inputs } from './chart';
import { Flag } from './flags';

/** What a person is in a case. One person may be several of them. */
export const Part = z.enum(['victim', 'instigator', 'witness']);
export type Part = z.infer<typeof Part>;

/** Somebody in a case, as known when the entry was made. `year` is the pupil's year group then. */
export const Named = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('staff'), personId: PersonId, name: z.string() }),
  z.strictObject({ kind: z.literal('pupil'), pupilId: PupilId, name: z.string(), year: z.int() }),
  z.strictObject({ kind: z.literal('other'), id: z.guid(), name: z.string() }),
]);
export type Named = z.infer<typeof Named>;

/** By which a case knows somebody again, whatever kind of person they are. */
export const keyOf = (who: Named): string =>
  who.kind === 'staff' ? who.personId : who.kind === 'pupil' ? who.pupilId : who.id;

export const AGENCIES = [
  'police',
  'lado',
  'social_care',
  'iwf',
  'ceop',
  'prevent',
  'dpo',
  'hr',
  'platform',
  'other',
] as const;
/** How a case ended, for its own page and for the figures. Nobody's guilt and nothing about the law. */
export const OUTCOMES = ['no_concern', 'handled_in_school', 'support_only', 'agency_led', 'not_established'] as const;
/** `safeguarding-rules.md` section 7; the longest wins where several fit. */
export const RETENTION = ['safeguarding', 'allegation', 'low_level', 'misuse'] as const;
/** What is done with one suggested line. Nothing is chosen for anybody. */
export const DECISIONS = ['accepted', 'changed', 'declined'] as const;

const Words = z.string().max(20_000);
const ChartRef = z.strictObject({ id: z.literal('triage'), version: z.int().min(1) });
const entry = <const Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.strictObject({ kind: z.literal(kind), ...shape });

export const SanctionLine = z.strictObject({
  column: z.string().max(60),
  decision: z.enum(DECISIONS),
  reason: z.string().trim().min(3, 'Give a reason.').max(2_000),
  /** What is done instead of what the table says. */
  instead: z.string().trim().min(1).max(500).optional(),
  doerId: PersonId.optional(),
  dueOn: Day.optional(),
});
export type SanctionLine = z.infer<typeof SanctionLine>;

/**
 * One thing that happened in a case. Entries are only ever added: a correction is a new one beside the old. Who made
 * it, and when, stands beside it in the store.
 */
export const Entry = z.discriminatedUnion('kind', [
  entry('opened', {
    reportId: ReportId.nullable(),
    chart: ChartRef.nullable(),
    inputs: Inputs,
    unfinished: z.boolean(),
  }),
  /** The two who were rung said who may own it. */
  entry('unsealed', { flags: z.array(Flag) }),
  /** All that a linked case knew, before the questions about safety were asked here. */
  entry('joined', { flags: z.array(Flag) }),
  entry('answer', { answer: Answer }),
  /** Waits for a second person; counts for nothing until then. */
  entry('proposal', { answer: Answer, secondId: PersonId }),
  entry('second', { proposalId: EntryId, agrees: z.boolean(), reason: Words }),
  entry('asked', { secondId: PersonId }),
  /** One of several who all have to answer. */
  entry('each', { answer: Answer }),
  entry('note', { text: Words }),
  /** A concern about an adult below the harm tests. */
  entry('concern', { text: Words, context: Words, did: Words, why: Words }),
  entry('correction', { of: EntryId, text: Words, reason: Words }),
  entry('person', { who: Named, parts: z.array(Part) }),
  entry('owner', { ownerId: PersonId.nullable(), why: z.enum(['conflict', 'away', 'named', 'waiting', 'linked']) }),
  entry('investigators', { pair: z.tuple([PersonId, PersonId]), device: z.string().max(200) }),
  entry('sanctions', {
    personKey: z.string(),
    row: z.string().max(60).nullable(),
    lines: z.array(SanctionLine).max(20),
  }),
  entry('support', { personKey: z.string().nullable(), plan: Words }),
  entry('parents', { decision: z.enum(['told', 'later', 'not']), on: Day.nullable(), reason: Words }),
  entry('task', {
    taskId: TaskId,
    what: z.enum(['action', 'technical', 'policy_change']),
    text: z.string().max(2_000),
    doerId: PersonId.nullable(),
    office: z.string().max(200),
    dueOn: Day,
  }),
  entry('task_done', { taskId: TaskId, said: z.string().max(2_000) }),
  entry('referral', {
    referralId: z.guid(),
    agency: z.enum(AGENCIES),
    contact: z.string().max(200),
    at: z.int(),
    reference: z.string().max(100),
    advice: Words,
    chaseOn: Day.nullable(),
  }),
  entry('chased', { referralId: z.guid(), said: Words, reference: z.string().max(100), chaseOn: Day.nullable() }),
  entry('link', {
    caseId: CaseId,
    reference: z.string(),
    why: z.enum(['same', 'again', 'related']),
    flags: z.array(Flag),
  }),
  entry('debrief', { on: Day, text: Words }),
  entry('monitoring', { until: Day }),
  entry('outcome', { outcome: z.enum(OUTCOMES), retention: z.enum(RETENTION), keepHold: z.boolean(), reason: Words }),
  entry('paper', {
    paperId: PaperId,
    name: z.string().max(255),
    mediaType: z.string(),
    size: z.int(),
    sha256: z.string(),
  }),
  /** Nobody can open them any more, and nothing is removed: the police decide. */
  entry('papers_sealed', { paperIds: z.array(PaperId) }),
  /** A flagged mail was kept. */
  entry('mail', { mailId: MailId, sha256: z.string(), size: z.int(), origin: z.enum(['graph', 'person']) }),
  /** It could not be, or not yet. */
  entry('mail_trouble', { mailId: MailId, trouble: z.string().max(40) }),
  /** Kept, and never shown: the police decide. */
  entry('mails_sealed', { mails: z.array(z.strictObject({ mailId: MailId, custody: z.string() })) }),
  entry('closed', {}),
  entry('reopened', { reason: Words, chart: ChartRef, inputs: Inputs }),
  /** Somebody tried to add a file where none may come; nothing of it was read or kept. */
  entry('upload_refused', {}),
  entry('export_asked', { recipient: z.string().max(200), reason: Words, secondId: PersonId }),
  entry('export_agreed', { askId: EntryId, agrees: z.boolean(), reason: Words }),
  entry('exported', {
    recipient: z.string().max(200),
    reason: Words,
    secondId: PersonId.nullable(),
    redacted: z.int().min(0),
  }),
]);
export type Entry = z.infer<typeof Entry>;
export type EntryOf<Kind extends Entry['kind']> = Extract<Entry, { kind: Kind }>;

/** An entry as kept: its place in the case, when, and by whom (null: the service). */
export interface KeptEntry {
  readonly id: EntryId;
  readonly number: number;
  readonly at: number;
  readonly by: PersonId | null;
  /** Random and sealed with the entry, so that its digest in the ledger gives nothing away. */
  readonly salt: string;
  readonly entry: Entry;
}

/** What the ledger holds of an entry. Whoever is given the entry with its salt can work it out again. */
export const digestOf = ({ id, at, by, salt, entry: content }: Omit<KeptEntry, 'number'>): string =>
  contentHash(JSON.parse(JSON.stringify({ id, at, by, salt, entry: content })));
