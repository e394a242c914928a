import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { exportHeader } from '../../../src/core/ledger/export';
import { fingerprint, publicKeyText } from '../../../src/core/ledger/note';
import { receiptFor, type Receipt } from '../../../src/core/ledger/receipt';
import { verifyCommand } from '../../../src/server/verify/command';
import { KEYS, NAME, TENANT, linesOf, sampleLog, withoutContent } from '../../support/log';
import { ATTESTATION, receiptLedger, signedFacts } from '../../support/receipt';

const folder = mkdtempSync(join(tmpdir(), 'lantern-verify-'));
afterAll(() => rmSync(folder, { recursive: true }));

const log = sampleLog(300, 100);
const lines = linesOf(log.entries);
const other = generateKeyPairSync('ed25519');
const pem = (key: typeof KEYS.publicKey) => key.export({ type: 'spki', format: 'pem' }).toString();
const header = (checkpoint = log.notes.get(300)!, key = KEYS.publicKey) =>
  exportHeader({ tenant: TENANT, name: NAME, key, entries: 300, checkpoint });

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
const keyFile = file('school.pub', pem(KEYS.publicKey));
const otherKey = file('other.pub', pem(other.publicKey));
const anchor = (size: number) => file(`anchor-${size}.txt`, log.notes.get(size)!);

async function verify(...args: string[]) {
  const out: string[] = [];
  const code = await verifyCommand(args, (line) => out.push(line));
  return { code, text: out.join('\n') };
}
const exported = (all: readonly string[] = lines, first = header()) => `${[first, ...all].join('\n')}\n`;

describe('a ledger export', () => {
  test('sound, with the school’s key and an anchor: says so, and what the anchor vouches for', async () => {
    const { code, text } = await verify(file('log.ndjson', exported()), '--key', keyFile, anchor(200));
    expect(text).toContain('Checked 300 entries.');
    expect(text).toContain('anchor-200.txt fits the history up to entry 200.');
    expect(text).toContain('Entries 201 to 300 are newer than the newest anchor');
    expect(text).toContain('Sound: nothing was changed');
    expect(text).not.toContain('came with the file');
    expect(code).toBe(0);
  });

  test('an anchor at its end leaves nothing open', async () => {
    const { code, text } = await verify(file('log.ndjson', exported()), '--key', keyFile, anchor(300));
    expect(text).not.toContain('newer than the newest anchor');
    expect(code).toBe(0);
  });

  test('without a key, its own is used, and the reader is told to compare it', async () => {
    const { code, text } = await verify(file('log.ndjson', exported()));
    expect(text).toContain(`Key: ${fingerprint(KEYS.publicKey)}`);
    expect(text).toContain('This key came with the file. Compare it');
    expect(text).toContain('No anchor was given.');
    expect(code).toBe(0);
  });

  test.each([
    ['saved with other line ends', exported().replaceAll('\n', '\r\n')],
    ['saved with a byte order mark', `\ufeff${exported()}`],
    ['without its last line end', exported().trimEnd()],
  ])('%s it is still sound', async (_, text) => {
    expect((await verify(file('log.ndjson', text))).code).toBe(0);
  });

  test('anchors may have other line ends, or be the figures of a printed page', async () => {
    const windows = file('windows.txt', log.notes.get(100)!.replaceAll('\n', '\r\n'));
    const page = file('page.txt', `300 ${log.root.toString('base64')}\r\n`);
    const { code, text } = await verify(file('log.ndjson', exported()), '--key', keyFile, windows, page);
    expect(text).toContain('windows.txt fits the history up to entry 100.');
    expect(text).toContain('page.txt fits the history up to entry 300.');
    expect(code).toBe(0);
  });

  test('removed contents are counted', async () => {
    const some = linesOf(log.entries.map((e) => (e.seq === 7 ? withoutContent(e) : e)));
    const { code, text } = await verify(file('log.ndjson', exported(some)));
    expect(text).toContain('The content of 1 entry is not in the file. For 1 of them, the log does not record why.');
    expect(code).toBe(0);
  });

  test.each([
    [
      'a changed entry',
      exported(lines.map((l) => l.replace('person 42', 'person 43'))),
      'Entry 42: its content was changed.',
    ],
    ['a dropped entry', exported(lines.toSpliced(41, 1)), 'Entry 42: found number 43 in its place.'],
    ['a cut tail', exported(lines.slice(0, 250)), 'The checkpoint in the file was made at 300 entries'],
    ['an empty line in the middle', exported(lines.toSpliced(5, 0, '')), 'Entry 6: this line is not an entry'],
    ['a changed first line', exported(lines, header().replace('"entries":300', '"entries": 300')), 'first line'],
    [
      'a changed name',
      exported(lines, header().replaceAll('oakfield', 'elmfield')),
      'is not a checkpoint of this ledger',
    ],
  ])('%s is named', async (_, content, words) => {
    const { code, text } = await verify(file('log.ndjson', content));
    expect(text).toContain('NOT SOUND.');
    expect(text).toContain(words);
    expect(code).toBe(1);
  });

  test('a log forged with another key is found by the key the school publishes', async () => {
    const forged = sampleLog(300, 300, other.privateKey);
    const path = file(
      'forged.ndjson',
      exported(linesOf(forged.entries), header(forged.notes.get(300), other.publicKey)),
    );
    expect((await verify(path)).code).toBe(0);
    const { code, text } = await verify(path, '--key', keyFile);
    expect(text).toContain('The file names another key than the one you gave.');
    expect(code).toBe(1);
  });

  test('older keys may be given beside the present one', async () => {
    expect((await verify(file('log.ndjson', exported()), '--key', otherKey, '--key', keyFile)).code).toBe(0);
  });

  test('a log without a checkpoint yet is checked all the same', async () => {
    expect((await verify(file('log.ndjson', exported(lines, header(''))))).code).toBe(0);
  });

  test('a file whose key cannot be read is not sound, whatever it says', async () => {
    const bad = header().replace(publicKeyText(KEYS.publicKey), 'no key');
    expect((await verify(file('log.ndjson', exported(lines, bad)))).code).toBe(1);
  });
});

