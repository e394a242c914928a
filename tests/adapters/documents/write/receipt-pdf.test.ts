import fc from 'fast-check';
import { RECEIPT_NOTICE } from '../../../../src/core/ledger/receipt';
import { receiptPdf, type ReceiptView } from '../../../../src/adapters/documents/write/receipt-pdf';
import { streamsOf } from '../../../../src/server/verify/attached';
import { readPdf, wholeText } from './pdf-text';

const numRuns = Math.ceil(Number(process.env['RUNS'] ?? 60) / 10);
const at = (text: string): number => Date.parse(text);

const STATEMENTS = [
  'I will keep my password secret and change it at once if I think that somebody knows it.',
  'I will report any worry about a child straight away to the designated safeguarding lead, in person or by phone, and will not investigate it myself or promise to keep it secret.',
  'I will not use my own phone to take pictures of pupils.',
];

const aReceipt = (changed: Partial<ReceiptView> = {}): ReceiptView => ({
  signer: {
    name: 'Siân O’Brien',
    role: 'Teaching',
    school: 'Alder Hill Primary School',
    tenant: '7f8f2b1c-6a34-4f9e-9a1d-2f5e8c1b7a10',
    oid: '0c3d1e2f-5b6a-4c7d-8e9f-a0b1c2d3e4f5',
  },
  typedName: 'Sian OBrien',
  signedAt: at('2026-09-04T13:05:09Z'),
  signIn: { method: 'Microsoft 365', at: at('2026-09-04T12:00:00Z') },
  agreement: { title: 'Staff acceptable use agreement', version: '4.1' },
  statements: STATEMENTS,
  check: { asked: 4, right: 3 },
  devices: { laptop: 'AH-L-0234', ipad: '' },
  accepted: { name: 'Zoë Ashworth', role: 'Leadership', at: at('2026-09-05T09:00:00Z') },
  hashes: { text: 'ab'.repeat(32), wording: 'cd'.repeat(32) },
  ledger: { name: 'lantern.alderhill.example', publicKey: 'GpJoKR7vQ2mXb1cE0dYh5tWzLxUuNf9sOaPi3kHgVq8=' },
  entry: 4211,
  checkpoint: { size: 4300, root: 'XrnW2Wkm1z7Xz1Yl3Uuc5rYxqyYHh0o2f0m1y8nq3dM=', at: at('2026-09-05T09:01:00Z') },
  ...changed,
});

const textOf = async (receipt: ReceiptView): Promise<string> => wholeText(readPdf(await receiptPdf(receipt, '{}')));

test('it says who, what, when, how, what it shows and how to check it', async () => {
  const text = await textOf(aReceipt());
  for (const part of [
    'Siân O’Brien signed “Staff acceptable use agreement”, version 4.1, on Friday 4 September 2026 at 14:05.',
    'Name as typed Sian OBrien',
    'Role Teaching',
    'School Alder Hill Primary School',
    'Time (UK) Friday 4 September 2026 at 14:05',
    'Time (UTC) 2026-09-04 13:05:09 UTC',
    'Signed in Microsoft 365, on Friday 4 September 2026 at 13:00',
    'Laptop AH-L-0234',
    '3 of 4 right',
    'Accepted by Zoë Ashworth, Leadership, on Saturday 5 September 2026 at 10:00',
    '7f8f2b1c-6a34-4f9e-9a1d-2f5e8c1b7a10 / 0c3d1e2f-5b6a-4c7d-8e9f-a0b1c2d3e4f5',
    RECEIPT_NOTICE,
    'How to check it',
    'node verify.mjs receipt.pdf --key school.pub',
    'ab'.repeat(32),
    'cd'.repeat(32),
    'Entry number 4211',
    'Checkpoint 4300 entries, 2026-09-05 09:01:00 UTC',
    'XrnW2Wkm1z7Xz1Yl3Uuc5rYxqyYHh0o2f0m1y8nq3dM=',
    'GpJoKR7vQ2mXb1cE0dYh5tWzLxUuNf9sOaPi3kHgVq8=',
  ])
    expect(text).toContain(part);
});

test('every statement stands on it word for word', async () => {
  const statements = Array.from({ length: 60 }, (_, index) => `${STATEMENTS[index % 3] ?? ''} (${index + 1})`);
  const text = await textOf(aReceipt({ statements }));
  for (const statement of statements) expect(text).toContain(`• ${statement}`);
});

test('what there is nothing to say about is left out', async () => {
  const text = await textOf(aReceipt({ check: null, devices: { laptop: '', ipad: '' }, accepted: null }));
  expect(text).not.toMatch(/Short check|Laptop|iPad/);
  expect(text).toContain('Accepted by Not yet');
  expect(await textOf(aReceipt({ signIn: { method: 'Paper sheet', at: null } }))).toContain(
    'Signed in Paper sheet Laptop',
  );
});

test('a receipt that is only promised says so and is named by its time', async () => {
  const text = await textOf(aReceipt({ entry: null, checkpoint: null }));
  expect(text).toContain('Promised: it joins the log at the next checkpoint.');
  expect(text).toContain('Checkpoint None yet');
  expect(text).toContain('Receipt 2026-09-04 13:05:09 UTC: Siân O’Brien');
});

