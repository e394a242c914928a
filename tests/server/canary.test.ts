import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { CaseId } from '../../src/core/ids';
import type { ReportView } from '../../src/core/incidents/report-views';
import type { AnyUseCase } from '../../src/core/use-case';
import { useCases } from '../../src/core/use-cases';
import { engines } from '../support/engines';
import { openIn } from '../support/incident';
import { flagged, mailboxOf, readerOf, triage } from '../support/mails';
import { type TestLantern, makeLantern } from '../support/over-http';

/** What every planted word begins with: nothing else in the world does. */
const SIGN = 'zqkanarie';
/** The sign as it would look in a dump of bytes, and in base64 wherever it begins. */
const LOOKS = [
  SIGN,
  Buffer.from(SIGN).toString('hex'),
  ...[0, 1, 2].map((lead) =>
    Buffer.from(`${'x'.repeat(lead)}${SIGN}`)
      .toString('base64')
      .slice(lead === 0 ? 0 : 4, -4),
  ),
];
const found = (text: string): string[] => LOOKS.filter((look) => text.toLowerCase().includes(look.toLowerCase()));

describe.each(engines)('200 words planted in every field that takes words, on %s', (engine) => {
  let it: TestLantern;
  let planted = 0;
  const word = (): string => `${SIGN}${++planted}`;
  const said: string[] = [];

  beforeAll(async () => {
    const mail = { reader: readerOf(word), openMailbox: () => Promise.resolve(mailboxOf(word)) };
    it = await makeLantern({ engine, more: { role: 'both', mail } });
    await mailOf();
    for (let n = 0; n < 12; n++) said.push(...(await report()));
    for (let n = 0; n < 8; n++) await workOnCase();
    await it.lantern.schedule.tick();
  }, 240_000);
  afterAll(() => it.close());

  const call = async (method: 'GET' | 'POST', url: string, body?: object): Promise<ReportView> =>
    (await it.call('teacher', method, url, body)).json as unknown as ReportView; // the contract's answer

  /** A whole report by its own words, some of it asked wrongly first; the words it should hold. */
  async function report(): Promise<string[]> {
    const words = Array.from({ length: 6 }, word);
    const [kept, more, when, where, story, later] = words;
    let view = await call('POST', '/api/reports', { source: 'chat', words: kept });
    const at = (what: string): string => `/api/reports/${view.reportId}/${what}`;
    const answer = async (given: object): Promise<void> => {
      view = await call('POST', at('answers'), { rev: view.rev, node: view.step.node, ...given });
    };
    view = await call('POST', at('words'), { rev: view.rev, text: more });
    for (const choices of [['continue'], ['no'], ['no'], ['no'], ['pupil'], ['pupils']]) await answer({ choices });
    await it.call('teacher', 'POST', at('answers'), {
      rev: view.rev,
      node: 'R6',
      choices: ['done'],
      fields: { [word()]: word() },
    });
    await it.call('teacher', 'POST', at(word()), { rev: view.rev, text: word() });
    await it.call('teacher', 'GET', `/api/staff-directory?q=${word()}`);
    await answer({ choices: ['done'], fields: { when, where } });
    await answer({ choices: [], text: story });
    await answer({ choices: ['none'] });
    expect(view.state).toBe('sent');
    await call('POST', at('additions'), { text: later });
    return words;
  }

  /** A mail full of planted words, taken, opened and handed out. */
  async function mailOf(): Promise<void> {
    const { mailId, caseId } = await flagged(it.school, { at: { mailbox: `${word()}@a.example`, itemId: word() } });
    await it.call('teacher', 'POST', `/api/evidence/mail/${mailId}/capture`);
    await triage(it.school, caseId);
    const token = await it.token('lead', { claims: { auth_time: Math.floor(it.school.now() / 1_000) } });
    const headers = { authorization: `Bearer ${token}` };
    const at = `/api/cases/${caseId}/mail`;
    const opened = await it.app.inject({ method: 'GET', url: `${at}/${mailId}`, headers });
    expect(found(opened.body)).not.toEqual([]);
    for (const url of [at, `${at}/${mailId}/sender`, `${at}/${mailId}/attachments/0?reason=${word()}`])
      expect((await it.app.inject({ method: 'GET', url, headers })).statusCode).toBe(200);
  }

  async function workOnCase(): Promise<void> {
    const { school } = it;
    const lead = { ...school.actor('lead'), signIn: { method: 'practice', at: school.now() } };
    const caseId: CaseId = await openIn(school, school.actor('teacher'), {});
    const steps: readonly [keyof typeof useCases, object][] = [
      ['cases.note', { text: word() }],
      ['cases.namePerson', { who: { kind: 'other', id: null, name: word() }, parts: ['witness'] }],
      [
        'cases.refer',
        { agency: 'police', contact: word(), at: 0, reference: word(), advice: word(), chaseOn: '2026-09-15' },
      ],
      ['cases.act', { what: 'technical', text: word(), doerId: null, office: word(), dueOn: '2026-09-20' }],
      ['cases.record', { record: { kind: 'support', personKey: null, plan: word() } }],
    ];
    // One name after another: which types go with it is for the use case itself to check.
    for (const [name, input] of steps) await school.perform(useCases[name] as AnyUseCase, lead, { caseId, ...input });
    // Refused, and the reason with it.
    const stop = school.perform(useCases['cases.stop'], lead, { caseId, rev: 999, reason: word() });
    await expect(stop).rejects.toMatchObject({ code: 'conflict' });
    const head = { ...lead, ...school.actor('head'), signIn: lead.signIn };
    await school.perform(useCases['lowLevel.record'], head, {
      personId: school.id('colleague'),
      text: word(),
      context: word(),
      did: word(),
      why: word(),
    });
  }

  test('are 200 and more, and their writer reads them', async () => {
    expect(planted).toBeGreaterThanOrEqual(200);
    const { text } = await it.call('teacher', 'GET', '/api/reports');
    for (const w of said) expect(text).toContain(w);
  });

  test('are in no table, whatever it belongs to, jobs and notices among them', async () => {
    const { store } = it.lantern;
    const { rows: tables } = await store.query<{ name: string }>(
      `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const filled: string[] = [];
    for (const { name } of tables) {
      const { rows } = await store.query<{ line: string }>(`select t::text as line from ${name} t`);
      if (rows.length > 0) filled.push(name);
      expect([name, rows.flatMap((r) => found(r.line))]).toEqual([name, []]);
    }
    // A dump that shows nothing would prove nothing.
    const expected = [
      'report',
      'report_addition',
      'incident_case',
      'case_entry',
      'notice',
      'ledger_body',
      'person',
      'evidence_mail',
      'evidence_custody',
    ];
    expect(filled).toEqual(expect.arrayContaining(expected.map((t) => `public.${t}`)));
  });

  test('are in no log line', () => {
    expect(it.log.length).toBeGreaterThan(100);
    expect(it.log.flatMap(found)).toEqual([]);
  });

  test('are in no sealed file', () => {
    const files = readdirSync(it.papers, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const bytes = readFileSync(path.join(file.parentPath, file.name));
      expect([file.name, LOOKS.filter((look) => bytes.includes(look))]).toEqual([file.name, []]);
    }
  });

  test('are in no figure', async () => {
    const { text } = await it.call(null, 'GET', '/metrics');
    expect(text).toContain('lantern_up');
    expect(found(text)).toEqual([]);
  });

  test('are in no export of the ledger, which says no more than that somebody did something', async () => {
    const exported = async () => (await it.call('trustHead', 'GET', '/api/ledger/export.ndjson')).text;
    let text = await exported();
    for (let n = 0; n < 100 && !text.includes('"incident.recorded"'); n++) {
      await pause(100);
      text = await exported();
    }
    const lines = text.split('\n').filter((line) => line.includes('"incident.'));
    expect(lines.length).toBeGreaterThan(50);
    expect(lines.filter((line) => line.includes('payload') || line.includes('salt'))).toEqual([]);
    expect(found(text)).toEqual([]);
  });

  test('are in no notice that anybody reads', async () => {
    for (const who of ['teacher', 'lead', 'head', 'manager', 'ict'] as const)
      expect(found((await it.call(who, 'GET', '/api/notices')).text)).toEqual([]);
    expect((await it.call('lead', 'GET', '/api/notices')).text).toContain('report_waiting');
  });

  if (engine === 'embedded')
    test('are in no file of the database, its log of changes included', () => {
      const files = readdirSync(it.dir, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
      expect(files.length).toBeGreaterThan(100);
      for (const file of files) {
        const bytes = readFileSync(path.join(file.parentPath, file.name));
        expect([file.name, LOOKS.filter((look) => bytes.includes(look))]).toEqual([file.name, []]);
      }
    });

  test('and the search would find one', () => {
    for (const hidden of [
      `a ${SIGN}7 b`,
      Buffer.from(`${SIGN}7`).toString('hex'),
      ...['', 'a', 'ab'].map((lead) => Buffer.from(`${lead}${SIGN}7 and more`).toString('base64')),
    ])
      expect(found(hidden)).not.toEqual([]);
  });
});
