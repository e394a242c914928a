import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, FrameLocator, Page, Request } from 'playwright-core';
import type { Output } from '../../src/api/contract';
import { caseMail, frame, outlook as words, shell } from '../../src/texts/en-gb';
import { violations } from '../support/axe';
import { withBrowser } from '../support/browser';
import { type Practice, startPractice } from '../support/practice';
import { apiOf } from '../support/reporting';
import { hostileMails } from '../support/hostile-mails';
import { watch, withSettings } from '../support/shell';
import { type Provider, logIn, startProvider } from '../support/provider';
import { documentOf } from '../../tabs/cases/mail/frame';

jest.setTimeout(240_000);
const started = withBrowser();
let practice: Practice;
/** Who signs people in where Outlook does not; started by the test of it. */
let provider: Provider | undefined;
beforeAll(async () => {
  practice = await startPractice();
}, 400_000);
afterAll(async () => {
  provider?.stop();
  await practice.stop();
});

const api = apiOf(() => practice);
const TEACHER = 'class-teacher';
const LEAD = 'safeguarding-lead';

interface Desk {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly pane: FrameLocator;
  readonly complaints: string[];
  /** What the pane asked of the server, as `POST /api/…`. */
  readonly asked: string[];
}

interface Wanted {
  readonly box?: 'inbox' | 'drafts' | 'shared' | 'sent';
  readonly options?: string;
  /** Done before anything is loaded. */
  readonly first?: (context: BrowserContext) => Promise<void>;
}

/** The teacher's Outlook with one mail open and Lantern's pane beside it. */
async function open(subject: string, { box = 'inbox', options = '', first }: Wanted = {}): Promise<Desk> {
  const context = await started.browser.newContext({
    viewport: { width: 1_280, height: 720 },
    ignoreHTTPSErrors: first !== undefined,
  });
  await first?.(context);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const { complaints } = watch(page);
  const asked: string[] = [];
  page.on('request', (r) => {
    const { pathname } = new URL(r.url());
    if (pathname.startsWith('/api/')) asked.push(`${r.method()} ${pathname}`);
  });
  await page.goto(`${practice.url}/#path=${encodeURIComponent(`/outlook/${box}`)}&person=${TEACHER}${options}`);
  await page.locator('.mails').getByRole('button', { name: subject }).click();
  await page.locator('.mail').getByRole('heading', { name: subject, exact: true }).waitFor();
  if (box !== 'drafts') await flag(page);
  return { page, context, pane: page.frameLocator('.pane iframe'), complaints, asked };
}

const flag = (page: Page) => page.getByRole('button', { name: shell.outlook.flag }).click();
const group = (pane: FrameLocator, name: string) => pane.getByRole('group', { name });
const say = (pane: FrameLocator, question: string, answer: keyof typeof words.answers) =>
  group(pane, question).getByRole('button', { name: words.answers[answer], exact: true }).click();
const tick = (pane: FrameLocator, question: string, option: string) =>
  group(pane, question).getByRole('checkbox', { name: option, exact: true }).check();
const send = (pane: FrameLocator) => pane.getByRole('button', { name: words.send, exact: true }).click();

async function toAbout(pane: FrameLocator): Promise<void> {
  await say(pane, words.danger, 'no');
  await say(pane, words.imagery, 'no');
  await group(pane, words.why).waitFor();
}

async function fillAbout(pane: FrameLocator, who: string = words.whoOptions.outside): Promise<void> {
  await tick(pane, words.why, words.reasons.threatening);
  await tick(pane, words.who, who);
  await tick(pane, words.affected, words.affectedOptions.me);
}

