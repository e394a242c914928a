import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ArchiveFile, archive, filesIn } from '../../../src/adapters/documents/write/archive';
import { casePack } from '../../../src/adapters/documents/write/case-pack';
import { makeSealer } from '../../../src/adapters/store/sealer';
import { PaperId } from '../../../src/core/ids';
import { publicKeyText, signNote } from '../../../src/core/ledger/note';
import { useCases } from '../../../src/core/use-cases';
import { verifyCommand } from '../../../src/server/verify/command';
import { withStore } from '../../support/engines';
import { makeIncident } from '../../support/incident';

const NAME = 'ledger.oakfield.example';
const KEYS = generateKeyPairSync('ed25519');
const LETTER = Buffer.from('Dear Sir, it was not as you say.');
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const folder = mkdtempSync(join(tmpdir(), 'lantern-pack-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const keyFile = file('school.pub', KEYS.publicKey.export({ type: 'spki', format: 'pem' }).toString());
let made = 0;
async function verify(zip: Buffer, ...more: string[]) {
  const out: string[] = [];
  const args = [file(`case-${made++}.zip`, zip), ...more];
  return { code: await verifyCommand(args, (line) => out.push(line)), text: out.join('\n') };
}

/** The same copy with some files changed; `signed`: by somebody who has the key, with hashes to match. */
async function changed(zip: Buffer, change: (files: Map<string, Buffer>) => void, signed = false): Promise<Buffer> {
  const files = new Map((await filesIn(zip))!.map((f) => [f.name, Buffer.from(f.content)]));
  change(files);
  if (signed) {
    const named = [...files].filter(([name]) => !['hashes.txt', 'signature.txt'].includes(name));
    const hashes = named.map(([name, content]) => `${sha256(content)}  ${name}\n`).join('');
    files.set('hashes.txt', Buffer.from(hashes));
    files.set('signature.txt', Buffer.from(signNote(NAME, KEYS.privateKey, hashes)));
  }
  return archive([...files].map(([name, content]): ArchiveFile => ({ name, content })));
}
const edit = (name: string, from: string | RegExp, to: string) => (files: Map<string, Buffer>) =>
  void files.set(name, Buffer.from(files.get(name)!.toString().replace(from, to)));
type Entries = { entries: { number: number; salt: string | null; digest: string }[] };
const entriesOf = (change: (e: Entries) => void) => (files: Map<string, Buffer>) => {
  const read = JSON.parse(files.get('entries.json')!.toString()) as Entries;
  change(read);
  files.set('entries.json', Buffer.from(`${JSON.stringify(read, null, 1)}\n`));
};

describe('the copy of a case', () => {
  const at = withStore('postgres');
  let zip: Buffer;
  let whole: string;
  let note: string;
  beforeAll(async () => {
    const it = await makeIncident(at.store);
    const caseId = await it.open();
    const to = ['T0 opened', 'T1 no', 'T1c no', 'T2 no', 'T3 no', 'T4 no', 'T8 no', 'T9 started', 'T9p told', 'T9d no'];
    await it.walk(caseId, 'lead', ...to, 'T12 no');
    await it.do('cases.note', 'lead', { caseId, text: 'Ann came by' });
    await it.school.perform(useCases['cases.addPaper'], it.as('lead'), {
      caseId,
      paperId: PaperId.parse('0a4f0000-0000-4000-8000-000000000001'),
      name: 'letter.txt',
      mediaType: 'text/plain',
      size: LETTER.length,
      sha256: sha256(LETTER),
      blob: 'b'.repeat(64),
      scanned: 'none',
    });
    const sealer = makeSealer(at.store, it.school.tenantId, { name: NAME, key: KEYS.privateKey });
    await sealer.seal();
    await sealer.checkpoint(it.school.now());
    note = (await sealer.newestCheckpoint())!.note;
    await it.do('cases.note', 'lead', { caseId, text: 'Later' });
    const asked = { caseId, recipient: 'Court', reason: 'Order' };
    const mark = { tenant: it.school.tenantId, name: NAME, publicKey: publicKeyText(KEYS.publicKey) };
    const copy = await it.school.perform(useCases['cases.export'], it.as('lead'), asked);
    const papers = [{ name: '1-letter.txt', content: LETTER }];
    zip = await casePack(copy, mark, {
      papers,
      mails: [],
      altered: 0,
      sign: (text) => signNote(NAME, KEYS.privateKey, text),
    });
    const fewer = await it.school.perform(useCases['cases.export'], it.as('lead'), {
      ...asked,
      redact: { words: ['Ann'] },
    });
    const redacted = {
      papers: [],
      mails: [],
      altered: 0,
      sign: (text: string) => signNote(NAME, KEYS.privateKey, text),
    };
    whole = file('redacted.zip', await casePack(fewer, mark, redacted));
  }, 60_000);

  test('as it was handed out is sound, and says what it proves and what it does not', async () => {
    const { code, text } = await verify(zip, '--key', keyFile, file('note.txt', note));
    expect(text).toContain('Sound: the files are those the school signed');
    expect(text).toMatch(/Case [0-9a-f-]{36}: 16 entries, \d+ records of the log\./);
    expect(text).toContain('newer than the newest checkpoint');
    expect(text).toContain('note.txt shows the same history as this file.');
    expect(text).not.toContain('came with the file');
    expect(code).toBe(0);
  });

  test('without a key is checked by its own, which the reader is told to compare', async () => {
    const { code, text } = await verify(zip);
    expect(text).toContain('This key came with the file. Compare it');
    expect(code).toBe(0);
  });

  test('with words taken out is sound, and says in how many entries', async () => {
    const out: string[] = [];
    expect(await verifyCommand([whole, '--key', keyFile], (line) => out.push(line))).toBe(0);
    expect(out.join('\n')).toContain('Words were taken out of 1 entry');
  });

  test('with any byte changed is not sound', async () => {
    const places = new Set<number>();
    for (let i = 0; i < zip.length; i += 211) places.add(i);
    // Names, sizes and the list of files at the end hold no content, and count all the same.
    for (let i = zip.length - 500; i < zip.length; i += 3) places.add(i);
    for (let i = 0; i < 40; i++) places.add(i);
    const missed: number[] = [];
    for (const place of places) {
      const bytes = Buffer.from(zip);
      bytes[place]! ^= 1 << (place % 8);
      const { code, text } = await verify(bytes, '--key', keyFile);
      if (code === 0 || !/NOT SOUND|Cannot read/.test(text)) missed.push(place);
    }
    expect(missed).toEqual([]);
  }, 120_000);

  test.each<[string, (files: Map<string, Buffer>) => void, RegExp]>([
    ['another word in an entry', edit('entries.json', 'Ann came by', 'Ben came by'), /entries\.json was changed/],
    ['another page', edit('case.pdf', /%PDF/, '%PDG'), /case\.pdf was changed/],
    ['another paper', (f) => void f.set('papers/1-letter.txt', Buffer.from('x')), /papers\/1-letter\.txt was changed/],
    ['a paper less', (f) => void f.delete('papers/1-letter.txt'), /papers\/1-letter\.txt is missing/],
    ['a paper more', (f) => void f.set('papers/2-x.txt', Buffer.from('x')), /papers\/2-x\.txt is not one of the files/],
    ['a file that has no business there', (f) => void f.set('run.exe', Buffer.from('x')), /run\.exe is not one/],
    ['no page', (f) => void f.delete('case.pdf'), /case\.pdf is missing/],
    ['no entries', (f) => void f.delete('entries.json'), /entries\.json is not as the service writes it/],
    ['no ledger', (f) => void f.set('ledger.json', Buffer.from('{}')), /ledger\.json is not as the service writes it/],
    [
      'other hashes',
      (f) => {
        const text = String(f.get('hashes.txt'));
        f.set('hashes.txt', Buffer.from((text.startsWith('f') ? '0' : 'f') + text.slice(1)));
      },
      /hashes are not signed/,
    ],
    ['no signature', (f) => void f.set('signature.txt', Buffer.from('')), /hashes are not signed/],
  ])('with %s is told', async (_, change, words) => {
    const { code, text } = await verify(await changed(zip, change), '--key', keyFile);
    expect(text).toMatch(words);
    expect(text).toContain('NOT SOUND.');
    expect(code).toBe(1);
  });

  test.each<[string, (files: Map<string, Buffer>) => void, RegExp]>([
    ['another word', edit('entries.json', 'Ann came by', 'Ben came by'), /Entry \d+: its content was changed/],
    [
      'another digest to match',
      entriesOf((e) => void (e.entries[3]!.digest = 'a'.repeat(64))),
      /Entry 4 is not the one that the school’s log recorded/,
    ],
    ['an entry less', entriesOf((e) => void e.entries.splice(3, 1)), /stands where entry 4 should/],
    ['the last one less', entriesOf((e) => void e.entries.splice(-2)), /1 entries that the school’s log recorded/],
    [
      'what has no one way to be written',
      edit('entries.json', '"Ann came by"', '1.5'),
      /Entry \d+: its content was changed/,
    ],
    ['a record changed', edit('ledger.json', 'cases.note', 'cases.nota'), /its content was changed/],
    ['a record of another time', edit('ledger.json', /"at": (\d+)/, '"at": 1'), /is not in the school’s log/],
    ['another checkpoint', edit('ledger.json', /time \d/, 'time 9'), /checkpoint is not signed by this key/],
    ['a paper that nobody took in', (f) => void f.set('papers/2-x.txt', Buffer.from('x')), /2-x\.txt is not one of/],
  ])('signed anew by somebody who has the key, with %s, is told', async (_, change, words) => {
    const { code, text } = await verify(await changed(zip, change, true), '--key', keyFile);
    expect(text).toMatch(words);
    expect(code).toBe(1);
  });

  test('signed by another key, or packed with something behind it, is told', async () => {
    const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const { code, text } = await verify(zip, '--key', file('other.pub', other));
    expect([code, /another key/.test(text)]).toEqual([1, true]);
    const more = await verify(Buffer.concat([zip, Buffer.from('more')]), '--key', keyFile);
    expect([more.code, /holds more than its files|damaged/.test(more.text)]).toEqual([1, true]);
    expect((await verify(Buffer.from('PK, but no archive'))).text).toContain('The archive is damaged');
    const unlike = await verify(zip, '--key', keyFile, file('strange.txt', 'no checkpoint'));
    expect([unlike.code, /strange\.txt is not a checkpoint/.test(unlike.text)]).toEqual([1, true]);
  });
});