describe('a receipt', () => {
  const make = (o: Parameters<typeof receiptLedger>[0] = {}): Promise<Receipt> =>
    receiptFor(receiptLedger(o), ATTESTATION, { tenant: TENANT, name: NAME, key: KEYS.privateKey });
  const note = async () => file('note.txt', (await make()).checkpoint!);

  async function pdf(attached: readonly Receipt[], o: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
    const document = new PDFDocument(o);
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    const ended = new Promise((done) => document.on('end', done));
    document.text('Receipt');
    attached.forEach((receipt, i) =>
      document.file(Buffer.from(JSON.stringify(receipt)), { name: `receipt-${i}.json`, type: 'application/json' }),
    );
    document.end();
    await ended;
    return Buffer.concat(chunks);
  }

  test('sound: everything it proves is written out in words', async () => {
    const { code, text } = await verify(
      file('receipt.json', JSON.stringify(await make({ countersigned: true }), null, 2)),
      '--key',
      keyFile,
    );
    for (const words of [
      'Agreement: Staff acceptable use agreement, version 3.1',
      `Signed by: ${signedFacts.signer.name} (teaching), account ${signedFacts.signer.oid}`,
      'Signed at: 1 September 2026 at 01:00:02 BST',
      'Devices: laptop LT-0042',
      'Short check: 3 of 3 right',
      '1. I will keep my password secret.',
      'Accepted by: Alun Prys (leadership)',
      "The signature is entry 3 of the school's log.",
      'The electronic signature on this receipt is the service’s',
      'Sound: this receipt says what the service recorded.',
    ])
      expect(text).toContain(words);
    expect(code).toBe(0);
  });

  test('a promise says that a later receipt will prove it', async () => {
    const { code, text } = await verify(file('receipt.json', JSON.stringify(await make({ checkpoint: 0 }))));
    expect(text).toContain("is promised to be in the school's log");
    expect(text).toContain('This key came with the file.');
    expect(code).toBe(0);
  });

  test('what was left empty is left out', async () => {
    const facts = {
      ...signedFacts,
      check: null,
      devices: { laptop: '', ipad: '' },
      signIn: { method: 'entra', at: null },
    };
    const by = { person: signedFacts.attestation, oid: signedFacts.signer.oid };
    const receipt = await make({ acts: [{ kind: 'attestation.signed', content: { by, did: facts }, at: 9e15 }] });
    const { code, text } = await verify(file('receipt.json', JSON.stringify(receipt)));
    expect(text).not.toMatch(/Devices:|Short check:/);
    expect(text).toContain('when is not said');
    expect(text).toContain('Signed at: 9000000000000000 ms');
    expect(code).toBe(0);
  });

  test.each([
    ['a changed name', (text: string) => text.replaceAll('Róisín', 'Rosie'), "is not in the school's log"],
    [
      'a part taken out',
      (text: string) => text.replace('"language":"en-GB"', '"x":1'),
      'This is not a receipt as the service writes it',
    ],
  ])('%s is named', async (_, change, words) => {
    const { code, text } = await verify(file('receipt.json', change(JSON.stringify(await make()))));
    expect(text).toContain('NOT SOUND.');
    expect(text).toContain(words);
    expect(code).toBe(1);
  });

  test('another key than the one it names is not sound', async () => {
    expect((await verify(file('receipt.json', JSON.stringify(await make())), '--key', otherKey)).code).toBe(1);
  });

  test('words in it cannot move the cursor or turn the line round', async () => {
    const facts = { ...signedFacts, typedName: 'Eve\u001b[2J\u202e' };
    const by = { person: signedFacts.attestation, oid: signedFacts.signer.oid };
    const receipt = await make({ acts: [{ kind: 'attestation.signed', content: { by, did: facts } }] });
    const { text } = await verify(file('receipt.json', JSON.stringify(receipt)));
    expect(text).toContain('Name typed: Eve·[2J·');
  });

  test('an anchor of the same size is compared, one of another size cannot be', async () => {
    const path = file('receipt.json', JSON.stringify(await make()));
    const same = await verify(path, await note());
    expect(same.text).toContain('note.txt shows the same history as this file.');
    expect(same.code).toBe(0);
    const elsewhere = await verify(path, anchor(200));
    expect(elsewhere.text).toContain('only a whole export can be compared');
    expect(elsewhere.code).toBe(0);
    const rewritten = await verify(path, file('page.txt', `8 ${log.root.toString('base64')}`));
    expect(rewritten.text).toContain('page.txt shows another history than this receipt. The log was rewritten.');
    expect(rewritten.code).toBe(1);
    const unsigned = await verify(path, file('words.txt', 'hello'));
    expect(unsigned.text).toContain('words.txt is not a checkpoint of this ledger');
    expect(unsigned.code).toBe(1);
    const promised = await verify(file('early.json', JSON.stringify(await make({ checkpoint: 0 }))), await note());
    expect(promised.text).toContain('was made at another time');
  });

  test.each([
    ['packed', {}],
    ['not packed', { compress: false }],
  ])('a PDF is as good as the file attached to it (%s)', async (_, o) => {
    const { code, text } = await verify(file('receipt.pdf', await pdf([await make()], o)));
    expect(text).toContain('Sound: this receipt says');
    expect(text).toContain('compare it with the printed page');
    expect(code).toBe(0);
  });

  test('a changed receipt in a PDF is not sound', async () => {
    const changed = JSON.parse(JSON.stringify(await make()).replaceAll('LT-0042', 'LT-0043')) as Receipt;
    expect((await verify(file('receipt.pdf', await pdf([changed])))).code).toBe(1);
  });

  test('a PDF with two receipts is not guessed at; the same one twice is one', async () => {
    const [a, b] = [await make(), await make({ checkpoint: 0 })];
    const two = await verify(file('receipt.pdf', await pdf([a, b])));
    expect(two.text).toContain('more than one receipt');
    expect(two.code).toBe(2);
    expect((await verify(file('receipt.pdf', await pdf([a, a])))).code).toBe(0);
  });
});