/** The pane as a school's own: it signs in with the provider, and the API takes what the provider's key has signed. */
async function signedInBy({ origin, check }: Provider, context: BrowserContext): Promise<void> {
  // A page that was changed on its way counts as one from elsewhere. A browser that knows no such right does not ask for it.
  await context.grantPermissions(['local-network-access'], { origin: practice.url }).catch(() => undefined);
  await context.route('**/outlook.html', async (route) => {
    const response = await route.fetch();
    const settings = { clientId: 'tab', authority: origin, scope: 'access_as_user', practice: false };
    const policy = response.headers()['content-security-policy'] ?? '';
    const headers = {
      ...response.headers(),
      'content-security-policy': policy.replaceAll(/(connect|frame)-src 'self'/g, `$& ${origin}`),
    };
    await route.fulfill({ response, headers, body: withSettings(await response.text(), settings) });
  });
  const token = await practice.token(TEACHER);
  await context.route('**/api/**', async (route) => {
    if (!route.request().frame().url().endsWith('/outlook.html')) return route.continue();
    const headers = await route.request().allHeaders();
    const claims = await check(headers['authorization']?.replace('Bearer ', '') ?? '');
    if (claims === null)
      return route.fulfill({ status: 401, json: { code: 'not_signed_in', message: '', requestId: '' } });
    await route.continue({ headers: { ...headers, authorization: `Bearer ${token}` } });
  });
}

const receiptIn = async (pane: FrameLocator): Promise<string> =>
  /Receipt (\S+?)\.?\s/.exec(`${(await pane.locator('main').innerText()).replace(/\n/g, ' ')} `)?.[1] ?? '';

/** The newest case of whoever deals with it, and what was flagged in it. */
async function mailsFor(person: string) {
  const { rows } = await api<Output<'cases.list'>>(person, 'GET', '/api/cases?view=open');
  const newest = [...rows].sort((a, b) => b.openedAt - a.openedAt)[0];
  if (!newest) throw new Error(`${person} has no case`);
  const { mails } = await api<Output<'evidence.ofCase'>>(person, 'GET', `/api/cases/${newest.caseId}/mail`);
  return { caseId: newest.caseId, mails };
}

test('a threat is flagged in at most eight presses after the button, none of them typing, and the original is kept', async () => {
  const { page, pane, complaints, asked, context } = await open('You will be sorry');
  await pane.locator('body').evaluate((body) => {
    const counted = { presses: 0, typed: 0 };
    Object.assign(body.ownerDocument.defaultView ?? {}, { counted });
    body.addEventListener('click', (e) => void (counted.presses += e.isTrusted ? 1 : 0), true);
    body.addEventListener('keydown', () => void (counted.typed += 1), true);
  });
  await toAbout(pane);
  expect(asked.filter((a) => /capture|supply/.test(a))).toEqual([]);
  await fillAbout(pane);
  await send(pane);
  await pane.getByText(words.kept).waitFor();
  const counted = await pane
    .locator('body')
    .evaluate(() => (globalThis as unknown as { counted: { presses: number; typed: number } }).counted);
  // A tick is two clicks to the browser: one on the label's box, one that follows on the field.
  expect(counted.presses).toBeLessThanOrEqual(8);
  expect(counted.typed).toBe(0);
  expect(await receiptIn(pane)).toMatch(/^\w{4}-\w{4}$/);
  expect(asked).not.toContain('POST /api/evidence/mail/supply');
  expect(complaints).toEqual([]);
  await page.reload();
  await page.locator('.mails').getByRole('button', { name: 'You will be sorry' }).click();
  await page.locator('.category').filter({ hasText: 'Kept as evidence' }).waitFor();
  await flag(page);
  await pane.getByText(words.already.title).waitFor();
  await context.close();
});

/** The case's own questions, answered up to where its evidence may be looked at. */
async function workPast(node: string, person: string, caseId: string): Promise<void> {
  const answers: Readonly<Record<string, string>> = { T1: 'no', T1c: 'no', T2: 'no', T3: 'no' };
  for (let n = 0; n < 12; n += 1) {
    const { rev, step } = await api<Output<'cases.read'>>(person, 'GET', `/api/cases/${caseId}`);
    if (!step || step.node === node) return;
    const choices = [answers[step.node] ?? step.options[0]?.key ?? ''];
    await api(person, 'POST', `/api/cases/${caseId}/answers`, { rev, node: step.node, choices });
  }
  throw new Error(`the case never came to ${node}`);
}

