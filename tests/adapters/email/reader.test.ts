import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { systemNames } from '../../../src/adapters/email/names';
import { type MailReaderOptions, mailReader } from '../../../src/adapters/email/reader';
import { practiceNames } from '../../../src/practice/graph/story-mime';
import { storyMail } from '../../support/story-mail';
import { workerFile } from '../../support/worker';

jest.setTimeout(120_000);

const mail = (type: string, body: string, more: readonly string[] = []): Buffer =>
  Buffer.from(
    [
      'From: =?utf-8?B?Wm/Dqw==?= <zoe@outside.example>',
      'To: "A, B" <a@school.example>, c@school.example',
      'Cc: Team: d@school.example, e@school.example;',
      'Subject: =?utf-8?Q?Hello_=E2=82=AC?=',
      'Date: Mon, 14 Sep 2026 09:00:00 +0100',
      'Message-ID: <one@outside.example>',
      ...more,
      `Content-Type: ${type}`,
      '',
      body,
    ].join('\r\n'),
  );

const STORY = storyMail('story-head', 'head@harbourlights.example');
const nothing = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));
const open = (o: Partial<MailReaderOptions> = {}) =>
  mailReader({
    workerFile: workerFile('src/adapters/email/worker.ts'),
    resolver: nothing,
    // As long as a busy machine needs to start a process.
    limits: { milliseconds: 60_000 },
    ...o,
  });

describe('a mail', () => {
  test('is read into who, to whom, when, what hangs on it, and every header in its order', async () => {
    const raw = mail(
      'multipart/mixed; boundary=p',
      '--p\r\nContent-Type: text/plain\r\n\r\nHi\r\n--p\r\nContent-Type: text/csv; name=list.csv\r\nContent-Transfer-Encoding: base64\r\n\r\nYQ==\r\n--p--\r\n',
    );
    expect(await open().read(raw)).toMatchObject({
      subject: 'Hello €',
      from: { name: 'Zoë', address: 'zoe@outside.example' },
      to: [
        { name: 'A, B', address: 'a@school.example' },
        { name: '', address: 'c@school.example' },
      ],
      cc: [{ address: 'd@school.example' }, { address: 'e@school.example' }],
      date: '2026-09-14T08:00:00.000Z',
      messageId: '<one@outside.example>',
      attachments: [
        {
          name: 'list.csv',
          type: 'text/csv',
          size: 1,
          sha256: 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
        },
      ],
      gaps: [],
    });
    expect((await open().read(raw)).headers.map((h) => h.name)).toEqual([
      'From',
      'To',
      'Cc',
      'Subject',
      'Date',
      'Message-ID',
      'Content-Type',
    ]);
  });
  test('gives an attachment by its place, and nothing for another place', async () => {
    const raw = mail(
      'multipart/mixed; boundary=p',
      '--p\r\nContent-Type: image/png; name="a/b.png"\r\n\r\nPNG\r\n--p--',
    );
    const found = await open().attachment(raw, 0);
    expect([
      found?.about.name,
      Buffer.from(found?.bytes ?? [])
        .toString()
        .trim(),
    ]).toEqual(['b.png', 'PNG']);
    expect([await open().attachment(raw, 1), await open().attachment(raw, -1)]).toEqual([null, null]);
  });
  test('shows its text first; markup is cleaned, and links are lines of text', async () => {
    const view = await open().view(
      mail(
        'text/html; charset=utf-8',
        '<h1>Dear &amp; all</h1><p>Look <a href="https://evil.example/x">https://school.example</a></p><ul><li>one<li>two</ul><img src="https://pixel.example/1">',
      ),
    );
    expect(view.html).toBe(
      '<h1>Dear &amp; all</h1><p>Look https://school.example</p><ul><li>one</li><li>two</li></ul>',
    );
    expect(view.text).toBe('Dear & all\nLook https://school.example\none\ntwo');
    expect(view.links).toEqual(['https://evil.example/x', 'https://pixel.example/1', 'https://school.example']);
  });
  test('of text alone has no markup', async () => {
    const { text, html } = await open().view(mail('text/plain', 'one\r\ntwo'));
    expect([text, html]).toEqual(['one\ntwo', null]);
  });
});

