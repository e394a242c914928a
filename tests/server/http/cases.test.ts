import { createHash } from 'node:crypto';
import fs from 'node:fs';
import type { CaseId } from '../../../src/core/ids';
import type { CaseView } from '../../../src/core/incidents/case-views';
import { withLantern } from '../../support/over-http';
import { openIn } from '../../support/incident';
import { readPdf, wholeText } from '../../adapters/documents/write/pdf-text';
import { unzipped } from '../../support/unzip';

const at = withLantern();
const call: (typeof at.it)['call'] = (...asked) => at.it.call(...asked);
const open = (flags?: Parameters<typeof openIn>[2]['flags']) =>
  openIn(at.it.school, at.it.school.actor('teacher'), flags ? { flags } : {});
const TO_PAPERS = 'opened no no no no no no started told no no'.split(' ');

async function view(caseId: CaseId): Promise<CaseView> {
  return (await call('lead', 'GET', `/api/cases/${caseId}`)).json as unknown as CaseView;
}
async function walk(caseId: CaseId, answers: readonly string[]): Promise<void> {
  for (const choice of answers) {
    const { rev, step } = await view(caseId);
    const answer = { rev, node: step?.node, choices: [choice] };
    expect((await call('lead', 'POST', `/api/cases/${caseId}/answers`, answer)).status).toBe(200);
  }
}
const bytesOf = async (url: string, who: 'lead' | 'head' | 'ict' = 'lead') => {
  const headers = { authorization: `Bearer ${await at.it.token(who)}` };
  return at.it.app.inject({ url, headers });
};
const upload = async (caseId: CaseId, fileName: string, content: Buffer, who: 'lead' | 'ict' = 'lead') =>
  at.it.app.inject({
    method: 'POST',
    url: `/api/uploads/case-paper?caseId=${caseId}&fileName=${encodeURIComponent(fileName)}`,
    headers: { authorization: `Bearer ${await at.it.token(who)}`, 'content-type': 'application/octet-stream' },
    payload: content,
  });

test('a paper comes in at the one step for it, sealed on the disk, and goes out as it came', async () => {
  const caseId = await open();
  await walk(caseId, TO_PAPERS);
  const letter = Buffer.from('Dear Sir, wombat-in-a-letter');
  expect((await upload(caseId, 'letter.pdf', letter)).statusCode).toBe(400);
  const added = await upload(caseId, 'Brief & Größe.txt', letter);
  expect(added.statusCode).toBe(200);
  const [paper] = (await view(caseId)).papers;
  expect(paper).toMatchObject({ name: 'Brief & Größe.txt', sha256: createHash('sha256').update(letter).digest('hex') });
  const back = await bytesOf(`/api/cases/${caseId}/papers/${paper?.paperId}`);
  expect([back.statusCode, back.rawPayload.equals(letter)]).toEqual([200, true]);
  expect(back.headers['content-disposition']).toContain('attachment');
  expect((await bytesOf(`/api/cases/${caseId}/papers/${paper?.paperId}`, 'head')).statusCode).toBe(404);
  const onDisk = fs.readdirSync(at.it.papers, { recursive: true, encoding: 'utf8' });
  const files = onDisk.map((f) => `${at.it.papers}/${f}`).filter((f) => fs.statSync(f).isFile());
  expect(files).toHaveLength(1);
  for (const f of files) expect(fs.readFileSync(f).includes('wombat')).toBe(false);
});

test('where there may be an image nothing of a file arrives: refused before it is read, noted, nothing kept', async () => {
  const caseId = await open(['imagery', 'crime', 'subject_pupil', 'affected_pupil']);
  const refused = await upload(caseId, 'a.png', Buffer.alloc(30 << 20, 1));
  // Far beyond the limit, and still told that nothing may come: the body was never looked at.
  expect([refused.statusCode, refused.json()]).toEqual([409, expect.objectContaining({ code: 'conflict' })]);
  const { papers, timeline } = await view(caseId);
  expect([papers, timeline.map((e) => e.entry.kind)]).toEqual([[], ['opened', 'upload_refused']]);
  expect((await upload(caseId, 'a.png', Buffer.from('x'), 'ict')).statusCode).toBe(404);
});

