import { createHmac, randomUUID } from 'node:crypto';
import { type CustodyLine, type Act, custodyStart, nextLine } from '../../core/evidence/custody';
import type { MailItem, MailPlace } from '../../core/evidence/mail';
import type { EvidenceStore, StoredMail } from '../../core/evidence/store';
import { AppError } from '../../core/errors';
import type { CaseId, EntryId, MailId, PersonId, ReportId } from '../../core/ids';
import { digestOf } from '../../core/incidents/case-entries';
import { caseStore, seenBy } from './cases';
import type { Session } from './unit';

/** Most of one's own, and of a sender's, that are looked through. */
const NEWEST = 1_000;

interface Row {
  readonly id: MailId;
  readonly caseId: CaseId;
  readonly reportId: ReportId;
  readonly flaggedBy: PersonId;
  readonly flaggedAt: number;
  readonly content: Buffer;
}
/** As sealed: the mail, and how far its custody goes. */
interface Sealed {
  readonly item: MailItem;
  readonly acts: number;
  readonly head: string;
}

const mailCell = (id: MailId) => ({ table: 'evidence_mail', column: 'content', id });
const lineCell = (id: MailId, number: number) => ({ table: 'evidence_custody', column: `content ${number}`, id });
const altered = (what: string): AppError => new AppError('unexpected', { detail: `evidence: ${what} was altered` });

/** Flagged mails and their custody. Who meets which is decided in the database: see the migration. */
export function evidenceStore(s: Session): EvidenceStore {
  const { db, tenant, content } = s;
  const rows = () =>
    db.selectFrom('evidenceMail').select(['id', 'caseId', 'reportId', 'flaggedBy', 'flaggedAt', 'content']);
  const opened = async (found: readonly Row[]): Promise<Sealed[]> => {
    const keys = await content.unlock([...new Set(found.map((r) => r.caseId))]);
    return found.map((row) => read(row, keys(row.caseId, mailCell(row.id), row.content)));
  };
  const one = async (row: Row | undefined): Promise<MailItem | null> =>
    row ? ((await opened([row]))[0]?.item ?? null) : null;
  const many = async (found: readonly Row[]): Promise<MailItem[]> => (await opened(found)).map((m) => m.item);
  const seal = (now: Sealed) => content.seal(now.item.caseId, mailCell(now.item.id), JSON.stringify(now));
  const write = async (item: MailItem, lines: readonly CustodyLine[]): Promise<void> => {
    for (const { number, hash, ...line } of lines)
      await db
        .insertInto('evidenceCustody')
        .values({
          tenant,
          mailId: item.id,
          number,
          hash,
          content: await content.seal(item.caseId, lineCell(item.id, number), JSON.stringify(line)),
        })
        .execute();
  };
  const change: EvidenceStore['change'] = async (item, changes, acts) => {
    const row = await rows().where('id', '=', item.id).executeTakeFirst();
    const [before] = row ? await opened([row]) : [];
    if (!before) throw new AppError('unexpected', { detail: 'evidence: the mail is gone' });
    const lines = linesAfter(before, acts, s.now);
    const { number: count = before.acts, hash: head = before.head } = lines.at(-1) ?? {};
    const sealed = await seal({ item: { ...before.item, ...changes }, acts: count, head });
    await db.updateTable('evidenceMail').set({ content: sealed }).where('id', '=', item.id).execute();
    await write(item, lines);
    return lines;
  };
  return {
    add: async (item, act) => {
      const [line] = linesAfter({ acts: 0, head: custodyStart(item.id) }, [act], s.now);
      if (!line) return null;
      const sealed = await seal({ item, acts: 1, head: line.hash });
      const { id, caseId, reportId, flaggedBy, flaggedAt } = item;
      const mark = markOf(await content.fileKey(caseId), item.place);
      const { numInsertedOrUpdatedRows: added } = await db
        .insertInto('evidenceMail')
        .values({ tenant, id, caseId, reportId, flaggedBy, flaggedAt, mark, content: sealed })
        .onConflict((c) => c.columns(['tenant', 'reportId', 'mark']).doNothing())
        .executeTakeFirstOrThrow();
      if (added !== 1n) return null;
      await write(item, [line]);
      return line;
    },
    byId: async (id) => one(await rows().where('id', '=', id).executeTakeFirst()),
    lock: async (id) => one(await rows().where('id', '=', id).forUpdate().executeTakeFirst()),
    ofReport: async (id) => many(await rows().where('reportId', '=', id).orderBy('flaggedAt').orderBy('id').execute()),
    flaggedBy: async (people) => {
      if (people.length === 0) return [];
      const mine = rows().where('flaggedBy', 'in', [...people]);
      return many(await mine.orderBy('flaggedAt', 'desc').orderBy('id').limit(NEWEST).execute());
    },
    ofCase: async (id) => {
      const found = await rows().where('caseId', '=', id).orderBy('flaggedAt').orderBy('id').execute();
      const keys = await content.unlock(found.length > 0 ? [id] : []);
      return found.map((row): StoredMail => ({
        id: row.id,
        item: unaltered(() => read(row, keys(id, mailCell(row.id), row.content)).item),
      }));
    },
    seenBy: async (viewer) => {
      const named = db.with('named', (q) =>
        q
          .selectFrom('caseMember')
          .select('caseId')
          .where('personId', 'in', [...viewer.personIds])
          .where('until', 'is', null),
      );
      const seen = db.selectFrom('incidentCase').select(['id as seenId', 'reference']).where(seenBy(viewer));
      const found = await named
        .selectFrom(seen.where('state', '!=', 'sealed').as('seen'))
        .innerJoin('evidenceMail', 'caseId', 'seenId')
        .select(['id', 'caseId', 'reportId', 'flaggedBy', 'flaggedAt', 'content', 'reference'])
        .orderBy('flaggedAt', 'desc')
        .orderBy('id')
        .limit(NEWEST)
        .execute();
      const keys = await content.unlock([...new Set(found.map((r) => r.caseId))]);
      return found.flatMap((row) => {
        const item = unaltered(() => read(row, keys(row.caseId, mailCell(row.id), row.content)).item);
        return item?.facts ? [{ item, reference: row.reference }] : [];
      });
    },
    change,
    custody: async (id) => {
      const mail = await db.selectFrom('evidenceMail').select('caseId').where('id', '=', id).executeTakeFirst();
      if (!mail) return [];
      const lines = db.selectFrom('evidenceCustody').select(['number', 'hash', 'content']).where('mailId', '=', id);
      const found = await lines.orderBy('number').execute();
      const keys = await content.unlock([mail.caseId]);
      return unaltered(() =>
        found.map(({ number, hash, content: sealed }) => ({
          number,
          hash,
          // Sealed by `write` above and by nothing else.
          ...(JSON.parse(keys(mail.caseId, lineCell(id, number), sealed)) as Omit<CustodyLine, 'number' | 'hash'>),
        })),
      );
    },
    tip: async (id) => {
      const row = await rows().where('id', '=', id).executeTakeFirst();
      const [{ acts, head } = { acts: 0, head: custodyStart(id) }] = row ? await opened([row]) : [];
      return { acts, head };
    },
    sealCase: async (id, act) => {
      const sealed: { mailId: MailId; line: CustodyLine }[] = [];
      for (const item of await many(
        await rows().where('caseId', '=', id).orderBy('flaggedAt').orderBy('id').forUpdate().execute(),
      )) {
        if (item.sealedAt !== null) continue;
        const [line] = await change(item, { sealedAt: s.now }, [act]);
        if (line) sealed.push({ mailId: item.id, line });
      }
      return sealed;
    },
    standing: (id) =>
      asService(s, async () => {
        const row = await caseStore(s).byId(id);
        if (!row) return null;
        const { reference, state, flags, ownerId, priority } = row;
        return { reference, state, flags, ownerId, priority };
      }),
    enter: (id, entry) =>
      asService(s, async () => {
        const kept = { id: randomUUID() as string as EntryId, salt: randomUUID(), at: s.now, by: null, entry };
        await caseStore(s).append(id, [kept]);
        return { id: kept.id, digest: digestOf(kept) };
      }),
  };
}

