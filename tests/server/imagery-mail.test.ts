import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { MAIL_SCOPES } from '../../src/adapters/graph/mail-operations';
import { graphMailbox } from '../../src/adapters/graph/mailbox';
import { practiceTransport } from '../../src/adapters/graph/transport';
import type { MailReader } from '../../src/core/evidence/ports';
import type { MyMail } from '../../src/core/evidence/views';
import { useCases } from '../../src/core/use-cases';
import { mimeOf } from '../../src/practice/graph/mime';
import { type TestLantern, makeLantern } from '../support/over-http';
import { type Graph, startGraph } from '../support/practice-graph';
import { reporter } from '../support/reports';

/**
 * A mail that may hold an image of a child, flagged in the way the pane does it: with the product's own client of the
 * mailbox, and everything that is written or sent is watched.
 */
describe.each(['yes', 'not_sure'])('imagery %s', (said) => {
  let it: TestLantern;
  let graph: Graph;
  let mail: MyMail;
  let body: string[];
  const asked: string[] = [];
  const came: Buffer[] = [];
  const read: string[] = [];

  beforeAll(async () => {
    graph = await startGraph();
    const { corpusMailbox } = graph.ids;
    const mailbox = graph.controls.person(corpusMailbox)?.mail ?? '';
    const send = practiceTransport(graph.port);
    const openMailbox = () =>
      Promise.resolve(
        graphMailbox({
          transport: async (url, init) => {
            asked.push(`${init.method ?? 'GET'} ${decodeURIComponent(url.pathname + url.search)}`);
            const response = await send(url, init);
            const bytes = Buffer.from(await response.arrayBuffer());
            came.push(bytes);
            return new Response(bytes, { status: response.status, headers: response.headers });
          },
          token: () => Promise.resolve(graph.tokenOf(corpusMailbox, MAIL_SCOPES, 'pages')),
          own: [mailbox],
          now: Date.now,
          wait: () => Promise.resolve(),
        }),
      );
    const never = (what: string) => () => {
      read.push(what);
      return Promise.reject(new Error('nothing may be read'));
    };
    const reader: MailReader = {
      read: never('read'),
      view: never('view'),
      origin: never('origin'),
      attachment: never('attachment'),
    };
    it = await makeLantern({ engine: 'embedded', more: { mail: { reader, openMailbox } } });
    const message = graph.controls.mailbox(corpusMailbox)?.messages.find((m) => m.mime.recipe === 'story-pictures');
    if (!message) throw new Error('the mail is there');
    const raw = mimeOf(message, null).toString('latin1');
    body = wordsOf(raw.slice(raw.indexOf('\r\n\r\n')));
    const teacher = reporter(it.school, it.school.actor('teacher'));
    let view = await teacher.walk([
      ['R0', 'continue'],
      ['R1', 'no'],
      ['R2', said],
    ]);
    const place = { mailbox, itemId: message.movingId };
    const input = { reportId: view.reportId, messages: [place], wishes: [] };
    const { mails } = await it.school.perform(useCases['evidence.flag'], it.school.actor('teacher'), input);
    mail = mails[0]!;
    // Asked for before it is sent: nothing is read at all.
    await capture();
    expect(asked).toEqual([]);
    for (let n = 0; view.state === 'open' && n < 20; n++) view = await teacher.answer(view, givenFor(view.step));
    expect(view.state).toBe('sent');
    await capture();
    await capture();
    await it.lantern.schedule.tick();
  }, 600_000);
  afterAll(async () => {
    await it.close();
    await graph.close();
  });

  const capture = async () => {
    mail = (await it.call('teacher', 'POST', `/api/evidence/mail/${mail.id}/capture`)).json as unknown as MyMail;
  };

  test('headers and metadata are all there is of it', () => {
    expect(mail).toMatchObject({ state: 'facts_only', trouble: null });
    expect(body.length).toBeGreaterThan(2);
    // The search would find one.
    for (const words of body) expect(found(Buffer.from(`a ${words} b`))).toContain(words);
  });

  test('of the mail service only they were asked: no body, no preview, no bytes, no mark', () => {
    expect(asked).toHaveLength(2);
    for (const line of asked) expect(line).toMatch(/^GET .*\?\$select=/);
    for (const line of asked) expect(line).not.toMatch(/\$value|body|preview|contentBytes|\$expand/i);
    expect(came.length).toBe(asked.length);
    expect(came.flatMap((bytes) => found(bytes))).toEqual([]);
    expect(read).toEqual([]);
  });

  test('no file anywhere has a word of it: sealed files, database, its log of changes', () => {
    for (const dir of [it.dir, path.dirname(it.papers)]) {
      const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
      expect(files.length).toBeGreaterThan(0);
      for (const file of files)
        expect([file.name, found(readFileSync(path.join(file.parentPath, file.name)))]).toEqual([file.name, []]);
    }
    // No sealed file was made, under any name.
    const names = readdirSync(path.dirname(it.papers), { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => /[0-9a-f]{64}/.test(name))).toEqual([]);
  });

  test('no table and no log line has a word of it', async () => {
    const { rows: tables } = await it.lantern.store.query<{ name: string }>(
      `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) {
      const { rows } = await it.lantern.store.query<{ line: string }>(`select t::text as line from ${name} t`);
      expect([name, rows.flatMap((r) => found(Buffer.from(r.line)))]).toEqual([name, []]);
    }
    expect(it.log.flatMap((line) => found(Buffer.from(line)))).toEqual([]);
  });

  test('and even opened with every key there is nothing of it in what was kept', async () => {
    const item = await it.school.unit.run(it.school.service, 'read', (work) => work.evidence.byId(mail.id));
    expect(item).toMatchObject({ copy: null, cameFrom: null, tag: 'withheld' });
    expect(item?.facts).not.toBeNull();
    expect(found(Buffer.from(JSON.stringify(item)))).toEqual([]);
  });

  const found = (bytes: Buffer): string[] =>
    body.filter((words) => bytes.includes(words) || bytes.includes(Buffer.from(words).toString('hex')));
});

/** What stands in the body and its parts, line by line, long enough to be nothing else. */
function wordsOf(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line.length >= 16 && !/^(--|Content-|MIME-)/i.test(line) && !/^\S+=("|\S)/.test(line));
}

function givenFor(step: { node: string; text: boolean; options: readonly { key: string }[] }) {
  if (step.text) return { text: 'A pupil told me of it.' };
  const wanted = step.node === 'R4' ? 'pupil' : step.node === 'R5' ? 'pupils' : step.options[0]?.key;
  return wanted ?? '';
}