test('a pack holds the case, its entries, its papers and how to check them, for a reason and with a mark', async () => {
  const caseId = await open();
  await walk(caseId, TO_PAPERS);
  await call('lead', 'POST', `/api/cases/${caseId}/notes`, { text: 'Spoke with Mr Wombat' });
  await upload(caseId, 'letter.txt', Buffer.from('A letter'));
  expect((await bytesOf(`/api/cases/${caseId}/pack.zip`)).statusCode).toBe(400);
  const url = `/api/cases/${caseId}/pack.zip?recipient=The%20police&reason=They%20asked`;
  expect((await bytesOf(url, 'head')).statusCode).toBe(404);
  const pack = await bytesOf(url);
  expect([pack.statusCode, pack.headers['content-type']]).toEqual([200, 'application/zip']);
  const files = unzipped(pack.rawPayload);
  expect([...files.keys()]).toEqual([
    'case.pdf',
    'entries.json',
    'ledger.json',
    'papers/1-letter.txt',
    'HOW-TO-CHECK.txt',
    'hashes.txt',
    'signature.txt',
  ]);
  for (const line of files.get('hashes.txt')?.toString().trim().split('\n') ?? []) {
    const [hash, name = ''] = line.split('  ');
    expect(
      createHash('sha256')
        .update(files.get(name) ?? '')
        .digest('hex'),
    ).toBe(hash);
  }
  const text = wholeText(readPdf(files.get('case.pdf') ?? Buffer.alloc(0)));
  for (const words of ['The police', 'They asked', 'Spoke with Mr Wombat', 'Lead Example'])
    expect(text).toContain(words);
  const redacted = await bytesOf(`${url}&words=Wombat`);
  expect([...unzipped(redacted.rawPayload).values()].some((content) => content.includes('Wombat'))).toBe(false);
});

test('a large copy waits for a second person', async () => {
  const caseId = await open();
  for (let i = 0; i < 26; i += 1) await call('lead', 'POST', `/api/cases/${caseId}/notes`, { text: `Note ${i}` });
  const url = `/api/cases/${caseId}/pack.zip?recipient=Court&reason=Order`;
  expect((await bytesOf(url)).statusCode).toBe(409);
  expect((await view(caseId)).exportNeedsSecond).toBe(true);
  const ask = { recipient: 'Court', reason: 'Order', secondId: at.it.school.id('head') };
  expect(
    (await call('lead', 'POST', `/api/cases/${caseId}/export-requests`, { ...ask, secondId: caseId })).status,
  ).toBe(400);
  const { status } = await call('lead', 'POST', `/api/cases/${caseId}/export-requests`, ask);
  expect(status).toBe(200);
  const askId = (await view(caseId)).exporting?.id;
  const agree = (who: 'lead' | 'head', agrees: boolean, id = askId) =>
    call(who, 'POST', `/api/cases/${caseId}/export-requests/${id}`, { agrees, reason: 'It is ordered' });
  expect((await agree('lead', true)).status).toBe(409);
  expect((await agree('head', true, caseId as never)).status).toBe(409);
  expect((await agree('head', true)).status).toBe(200);
  expect((await bytesOf(url)).statusCode).toBe(200);
  // One agreement, one copy.
  expect((await bytesOf(url)).statusCode).toBe(409);
  await call('lead', 'POST', `/api/cases/${caseId}/export-requests`, ask);
  const again = (await view(caseId)).exporting?.id;
  expect((await agree('head', false, again)).status).toBe(200);
  expect((await view(caseId)).exporting).toBeNull();
});

test.each(['csv', 'xlsx', 'pdf'])('figures leave as %s, and that they did is recorded', async (kind) => {
  const answer = await bytesOf(`/api/figures.${kind}?year=2026-27`);
  expect(answer.statusCode).toBe(200);
  if (kind === 'csv') expect(answer.body).toContain('fewer than 5');
  expect((await bytesOf(`/api/figures.${kind}`, 'ict')).statusCode).toBe(404);
  expect((await bytesOf(`/api/figures.${kind}?year=2026-28`)).statusCode).toBe(400);
  expect((await at.it.school.entries('record.exported')).length).toBeGreaterThan(0);
});

test('an old sign-in is told to sign in again, by status and header', async () => {
  const caseId = await open();
  const old = await at.it.token('lead', { claims: { auth_time: Math.floor(at.it.school.now() / 1000) - 3_600 } });
  const answer = await at.it.app.inject({ url: `/api/cases/${caseId}`, headers: { authorization: `Bearer ${old}` } });
  expect([answer.statusCode, answer.json()]).toEqual([401, expect.objectContaining({ code: 'step_up' })]);
  expect(answer.headers['www-authenticate']).toContain('insufficient_user_authentication');
});
