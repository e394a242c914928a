import fs from 'node:fs';
import path from 'node:path';
import { violations } from '../support/axe';
import { withBrowser } from '../support/browser';
import { activity, type Channel, startChannel } from '../support/channel';
import { type ChatPage, openChat } from '../support/chat-page';
import { type Practice, startPractice } from '../support/practice';

jest.setTimeout(180_000);
const started = withBrowser();
let practice: Practice;
let channel: Channel;
beforeAll(async () => {
  practice = await startPractice({ env: { LOG_LEVEL: 'info' } });
  channel = await startChannel();
}, 300_000);
afterAll(async () => {
  await channel.close();
  await practice.stop();
});

const SHOTS = process.env['CHAT_SHOTS'];
const shot = async ({ page }: ChatPage, name: string): Promise<void> => {
  if (SHOTS) await page.screenshot({ path: path.join(SHOTS, `${name}.png`) });
};
const chat = (person: string, o: { theme?: 'dark' | 'contrast'; url?: string } = {}) =>
  openChat(started.browser, { url: practice.url, person, ...o });
/** Shut, with nothing the policy had to stop and nothing asked of the internet. */
async function shut(...pages: ChatPage[]): Promise<void> {
  for (const one of pages) {
    expect(one.complaints).toEqual([]);
    await one.close();
  }
}

const FIRST = 'This goes only to the people here who deal with worries about safety';
const DANGER = 'Is anyone in danger right now?';
const IMAGERY = 'Could this involve a nude';
const CRIME = 'Could any of this be a crime?';
const WHO = 'Who seems to be responsible?';
const AFFECTED = 'Who is affected?';
const WHEN = 'When and where did it happen';
const WORDS = 'What happened, in your own words?';

const PEOPLE = { light: 'teaching-assistant', dark: 'line-manager', contrast: 'office-manager' } as const;

test.each([['light'], ['dark'], ['contrast']] as const)(
  'a whole report by buttons alone, in %s: axe finds nothing on any card',
  async (theme) => {
    const c = await chat(PEOPLE[theme], theme === 'light' ? {} : { theme });
    const found: string[] = [];
    const look = async (name: string) => {
      found.push(...(await violations(c.page)).map((v) => `${name}: ${v}`));
      await shot(c, `${theme}-${name}`);
    };
    await c.says('What can I help you with?');
    await look('home');
    await c.press('Report a concern');
    await c.says(FIRST);
    await c.press('Continue');
    await c.says(DANGER);
    await look('danger');
    await c.press('No');
    await c.says(IMAGERY);
    await c.press('No');
    await c.says(CRIME);
    await c.press('Not sure');
    await c.says(WHO);
    await c.tick('A pupil', 'Someone outside');
    await look('who');
    await c.press('Next');
    await c.says(AFFECTED);
    await c.tick('Pupils');
    await c.press('Next');
    await c.says(WHEN);
    await c.press('Next');
    await c.says('Please fill this in.');
    await c.fill('When', 'Yesterday at break');
    await c.fill('Where', 'By the bike shed');
    await c.choose('How you know', 'A child told me');
    await look('when');
    await c.press('Next');
    await c.says(WORDS);
    await c.fill('Your own words', 'He used **his** phone [here](http://evil.example) <b>in</b> the lesson.');
    await look('words');
    await c.press('Next');
    await c.says('What you have told me');
    expect(await c.card.getByRole('link').count()).toBe(0);
    await c.says('He used **his** phone');
    await look('check');
    await c.choose('Change an answer', AFFECTED);
    await c.press('Change this answer');
    await c.says(AFFECTED);
    await c.tick('Me');
    await c.press('Next');
    await c.says('Check and send');
    await c.press('None of these');
    await c.says('Thank you for telling us');
    await c.says(/Receipt [A-Z0-9]{4}-[A-Z0-9]{4}/);
    await look('receipt');
    // The receipt has taken the place of everything that was said.
    await c.page.reload();
    await c.says('Thank you for telling us');
    expect(await c.page.getByText('bike shed').count()).toBe(0);
    expect(found).toEqual([]);
    await shut(c);
  },
);