test('the hour that comes twice in October has two times in UTC', async () => {
  const [first, second] = await Promise.all(
    ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'].map((time) => textOf(aReceipt({ signedAt: at(time) }))),
  );
  for (const text of [first, second]) expect(text).toContain('Sunday 25 October 2026 at 01:30');
  expect(first).toContain('00:30:00 UTC');
  expect(second).toContain('01:30:00 UTC');
});

test('a usual agreement takes two pages, numbered', async () => {
  const statements = Array.from({ length: 24 }, (_, index) => STATEMENTS[index % 3] ?? '');
  const { pages } = readPdf(await receiptPdf(aReceipt({ statements }), '{}'));
  expect(pages.map((page) => page.find((text) => text.startsWith('Page ')))).toEqual(['Page 1 of 2', 'Page 2 of 2']);
});

test('the same receipt is the same file, byte for byte; another is not', async () => {
  const [first, again, other] = await Promise.all(
    [aReceipt(), aReceipt(), aReceipt({ typedName: 'S. O’Brien' })].map((receipt) => receiptPdf(receipt, '{"a":1}')),
  );
  expect([again, other].map((pdf) => first && pdf?.equals(first))).toEqual([true, false]);
});

describe('accessibility', () => {
  test('language, title and tags are stated, and nothing stands outside a tag', async () => {
    const { catalogue, tags, untagged } = readPdf(await receiptPdf(aReceipt(), '{}'));
    expect(catalogue).toContain('/Lang (en-GB)');
    expect(catalogue).toContain('/Marked true');
    expect(catalogue).toContain('/DisplayDocTitle true');
    expect(new Set(tags)).toEqual(
      new Set(['Document', 'H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD', 'L', 'LI', 'Lbl', 'LBody']),
    );
    expect(untagged).toEqual([]);
  });

  test('words from right to left are given to screen readers in reading order', async () => {
    const pdf = await receiptPdf(aReceipt({ typedName: 'محمد بن علي' }), '{}');
    const [, written = ''] = /\/ActualText \(((?:\\.|[^\\)])*)\)/s.exec(pdf.toString('latin1')) ?? [];
    const bytes = Buffer.from(written.replace(/\\([()\\])/g, '$1'), 'latin1');
    expect(bytes.swap16().toString('utf16le')).toBe('\uFEFFمحمد بن علي');
  });
});

describe('names', () => {
  test.each([['Siân Zoë Łukasz'], ['Юлия Αλεξάνδρα'], ['Nguyễn Văn'], ['D’Arcy-O’Brien'], ['<b>Ada</b> & Co']])(
    '%s is drawn letter by letter',
    async (typedName) => {
      const text = await textOf(aReceipt({ typedName }));
      expect(text).toContain(`Name as typed ${typedName}`);
      expect(text).not.toContain('A box stands for');
    },
  );

  test.each([['🎉 Ada'], ['王小明'], ['ਸਿੰਘ']])(
    '%s has letters the page cannot draw, which it says',
    async (typedName) => {
      expect(await textOf(aReceipt({ typedName }))).toContain('A box stands for a letter that this page cannot draw.');
    },
  );

  test('marks that turn the reading direction are not drawn', async () => {
    expect(await textOf(aReceipt({ typedName: '\u202eevil\u202c \u200bAda\u2066' }))).toContain(
      'Name as typed evil Ada',
    );
  });

  test('a title with an ampersand leaves the document information well-formed', async () => {
    const pdf = await receiptPdf(aReceipt({ agreement: { title: 'IT & <AI> rules', version: '1' } }), '{}');
    const xmp = pdf.toString('utf8').match(/<x:xmpmeta.*<\/x:xmpmeta>/s)?.[0];
    expect(xmp).toContain('IT and AI rules');
    expect(xmp).not.toContain('IT & <AI>');
  });
});

describe('the file inside', () => {
  const json = JSON.stringify({ receipt: 'Siân', proof: 'x'.repeat(5000) });

  test('is the receipt, byte for byte', async () => {
    const { attached } = readPdf(await receiptPdf(aReceipt(), json));
    expect(Buffer.from(attached ?? '', 'latin1').toString()).toBe(json);
  });

  test('is what the verifier finds, once, also after something was added to the end, as signing does', async () => {
    const signed = Buffer.concat([await receiptPdf(aReceipt(), json), Buffer.from('\n1 0 obj\n<<\n>>\nendobj\n%%EOF')]);
    expect([...streamsOf(signed)].filter((text) => text === json)).toHaveLength(1);
  });
});

test('whatever is typed, a receipt comes out and carries its data', async () => {
  const any = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(...'aé مح שר😀\u200d\u202e\n\t\0()\\ Ⅷ１\ud800'), maxLength: 120 }),
  );
  await fc.assert(
    fc.asyncProperty(any, any, fc.array(any, { maxLength: 5 }), async (name, title, statements) => {
      const receipt = aReceipt({
        signer: { ...aReceipt().signer, name },
        typedName: name,
        agreement: { title, version: title },
        statements,
      });
      const pdf = await receiptPdf(receipt, '{"ok":true}');
      expect(readPdf(pdf)).toMatchObject({ attached: '{"ok":true}', untagged: [] });
    }),
    { numRuns },
  );
}, 60_000);