test('the safeguarding lead sees it in the case, reads it safely, and its two claims apart', async () => {
  const { caseId, mails } = await mailsFor(LEAD);
  expect(mails).toMatchObject([{ copy: { origin: 'graph' }, trouble: null, sealed: false }]);
  await workPast('T4', LEAD, caseId);
  const context = await started.browser.newContext({ viewport: { width: 1_280, height: 1_000 } });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const { complaints } = watch(page);
  await page.goto(`${practice.url}/#path=${encodeURIComponent(`/work/cases/case/${caseId}`)}&person=${LEAD}`);
  const tab = page.frameLocator('main iframe');
  await tab.getByRole('tab', { name: caseMail.tab, exact: true }).click();
  await tab.getByText(caseMail.state.kept).waitFor();
  await tab.getByRole('button', { name: caseMail.open('You will be sorry') }).click();
  await tab.getByText('I know which car is yours').waitFor();
  await tab.getByText(caseMail.unchanged.title, { exact: true }).waitFor();
  await tab.getByText(caseMail.origin.title, { exact: true }).waitFor();
  await tab.getByText(caseMail.custody).click();
  await tab.getByText(caseMail.acts.captured).waitFor();
  expect(complaints).toEqual([]);
  const frame = page.frames().find((f) => f.url().includes('/tabs/'));
  expect(frame && (await violations(frame))).toEqual([]);
  await context.close();
});

test.each([
  ['not_sure', 'one of your girls'],
  ['yes', 'Practice mail: plain'],
] as const)(
  'with "%s" about pictures nothing of it is ever copied, and what to do is said in full',
  async (answer, subject) => {
    const { pane, asked, context, page } = await open(subject);
    await say(pane, words.danger, 'no');
    await say(pane, words.imagery, answer);
    await pane.getByRole('heading', { name: words.stop.imagery }).waitFor();
    await pane.getByText('Do not look again').waitFor();
    await pane.getByRole('link').first().waitFor();
    await pane.getByRole('button', { name: words.read }).click();
    await pane.getByRole('checkbox', { name: 'An email' }).check();
    await pane.getByRole('button', { name: words.next }).click();
    await tick(pane, words.who, words.whoOptions.unknown);
    await tick(pane, words.affected, words.affectedOptions.pupils);
    await send(pane);
    await pane.getByText(words.states.facts_only).waitFor();
    expect(asked).not.toContain('POST /api/evidence/mail/supply');
    const { mails } = await mailsFor(LEAD);
    expect(mails).toMatchObject([{ copy: null, canOpen: false, tag: 'withheld' }]);
    await page.reload();
    await page.locator('.mail').getByRole('heading', { name: subject }).waitFor();
    expect(await page.locator('.category').count()).toBe(0);
    await context.close();
  },
);

/** What has the focus in the pane; null while it is elsewhere. */
async function focused(page: Page): Promise<{ name: string; group: string; isVisible: boolean } | null> {
  const frame = page.frames().find((f) => f.url().endsWith('/outlook.html'));
  return (
    frame?.evaluate(() => {
      const { document: inner } = globalThis as unknown as { document: Document };
      const on = inner.activeElement as HTMLInputElement | null;
      if (!inner.hasFocus() || on === null || on === inner.body) return null;
      return {
        name: on.labels?.[0]?.innerText ?? on.innerText,
        group: on.closest('fieldset')?.querySelector('legend')?.innerText ?? '',
        isVisible: on.matches(':focus-visible'),
      };
    }) ?? null
  );
}

