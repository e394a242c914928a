import { DOWNLOADS, UPLOADS } from '../../../src/api/contract';
import { makeLantern, withLantern } from '../../support/over-http';

const at = withLantern();
const security = (headers: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) =>
      /^(cache-control|x-content-type-options|referrer-policy|content-security-policy|permissions-policy|content-disposition)$/.test(
        name,
      ),
    ),
  );
const API = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

test('a machine that is busy starts late, and is not ended for it', () => {
  expect(at.it.app.initialConfig.pluginTimeout).toBe(0);
});

describe('headers', () => {
  test.each(['/api/me', '/api/openapi.json', '/healthz', '/readyz', '/metrics'])('of %s', async (url) => {
    const { headers } = await at.it.call('teacher', 'GET', url);
    expect(security(headers)).toEqual(API);
  });

  test('of the page: framed by Microsoft’s hosts alone, its own scripts alone', async () => {
    for (const url of ['/tabs', '/tabs/home', '/tabs/sign/anything?x=1']) {
      const { headers, status, text } = await at.it.call(null, 'GET', url);
      expect(status).toBe(200);
      expect(text).toContain('lantern-settings');
      const { 'content-security-policy': policy, ...others } = security(headers);
      expect(others).toEqual({
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'permissions-policy': 'camera=(), microphone=(), geolocation=()',
      });
      expect(policy).toContain("script-src 'self';");
      expect(policy).toMatch(/frame-ancestors 'self' https:\/\/teams\.microsoft\.com /);
      expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|localhost|\*;| \* /);
    }
  });

  test('of Outlook’s pane: Microsoft’s own script besides, and nothing else that other pages lack', async () => {
    const pane = await at.it.call(null, 'GET', '/outlook.html');
    const page = await at.it.call(null, 'GET', '/tabs');
    expect([pane.status, pane.headers['cache-control']]).toEqual([200, 'no-cache']);
    expect(pane.text).toContain('lantern-settings');
    const policies = [pane, page].map(({ headers }) => String(headers['content-security-policy']).split('; '));
    expect(policies[0]?.filter((part) => !policies[1]?.includes(part))).toEqual([
      "script-src 'self' https://appsforoffice.microsoft.com",
    ]);
  });

  test('of a built file: kept for a year, because its name changes with it', async () => {
    const { headers } = await at.it.call(null, 'GET', '/app.0123456789abcdef.js');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  test('of a refusal: never kept', async () => {
    for (const url of ['/api/me', '/api/nothing', '/nothing'])
      expect((await at.it.call(null, 'GET', url)).headers['cache-control']).toBe('no-store');
  });
});

describe('probes', () => {
  test('say that it runs, that it can serve, and figures without content', async () => {
    expect((await at.it.call(null, 'GET', '/healthz')).json).toEqual({ status: 'ok' });
    const ready = await at.it.call(null, 'GET', '/readyz');
    expect([ready.status, ready.json]).toEqual([200, { status: 'ok' }]);
    const { text, headers } = await at.it.call(null, 'GET', '/metrics');
    expect(headers['content-type']).toContain('text/plain');
    expect(text).toMatch(/^# TYPE lantern_up gauge\nlantern_up 1\n/);
    expect(text).toContain('lantern_memory_bytes');
    expect(text).not.toMatch(/Example|school\.example/);
  });
});

describe('files', () => {
  test.each(Object.values(UPLOADS))('%s asks who it is before it takes a large body', async (url) => {
    const headers = { 'content-type': 'application/octet-stream' };
    const payload = Buffer.alloc(25 << 20);
    const answer = await at.it.app.inject({ method: 'POST', url: `${url}?fileName=a.docx`, headers, payload });
    expect(answer.statusCode).toBe(401);
  });

  test('a file above the limit: 413', async () => {
    const headers = {
      authorization: `Bearer ${await at.it.token('office')}`,
      'content-type': 'application/octet-stream',
    };
    const payload = Buffer.alloc(25 << 20);
    const url = `${UPLOADS['people.previewList']}?fileName=a.csv&complete=0`;
    const answer = await at.it.app.inject({ method: 'POST', url, headers, payload });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([413, 'too_large']);
  });

  const list =
    (csv: string | Buffer, more = '') =>
    async (who: 'office' | 'teacher', url: string) => {
      const headers = { authorization: `Bearer ${await at.it.token(who)}`, 'content-type': 'application/octet-stream' };
      const address = `${url}?fileName=staff.csv&complete=0${more}`;
      const answer = await at.it.app.inject({ method: 'POST', url: address, headers, payload: Buffer.from(csv) });
      return { status: answer.statusCode, json: answer.json<Record<string, unknown>>() };
    };
  const CSV =
    'Staff number,First name,Last name,School,Job role,Start date\n' +
    'S-77,Ren,Sample,Example Primary,Teacher,01/09/2026\nS-78,Bad,Row,Nowhere,Teacher,01/09/2026\n';

  test('a staff list is shown first, applied as shown, and bad lines are named', async () => {
    const shown = await list(CSV)('office', UPLOADS['people.previewList']);
    expect(shown.status).toBe(200);
    expect(shown.json['adds']).toHaveLength(1);
    expect(shown.json['problems']).toMatchObject([{ line: 3 }]);
    const hash = String(shown.json['hash']);
    const applied = await list(CSV, `&hash=${hash}`)('office', UPLOADS['people.applyList']);
    expect(applied.json).toEqual({ added: 1, changed: 0, left: 0 });
    const again = await list(CSV, `&hash=${hash}`)('office', UPLOADS['people.applyList']);
    expect([again.status, again.json['code']]).toEqual([409, 'conflict']);
  });

  const NEWCOMER = CSV.replace('S-77,Ren', 'S-79,Siân');
  test.each([
    ['UTF-16 as Excel writes it', Buffer.from(`\ufeff${NEWCOMER}`, 'utf16le')],
    ['the old Windows code page', Buffer.from(NEWCOMER, 'latin1')],
  ])('a list in %s is read as it was meant', async (_, bytes) => {
    const { json } = await list(bytes)('office', UPLOADS['people.previewList']);
    expect(json['adds']).toMatchObject([{ record: { givenName: 'Siân' } }]);
  });

  test.each([
    ['of more than 100,000 rows', CSV + 'S-1,A,B,Example Primary,Teacher,01/09/2026\n'.repeat(100_001), /100,000/],
    ['that is a workbook', Buffer.from([0x50, 0x4b, 3, 4, 20, 0]), /Excel workbook/],
    ['that is empty', '', /empty/],
  ])('a list %s is refused with what to do', async (_, bytes, words) => {
    const { status, json } = await list(bytes)('office', UPLOADS['people.previewList']);
    expect([413, 422]).toContain(status);
    expect(JSON.stringify(json['problems'])).toMatch(words);
  });

  test('a list of 100,000 rows is shown, and the service answers others after it', async () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => `X-${i},Ren,Sample,Example Primary,Teacher,01/09/2026`);
    const csv = `${CSV.split('\n')[0]}\n${rows.join('\n')}`;
    const { status, json } = await list(csv)('office', UPLOADS['people.previewList']);
    expect([status, (json['adds'] as unknown[]).length]).toEqual([200, 100_000]);
    expect((await at.it.call('teacher', 'GET', '/api/me')).status).toBe(200);
  }, 60_000);

  test('somebody who may not is told nothing about the file', async () => {
    const { status, json } = await list('not a list at all')('teacher', UPLOADS['people.previewList']);
    expect([status, json['code'], json['problems']]).toEqual([404, 'not_found', undefined]);
  });

  test('a file without a name is refused', async () => {
    const headers = {
      authorization: `Bearer ${await at.it.token('office')}`,
      'content-type': 'application/octet-stream',
    };
    const url = UPLOADS['people.previewList'];
    const answer = await at.it.app.inject({ method: 'POST', url, headers, payload: Buffer.from(CSV) });
    expect(answer.json()).toMatchObject({ code: 'invalid_input', problems: [{ where: 'fileName' }] });
  });

  test('completeness comes as CSV, XLSX and PDF under the agreement’s title, for those who may, and each is recorded', async () => {
    const { policyId } = await at.it.school.agreement({ title: 'Zażółć “agreement”/\n1' });
    const campaignId = await at.it.school.campaign(policyId);
    for (const [name, type] of [
      ['completenessCsv', 'text/csv; charset=utf-8'],
      ['completenessXlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
      ['completenessPdf', 'application/pdf'],
    ] as const) {
      const url = DOWNLOADS[name].replace(':campaignId', campaignId);
      const { status, headers } = await at.it.call('trustHead', 'GET', url);
      expect([status, headers['content-type']]).toEqual([200, type]);
      expect(String(headers['content-disposition'])).toMatch(/^attachment; filename\*=UTF-8''Za%C5%BC[\w%.*'()~-]+$/);
      expect(security(headers)).toMatchObject(API);
      expect((await at.it.call('teacher', 'GET', url)).status).toBe(404);
    }
    expect(await at.it.school.entries('record.exported')).toHaveLength(3);
  });

  test('the ledger comes line by line', async () => {
    const { status, text, headers } = await at.it.call('trustHead', 'GET', DOWNLOADS.ledgerExport);
    expect([status, headers['content-type']]).toEqual([200, 'application/x-ndjson']);
    for (const line of text.trim().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow();
  });
});

test('what only the practice tenant has is not there in production', async () => {
  for (const [method, url] of [
    ['GET', '/practice/'],
    ['GET', '/practice/personas'],
    ['POST', '/practice/token'],
    ['POST', '/practice/tick'],
    ['GET', '/practice/feed?persona=head'],
    ['GET', '/'],
  ] as const)
    expect((await at.it.call(null, method, url, method === 'POST' ? { persona: 'head' } : undefined)).status).toBe(404);
});

test('one person’s flood is stopped with 429, and nobody else’s requests are', async () => {
  const flooded = await makeLantern({ more: { perMinute: 5 } });
  try {
    const authorization = `Bearer ${await flooded.token('teacher')}`;
    const statuses: number[] = [];
    for (let i = 0; i < 7; i += 1)
      statuses.push((await flooded.app.inject({ url: '/api/me', headers: { authorization } })).statusCode);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    const answer = await flooded.app.inject({ url: '/api/me', headers: { authorization } });
    expect(answer.json()).toMatchObject({
      code: 'too_many_requests',
      message: expect.stringContaining('wait a minute') as string,
    });
    expect((await flooded.call('colleague', 'GET', '/api/me')).status).toBe(200);
    expect((await flooded.call(null, 'GET', '/healthz')).status).toBe(200);
  } finally {
    await flooded.close();
  }
});