test('a whole report by typing: words typed first are kept, and offered back; the lead is told', async () => {
  const c = await chat('class-teacher');
  await c.says('What can I help you with?');
  await c.type('a boy in my class showed me something horrible on his phone');
  await c.says('I have kept what you wrote');
  for (const [asked, answer] of [
    [FIRST, 'ok'],
    [DANGER, 'no'],
    [IMAGERY, 'nope'],
    [CRIME, 'not suer'],
    [WHO, 'a boy'],
    [AFFECTED, '1'],
    [WHEN, 'this morning; in the corridor; a child told me'],
  ] as const) {
    await c.says(asked);
    await c.type(answer);
  }
  await c.says(WORDS);
  expect(await c.card.getByLabel('Your own words').inputValue()).toContain('something horrible on his phone');
  await c.type('back');
  await c.says(WHEN);
  await c.type('yesterday');
  await c.says('Where?');
  await c.type('in the hall');
  await c.says('How you know');
  await c.type('I saw it');
  await c.says(WORDS);
  await c.type('yes');
  await c.says('What you have told me');
  await c.says('something horrible on his phone');
  await c.type('send');
  await c.says('Thank you for telling us');
  await c.type('status of my report');
  await c.says('Your reports');
  await fetch(`${practice.url}/practice/tick`, { method: 'POST' });
  const feed = await fetch(`${practice.url}/practice/feed?persona=safeguarding-lead`);
  const { notices } = (await feed.json()) as { notices: { kind: string; title: string }[] }; // the practice server's own
  expect(notices.map((n) => n.kind)).toContain('report_waiting');
  expect(JSON.stringify(notices)).not.toMatch(/phone|horrible|Zoë/);
  await shut(c);
});

test('two presses of one button are one answer', async () => {
  const c = await chat('coordinator');
  const invokes: string[] = [];
  c.page.on('request', (request) => {
    if (request.url().includes('/invoke')) invokes.push(request.url());
  });
  await c.says('What can I help you with?');
  await c.press('Report a concern');
  await c.says(FIRST);
  await c.card.getByRole('button', { name: 'Continue', exact: true }).dblclick({ delay: 0 });
  await c.says(DANGER);
  await c.page.waitForTimeout(500);
  await c.says(DANGER);
  // The first for "report", two for the double press.
  expect(invokes).toHaveLength(3);
  await c.press('Stop');
  await c.says('You stopped');
  await shut(c);
});

test('a worker at the keyboard needs no mouse', async () => {
  const c = await chat('head');
  await c.says('What can I help you with?');
  await c.card.getByRole('button', { name: 'Report a concern' }).focus();
  await c.page.keyboard.press('Enter');
  await c.says(FIRST);
  for (const [wanted, next] of [
    ['Continue', DANGER],
    ['No', IMAGERY],
    ['No', CRIME],
  ] as const) {
    // The focus is in the new card; the button is some tabs away.
    for (let n = 0; n < 6; n += 1) {
      await c.page.keyboard.press('Tab');
      const focused = await c.page.evaluate(() => document.activeElement?.textContent ?? '');
      if (focused === wanted) break;
    }
    await c.page.keyboard.press('Enter');
    await c.says(next);
  }
  await c.type('stop');
  await c.says('You stopped');
  await shut(c);
});

test('a picture or file that is sent anyway is not opened, kept or fetched, and what not to do is said', async () => {
  const c = await chat('supply-teacher');
  await c.says('What can I help you with?');
  await c.press('Report a concern');
  await c.press('Continue');
  await c.press('No');
  await c.says(IMAGERY);
  await c.press('Not sure');
  await c.says('Do not look again, copy, print, save, share, forward or delete.');
  await shot(c, 'light-do-not');
  await c.page.locator('input[type=file]').setInputFiles({
    name: 'screenshot.png',
    mimeType: 'image/png',
    buffer: Buffer.from('never read'),
  });
  await c.says('Please do not send pictures, files or links here');
  await c.says('That it happened is noted');
  await shot(c, 'light-file');
  await c.page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['never read'], 'pasted.png', { type: 'image/png' }));
    const box = document.querySelector('.chat-room input, .chat-room textarea');
    box?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await c.page.getByText('pasted.png').first().waitFor();
  await c.says('Please do not send pictures, files or links here');
  await c.type('it is at https://pictures.example/secret-address look');
  await c.says('I took an address out of what you wrote');
  expect(practice.said()).not.toContain('files/:id');
  await c.type('stop');
  await c.says('You stopped');
  await c.says('You stopped, so I have passed on what you had told me.');
  await shut(c);
});

test('in a group only the one sentence is said; the newest message can be pointed at from there', async () => {
  const c = await chat('new-starter');
  await c.says('What can I help you with?');
  await c.page.getByRole('button', { name: 'Staff room (a group)' }).click();
  await c.type('somebody in year 6 is sharing rude pictures');
  await c.page.getByText('Please message me privately.').first().waitFor();
  expect(await c.page.locator('.chat-card').count()).toBe(0);
  await shot(c, 'light-group');
  await c.page.getByRole('button', { name: 'Report the newest message' }).click();
  await c.page.getByText('I have written to you in your private chat').waitFor();
  await c.page.getByRole('button', { name: 'Private chat' }).click();
  await c.says(FIRST);
  await c.says('You pointed at a message.');
  expect(await c.page.getByText('rude pictures').count()).toBe(0);
  await c.type('stop');
  await c.says('You stopped');
  await shut(c);
});

