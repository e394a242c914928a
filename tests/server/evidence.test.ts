import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync, chmodSync } from 'node:fs';
import path from 'node:path';
import type { RootKey } from '../../src/adapters/vault/vault';
import type { MailFacts, MailPlace } from '../../src/core/evidence/mail';
import type { MailReader, Mailbox } from '../../src/core/evidence/ports';
import { MailTrouble } from '../../src/core/evidence/trouble';
import type { CaseMail, MyMail, OpenedMail } from '../../src/core/evidence/views';
import type { CaseId, MailId } from '../../src/core/ids';
import { AppError } from '../../src/core/errors';
import { instantOf } from '../../src/core/people/day';
import { CATEGORY, type MailParts } from '../../src/server/evidence';
import { evidence as texts } from '../../src/texts/en-gb/evidence';
import { facts, flagged, origin, sentWith, triage } from '../support/mails';
import { type TestLantern, makeLantern } from '../support/over-http';
import { TODAY } from '../support/school';
import { testRootKey } from '../support/vault';

const RAW = Buffer.from('From: a@b.example\r\nSubject: x\r\n\r\nI know where you live.\r\n');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A mailbox and a reader that do as they are told. */
class Outside implements Mailbox {
  raw: Buffer = RAW;
  asked: string[] = [];
  fails: Partial<Record<keyof Mailbox, Error>> = {};
  /** Done before it answers. */
  before: Partial<Record<keyof Mailbox, () => Promise<void>>> = {};
  /** Done while the bytes are on their way. */
  meanwhile: () => Promise<void> = () => Promise.resolve();
  breaksOff = false;

  private async ask(what: keyof Mailbox): Promise<void> {
    this.asked.push(what);
    await this.before[what]?.();
    const e = this.fails[what];
    if (e) throw e;
  }

  async facts(_: MailPlace): Promise<MailFacts> {
    await this.ask('facts');
    return facts;
  }

  async bytes(_: MailPlace): Promise<AsyncIterable<Uint8Array>> {
    await this.ask('bytes');
    const { raw, breaksOff, meanwhile } = this;
    return (async function* () {
      yield raw.subarray(0, 10);
      await meanwhile();
      if (breaksOff) throw new MailTrouble('unreachable');
      yield raw.subarray(10);
    })();
  }

  async tag(_: MailPlace, category: string): Promise<void> {
    await this.ask('tag');
    this.asked.push(category);
  }
}

const reading = {
  subject: 'x',
  from: { name: '', address: 'a@b.example' },
  to: [],
  cc: [],
  date: '',
  messageId: '',
  headers: [],
  attachments: [{ name: '../../evil.exe', type: 'application/octet-stream', size: 4, sha256: null }],
  gaps: [],
};
const reader: MailReader = {
  read: () => Promise.resolve(reading),
  view: () => Promise.resolve({ reading, text: 'I know where you live.', html: null, links: [] }),
  origin: () => Promise.resolve(origin),
  attachment: (_, index) =>
    Promise.resolve(index === 0 ? { about: reading.attachments[0]!, bytes: Buffer.from('evil') } : null),
};

const MINUTE = 60_000;
let it: TestLantern;
let outside: Outside;
let scanned: 'clean' | 'infected';
/** Has the school allowed that mailboxes are read? */
let isAllowed: boolean;
/** Does the vault of the root key answer? */
let isGone: boolean;
/** Keys that were fetched once are good for a quarter of an hour. */
let later = 0;

beforeAll(async () => {
  const openMailbox = () => Promise.resolve(outside);
  const mail = {
    reader,
    get openMailbox() {
      return isAllowed ? openMailbox : undefined;
    },
  } as MailParts; // left out and undefined are one here
  const rootKey: RootKey = {
    ...testRootKey,
    unwrap: (tenant, kept) =>
      isGone ? Promise.reject(new AppError('unavailable', { detail: 'no vault' })) : testRootKey.unwrap(tenant, kept),
  };
  const scanner = { scan: () => Promise.resolve(scanned) };
  const now = () => instantOf(TODAY, 10) + later;
  it = await makeLantern({ engine: 'postgres', more: { scanner, mail, rootKey, now } });
}, 300_000);
beforeEach(() => {
  outside = new Outside();
  scanned = 'clean';
  isAllowed = true;
  isGone = false;
});
afterAll(() => it.close());

let n = 0;
const flag = (o: Parameters<typeof flagged>[1] = {}) => {
  n += 1;
  const mailbox = it.school.actor('teacher').person.email?.toLowerCase() ?? '';
  return flagged(it.school, { at: { mailbox, itemId: `AAMk${n}` }, ...o });
};

