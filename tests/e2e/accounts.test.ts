import type { FrameLocator, Page } from 'playwright-core';
import type { Output } from '../../src/api/contract';
import { accountLists, accountPages as words, accounts } from '../../src/texts/en-gb';
import { withBrowser } from '../support/browser';
import { type Practice, startPractice } from '../support/practice';
import { apiOf } from '../support/reporting';

jest.setTimeout(180_000);
const lists = accountLists.many;
const started = withBrowser();
let practice: Practice;
const api = apiOf(() => practice);
beforeAll(async () => {
  practice = await startPractice();
}, 400_000);
afterAll(() => practice.stop());

async function desk(person: string, width = 1_280): Promise<{ page: Page; tab: FrameLocator }> {
  const context = await started.browser.newContext({ viewport: { width, height: 1_000 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${practice.url}/#path=${encodeURIComponent('/work/accounts')}&person=${person}`);
  return { page, tab: page.frameLocator('main iframe') };
}

/** Everything that happens by itself within the minute, now. */
const tick = () => fetch(`${practice.url}/practice/tick`, { method: 'POST' });
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test('the office asks for a starter, cannot approve it, and is told who is waited for', async () => {
  const { page, tab } = await desk('office-manager');
  await tab.getByRole('link', { name: words.doors.starter.name }).click();
  await tab.getByLabel('First name').fill('Tilly');
  await tab.getByLabel('Family name').fill('Trial');
  await tab.getByLabel('Staff number').fill('Z9002');
  await tab.getByLabel('Role', { exact: true }).selectOption('teaching');
  await tab.getByLabel('First day').fill(inDays(3));
  await tab.getByLabel('Line manager').fill('cad');
  await tab.locator('ul button').first().click();
  await tab.getByRole('button', { name: 'Ask for this account' }).click();
  await tab.getByRole('heading', { name: words.list.heading }).waitFor();
  // There from the first moment, and worked out without anybody asking again.
  await tab.getByText(/Tilly Trial/).waitFor();
  await tick();
  await tab.getByRole('button', { name: words.list.look }).click();
  await tab.getByRole('link', { name: /Tilly/ }).click();
  await tab.getByText(words.plan.own).waitFor();
  await page.context().close();
});

test('another person approves exactly that plan, and it is called done only when it was seen in the directory', async () => {
  const { page, tab } = await desk('executive-head', 390);
  await tab.getByRole('link', { name: /Tilly/ }).click();
  await tab.getByRole('button', { name: 'Approve exactly this plan' }).click();
  await tab.getByText(/approved it on/).waitFor();
  expect(await tab.getByText(accounts.states.done).count()).toBe(0);
  await tick();
  // Another worker may have been at it already; the page says how it stands when it is asked.
  const done = tab.getByText(accounts.states.done).first();
  for (let looks = 0; looks < 60 && !(await done.isVisible()); looks++) {
    await tab.getByRole('button', { name: words.plan.again }).click();
    await done.waitFor({ timeout: 2_000 }).catch(() => undefined);
  }
  await done.waitFor();
  await tab.getByRole('link', { name: 'Everything about this account' }).click();
  await tab.getByText('t.trial@harbourlights.example').first().waitFor();
  await page.context().close();
});

test('until the agreement is signed the account reaches the signing page and nothing else', async () => {
  const { plans } = await api<Output<'accounts.list'>>('office-manager', 'GET', '/api/accounts');
  const plan = plans.find((p) => p.name.includes('Tilly'));
  const view = await api<Output<'accounts.plan'>>('office-manager', 'GET', `/api/account-plans/${plan?.planId ?? ''}`);
  const statesOf = (at: 'now' | 'signed') =>
    view.stages.filter((s) => (s.at === 'signed') === (at === 'signed')).flatMap((s) => s.steps.map((x) => x.state));
  expect(new Set(statesOf('now'))).toEqual(new Set(['done']));
  expect(statesOf('signed').length).toBeGreaterThan(0);
  expect(new Set(statesOf('signed'))).toEqual(new Set([null]));
});

/** A manager of the office's own school, whom a list may name by number. */
async function someManager(): Promise<string> {
  const { person } = await api<Output<'me.read'>>('office-manager', 'GET', '/api/me');
  const { rows } = await api<Output<'people.list'>>('office-manager', 'GET', '/api/people?limit=500');
  const one = rows.find((r) => r.schoolId === person.schoolId && r.endsOn === null && r.jobRole === 'leadership');
  if (!one) throw new Error('nobody leads the school');
  return one.staffNumber;
}

test('a list is looked at line by line, asked for, approved as one, and carried out', async () => {
  const manager = await someManager();
  const starts = inDays(3).split('-').reverse().join('/');
  const rows = [
    'Staff number;First name;Family name;Role;First day;Manager’s staff number',
    `Z9101;Lena;Lîst;Teacher;${starts};${manager}`,
    `Z9102;Mona;Lîst;Teacher;${starts};${manager}`,
    `Z9103;Wrong;Lîst;Wizard;31/11/2026;${manager}`,
  ];
  const { page, tab } = await desk('office-manager');
  await tab.getByRole('link', { name: accountLists.door.name }).click();
  await tab
    .getByLabel(lists.file)
    .setInputFiles({ name: 'September.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n')) });
  await tab.getByRole('button', { name: lists.look }).click();
  await tab.getByText(/“Wizard” is not a role here/).waitFor();
  await tab.getByText(/“31\/11\/2026” is not a date/).waitFor();
  await tab.getByText('Lena Lîst').waitFor();
  await tab.getByRole('button', { name: lists.go(2) }).click();
  await tab.getByRole('heading', { name: 'September.csv' }).waitFor();
  await tick();
  await tab.getByText(accountLists.batch.own).waitFor();
  await page.context().close();

  const head = await desk('executive-head', 390);
  await head.tab.getByRole('link', { name: /September\.csv/ }).click();
  await head.tab.getByRole('button', { name: accountLists.batch.approve(2) }).click();
  await head.tab
    .getByText(/done for now/)
    .first()
    .waitFor();
  await tick();
  await head.tab.getByText(accountLists.batch.progress(2, 2)).first().waitFor();
  await head.page.context().close();
});

test('the form says, while it is typed, which address there will be and who is there already', async () => {
  const { page, tab } = await desk('office-manager');
  await tab.getByRole('link', { name: words.doors.starter.name }).click();
  await tab.getByLabel('First name').fill('Ottilie');
  await tab.getByLabel('Family name').fill('Typed');
  await tab.getByText(words.starter.address('o.typed@harbourlights.example')).waitFor();
  await tab.getByLabel('First name').fill('Tilly');
  await tab.getByLabel('Family name').fill('Trial');
  await tab.getByText(/There is a Tilly Trial already/).waitFor();
  await tab.getByText(/licences? (is|are) left for this role/).waitFor({ state: 'detached' });
  await tab.getByLabel('Role', { exact: true }).selectOption('teaching');
  await tab.getByText(/left for this role/).waitFor();
  await page.context().close();
});