/** Presses a key until what is wanted has the focus, which can be seen at each stop. */
async function keyTo(page: Page, name: string, o: { readonly in?: string; readonly key?: string } = {}): Promise<void> {
  for (let n = 0; n < 40; n += 1) {
    await page.keyboard.press(o.key ?? 'Tab');
    const at = await focused(page);
    if (at === null) continue;
    expect(at).toMatchObject({ isVisible: true });
    if (at.name === name && at.group.includes(o.in ?? '')) return;
  }
  throw new Error(`${name} is not to be had with the keyboard`);
}

test('danger comes first: 999 and the numbers, then only whom the alert must not reach, then pictures', async () => {
  const { pane, context } = await open('Last warning');
  await say(pane, words.danger, 'yes');
  await pane.getByRole('heading', { name: words.stop.danger }).waitFor();
  await pane.getByRole('link', { name: '999' }).waitFor();
  await pane.getByRole('button', { name: words.read }).click();
  await tick(pane, words.who, words.whoOptions.outside);
  expect(await pane.getByText(words.from('You know who')).count()).toBe(0);
  await pane.getByRole('button', { name: words.alert }).click();
  await say(pane, words.imagery, 'no');
  await tick(pane, words.why, words.reasons.threatening);
  await tick(pane, words.affected, words.affectedOptions.me);
  await send(pane);
  await pane.getByText(words.kept).waitFor();
  await context.close();
});

test('mail from the head goes to the chair: the name on it is offered, and never ticked by itself', async () => {
  const { pane, context } = await open('My office');
  await toAbout(pane);
  const offered = group(pane, words.who).getByRole('checkbox', { name: /the name on the email/ });
  expect(await offered.isChecked()).toBe(false);
  await tick(pane, words.why, words.reasons.threatening);
  await offered.check();
  await tick(pane, words.affected, words.affectedOptions.me);
  await send(pane);
  await pane
    .getByText(/chair of governors/i)
    .first()
    .waitFor();
  await context.close();
});

test.each([
  ['a mail of a shared mailbox', 'To whoever opens this', { box: 'shared' }],
  ['a mail on a phone that has few calls', 'Reading groups AGAIN', { options: '&phone=1' }],
  ['an encrypted mail', 'Encrypted: your enquiry', {}],
  ['a mail of forty megabytes', 'I have recorded everything', {}],
] as const)('%s is kept too', async (_, subject, wanted) => {
  const { pane, context } = await open(subject, wanted);
  await toAbout(pane);
  await fillAbout(pane);
  await send(pane);
  await pane.getByText(words.kept).waitFor();
  await context.close();
});

test('two mails chosen at once are one report, and both are kept', async () => {
  const { page, pane, context } = await open('Practice mail: 8bit');
  await page.locator('.mails li').filter({ hasText: 'Practice mail: bare-lf' }).getByRole('checkbox').check();
  await flag(page);
  await pane.getByRole('heading', { name: words.titleMany(2) }).waitFor();
  await toAbout(pane);
  await fillAbout(pane);
  await send(pane);
  await pane.getByRole('heading', { name: words.titleDone(2) }).waitFor();
  await pane.getByText(words.kept).waitFor();
  await context.close();
});

test('an old Outlook that signs nobody in: the pane does it in a window of its own, and the mail is kept', async () => {
  const own = await startProvider(`${practice.url}/redirect.html`);
  provider = own;
  const { page, pane, context } = await open('Your mailbox is full', {
    options: '&oldOutlook=1&noNested=1',
    first: (fresh) => signedInBy(own, fresh),
  });
  const popup = page.waitForEvent('popup');
  await pane.getByRole('button', { name: frame.signIn, exact: true }).click();
  await logIn(await popup);
  await toAbout(pane);
  await fillAbout(pane);
  await send(pane);
  await pane.getByText(words.kept).waitFor();
  expect(own.shown.length).toBeGreaterThan(0);
  expect(own.shown.filter((token) => token === null)).toEqual([]);
  await context.close();
});