describe('taking a mail', () => {
  const capture = async (mailId: MailId) => {
    const { json, status } = await it.call('teacher', 'POST', `/api/evidence/mail/${mailId}/capture`);
    expect(status).toBe(200);
    return json as unknown as MyMail;
  };
  const lead = async (url: string, method: 'GET' | 'POST' = 'GET') => {
    const token = await it.token('lead', { claims: { auth_time: Math.floor(it.school.now() / 1_000) } });
    return it.app.inject({ method, url, headers: { authorization: `Bearer ${token}` } });
  };
  const listed = async (caseId: CaseId) =>
    (await lead(`/api/cases/${caseId}/mail`)).json<{ mails: CaseMail[] }>().mails[0]!;

  test('is facts, bytes and the mark, in that order, once', async () => {
    const { mailId, caseId } = await flag();
    expect(await capture(mailId)).toMatchObject({ state: 'kept', trouble: null, supplied: false });
    expect(outside.asked).toEqual(['facts', 'bytes', 'tag', CATEGORY]);
    expect(await capture(mailId)).toMatchObject({ state: 'kept' });
    expect(outside.asked).toHaveLength(4);
    expect(await listed(caseId)).toMatchObject({ copy: { sha256: sha256(RAW), size: RAW.length }, tag: 'set' });
    expect(await listed(caseId)).toMatchObject({
      custody: ['flagged', 'facts_read', 'captured', 'origin_checked', 'tagged'].map((what) => ({ what })),
    });
  });

  test('asked for twice at once, it is taken once', async () => {
    const { mailId } = await flag();
    const both = await Promise.all([capture(mailId), capture(mailId)]);
    expect(both.map((m) => m.state)).toEqual(['kept', 'kept']);
    expect(outside.asked.filter((a) => a === 'bytes')).toHaveLength(1);
  });

  test('opens for the lead with both claims apart, and an attachment only in a locked archive with a reason', async () => {
    const { mailId, caseId } = await flag();
    await capture(mailId);
    const at = `/api/cases/${caseId}/mail/${mailId}`;
    expect((await lead(at)).statusCode).toBe(400);
    await triage(it.school, caseId);
    const opened = (await lead(at)).json<OpenedMail>();
    expect(opened).toMatchObject({ unchanged: true, origin: { spf: 'pass' }, text: 'I know where you live.' });
    expect(opened.attachments[0]?.password).toMatch(/^[2-9a-z]{4}(-[2-9a-z]{4}){3}$/);
    expect((await lead(`${at}/attachments/0`)).statusCode).toBe(400);
    const file = await lead(`${at}/attachments/0?reason=For%20the%20police`);
    expect(file.headers['content-type']).toBe('application/zip');
    expect(file.rawPayload.includes(Buffer.from('evil\0'))).toBe(false);
    expect(file.rawPayload.toString('latin1')).not.toContain('../');
    expect((await lead(`${at}/attachments/5?reason=For%20the%20police`)).statusCode).toBe(404);
    expect((await lead(`${at}/sender`)).json<{ lines: unknown[] }>().lines.length).toBeGreaterThan(0);
  });

  test('an attachment that the virus scanner refuses leaves in no way, and stays kept with its mail', async () => {
    const { mailId, caseId } = await flag();
    await capture(mailId);
    await triage(it.school, caseId);
    scanned = 'infected';
    const refused = await lead(`/api/cases/${caseId}/mail/${mailId}/attachments/0?reason=For%20the%20police`);
    expect(refused.statusCode).toBe(409);
    expect(refused.json()).toMatchObject({ problems: [{ where: 'attachment', what: texts.infected }] });
    expect(await listed(caseId)).toMatchObject({ copy: { sha256: sha256(RAW) }, canOpen: true });
  });

  test.each(['gone', 'no_permission', 'too_large', 'protected', 'unreachable'] as const)(
    'fails as %s: said, and told to the owner; what was kept is kept',
    async (trouble) => {
      const { mailId, caseId } = await flag();
      outside.fails = { bytes: new MailTrouble(trouble) };
      const state = trouble === 'unreachable' ? 'taking' : 'not_taken';
      expect(await capture(mailId)).toMatchObject({ state, trouble });
      expect(await listed(caseId)).toMatchObject({ trouble, copy: null, facts: { subject: facts.subject } });
      outside.fails = {};
      expect(await capture(mailId)).toMatchObject({ state: 'kept', trouble: null });
    },
  );

  test('breaks off in the middle: no half mail is kept, and the next try has it all', async () => {
    const { mailId, caseId } = await flag();
    outside.breaksOff = true;
    expect(await capture(mailId)).toMatchObject({ state: 'taking', trouble: 'unreachable' });
    outside.breaksOff = false;
    expect(await capture(mailId)).toMatchObject({ state: 'kept' });
    expect(await listed(caseId)).toMatchObject({ copy: { sha256: sha256(RAW) } });
  });

  test('a full disk is no room, whoever says so, and anything else is tried again', async () => {
    const { mailId } = await flag();
    outside.meanwhile = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    expect(await capture(mailId)).toMatchObject({ state: 'taking', trouble: 'no_room' });
    outside.meanwhile = () => Promise.reject(new TypeError('fetch failed'));
    expect(await capture(mailId)).toMatchObject({ state: 'taking', trouble: 'unreachable' });
  });

  test('a case that was closed meanwhile: nothing is asked of the mailbox, and the owner knows', async () => {
    const { mailId, caseId } = await flag();
    await it.school.unit.run(it.school.service, 'write', (w) => w.cases.change(caseId, { state: 'closed' }));
    expect(await capture(mailId)).toMatchObject({ state: 'not_taken', trouble: 'closed' });
    expect(outside.asked).toEqual([]);
  });

  test('a case that is closed while the bytes come: they are kept', async () => {
    const { mailId, caseId } = await flag();
    outside.meanwhile = () =>
      it.school.unit.run(it.school.service, 'write', (w) => w.cases.change(caseId, { state: 'closed' }));
    expect(await capture(mailId)).toMatchObject({ state: 'kept' });
  });

  test('imagery that becomes known while the bytes come: shut away, no mark', async () => {
    const { mailId, caseId } = await flag();
    outside.meanwhile = () => triage(it.school, caseId, 'opened no no no yes');
    expect(await capture(mailId)).toMatchObject({ state: 'kept' });
    expect(outside.asked).toEqual(['facts', 'bytes']);
    expect(await listed(caseId)).toMatchObject({ sealed: true, canOpen: false, tag: 'withheld' });
  });

  test('a mark that cannot be set is tried again the next time', async () => {
    const { mailId, caseId } = await flag();
    outside.fails = { tag: new MailTrouble('unreachable') };
    expect(await capture(mailId)).toMatchObject({ state: 'kept', trouble: null });
    expect(await listed(caseId)).toMatchObject({ tag: 'failed' });
    outside.fails = {};
    await capture(mailId);
    expect(await listed(caseId)).toMatchObject({ tag: 'set' });
  });

  test('a shared mailbox gets no mark: whoever it is about may read it', async () => {
    const { mailId, caseId } = await flag({ at: { mailbox: 'office@school.example', itemId: 'AAMkShared' } });
    expect(await capture(mailId)).toMatchObject({ state: 'kept' });
    expect(outside.asked).toEqual(['facts', 'bytes']);
    expect(await listed(caseId)).toMatchObject({ tag: 'withheld' });
  });

  test('whoever reports themselves has it taken all the same', async () => {
    const { mailId } = await flag({ answers: sentWith({ R4: 'me' }) });
    expect(await capture(mailId)).toMatchObject({ state: 'kept' });
  });

  describe('bytes from the person’s own client', () => {
    const supply = async (mailId: MailId, bytes: Buffer) => {
      const headers = {
        authorization: `Bearer ${await it.token('teacher')}`,
        'content-type': 'application/octet-stream',
      };
      return it.app.inject({
        method: 'POST',
        url: `/api/evidence/mail/supply?mailId=${mailId}`,
        headers,
        payload: bytes,
      });
    };

    test('are kept as such where the server may not read the mailbox', async () => {
      const { mailId, caseId } = await flag();
      outside.fails = { facts: new MailTrouble('no_permission') };
      expect(await capture(mailId)).toMatchObject({ state: 'not_taken', trouble: 'no_permission' });
      expect((await supply(mailId, RAW)).json()).toMatchObject({ state: 'kept', supplied: true });
      expect(await listed(caseId)).toMatchObject({ copy: { origin: 'person', sha256: sha256(RAW) } });
    });

    test('differ from what came from the mailbox: that stays, and the difference is written down', async () => {
      const { mailId, caseId } = await flag();
      await capture(mailId);
      await supply(mailId, Buffer.from('Something else'));
      expect(await listed(caseId)).toMatchObject({ mismatch: true, copy: { origin: 'graph', sha256: sha256(RAW) } });
    });

    test('are refused before the first byte where an image is possible', async () => {
      const { mailId, caseId } = await flag();
      await triage(it.school, caseId, 'opened no no no yes');
      const refused = await supply(mailId, RAW);
      expect(refused.statusCode).toBe(409);
      expect(refused.json()).toMatchObject({ problems: [{ where: 'mail' }] });
      expect((await listed(caseId)).copy).toBeNull();
    });
  });

  test('a byte of the kept file that was flipped, and a file cut or swapped: refused and named', async () => {
    const one = await flag();
    const other = await flag();
    outside.raw = Buffer.concat([RAW, Buffer.from('1')]);
    await capture(one.mailId);
    outside.raw = Buffer.concat([RAW, Buffer.from('2')]);
    await capture(other.mailId);
    await triage(it.school, one.caseId);
    const item = await it.school.unit.run(it.school.service, 'read', (w) => w.evidence.byId(one.mailId));
    const second = await it.school.unit.run(it.school.service, 'read', (w) => w.evidence.byId(other.mailId));
    const fileOf = (blob: string) => path.join(it.papers, blob.slice(0, 2), blob);
    const file = fileOf(item?.copy?.blob ?? '');
    const whole = readFileSync(file);
    chmodSync(file, 0o600);
    const flipped = Buffer.from(whole);
    flipped[20]! ^= 1;
    for (const bytes of [
      flipped,
      whole.subarray(0, -1),
      Buffer.alloc(0),
      readFileSync(fileOf(second?.copy?.blob ?? '')),
    ]) {
      writeFileSync(file, bytes);
      const answer = await lead(`/api/cases/${one.caseId}/mail/${one.mailId}`);
      expect(answer.statusCode).toBe(500);
      expect(answer.body).not.toContain('where you live');
    }
    expect(it.log.join('')).toContain('blobs: a file is not what was written');
    writeFileSync(file, whole);
    expect((await lead(`/api/cases/${one.caseId}/mail/${one.mailId}`)).statusCode).toBe(200);
  });
});