describe('what cannot be read', () => {
  const bomb = () => {
    const stream = deflateSync(Buffer.alloc(64 << 20));
    return Buffer.concat([Buffer.from('%PDF-1.7\n1 0 obj\nstream\r\n'), stream, Buffer.from('\nendstream\n')]);
  };

  test.each([
    ['a file that is not there', () => join(folder, 'nowhere.json'), 'cannot be opened (ENOENT)'],
    ['a folder', () => folder, 'cannot be opened (EISDIR)'],
    ['an empty file', () => file('x', ''), 'neither a ledger export, a receipt nor the copy of a case'],
    ['other words', () => file('x', 'hello\nworld\n'), 'neither a ledger export, a receipt nor the copy of a case'],
    ['other JSON', () => file('x', '{"a":1}'), 'neither a ledger export, a receipt nor the copy of a case'],
    ['no text', () => file('x', Buffer.of(0x7b, 0xff, 0xfe)), 'not text throughout'],
    [
      'damaged text inside an export',
      () => file('x', Buffer.concat([Buffer.from(exported()), Buffer.of(0xff)])),
      'not text throughout',
    ],
    ['far too much', () => file('x', 'x'.repeat((1 << 20) + 1)), 'too large'],
    ['a PDF without a receipt', () => file('x', '%PDF-1.7\nstream\nhello\nendstream'), 'no receipt attached'],
    ['a PDF that ends early', () => file('x', '%PDF-1.7\nstream'), 'no receipt attached'],
    ['a PDF that unpacks without end', () => file('x', bomb()), 'no receipt attached'],
    ['a PDF with a huge stream', () => file('x', `%PDF-1.7\nstream\n${' '.repeat(2 << 20)}endstream`), 'no receipt'],
  ])('%s', async (_, path, words) => {
    const { code, text } = await verify(path());
    expect(text).toContain(words);
    expect(code).toBe(2);
  });

  test('a key or an anchor that is none', async () => {
    const path = file('log.ndjson', exported());
    const key = await verify(path, '--key', file('words.pub', 'hello'));
    expect(key.text).toContain('holds no public key');
    expect(key.code).toBe(2);
    expect((await verify(path, join(folder, 'nowhere.txt'))).code).toBe(2);
  });

  test('nothing asked, or something unknown, shows how to ask', async () => {
    expect(await verify()).toEqual({ code: 2, text: expect.stringContaining('verify <file>') as string });
    expect((await verify('--wrong', 'x')).code).toBe(2);
    expect((await verify('--help')).code).toBe(0);
  });
});