test('two people at once: neither sees a word of the other', async () => {
  const [a, b] = [await chat('executive-head'), await chat('ict-manager')];
  await a.says('What can I help you with?');
  await b.says('What can I help you with?');
  await a.type('the first person saw a pupil being threatened');
  await b.type('the second person found a strange file on a laptop');
  await a.says(FIRST);
  await b.says(FIRST);
  await a.press('Continue');
  await b.press('Continue');
  await a.press('Not sure');
  await a.says('Ring 999 now.');
  await b.says(DANGER);
  await b.press('No');
  await b.says(IMAGERY);
  expect(await a.page.getByText('second person').count()).toBe(0);
  expect(await b.page.getByText('first person').count()).toBe(0);
  for (const one of [a, b]) {
    await one.type('stop');
    await one.says('You stopped');
  }
  await shut(a, b);
});

describe('the channel’s repeats', () => {
  const personOf = async (persona: string) => {
    const token = await practice.token(persona);
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { oid: string }; // its own
    const given = await fetch(`${practice.url}/practice/channel-token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ serviceUrl: channel.base }),
    });
    const { token: bearer, botId, tenantId } = (await given.json()) as Record<string, string>; // the channel's own
    return (change: Record<string, unknown>) => {
      const base = activity({ base: channel.base, tenantId: tenantId ?? '', oid: claims.oid, change });
      return { ...base, recipient: { id: botId }, send: { bearer } };
    };
  };
  const post = async ({ send, ...body }: { send: { bearer: string | undefined } }): Promise<number> => {
    const answer = await fetch(`${practice.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${send.bearer}` },
      body: JSON.stringify(body),
    });
    return answer.status;
  };
  const lastCard = (): string => JSON.stringify(channel.outgoing.filter((o) => o.method === 'POST').at(-1)?.body ?? {});

  test('the same message again, under its id and under a new one, gets the current card and answers nothing', async () => {
    const make = await personOf('chair');
    const say = async (change: Record<string, unknown>) => {
      expect(await post(make(change) as never)).toBe(200); // with its bearer
      return lastCard();
    };
    expect(await say({ text: 'report' })).toContain(FIRST);
    expect(await say({ text: 'ok' })).toContain(DANGER);
    const no = { id: 'the-same', timestamp: '2026-11-30T09:00:00.000Z', text: 'no' };
    expect(await say(no)).toContain(IMAGERY);
    expect(await say(no)).toContain(IMAGERY);
    expect(await say({ ...no, id: 'another' })).toContain(IMAGERY);
    expect(await say({ text: 'no' })).toContain(CRIME);
    expect(await say({ text: 'stop' })).toContain('You stopped');
  });

  test('a token is for addresses of this machine alone', async () => {
    for (const serviceUrl of ['https://smba.trafficmanager.net/uk/', 'http://10.0.0.1/', 'file:///x', 5]) {
      const answer = await fetch(`${practice.url}/practice/channel-token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ serviceUrl }),
      });
      expect(answer.status).toBe(400);
    }
  });
});

test('what the chat says of its connection has the colours of the window, in every theme', async () => {
  const c = await chat('class-teacher');
  await c.card.waitFor();
  const colours = await c.page.evaluate(() =>
    [...document.styleSheets]
      .flatMap((sheet) => [...sheet.cssRules])
      .flatMap((rule) => (rule instanceof CSSStyleRule ? [rule.style.color, rule.style.fill] : [])),
  );
  expect(colours).toContain('var(--quiet)');
  // Web Chat's own, for words, failures and a slow line: made for a white ground alone.
  const OWN = ['rgb(94, 94, 94)', 'rgb(197, 15, 31)', 'rgb(234, 163, 0)'];
  expect(OWN.filter((own) => colours.includes(own))).toEqual([]);
  await shut(c);
});

test('on a phone the newest card leaves the window’s own bar in its place', async () => {
  const p = await openChat(started.browser, { url: practice.url, person: 'class-teacher', width: 390, height: 844 });
  await p.page.getByRole('button', { name: 'Report a concern' }).waitFor();
  const bar = await p.page.locator('.bar').boundingBox();
  const tabs = await p.page.locator('.tabs').boundingBox();
  expect(tabs?.y).toBeGreaterThanOrEqual((bar?.y ?? Infinity) + (bar?.height ?? 0));
  await shut(p);
});

test('after the server was killed and started again, the report goes on where it was', async () => {
  const c = await chat('safeguarding-governor');
  await c.says('What can I help you with?');
  await c.type('a girl told me she is afraid to go home');
  await c.says(FIRST);
  await c.press('Continue');
  await c.says(DANGER);
  await c.press('No');
  await c.says(IMAGERY);
  await c.close();
  await practice.kill();
  const { dir } = practice;
  practice = await startPractice({ dir, env: { LOG_LEVEL: 'info' } });
  const again = await chat('safeguarding-governor');
  await again.press('Go on with my report');
  await again.says(IMAGERY);
  await again.type('no');
  await again.says(CRIME);
  await again.type('stop');
  await again.says('You stopped, so I have passed on what you had told me.');
  await shut(again);
  fs.rmSync(path.dirname(dir), { recursive: true, force: true });
});