describe('the keys cannot be had', () => {
  const lose = () => {
    isGone = true;
    later += 16 * MINUTE;
    return Promise.resolve();
  };
  const capture = (mailId: MailId) => it.call('teacher', 'POST', `/api/evidence/mail/${mailId}/capture`);
  const kept = (mailId: MailId) => it.school.unit.run(it.school.service, 'read', (w) => w.evidence.byId(mailId));

  test.each<[string, (o: Outside) => void, readonly string[]]>([
    ['before the first byte', (o) => (o.before = { bytes: lose }), ['facts', 'bytes']],
    ['while the bytes come', (o) => (o.meanwhile = lose), ['facts', 'bytes']],
    ['before the facts', (o) => (o.before = { facts: lose }), ['facts']],
  ])('%s: said plainly, the report and what was kept stay, and the next try has it all', async (_, plan, asked) => {
    const { mailId, reportId } = await flag();
    plan(outside);
    expect((await capture(mailId)).json).toMatchObject({ state: 'taking', trouble: 'no_key' });
    expect(outside.asked).toEqual(asked);
    expect(await kept(mailId)).toMatchObject({ copy: null, facts: asked.length > 1 ? facts : null });
    const report = await it.school.unit.run(it.school.service, 'read', (w) => w.reports.byId(reportId));
    expect(report?.state).toBe('sent');
    isGone = false;
    outside = new Outside();
    expect((await capture(mailId)).json).toMatchObject({ state: 'kept', trouble: null });
    expect((await kept(mailId))?.copy).toMatchObject({ sha256: sha256(RAW), size: RAW.length });
  });

  test('for longer: nothing is asked of the mailbox, and the pane hears that it has to come again', async () => {
    const { mailId } = await flag();
    await lose();
    expect(await capture(mailId)).toMatchObject({ status: 503, json: { code: 'unavailable' } });
    expect(outside.asked).toEqual([]);
    isGone = false;
    expect((await capture(mailId)).json).toMatchObject({ state: 'kept' });
  });
});

test('a school that has allowed no mailbox is told so, and the person’s own client may help', async () => {
  isAllowed = false;
  const { mailId } = await flag();
  const { json } = await it.call('teacher', 'POST', `/api/evidence/mail/${mailId}/capture`);
  expect(json).toMatchObject({ state: 'not_taken', trouble: 'no_permission' });
});

test('the log has not a word of any of it', () => {
  const text = it.log.join('');
  for (const word of ['where you live', facts.subject, 'stranger@', 'AAMk'])
    expect(text.toLowerCase()).not.toContain(word.toLowerCase());
  expect(readdirSync(it.papers).length).toBeGreaterThan(0);
});
