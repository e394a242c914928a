import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BrowserContext, FrameLocator, Page } from 'playwright-core';
import type { Input, Output } from '../../src/api/contract';
import { casePages as words, errors } from '../../src/texts/en-gb';
import { withBrowser } from '../support/browser';
import { type Practice, startPractice } from '../support/practice';
import { apiOf, CALM, report, STORY } from '../support/reporting';
import { watch } from '../support/shell';

jest.setTimeout(240_000);
const started = withBrowser();
let practice: Practice;
let folder: string;
beforeAll(async () => {
  practice = await startPractice();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-cases-'));
}, 400_000);
afterAll(async () => {
  await practice.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

interface Desk {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly tab: FrameLocator;
  readonly complaints: string[];
}

async function desk(person: string, at: string): Promise<Desk> {
  const context = await started.browser.newContext({ viewport: { width: 1_280, height: 1_000 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const { complaints } = watch(page);
  await page.goto(`${practice.url}/#path=${encodeURIComponent(at)}&person=${person}`);
  return { page, context, tab: page.frameLocator('main iframe'), complaints };
}

const api = apiOf(() => practice);

const caseOf = async (person: string, reference: string) => {
  const { rows } = await api<Output<'cases.list'>>(person, 'GET', '/api/cases?view=open');
  const row = rows.find((r) => r.reference === reference);
  if (!row) throw new Error(`${person} has no case ${reference}`);
  return row.caseId;
};

/** What whoever works the case answers, by step; the only choice otherwise. */
const WORK: Readonly<Record<string, string>> = {
  T1: 'no',
  T1c: 'no',
  T2: 'no',
  T3: 'no',
  T4: 'no',
  T8: 'no',
  T9p: 'told',
  T9d: 'no',
  T12: 'no',
  T12u: 'nothing',
  T13: 'other_row',
  T14: 'deliberate',
  T18: 'none',
  T20: 'no',
  T21: 'quiet',
  T22: 'all',
};

const step = (tab: FrameLocator) => tab.locator('section[aria-labelledby="next-step"]');

/** Works step by step on the page, up to the node named. */
async function workTo(last: string, person: string, { tab }: Desk, caseId: string): Promise<void> {
  for (let n = 0; n < 30; n++) {
    const view = await api<Output<'cases.read'>>(person, 'GET', `/api/cases/${caseId}`);
    const now = view.step;
    if (!now || now.node === last) return;
    const prompt = step(tab).locator('p').first();
    await expectText(prompt, now.prompt);
    const [first] = now.options;
    const option = now.options.find((o) => o.key === WORK[now.node]) ?? first;
    if (!option) throw new Error(`${now.node} offers nothing`);
    if (now.options.length > 1) await step(tab).getByRole('radio', { name: option.label, exact: true }).check();
    const row = step(tab).locator('select').first();
    if (now.node === 'T13') await row.selectOption('p_device_misuse');
    const go = now.options.length > 1 ? words.step.go : option.label;
    await step(tab).getByRole('button', { name: go, exact: true }).click();
    await leaves(prompt, now.prompt);
  }
  throw new Error(`the case never came to ${last}`);
}

async function expectText(at: ReturnType<FrameLocator['locator']>, text: string): Promise<void> {
  await at.filter({ hasText: text.slice(0, 60) }).waitFor();
}

async function leaves(at: ReturnType<FrameLocator['locator']>, text: string): Promise<void> {
  const since = Date.now();
  while (((await at.textContent()) ?? '') === text) {
    if (Date.now() - since > 20_000) throw new Error(`stays at: ${text}`);
    await at.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
}

const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

const open = (tab: FrameLocator, part: keyof typeof words.one.parts) =>
  tab.getByRole('tab', { name: words.one.parts[part], exact: true }).click();

let reference = '';
let caseId = '';
let lead: Desk;

test('the safeguarding lead finds the case in the list, without a name, and opens it', async () => {
  reference = await report(api);
  expect(reference).not.toBe('');
  caseId = await caseOf('safeguarding-lead', reference);
  lead = await desk('safeguarding-lead', '/work/cases');
  const row = lead.tab.getByRole('link').filter({ hasText: reference });
  await row.waitFor();
  expect(await row.innerText()).not.toMatch(/Hartsmere|Year 5/);
  await row.click();
  await lead.tab.getByRole('heading', { level: 1, name: words.one.title(reference) }).waitFor();
  await lead.tab.getByText(STORY).first().waitFor();
});

test('she works it step by step, names the pupil, records parents, and writes in the story', async () => {
  const { tab } = lead;
  await workTo('T9p', 'safeguarding-lead', lead, caseId);
  await open(tab, 'people');
  await tab.getByRole('button', { name: words.parties.add }).click();
  await tab.getByRole('searchbox', { name: words.parties.search }).fill('an');
  const found = tab.locator('li').filter({ has: tab.getByRole('button', { pressed: false }) });
  await found.first().getByRole('button').click();
  await tab.getByRole('checkbox', { name: words.parties.parts.instigator }).check();
  await tab.getByRole('button', { name: words.parties.save, exact: true }).click();
  await tab.getByText(`${words.parties.kinds.pupil} · ${words.parties.parts.instigator}`).waitFor();
  await open(tab, 'story');
  await tab.getByLabel(words.story.write).fill('<b>Rang his mother</b> at 4 pm; she will talk with him.');
  await tab.getByRole('button', { name: words.story.save }).click();
  // Whatever is typed is text, never markup.
  await tab.getByText('<b>Rang his mother</b> at 4 pm; she will talk with him.').waitFor();
  await workTo('T15', 'safeguarding-lead', lead, caseId);
});

test('nothing of the school’s table is ticked for her: she decides each line with a reason, and the case goes on', async () => {
  const { tab } = lead;
  await open(tab, 'actions');
  const lines = tab.locator('fieldset');
  await lines.first().waitFor();
  const many = await lines.count();
  await tab.getByRole('button', { name: words.acts.sanctions.save }).click();
  await tab.getByText(words.acts.sanctions.need).first().waitFor();
  for (let n = 0; n < many; n++) {
    const line = lines.nth(n);
    expect(await line.locator('select').inputValue()).toBe('');
    await line.locator('select').selectOption(n === 0 ? 'accepted' : 'declined');
    await line.getByLabel(words.acts.sanctions.reason).fill('Talked over with his teacher.');
    if (n > 0) continue;
    await line.getByRole('searchbox', { name: words.acts.sanctions.doer }).fill('Hartsm');
    await line.getByRole('button', { name: /Zoë Hartsmere/ }).click();
    await line.getByLabel(words.acts.sanctions.due).fill(tomorrow());
  }
  await tab.getByRole('button', { name: words.acts.sanctions.save }).click();
  await tab.getByText(`: ${words.acts.sanctions.accepted}. Talked over`).first().waitFor();
  await workTo('T16', 'safeguarding-lead', lead, caseId);
});

test('a step says what it still wants: support is planned and the time of watching set before it goes on', async () => {
  const { tab } = lead;
  await step(tab).getByRole('button', { name: 'Planned', exact: true }).click();
  await step(tab).getByText('Write a support plan for everybody first.').waitFor();
  await open(tab, 'people');
  await tab.getByRole('button', { name: words.parties.support.go, exact: true }).click();
  await tab.getByLabel(words.parties.support.plan).fill('His form teacher talks with him each Friday.');
  await tab.getByRole('button', { name: words.parties.support.go, exact: true }).click();
  await tab.getByText('His form teacher talks with him each Friday.').first().waitFor();
  await workTo('T21', 'safeguarding-lead', lead, caseId);
  await open(tab, 'actions');
  await tab.getByRole('button', { name: words.acts.monitoring.go, exact: true }).click();
  await tab.getByLabel(words.acts.monitoring.day).fill(new Date().toISOString().slice(0, 10));
  await tab.getByRole('button', { name: words.acts.monitoring.go, exact: true }).click();
  await tab.getByLabel(words.acts.monitoring.day).waitFor({ state: 'detached' });
  await workTo('T22', 'safeguarding-lead', lead, caseId);
});

test('a second person looks whether all is there, and closes it', async () => {
  const { tab } = lead;
  await open(tab, 'actions');
  await tab.getByRole('button', { name: words.acts.outcome.go, exact: true }).click();
  await tab.getByLabel(words.acts.outcome.outcome).selectOption('handled_in_school');
  await tab.getByLabel(words.acts.outcome.retention).selectOption('misuse');
  await tab.getByLabel(words.acts.outcome.reason).fill('A lesson missed, nothing more.');
  await tab.getByRole('button', { name: words.acts.outcome.go }).last().click();
  await tab.getByText(words.acts.outcome.outcomes.handled_in_school).first().waitFor();
  await tab.getByRole('button', { name: words.acts.close.askSecond }).click();
  const seconds = tab.getByLabel(words.step.second);
  const head = await seconds.locator('option').filter({ hasText: 'Tobias Fairweather' }).getAttribute('value');
  await seconds.selectOption(head ?? '');
  await tab.getByRole('button', { name: words.step.ask }).click();
  await tab.getByText(words.one.saved, { exact: true }).first().waitFor();
  const second = await desk('head', `/work/cases/case/${caseId}`);
  await workTo('CLOSED', 'head', second, caseId);
  expect((await api<Output<'cases.read'>>('head', 'GET', `/api/cases/${caseId}`)).state).toBe('closed');
  expect(second.complaints).toEqual([]);
  await second.context.close();
});

test('she exports it, with her reason and a second person’s agreement, as one file', async () => {
  const { tab, page } = lead;
  await open(tab, 'evidence');
  await tab.getByLabel(words.exporting.recipient).fill('Police, PC 4411');
  await tab.getByLabel(words.exporting.reason).fill('Asked for by phone');
  const head = tab.getByLabel(words.step.second).locator('option').filter({ hasText: 'Tobias Fairweather' });
  await tab.getByLabel(words.step.second).selectOption((await head.getAttribute('value')) ?? '');
  await tab.getByRole('button', { name: words.step.ask }).click();
  await tab.getByText(words.step.waiting('Tobias Fairweather')).waitFor();
  const second = await desk('head', `/work/cases/case/${caseId}`);
  await open(second.tab, 'evidence');
  await second.tab.getByRole('radio', { name: words.step.agree, exact: true }).check();
  await second.tab.getByLabel(words.step.reason).fill('The police asked me as well.');
  await second.tab.getByRole('button', { name: words.step.go }).click();
  await second.tab.getByRole('button', { name: words.exporting.go }).waitFor();
  await second.context.close();
  await page.reload();
  await open(tab, 'evidence');
  const coming = page.waitForEvent('download', { timeout: 60_000 });
  await tab.getByRole('button', { name: words.exporting.go }).click();
  const download = await coming;
  const file = path.join(folder, download.suggestedFilename());
  await download.saveAs(file);
  expect(fs.readFileSync(file).subarray(0, 2).toString()).toBe('PK');
  await open(tab, 'story');
  await tab.getByText('Police, PC 4411', { exact: true }).first().waitFor();
  // The refusals above are answers of the service, which a browser writes into its console.
  expect(lead.complaints.filter((line) => !/status of (400|409)/.test(line))).toEqual([]);
});

test('Esc twice hides the page; one press shows it again', async () => {
  const { tab, page } = lead;
  await tab.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await tab.getByRole('button', { name: words.one.show }).waitFor();
  expect(await tab.getByText(STORY).first().isVisible()).toBe(false);
  await page.keyboard.press('Enter');
  await tab.getByText(STORY).first().waitFor();
  await lead.context.close();
});

test('the person complained about finds no trace of it: not by list, not by link, not on Home, not in the feed', async () => {
  const subject = 'teaching-assistant';
  const seen = async () => {
    const kept = ['/api/me', '/api/home', '/api/notices', '/api/reports', '/api/policies'];
    return Promise.all(kept.map((at) => api<object>(subject, 'GET', at)));
  };
  const before = await seen();
  const { people } = await api<Output<'reports.directory'>>('class-teacher', 'GET', '/api/staff-directory?q=Amponsah');
  const ids: Input<'reports.answer'>['people'] = people.map((p) => p.id);
  expect(ids).toHaveLength(1);
  const number = await report(api, { ...CALM, R4: ['adult'] }, ids);
  expect(await seen()).toEqual(before);
  const hidden = await caseOf('head', number);
  const { tab, page, context } = await desk(subject, `/work/cases/case/${hidden}`);
  await tab.getByText(errors.of('not_found').title).waitFor();
  expect(await page.locator('body').innerText()).not.toContain(number);
  expect(await tab.locator('body').innerText()).not.toContain(number);
  await context.close();
});
