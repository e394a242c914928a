import type { FrameLocator, Page } from 'playwright-core';
import type { Output } from '../../src/api/contract';
import { accountLists, accountPupils as words } from '../../src/texts/en-gb';
import { violations } from '../support/axe';
import { withBrowser } from '../support/browser';
import { type Practice, startPractice } from '../support/practice';
import { apiOf } from '../support/reporting';

jest.setTimeout(300_000);
const started = withBrowser();
let practice: Practice;
let schoolId = '';
const api = apiOf(() => practice);
const NAME = 'Fern Firstday';

/** The office brings in a list with one new pupil of Year 3. */
async function bringIn(): Promise<void> {
  const me = await api<Output<'me.read'>>('office-manager', 'GET', '/api/me');
  schoolId = me.person.schoolId;
  const school = me.schools.find((s) => s.id === schoolId)?.name ?? '';
  const [given, family] = NAME.split(' ');
  const list = `Admission number,First name,Family name,School,Class,Year\nZ0001,${given},${family},${school},3 Fern,3\n`;
  const upload = async (path: string) => {
    const token = await practice.token('office-manager');
    const answer = await fetch(`${practice.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: list,
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as { hash: string };
  };
  const query = 'fileName=pupils.csv&complete=0';
  const { hash } = await upload(`/api/uploads/pupil-list?${query}`);
  await upload(`/api/uploads/pupil-list/apply?${query}&hash=${hash}`);
}

beforeAll(async () => {
  practice = await startPractice();
  await bringIn();
}, 600_000);
afterAll(() => practice.stop());

async function open(person: string, path: string, width = 1_280): Promise<{ page: Page; tab: FrameLocator }> {
  const context = await started.browser.newContext({ viewport: { width, height: 1_000 } });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${practice.url}/#path=${encodeURIComponent(path)}&person=${person}`);
  return { page, tab: page.frameLocator('main iframe') };
}

async function isSound(page: Page): Promise<void> {
  const frame = page.frames().find((f) => f.url().includes('/tabs'));
  if (!frame) throw new Error('no page in the shell');
  expect(await violations(frame)).toEqual([]);
}

test('while no account is made, nobody is offered a first password', async () => {
  const { page, tab } = await open('office-manager', `/work/accounts/pupils/passwords?school=${schoolId}`);
  await tab.getByText(words.passwords.none).waitFor();
  await isSound(page);
  await page.context().close();
});

test('the office asks for what the register says, and what each year group is called is shown', async () => {
  const { page, tab } = await open('office-manager', `/work/accounts/pupils?school=${schoolId}`);
  await tab.getByRole('heading', { name: words.years.heading }).waitFor();
  await tab.getByText(/-intake: Year 3 this school year/).waitFor();
  await isSound(page);
  await tab.getByRole('button', { name: /^Ask for (this|these) / }).click();
  await tab.getByText(accountLists.batch.soon).or(tab.getByText(accountLists.batch.own)).first().waitFor();
  await page.context().close();
});