function linesAfter(before: { acts: number; head: string }, acts: readonly Act[], at: number): CustodyLine[] {
  const lines: CustodyLine[] = [];
  let tip = before;
  for (const act of acts) {
    const line = nextLine(tip, act, { at, salt: randomUUID() });
    lines.push(line);
    tip = { acts: line.number, head: line.hash };
  }
  return lines;
}

/** @throws AppError `unexpected` where the columns say something else than what was sealed with them. */
function read(row: Row, text: string): Sealed {
  // Sealed by `seal` above and by nothing else.
  const sealed = JSON.parse(text) as Sealed;
  const { item } = sealed;
  const isSame = (['id', 'caseId', 'reportId', 'flaggedBy', 'flaggedAt'] as const).every(
    (key) => item[key] === row[key],
  );
  if (!isSame) throw altered('the row of a mail');
  return sealed;
}

/** Null for what was altered, so that one row does not hide all others. */
function unaltered<T>(open: () => T): T | null {
  try {
    return open();
  } catch (e) {
    if (e instanceof AppError && e.code === 'unexpected') return null;
    throw e;
  }
}

const markOf = (key: Buffer, { mailbox, itemId }: MailPlace): string =>
  createHmac('sha256', key).update(`place\0${mailbox}\0${itemId}`).digest('hex');

/** Does something that the person of this unit may have no part in, and is that person again afterwards. */
async function asService<T>({ client }: Session, does: () => Promise<T>): Promise<T> {
  const { rows } = await client.query<{ me: string }>(`select coalesce(current_setting('app.person', true), '') as me`);
  const become = (who: string) => client.query(`select set_config('app.person', $1, true)`, [who]);
  await become('');
  const done = await does();
  await become(rows[0]?.me ?? '');
  return done;
}
