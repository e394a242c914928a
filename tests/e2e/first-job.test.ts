import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BrowserContext, Download, FrameLocator, Locator, Page } from 'playwright-core';
import type { Output } from '../../src/api/contract';
import { agreements, countersign, home, sign as words } from '../../src/texts/en-gb';
import { withBrowser } from '../support/browser';
import { type Practice, startPractice } from '../support/practice';
import { watch } from '../support/shell';

jest.setTimeout(180_000);
const started = withBrowser();
let practice: Practice;
let folder: string;
beforeAll(async () => {
  practice = await startPractice();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantern-first-job-'));
}, 400_000);
afterAll(async () => {
  await practice.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

interface Device {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly tab: FrameLocator;
  readonly complaints: string[];
}

/** A browser of its own, with the practice window open as somebody at a place. */
async function device(person: string, at: string): Promise<Device> {
  const context = await started.browser.newContext({ viewport: { width: 1_280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const { complaints } = watch(page);
  await page.goto(`${practice.url}/#path=${encodeURIComponent(at)}&person=${person}`);
  return { page, context, tab: page.frameLocator('main iframe'), complaints };
}

async function api<T>(person: string, at: string): Promise<T> {
  const token = await practice.token(person);
  const answer = await fetch(`${practice.url}${at}`, { headers: { authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Error(`${at}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T; // the contract's
}

/** The round that the class teacher is asked to sign in. */
async function openRound() {
  const { campaigns } = await api<Output<'campaigns.list'>>('coordinator', '/api/campaigns');
  const round = campaigns.find((campaign) => campaign.closedOn === null);
  if (!round) throw new Error('no round is open');
  return round;
}

/** With the keyboard alone: Tab until the control has the focus. */
async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await control.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('the keyboard does not get there');
}

/** Reads, ticks and checks, up to the place where the name is typed, without touching a mouse. */
async function walkToSignature({ page, tab }: Device): Promise<void> {
  const name = tab.getByLabel(words.name.label);
  const on = tab.locator('form button[type=submit]');
  for (let step = 0; step < 60; step++) {
    await on.waitFor();
    if (await name.isVisible()) return;
    const heading = await tab.getByRole('heading', { level: 2 }).first().innerText();
    const place = await tab.locator('form').innerText();
    const ticks = tab.getByRole('checkbox');
    const count = await ticks.count();
    if (count > 0) {
      await tabTo(page, ticks.first());
      for (let i = 0; i < count; i++) {
        if (!(await ticks.nth(i).isChecked())) await page.keyboard.press('Space');
        if (i < count - 1) await page.keyboard.press('ArrowDown');
      }
    }
    const choice = tab.getByRole('radio').first();
    if ((await choice.count()) > 0) {
      await tabTo(page, choice);
      await page.keyboard.press('Space');
      await tabTo(page, on);
      await page.keyboard.press('Enter');
      await tab.getByRole('button', { name: words.next, exact: true }).waitFor();
    }
    const laptop = tab.getByLabel(words.you.laptop, { exact: true });
    if ((await laptop.count()) > 0) {
      await tabTo(page, laptop);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('LH-LT-777');
    }
    await tabTo(page, on);
    await page.keyboard.press('Enter');
    await leaves(tab, place, heading);
  }
  throw new Error('the way to the signature has no end');
}

/** The next step stands when the text of the form is another one. */
async function leaves(tab: FrameLocator, place: string, heading: string): Promise<void> {
  const since = Date.now();
  while ((await tab.locator('form').innerText()) === place) {
    if (Date.now() - since > 15_000) throw new Error(`"${heading}" does not lead on:\n${place}`);
    await tab.locator('body').evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
}

async function saved(download: Download): Promise<string> {
  const file = path.join(folder, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

/** What the verifier that travels with every export says: its exit code and its words. */
function verify(file: string): { readonly code: number | null; readonly said: string } {
  const key = path.join(`${practice.dir}-keys`, 'school.pub');
  const done = spawnSync(process.execPath, ['scripts/verify.mjs', file, '--key', key], {
    cwd: path.join(__dirname, '../..'),
    env: { ...process.env, INIT_CWD: folder },
    encoding: 'utf8',
  });
  return { code: done.status, said: done.stdout + done.stderr };
}

const typed = 'Zoë Hartsmere';
let teacher: Device;

test('the class teacher goes from Home to the signature with the keyboard alone', async () => {
  teacher = await device('class-teacher', '/home');
  const { page, tab } = teacher;
  const go = tab.getByRole('list', { name: home.tasksHeading }).getByRole('link', { name: /^Read and sign/ });
  await go.waitFor();
  await tabTo(page, go);
  await page.keyboard.press('Enter');
  await tab.getByText(words.start.stop).waitFor();
  await walkToSignature(teacher);
  await tab.getByText('LH-LT-777').waitFor();
});

test('a lost connection keeps what is typed and signs nothing; it is saved when the connection is back', async () => {
  const { context, tab, page } = teacher;
  const before = (await openRound()).counts;
  await context.setOffline(true);
  const name = tab.getByLabel(words.name.label);
  await tabTo(page, name);
  await page.keyboard.type(typed);
  await page.keyboard.press('Enter');
  await tab.getByText(words.name.offline).waitFor();
  expect(await name.inputValue()).toBe(typed);
  expect((await openRound()).counts).toEqual(before);
  await context.setOffline(false);
  await tab.getByText(words.kept.saved, { exact: true }).first().waitFor({ timeout: 60_000 });
});

test('a second device goes on where the first stopped, and a double click signs once', async () => {
  const round = await openRound();
  const second = await device('class-teacher', `/sign/${round.campaignId}`);
  const { tab } = second;
  await tab.getByLabel(words.name.label).waitFor();
  expect(await tab.getByLabel(words.name.label).inputValue()).toBe(typed);
  await tab.getByRole('button', { name: words.name.sign, exact: true }).dblclick();
  await tab.getByRole('heading', { name: words.receipt.heading('Zoë') }).waitFor();
  expect((await openRound()).counts.signed).toBe(round.counts.signed + 1);
  expect(second.complaints).toEqual([]);
  await teacher.context.close();
  teacher = second;
});

test('the receipt comes as PDF and as a proof file; both verify, and not with one byte changed', async () => {
  const { tab, page } = teacher;
  for (const button of [words.receipt.pdf, words.receipt.json]) {
    const coming = page.waitForEvent('download', { timeout: 60_000 });
    await tab.getByRole('button', { name: button }).click();
    const file = await saved(await coming);
    const sound = verify(file);
    expect(sound).toMatchObject({ code: 0 });
    const bytes = fs.readFileSync(file);
    const at = bytes.indexOf(button === words.receipt.json ? '"typedName' : '/EmbeddedFile');
    const changed = path.join(folder, `changed${path.extname(file)}`);
    // Inside what is signed: a letter of the name, or of the file the PDF carries.
    const place = button === words.receipt.json ? bytes.indexOf('Hartsmere', at) : bytes.indexOf('stream', at) + 40;
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    fs.writeFileSync(changed, bytes);
    expect(verify(changed).code).not.toBe(0);
  }
  await teacher.context.close();
});

test('the coordinator sees who has signed; the sentence adds up, the teacher is in it, and the list is exported', async () => {
  const { tab, page, complaints, context } = await device('coordinator', '/work/agreements');
  const { campaignId, title } = await openRound();
  await tab.locator(`a[href$="${campaignId}"]`).click();
  await tab.getByRole('heading', { level: 1, name: title }).waitFor();
  const sentence = await tab
    .getByText(/\d+ of \d+ signed\. /)
    .first()
    .innerText();
  const [signed = 0, expected = 0, notYet = 0, question = 0, out = 0] = (sentence.match(/\d+/g) ?? []).map(Number);
  expect(signed).toBe((await openRound()).counts.signed);
  expect(signed + notYet + question + out).toBe(expected);
  await tab.getByLabel(agreements.search).fill('Hartsmere');
  await tab
    .getByRole('row')
    .filter({ hasText: 'Hartsmere' })
    .filter({ hasText: agreements.state.signed })
    .first()
    .waitFor();
  const coming = page.waitForEvent('download');
  await tab.getByRole('button', { name: agreements.csv, exact: true }).click();
  const csv = fs.readFileSync(await saved(await coming), 'utf8');
  expect(csv).toMatch(/Hartsmere.*Signed/);
  expect(complaints).toEqual([]);
  await context.close();
});

test('the line manager accepts the signature, and the teacher reads so on Home', async () => {
  const { tab, complaints, context } = await device('line-manager', '/work/countersign');
  await tab.getByRole('checkbox', { name: countersign.pick(typed) }).check();
  await tab.getByRole('button', { name: countersign.accept(1) }).click();
  await tab.getByText(countersign.accepted(1)).first().waitFor();
  expect(complaints).toEqual([]);
  await context.close();
  const { campaignId } = await openRound();
  const view = await api<Output<'agreements.signing'>>('class-teacher', `/api/campaigns/${campaignId}/signing`);
  expect(view.signed?.acceptedBy).toBe('Siân Cadwallader');
});
