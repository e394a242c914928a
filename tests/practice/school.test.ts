import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pino from 'pino';
import type { Output } from '../../src/api/contract';
import { instantOf, schoolDayAt } from '../../src/core/people/day';
import { practiceOptions } from '../../src/practice/index';
import { readConfig } from '../../src/server/config';
import { type Lantern, startLantern } from '../../src/server/lantern';
import { build } from '../support/practice';

const started = Date.now();
/** Five past midnight of today, and on from there. */
const now = () => instantOf(schoolDayAt(started), 0) + 5 * 60_000 + (Date.now() - started);
/** The practice tenant in this process, from nothing: what stands in it is what its story did. */
let home: string;
let lantern: Lantern;
beforeAll(async () => {
  build();
  home = mkdtempSync(path.join(os.tmpdir(), 'lantern-school-'));
  const config = readConfig({ DATA_DIR: path.join(home, 'data') }, ['--practice']);
  const dist = path.join(__dirname, '../../dist');
  lantern = await startLantern(practiceOptions({ config, dist, now, logger: pino({ level: 'silent' }) }));
}, 400_000);
afterAll(async () => {
  await lantern.close();
  rmSync(home, { recursive: true, force: true });
});

const inject = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await lantern.app!.inject({ url, headers });
  return { status: answer.statusCode, json: <T>() => answer.json<T>() };
};
async function as<T>(persona: string, url: string): Promise<T> {
  const given = await lantern.app!.inject({ method: 'POST', url: '/practice/token', payload: { persona } });
  const answer = await inject(url, { authorization: `Bearer ${given.json<{ token: string }>().token}` });
  expect(answer.status).toBe(200);
  return answer.json<T>();
}

test('has three schools, their people, and two earlier years of signed agreements beside the open one', async () => {
  const { rows } = await lantern.store.query(
    `select (select count(*)::int from school) as schools, (select count(*)::int from person) as people,
            (select count(*)::int from attestation) as signed`,
  );
  expect(rows).toMatchObject([{ schools: 3 }]);
  expect((rows as { people: number }[])[0]!.people).toBeGreaterThan(200);
  expect((rows as { signed: number }[])[0]!.signed).toBeGreaterThan(400);
  const { campaigns } = await as<Output<'campaigns.list'>>('coordinator', '/api/campaigns');
  expect(campaigns.filter((c) => c.closedOn !== null).length).toBeGreaterThanOrEqual(2);
  expect(campaigns.some((c) => c.closedOn === null)).toBe(true);
});

test('tells of nothing that has yet to happen, also to whoever starts before school', async () => {
  const { rows } = await lantern.store.query<{ latest: number }>(
    `select greatest((select max(at_ms) from ledger_leaf), (select max(opened_at) from incident_case),
       (select max(begun_at) from report), (select max(signed_at) from attestation)) as latest`,
  );
  expect(rows[0]!.latest).toBeLessThanOrEqual(now());
});

test('has cases under way, accounts that are set up, and nobody’s real name or address', async () => {
  const { rows } = await as<Output<'cases.list'>>('safeguarding-lead', '/api/cases');
  expect(rows.length).toBeGreaterThan(0);
  const { scheme } = await as<Output<'accounts.setUp'>>('executive-head', '/api/account-set-up');
  expect(scheme?.domain).toMatch(/\.example$/);
  const found = await lantern.store.query(
    `select email from person where email is not null and email not like '%.example'`,
  );
  expect(found.rows).toEqual([]);
});

test('shows each person their own mail, and says what it was not asked properly', async () => {
  const list = await inject('/practice/mail?persona=class-teacher&box=inbox');
  const { mails } = list.json<{ mails: { id: string; subject: string }[] }>();
  expect(mails.map((m) => m.subject)).toContain('You will be sorry');
  const [first] = mails;
  expect((await inject(`/practice/mail/open?persona=class-teacher&box=inbox&id=${first!.id}`)).status).toBe(200);
  expect((await inject(`/practice/mail/open?persona=class-teacher&box=inbox&id=${randomUUID()}`)).status).toBe(404);
  expect((await inject('/practice/mail?persona=class-teacher&box=bin')).status).toBe(400);
  expect((await inject('/practice/mail?persona=nobody&box=inbox')).status).toBe(404);
  for (const box of ['sent', 'drafts', 'shared'])
    expect((await inject(`/practice/mail?persona=class-teacher&box=${box}`)).status).toBe(200);
});