test('a mail as large as is kept is shown, and what hangs on it is handed over byte for byte', async () => {
  // A whole number of lines, so that their letters can be put one after the other.
  const piece = randomBytes(57 << 14);
  const times = 58;
  const attached = Buffer.concat(Array<Buffer>(times).fill(piece));
  const lines = Buffer.from(piece.toString('base64').replace(/.{76}/gu, '$&\r\n'));
  const type = 'multipart/mixed; boundary=part';
  const file = 'Content-Type: video/mp4; name=a.mp4\r\nContent-Transfer-Encoding: base64\r\n';
  const head = mail(type, `--part\r\n\r\nI have recorded it.\r\n--part\r\n${file}\r\n`);
  const raw = Buffer.concat([head, ...Array<Buffer>(times).fill(lines), Buffer.from('--part--')]);
  expect(raw.length).toBeGreaterThan(70 << 20);
  const sha256 = createHash('sha256').update(attached).digest('hex');
  const { text, reading } = await open().view(raw);
  expect([text, reading.gaps, reading.attachments]).toEqual([
    'I have recorded it.',
    [],
    [{ name: 'a.mp4', type: 'video/mp4', size: attached.length, sha256 }],
  ]);
  const found = await open().attachment(raw, 0);
  expect(Buffer.from(found?.bytes ?? []).equals(attached)).toBe(true);
});

describe('a process that reads', () => {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'mail-worker-'));
  afterAll(() => rmSync(dir, { recursive: true }));
  const worker = (source: string): string => {
    const file = path.join(dir, `${String(source.length)}.mjs`);
    writeFileSync(file, source);
    return file;
  };
  const FLOOD = 'const a=Buffer.alloc(1<<20);const f=()=>process.stdout.write(a,f);f();';
  test.each([
    ['that never ends is ended', 'for(;;);', 'took_too_long'],
    ['that takes all memory takes its own only', 'const a=[];for(;;)a.push(new Array(1e5).fill(1.5));', 'too_large'],
    ['that takes it all at once too', 'const a=new Array(2e7).fill({});for(;;)a.push(...a.slice(0,1e5));', 'too_large'],
    ['that is not there reads nothing', '', 'unreadable'],
    ['that goes without a word says nothing', 'process.exit(0);', 'unreadable'],
    ['that says more than there can be is ended', FLOOD, 'unreadable'],
    ['that breaks breaks nothing else', 'throw new Error("broken");', 'unreadable'],
  ])('%s', async (_, source, gap) => {
    const reader = open({
      workerFile: source === '' ? path.join(dir, 'none.mjs') : worker(source),
      limits: { milliseconds: source === 'for(;;);' ? 300 : 60_000, memoryMegabytes: 32 },
    });
    expect((await reader.read(mail('text/plain', 'x'))).gaps).toEqual([gap]);
  });
  test('and that breaks has nothing to show, and nothing to hand over', async () => {
    const reader = open({ workerFile: path.join(dir, 'none.mjs') });
    const view = reader.view(mail('text/plain', 'x'));
    expect(await view).toMatchObject({ text: '', html: null, reading: { gaps: ['unreadable'] } });
    expect(await reader.attachment(mail('text/plain', 'x'), 0)).toBeNull();
  });
  test('that is slow over an origin leaves it open, one that breaks says it is broken', async () => {
    const slow = open({ workerFile: worker('for(;;){}'), limits: { milliseconds: 300 } });
    expect((await slow.origin(mail('text/plain', 'x'))).spf).toBe('temperror');
    const broken = open({ workerFile: worker('throw new Error("broken!");') });
    expect((await broken.origin(mail('text/plain', 'x'))).spf).toBe('permerror');
  });
  test('waits its turn', async () => {
    const reader = open({ atOnce: 1 });
    const read = await Promise.all([1, 2, 3].map((n) => reader.read(mail('text/plain', 'x', [`X-N: ${String(n)}`]))));
    expect(read.map((r) => r.headers.find((h) => h.name === 'X-N')?.value)).toEqual(['1', '2', '3']);
  });
});

test('where a mail came from is asked through this side, and proved by its signature', async () => {
  const origin = await open({ resolver: practiceNames }).origin(STORY.raw);
  expect(origin).toMatchObject({
    dkim: [{ domain: 'harbourlights.example', result: 'pass' }],
    spf: 'pass',
    dmarc: 'pass',
    arc: 'none',
  });
  expect(origin.atReceipt).toEqual([expect.stringMatching(/^spf=pass \(sender IP is 192\.0\.2\.10\)/)]);
  expect(origin.dns).toEqual(
    expect.arrayContaining([
      {
        name: 'practice._domainkey.harbourlights.example',
        type: 'TXT',
        answer: expect.stringContaining('v=DKIM1') as string,
      },
    ]),
  );
});

test('the name service of this machine answers or says that it cannot', async () => {
  for (const type of ['TXT', 'MX', 'A', 'SOA'])
    expect(
      await systemNames()('nothing.invalid', type).then(
        (a) => a.length,
        () => 0,
      ),
    ).toBe(0);
});
