import type { FrameLocator, Page } from 'playwright-core';
import type { Output } from '../../src/api/contract';
import { accountDesk, accountRegisters as lists, accountSetUp, accountPages as words } from '../../src/texts/en-gb';
import { violations } from '../support/axe';
import { withBrowser } from '../support/browser';
import { type Practice, startPractice } from '../support/practice';
import { apiOf } from '../support/reporting';

jest.setTimeout(240_000);
const started = withBrowser();
let practice: Practice;
let personId = '';
const api = apiOf(() => practice);
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const tick = () => fetch(`${practice.url}/practice/tick`, { method: 'POST' });

/** A starter of the office's whose account is there, and who has not signed. */
async function makeStarter(): Promise<string> {
  const me = await api<Output<'me.read'>>('office-manager', 'GET', '/api/me');
  const { people } = await api<Output<'reports.directory'>>('office-manager', 'GET', '/api/staff-directory?q=cad');
  const asked = await api<Output<'accounts.requestStarter'>>('office-manager', 'POST', '/api/starters', {
    ...{ staffNumber: 'Z9101', givenName: 'Penny', familyName: 'Passable', schoolId: me.person.schoolId },
    ...{ department: 'Office', managerId: people[0]?.id, as: 'staff', templateId: 'teaching', startsOn: inDays(2) },
    ...{ endsOn: null, email: null, sponsorId: null, onPaper: false, isAnotherPerson: false },
  });
  await tick();
  const { plans } = await api<Output<'accounts.list'>>('office-manager', 'GET', '/api/accounts');
  const planId = plans.find((p) => p.personId === asked.personId)?.planId ?? '';
  const { hash } = await api<Output<'accounts.plan'>>('executive-head', 'GET', `/api/account-plans/${planId}`);
  await api('executive-head', 'POST', `/api/account-plans/${planId}/approval`, { hash });
  await tick();
  return asked.personId;
}

beforeAll(async () => {
  practice = await startPractice();
  personId = await makeStarter();
}, 600_000);
afterAll(() => practice.stop());

async function open(person: string, path: string, width = 1_280): Promise<{ page: Page; tab: FrameLocator }> {
  const context = await started.browser.newContext({ viewport: { width, height: 1_000 } });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${practice.url}/#path=${encodeURIComponent(path)}&person=${person}`);
  return { page, tab: page.frameLocator('main iframe') };
}

/** Nothing that axe finds in the page, and nothing wider than it. */
async function isSound(page: Page): Promise<void> {
  const frame = page.frames().find((f) => f.url().includes('/tabs'));
  if (!frame) throw new Error('no page in the shell');
  expect(await violations(frame)).toEqual([]);
  const wide = await frame.evaluate(() => {
    const { document } = globalThis as unknown as {
      document: { documentElement: { scrollWidth: number; clientWidth: number } };
    };
    return document.documentElement.scrollWidth - document.documentElement.clientWidth;
  });
  expect(wide).toBeLessThanOrEqual(0);
}

test('a pass is made at the desk, shown once, and told to be ended before another is made', async () => {
  const { page, tab } = await open('office-manager', `/work/accounts/person/${personId}`, 375);
  await tab.getByRole('link', { name: accountDesk.open }).click();
  await tab.getByRole('button', { name: accountDesk.go }).click();
  await tab.getByText(accountDesk.hereNeeded).waitFor();
  await tab.getByLabel(accountDesk.here).check();
  await tab.getByRole('button', { name: accountDesk.go }).click();
  await tab.getByRole('heading', { name: accountDesk.slip.heading }).waitFor();
  const secret = (await tab.locator('section dd').last().textContent()) ?? '';
  expect(secret.length).toBeGreaterThanOrEqual(8);
  await tab.getByText('@harbourlights.example').waitFor();
  await isSound(page);
  await page.emulateMedia({ media: 'print' });
  const slip = await tab.getByRole('region', { name: accountDesk.slip.heading }).innerText();
  expect(slip).toContain(secret);
  // What is said to whoever listens is not to be seen, on paper or off it.
  const paper = await tab.locator('body').innerText();
  expect(paper.split(/\s+/)).toEqual(`${slip} ${accountDesk.shown}`.split(/\s+/));
  await page.emulateMedia({ media: 'screen' });
  await tab.getByRole('button', { name: accountDesk.again }).click();
  await tab.getByLabel(accountDesk.replaces).waitFor();
  expect(await tab.getByText(secret).count()).toBe(0);
  await isSound(page);
  await page.context().close();
});

