import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ArchiveFile, archive, filesIn } from '../../../src/adapters/documents/write/archive';
import type { MailReader, Mailbox } from '../../../src/core/evidence/ports';
import { signNote } from '../../../src/core/ledger/note';
import { verifyCommand } from '../../../src/server/verify/command';
import { caseMail } from '../../../src/texts/en-gb/case-mail';
import { cases } from '../../../src/texts/en-gb/cases';
import { readPdf, wholeText } from '../../adapters/documents/write/pdf-text';
import { facts, flagged, origin, place, triage } from '../../support/mails';
import { type TestLantern, makeLantern } from '../../support/over-http';

const NAME = 'ledger.oakfield.example';
const KEYS = generateKeyPairSync('ed25519');
const RAW = Buffer.from('Subject: x\r\n\r\nI know where you live.\r\n');
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const folder = mkdtempSync(join(tmpdir(), 'lantern-pack-mail-'));
afterAll(() => rmSync(folder, { recursive: true }));

const mailbox: Mailbox = {
  facts: () => Promise.resolve(facts),
  bytes: () =>
    Promise.resolve(
      (async function* () {
        yield RAW;
      })(),
    ),
  tag: () => Promise.resolve(),
};
// Nothing but the origin is looked at here.
const reader = { origin: () => Promise.resolve(origin) } as unknown as MailReader;

type Files = Map<string, Buffer>;
let made = 0;
async function verify(files: Files): Promise<{ code: number; text: string }> {
  const hashed = [...files].filter(([name]) => !['hashes.txt', 'signature.txt'].includes(name));
  const hashes = hashed.map(([name, content]) => `${sha256(content)}  ${name}\n`).join('');
  // Somebody who has even the school's key.
  files.set('hashes.txt', Buffer.from(hashes));
  files.set('signature.txt', Buffer.from(signNote(NAME, KEYS.privateKey, hashes)));
  const path = join(folder, `${made++}.zip`);
  writeFileSync(path, await archive([...files].map(([name, content]): ArchiveFile => ({ name, content }))));
  const out: string[] = [];
  return { code: await verifyCommand([path], (line) => out.push(line)), text: out.join('\n') };
}