test('a draft is refused kindly, in a pane that stands open', async () => {
  const { page, pane, context } = await open('Re: Reading groups AGAIN', { box: 'sent' });
  await pane.getByText(words.phishing).waitFor();
  await page.getByRole('button', { name: shell.outlook.box.drafts }).click();
  await pane.getByText(words.draft.title).waitFor();
  await context.close();
});

test('the connection is lost half-way, the page is loaded again: nothing is lost and it goes on', async () => {
  const { page, pane, context } = await open('Confidential: staffing');
  await toAbout(pane);
  await tick(pane, words.why, words.reasons.frightening);
  await context.setOffline(true);
  await tick(pane, words.who, words.whoOptions.unknown);
  await tick(pane, words.affected, words.affectedOptions.me);
  await send(pane);
  await pane.getByText(words.offline).waitFor();
  await context.setOffline(false);
  await page.reload();
  await page.locator('.mails').getByRole('button', { name: 'Confidential: staffing' }).click();
  await flag(page);
  await pane.getByText(words.resume.title).waitFor();
  await pane.getByRole('button', { name: words.resume.go }).click();
  await send(pane);
  await pane.getByText(words.leave).or(pane.getByText(words.kept)).first().waitFor();
  await context.close();
});

test.each(['default', 'dark', 'contrast'])('the pane is clean to axe in the theme %s, at 320 px', async (theme) => {
  const { page, pane, context } = await open('Re: Reading groups AGAIN', { box: 'sent', options: `&theme=${theme}` });
  await group(pane, words.imagery).waitFor();
  const frame = page.frames().find((f) => f.url().endsWith('/outlook.html'));
  if (!frame) throw new Error('no pane');
  expect(await violations(frame)).toEqual([]);
  const room = await frame.evaluate(() => {
    const page = (globalThis as unknown as { document: { documentElement: HTMLElement } }).document.documentElement;
    return page.scrollWidth - page.clientWidth;
  });
  expect(room).toBeLessThanOrEqual(0);
  await context.close();
});

test('before the first answer nothing has to be scrolled, in a pane of 320 by 500', async () => {
  const { page, pane, context } = await open('Re: Reading groups AGAIN', { box: 'sent' });
  await page.setViewportSize({ width: 1_280, height: 640 });
  const button = group(pane, words.danger).getByRole('button').first();
  await button.waitFor();
  const box = await button.boundingBox();
  const top = (await page.locator('.pane iframe').boundingBox())?.y ?? 0;
  expect((box?.y ?? 0) + (box?.height ?? 0) - top).toBeLessThan(500);
  await context.close();
});

const TOGETHER = 12;

/** Shows documents in frames as the pages do. False when they ended the page, as markup nested without end can. */
async function isShown(context: BrowserContext, documents: readonly string[]): Promise<boolean> {
  const page = await context.newPage();
  try {
    await page.setContent('<!doctype html><title>Frames</title>');
    await page.evaluate(async (all) => {
      const { document: outer } = globalThis as unknown as { document: Document };
      const loads = all.map((html) => {
        const frame = outer.createElement('iframe');
        frame.setAttribute('sandbox', '');
        frame.srcdoc = html;
        outer.body.append(frame);
        return new Promise((resolve) => frame.addEventListener('load', resolve));
      });
      // Some of them may be made never to end; a moment more for what is put off.
      await Promise.race([Promise.all(loads), new Promise((resolve) => setTimeout(resolve, 15_000))]);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }, documents);
    return true;
  } catch (e) {
    if (!String(e).includes('crashed')) throw e;
    return false;
  } finally {
    await page.close();
  }
}