test('the plan says how far it is, and the ICT manager sees the very requests', async () => {
  const { plans } = await api<Output<'accounts.list'>>('ict-manager', 'GET', '/api/accounts?open=0&limit=200');
  const planId = plans.find((p) => p.personId === personId)?.planId ?? '';
  const { page, tab } = await open('ict-manager', `/work/accounts/plan/${planId}`);
  await tab.getByRole('heading', { name: accountDesk.timeline.heading }).waitFor();
  await tab.locator('li[aria-current="step"]').getByText(accountDesk.timeline.steps.signed).waitFor();
  await tab.getByText(words.plan.exact).first().click();
  await tab.getByText('POST /users', { exact: true }).waitFor();
  await isSound(page);
  await page.context().close();
});

test('a leader looks through a role line by line and signs it for the term', async () => {
  const { page, tab } = await open('head', '/work/accounts/access');
  await tab.getByRole('heading', { name: 'Teacher', exact: true }).waitFor();
  const offered = await tab
    .getByRole('button', { name: lists.access.open })
    .evaluateAll((all) => all.map((button) => button.getAttribute('aria-label')));
  expect(offered.length).toBeGreaterThan(1);
  expect(new Set(offered).size).toBe(offered.length);
  const role = tab.getByRole('listitem').filter({ has: tab.getByRole('heading', { name: 'Teacher', exact: true }) });
  await role.getByRole('button', { name: lists.access.open }).click();
  await tab.getByRole('button', { name: lists.access.go }).click();
  await tab.getByText(lists.access.need).first().waitFor();
  for (const stays of await tab.getByLabel(lists.access.stays).all()) await stays.check();
  await tab.getByLabel(lists.access.declare).check();
  await isSound(page);
  await tab.getByRole('button', { name: lists.access.go }).click();
  await tab
    .getByText(/signed this on/)
    .first()
    .waitFor();
  await page.context().close();
});

test('something is lent and comes back', async () => {
  const { page, tab } = await open('office-manager', '/work/accounts/equipment', 375);
  await tab.getByRole('button', { name: lists.equipment.lend }).click();
  await tab.getByLabel(lists.equipment.who).fill('cad');
  await tab.locator('ul button').filter({ hasText: /,/ }).first().click();
  await tab.getByLabel(lists.equipment.number).fill('L-9001');
  await tab.getByRole('button', { name: lists.equipment.go }).click();
  await tab.getByLabel(lists.equipment.find).fill('L-9001');
  const line = tab.getByRole('listitem').filter({ hasText: 'L-9001' });
  await line.getByRole('button', { name: lists.equipment.take }).click();
  await line.getByLabel(lists.equipment.condition).fill('A scratch');
  await isSound(page);
  await line.getByRole('button', { name: lists.equipment.take }).click();
  await tab.getByText(/Came back on .* A scratch/).waitFor();
  await page.context().close();
});

test('the head changes how accounts are kept, and sees who changed what', async () => {
  const { page, tab } = await open('executive-head', '/work/accounts/set-up');
  await tab.getByRole('button', { name: accountSetUp.scheme.edit }).click();
  await tab.getByLabel(accountSetUp.scheme.closes).fill('none');
  await tab.getByRole('button', { name: accountSetUp.scheme.save, exact: true }).click();
  await tab.getByText(accountSetUp.scheme.whole(1, 10_000)).waitFor();
  await tab.getByLabel(accountSetUp.scheme.closes).fill('25');
  await isSound(page);
  await tab.getByRole('button', { name: accountSetUp.scheme.save, exact: true }).click();
  await tab.getByText(accountSetUp.history.line(accountSetUp.history.scheme, 2)).waitFor();
  const { scheme } = await api<Output<'accounts.setUp'>>('ict-manager', 'GET', '/api/account-set-up');
  expect(scheme?.breaker.closesAnHour).toBe(25);
  await page.context().close();
});

test('a change of role is asked for from the person’s page', async () => {
  const { page, tab } = await open('office-manager', `/work/accounts/person/${personId}/role`, 375);
  await tab.getByLabel(accountSetUp.mover.role).selectOption('office');
  await tab.getByLabel(accountSetUp.mover.on, { exact: true }).fill(inDays(10));
  await isSound(page);
  await tab.getByRole('button', { name: accountSetUp.mover.go }).click();
  await tab.getByRole('heading', { name: words.list.heading }).waitFor();
  await page.context().close();
});

test('who ends this week is a list of its own', async () => {
  const { page, tab } = await open('office-manager', '/work/accounts/ending', 375);
  await tab.getByRole('heading', { name: lists.ending.title }).waitFor();
  await isSound(page);
  await page.context().close();
});