describe('the copy of a case with an email', () => {
  let it: TestLantern;
  let whole: Files;
  let sealed: Files;
  let redacted: Files;
  beforeAll(async () => {
    const more = {
      mail: { reader, openMailbox: () => Promise.resolve(mailbox) },
      ledger: { name: NAME, key: KEYS.privateKey },
    };
    it = await makeLantern({ engine: 'postgres', more });
    const one = await flagged(it.school);
    await it.call('teacher', 'POST', `/api/evidence/mail/${one.mailId}/capture`);
    await triage(it.school, one.caseId);
    redacted = await pack(one.caseId, '&words=live');
    whole = await pack(one.caseId);
    await it.school.unit.run(it.school.service, 'write', (w) =>
      w.evidence.sealCase(one.caseId, { by: null, what: 'sealed', reason: 'imagery' }),
    );
    sealed = await pack(one.caseId);
  }, 300_000);
  afterAll(() => it.close());

  async function pack(caseId: string, more = ''): Promise<Files> {
    const token = await it.token('lead', { claims: { auth_time: Math.floor(it.school.now() / 1_000) } });
    const url = `/api/cases/${caseId}/pack.zip?recipient=Police&reason=They%20asked${more}`;
    const answer = await it.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } });
    expect(answer.statusCode).toBe(200);
    const files = await filesIn(answer.rawPayload);
    return new Map((files ?? []).map((f) => [f.name, Buffer.from(f.content)]));
  }
  const changed = (change: (files: Files) => void, from: Files = whole): Files => {
    const files = new Map([...from].map(([name, content]) => [name, Buffer.from(content)]));
    change(files);
    return files;
  };
  const edit = (name: string, from: string, to: string) => (files: Files) => {
    const text = files.get(name)?.toString() ?? '';
    expect(text).toContain(from);
    files.set(name, Buffer.from(text.replace(from, to)));
  };

  test('holds it as it was taken, what is known of it, and everything that was done to it', async () => {
    expect(whole.get('mail/1/original.eml')?.equals(RAW)).toBe(true);
    const custody = JSON.parse(whole.get('mail/1/custody.json')?.toString() ?? '') as { lines: { what: string }[] };
    const done = ['flagged', 'facts_read', 'captured', 'origin_checked', 'tagged', 'exported'];
    expect(custody.lines.map((l) => l.what)).toEqual(done);
    const { code, text } = await verify(changed(() => {}));
    expect(text).toContain('1 email, each with everything that was done to it.');
    expect([code, text.includes('NOT SOUND')]).toEqual([0, false]);
  });

  test('leaves the bytes of a sealed one at school, and all of a mail where words are taken out', async () => {
    expect(sealed.has('mail/1/original.eml')).toBe(false);
    expect(sealed.has('mail/1/facts.json')).toBe(true);
    expect((await verify(changed(() => {}, sealed))).code).toBe(0);
    expect([...redacted.keys()].filter((name) => name.startsWith('mail/'))).toEqual([]);
    expect((await verify(changed(() => {}, redacted))).code).toBe(0);
  });

  const onPaper = (files: Files): string => wholeText(readPdf(files.get('case.pdf') ?? Buffer.alloc(0)));

  test('says on paper what each email is, its hash, and everybody who handled it', () => {
    const text = onPaper(whole);
    const { heading, kept, isEnclosed } = cases.pack.mails;
    const { acts } = caseMail;
    const stranger = 'A Stranger <Stranger@elsewhere.example>';
    for (const words of [heading, facts.subject, stranger, kept, isEnclosed, sha256(RAW), 'Police: They asked'])
      expect(text).toContain(words);
    for (const act of [acts.flagged, acts.facts_read, acts.captured, acts.origin_checked, acts.tagged, acts.exported])
      expect(text).toContain(act);
    const custody = JSON.parse(whole.get('mail/1/custody.json')?.toString() ?? '') as { lines: { hash: string }[] };
    expect(text).toContain(custody.lines.at(-1)?.hash);
  });

  test('of a sealed email the paper says that it is sealed, its hash and its custody, and not a word of it', () => {
    const text = onPaper(sealed);
    for (const words of [cases.pack.mails.sealed, sha256(RAW), caseMail.acts.sealed]) expect(text).toContain(words);
    for (const words of [facts.subject, 'Stranger', 'elsewhere.example']) expect(text).not.toContain(words);
  });

  test('a redacted paper has no email, and an altered one is counted', async () => {
    expect(onPaper(redacted)).not.toContain(cases.pack.mails.heading);
    const { caseId, mailId } = await flagged(it.school, { at: { ...place, itemId: 'AAMkSpoilt' } });
    await it.lantern.store.query('update evidence_mail set flagged_at = flagged_at + 1 where id = $1', [mailId]);
    const text = onPaper(await pack(caseId));
    expect(text).toContain(cases.pack.mails.altered(1));
    expect(text).not.toContain(facts.subject);
  });

  test.each([
    [
      'a byte of the original',
      (f: Files) => void (f.get('mail/1/original.eml')![3]! ^= 1),
      'original.eml is not what was taken',
    ],
    [
      'the original cut',
      (f: Files) => void f.set('mail/1/original.eml', RAW.subarray(1)),
      'original.eml is not what was taken',
    ],
    [
      'the hash with it',
      edit('mail/1/facts.json', sha256(RAW), 'c'.repeat(64)),
      'the copy is not the one that was taken',
    ],
    ['the subject', edit('mail/1/facts.json', facts.subject, 'Thank you'), 'what is told of it is not what was read'],
    [
      'the origin',
      edit('mail/1/facts.json', '"spf": "pass"', '"spf": "fail"'),
      'what is told of it is not what was read',
    ],
    ['who did something', edit('mail/1/custody.json', '"what": "captured"', '"what": "supplied"'), 'does not follow'],
    ['where it lay', edit('mail/1/facts.json', '"mailbox": "', '"mailbox": "x'), 'not the one that was flagged'],
    ['its custody gone', (f: Files) => void f.delete('mail/1/custody.json'), 'not as the service writes it'],
    [
      'nonsense in its place',
      (f: Files) => void f.set('mail/1/facts.json', Buffer.from('{')),
      'not as the service writes it',
    ],
    [
      'another file',
      (f: Files) => void f.set('mail/1/more.exe', Buffer.from('x')),
      'not one of the files of this copy',
    ],
  ])('%s: found by whoever checks it, even where the school’s key was used', async (_, change, says) => {
    const { code, text } = await verify(changed(change));
    expect(text).toContain(says);
    expect(code).toBe(1);
  });

  test('the last acts cut off, and a mail taken out among others', async () => {
    const cut = (files: Files) => {
      const custody = JSON.parse(files.get('mail/1/custody.json')!.toString()) as { lines: unknown[] };
      custody.lines = custody.lines.slice(0, -2);
      files.set('mail/1/custody.json', Buffer.from(JSON.stringify(custody)));
    };
    expect((await verify(changed(cut))).text).toContain('the ledger tells of other acts');
    const other = edit('mail/1/facts.json', '"id": "', '"id": "00000000-0000-4000-8000-00000000000');
    expect((await verify(changed(other))).code).toBe(1);
  });
});