test('markup made to hurt, even if it had not been cleaned, runs nothing and reaches nobody from its frame', async () => {
  const reached: string[] = [];
  const canary = http.createServer((request, response) => {
    reached.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  const { port } = canary.address() as AddressInfo; // listening on TCP
  const address = `http://127.0.0.1:${port}`;
  const context = await started.browser.newContext();
  const asked: string[] = [];
  // A request may be announced and then stopped for its policy or origin; whatever ends in any other way has left.
  const ended = (r: Request): void => {
    if (/^https?:/.test(r.url()) && !/^(csp|origin)$/.test(r.failure()?.errorText ?? '')) asked.push(r.url());
  };
  context.on('requestfinished', ended);
  context.on('requestfailed', ended);
  context.on('dialog', (dialog) => {
    reached.push('a dialog');
    void dialog.dismiss();
  });
  const bodies = hostileMails(address).flatMap(({ make }) => {
    const text = make().toString('utf8');
    return text.length < 200_000 && text.includes('Content-Type: text/html')
      ? [text.slice(text.indexOf('\r\n\r\n'))]
      : [];
  });
  expect(bodies.length).toBeGreaterThan(60);
  const documents = bodies.map(documentOf);
  for (let from = 0; from < documents.length; from += TOGETHER) {
    const some = documents.slice(from, from + TOGETHER);
    // A page that is ended by one of them says nothing of the others: each is shown by itself then.
    if (!(await isShown(context, some))) for (const one of some) await isShown(context, [one]);
  }
  expect(reached).toEqual([]);
  expect(asked).toEqual([]);
  expect(context.pages()).toEqual([]);
  await context.close();
  await new Promise((resolve) => canary.close(resolve));
});

test('with the keyboard alone: each new question and the receipt take the focus, and every stop can be seen', async () => {
  const { page, pane, context, complaints } = await open('Re: Reading groups AGAIN', { box: 'sent' });
  const hasFocus = async (title: string) => {
    await pane.getByRole('heading', { level: 1, name: title }).and(pane.locator(':focus')).waitFor();
  };
  const { answers, reasons, whoOptions, affectedOptions } = words;
  await group(pane, words.danger).waitFor();
  await keyTo(page, answers.no, { in: words.danger });
  await page.keyboard.press('Enter');
  // Pictures stand below already: nothing moves, the focus neither.
  await group(pane, words.danger)
    .getByRole('button', { name: answers.no, pressed: true })
    .and(pane.locator(':focus'))
    .waitFor();
  await keyTo(page, answers.no, { in: words.imagery });
  await keyTo(page, answers.not_sure, { in: words.imagery, key: 'Shift+Tab' });
  await keyTo(page, answers.no, { in: words.imagery });
  await page.keyboard.press('Space');
  await group(pane, words.why).waitFor();
  await hasFocus(words.title);
  // What is missing is said, and has the focus.
  await keyTo(page, words.send);
  await page.keyboard.press('Enter');
  await pane.getByText(words.needOne).first().waitFor();
  await group(pane, words.why).locator(':focus').waitFor();
  for (const [question, option] of [
    [words.why, reasons.threatening],
    [words.who, whoOptions.outside],
    [words.affected, affectedOptions.me],
  ] as const) {
    await keyTo(page, option, { in: question });
    await page.keyboard.press('Space');
  }
  await keyTo(page, words.ownWords);
  await page.keyboard.press('Space');
  await pane.getByRole('textbox', { name: words.words }).waitFor();
  await page.keyboard.press('Space');
  // A wrong press is gone back to: that question alone, and what was ticked stays.
  await keyTo(page, words.change.R1(answers.no));
  await page.keyboard.press('Enter');
  await group(pane, words.danger).waitFor();
  await hasFocus(words.title);
  expect(await group(pane, words.imagery).count()).toBe(0);
  await keyTo(page, answers.no, { in: words.danger });
  await page.keyboard.press('Enter');
  await group(pane, words.why).waitFor();
  await hasFocus(words.title);
  expect(await group(pane, words.why).getByRole('checkbox', { name: reasons.threatening }).isChecked()).toBe(true);
  await keyTo(page, words.send);
  await page.keyboard.press('Enter');
  await pane.getByText(words.kept).waitFor();
  await hasFocus(words.titleDone(1));
  expect(await receiptIn(pane)).toMatch(/^\w{4}-\w{4}$/);
  expect(complaints).toEqual([]);
  await context.close();
});
