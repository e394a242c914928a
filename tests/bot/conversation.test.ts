import { makeConversation } from '../../bot/conversation';
import { inOrder, pace } from '../../bot/order';
import { bot as texts } from '../../src/texts/en-gb/bot';
import { type Button, type Chatter, buttonOf, chatter, conversationOf, seenOf } from '../support/chat';
import { withStore } from '../support/engines';
import { type SchoolFixture, makeSchool } from '../support/school';

const at = withStore('postgres');
let school: SchoolFixture;
beforeEach(async () => {
  school = await makeSchool(at.store);
});

const FIRST = /This goes only to the people here/;
const DANGER = /Is anyone in danger right now/;
const IMAGERY = /Could this involve a nude/;
const CRIME = /Could any of this be a crime/;
const WHO = /Who seems to be responsible/;
const WHEN = /When and where did it happen/;
const WORDS = /What happened, in your own words/;
const CHECK = /Check and send/;

/** Types one answer after another. */
async function through(c: Chatter, ...said: string[]): Promise<Chatter> {
  for (const text of said) await c.say(text);
  return c;
}
const toWords = ['report', 'ok', 'no', 'no', 'no', 'a pupil', 'pupils', 'monday; the hall; I saw it'];
const entries = async () => (await school.entries('incident.recorded')).length;

describe('a card', () => {
  test('pressed twice at once moves once, and both presses get the same card', async () => {
    const c = await through(chatter(school, 'teacher'), 'report', 'ok');
    const no = buttonOf(c.seen, 'No');
    const [a, b] = await Promise.all([c.again(no), c.again(no)]);
    expect([a.text, b.text]).toEqual([expect.stringMatching(IMAGERY), expect.stringMatching(IMAGERY)]);
  });

  test('from before is answered with where the report is now, and changes nothing', async () => {
    const c = await through(chatter(school, 'teacher'), 'report', 'ok');
    const old = buttonOf(c.seen, 'Yes');
    await through(c, 'no', 'no');
    const before = await entries();
    const shown = await c.again(old);
    expect(shown.text).toMatch(CRIME);
    expect(shown.text).toContain(texts.stale);
    expect(await entries()).toBe(before);
  });

  test('pressed after the report went shows the receipt again, and nothing is sent twice', async () => {
    const c = await through(chatter(school, 'teacher'), ...toWords, 'he used his phone');
    const send = buttonOf(c.seen, 'None of these');
    const sent = await c.again(send);
    expect([sent.isLast, sent.kind]).toEqual([true, 'redraw']);
    const [, number] = /Receipt ([A-Z0-9-]+)/.exec(sent.text) ?? [];
    expect((await c.again(send)).text).toContain(`Receipt ${number}`);
    expect((await c.say('status')).text.match(/[A-Z0-9]{4}-[A-Z0-9]{4}, sent/g)).toHaveLength(1);
  });

  test('whose press comes again after the report went shows the receipt, not the beginning', async () => {
    const c = await through(chatter(school, 'teacher'), ...toWords, 'he used his phone');
    const { verb, data } = buttonOf(c.seen, 'None of these');
    const press = () => c.event({ kind: 'pressed', verb, data, keys: ['id 7'] } as never); // as the channel repeats it
    const [, number] = /Receipt ([A-Z0-9-]+)/.exec((await press()).text) ?? [];
    const before = await entries();
    const again = await press();
    expect([again.text.includes(`Receipt ${number}`), again.isLast]).toEqual([true, true]);
    expect(await entries()).toBe(before);
    const { text } = await chatter(school, 'colleague').event({ kind: 'pressed', verb, data, keys: ['id 8'] } as never);
    expect(text).toContain(texts.homeTitle);
  });

  test('of somebody else opens and changes nothing', async () => {
    const mine = await through(chatter(school, 'teacher'), 'report', 'ok');
    const theirs = chatter(school, 'colleague');
    const before = await entries();
    const shown = await theirs.again(buttonOf(mine.seen, 'No'));
    expect(shown.text).toContain(texts.homeTitle);
    expect(shown.text).not.toMatch(IMAGERY);
    expect(await entries()).toBe(before);
    expect((await mine.press('No')).text).toMatch(IMAGERY);
  });

  test.each<[string, (button: Button) => Button]>([
    ['another revision', (b) => ({ ...b, data: { ...b.data, rev: 99 } })],
    ['a revision that is no number', (b) => ({ ...b, data: { ...b.data, rev: 'x' } })],
    ['another node', (b) => ({ ...b, data: { ...b.data, node: 'R8' } })],
    ['a node that is no name', (b) => ({ ...b, data: { ...b.data, node: '../..' } })],
    ['a choice that is none', (b) => ({ ...b, data: { ...b.data, choices: 'delete_all' } })],
    ['an id that is none', (b) => ({ ...b, data: { ...b.data, reportId: "' or 1=1" } })],
    ['nothing at all', (b) => ({ ...b, data: {} })],
    ['a verb that nobody knows', (b) => ({ ...b, verb: 'drop' })],
    ['no verb', (b) => ({ ...b, verb: '' })],
    ['lists for texts', (b) => ({ ...b, data: { ...b.data, choices: ['no'], text: 5, people: {} } })],
  ])('with %s gets the current card, never an error', async (_, tamper) => {
    const c = await through(chatter(school, 'teacher'), 'report', 'ok');
    const before = await entries();
    expect((await c.again(tamper(buttonOf(c.seen, 'No')))).text).toMatch(DANGER);
    expect(await entries()).toBe(before);
  });

  test('for names finds people of the staff list, keeps what was ticked, and sends ids', async () => {
    const c = await through(chatter(school, 'teacher'), 'report', 'ok', 'no', 'no', 'no');
    const found = await c.press('Find the name', { q: 'Head', choices: 'head' });
    expect(found.text).toMatch(WHO);
    const head = school.id('head');
    expect(Object.values(found.choices)).toContain(head);
    expect(JSON.stringify(found.card)).toContain('"value":"head"');
    expect((await c.press('Find the name', { q: 'nobody here' })).text).toContain('Nobody on the staff list');
    expect((await c.press('Find the name', { q: '' })).text).toMatch(WHO);
    expect((await c.press('Next')).text).toContain(texts.chooseFirst);
    expect((await c.press('Next', { choices: 'head,pupil', people: head })).text).toMatch(/Who is affected/);
    await through(c, 'pupils', 'monday; the hall; I saw it', 'he used his phone');
    expect(c.seen.text).toContain('Head Example');
  });

  test('that asks which answer to change takes one back', async () => {
    const c = await through(chatter(school, 'teacher'), ...toWords, 'he used his phone');
    expect((await c.press('Change this answer')).text).toContain(texts.chooseFirst);
    expect((await c.press('Change this answer', { change: 'R6' })).text).toMatch(WHEN);
    expect((await c.press('Next', { f_when: 'Tuesday', f_where: 'the gym', f_known: 'saw' })).text).toMatch(CHECK);
    expect(c.seen.text).toContain('Tuesday');
  });
});

describe('what the channel repeats', () => {
  test.each([
    ['under its id', ['id 1', 'said x'], ['id 1', 'said x']],
    ['under a new id', ['id 1', 'said x'], ['id 2', 'said x']],
  ])('%s changes nothing and gets the current card', async (_, first, second) => {
    const c = await through(chatter(school, 'teacher'), 'report', 'ok');
    expect((await c.say('no', { keys: first })).text).toMatch(IMAGERY);
    const before = await entries();
    expect((await c.say('no', { keys: second })).text).toMatch(IMAGERY);
    expect(await entries()).toBe(before);
  });

  test('words said unasked are kept once', async () => {
    const c = await through(chatter(school, 'teacher'), 'report', 'ok');
    for (let n = 0; n < 2; n += 1) await c.say('he was crying at lunch', { keys: ['id 7'] });
    await through(c, 'no', 'no', 'no', 'a pupil', 'pupils', 'monday; the hall; I saw it');
    expect(JSON.stringify(c.seen.card).match(/crying/g)).toHaveLength(1);
  });

  test('the message that sent the report does not begin another', async () => {
    const c = await through(chatter(school, 'teacher'), ...toWords, 'he used his phone');
    await c.say('none', { keys: ['id 9'] });
    expect((await c.say('none', { keys: ['id 9'] })).text).not.toMatch(FIRST);
  });
});

describe('typing', () => {
  test('two messages at once are answered in the order they came, and neither is lost', async () => {
    const c = await through(chatter(school, 'teacher'), 'report', 'ok');
    await Promise.all([c.say('the first thing I noticed'), c.say('and then the second thing')]);
    await through(c, 'no', 'no', 'no', 'a pupil', 'pupils', 'monday; the hall; I saw it');
    expect(JSON.stringify(c.seen.card)).toMatch(/first thing I noticed.*second thing/);
  });

  test('words of danger bring the warning at once and answer nothing', async () => {
    const c = await through(chatter(school, 'teacher'), 'report', 'ok');
    const shown = await c.say('he says he wants to die and has a knife');
    expect(shown.text).toContain(texts.warningDanger);
    expect(shown.text).toContain('999');
    expect(shown.text).toMatch(DANGER);
  });

  test('words of pictures bring what not to do, and answer nothing', async () => {
    const c = chatter(school, 'teacher');
    const shown = await c.say('somebody is sending nudes round in year 6');
    expect(shown.text).toContain(texts.warningImagery);
    expect(shown.text).toMatch(FIRST);
    expect((await through(c, 'ok', 'no')).seen.text).toMatch(IMAGERY);
  });

  test('with pictures meant, or not yet asked, no address is kept; afterwards it may stand', async () => {
    const c = await through(chatter(school, 'teacher'), 'report', 'ok');
    const early = await c.say('look at https://pictures.example/abc');
    expect(early.text).toContain(texts.linksTaken);
    await through(c, 'no', 'no');
    await c.say('the page is https://rude.example/page');
    await through(c, 'no', 'a pupil', 'pupils', 'monday; the hall; I saw it');
    const offered = JSON.stringify(c.seen.card);
    expect(offered).not.toContain('pictures.example');
    expect(offered).toContain('https://rude.example/page');
  });

  test('a very long message is kept whole, and offered back without being shown', async () => {
    const long = 'She told me everything that happened on the trip. '.repeat(300);
    const c = chatter(school, 'teacher');
    expect((await c.say(long)).text).toContain(texts.kept);
    await through(c, 'ok', 'no', 'no', 'no', 'a pupil', 'pupils', 'monday; the hall; I saw it');
    expect(c.seen.text).toContain(`${long.trim().length} letters`);
    const check = await c.press(texts.useKept);
    expect(check.text).toMatch(CHECK);
    expect((await c.press('None of these')).text).toContain(texts.sentTitle);
  });

  test('what is longer than any answer is cut, and that is said', async () => {
    const c = chatter(school, 'teacher');
    expect((await c.say('a very long paste '.repeat(3_000))).text).toContain(texts.tooLong);
    expect((await c.say('more of that paste '.repeat(3_000))).text).toContain(texts.tooLong);
  });

  test('another language is kept as it is, with a way on', async () => {
    const c = chatter(school, 'teacher');
    const shown = await c.say('Un garçon m’a montré quelque chose d’horrible hier');
    expect(shown.text).toContain(texts.foreign);
    expect(shown.text).toMatch(FIRST);
    await c.press('Continue');
    expect((await c.say('oui')).text).toMatch(DANGER);
    expect((await c.say('Chłopiec pokazał mi coś strasznego wczoraj')).text).toContain(texts.foreign);
  });

  test('unknown words are not lost: they can be reported or looked up as they stand', async () => {
    const c = chatter(school, 'teacher');
    expect((await c.say('blue whale')).text).toContain('blue whale');
    expect((await c.press(texts.unclearAsk)).text).toContain(texts.noAnswers);
    await c.say('blue whale');
    expect((await c.press(texts.unclearReport)).text).toMatch(FIRST);
    await through(c, 'ok', 'no', 'no', 'no', 'a pupil', 'pupils', 'monday; the hall; I saw it');
    expect(JSON.stringify(c.seen.card)).toContain('blue whale');
  });

  test('fields are answered one after another; what does not fit is kept and asked again', async () => {
    const c = await through(chatter(school, 'teacher'), 'report', 'ok', 'no', 'no', 'no', 'a pupil', 'pupils');
    expect((await c.say('monday')).text).toContain('Where?');
    expect((await c.say('in the hall')).text).toContain('How you know');
    const asked = await c.say('well it is complicated');
    expect(asked.text).toContain(texts.kept);
    expect(asked.text).toContain('How you know');
    expect(JSON.stringify(asked.card)).toContain('in the hall');
    expect((await c.say('a parent told me')).text).toMatch(WORDS);
  });

  test('a name typed where people are asked for finds them; a category typed at the end is chosen', async () => {
    const c = await through(chatter(school, 'teacher'), 'report', 'ok', 'no', 'no', 'no');
    expect(Object.values((await c.say('Colleague Example')).choices)).toContain(school.id('colleague'));
    expect((await c.say('Nobody Of That Name')).text).toContain(texts.kept);
    await through(c, 'a pupil', 'pupils', 'monday; the hall; I saw it', 'he used his phone in the lesson');
    const [category = ''] = Object.keys(c.seen.choices).filter((t) => t.startsWith('Using a mobile phone'));
    const sent = await c.say(category);
    expect(sent.text).toContain(texts.sentTitle);
  });

  test('commands work everywhere; with no report open they say so', async () => {
    const c = chatter(school, 'teacher');
    expect((await c.say('stop')).text).toContain(texts.noReport);
    expect((await c.say('back')).text).toContain(texts.noReport);
    expect((await c.say('hello')).text).toContain(texts.homeTitle);
    expect((await c.say('resume')).text).toMatch(FIRST);
    expect((await c.say('back')).text).toContain(texts.noReport);
    await c.say('ok');
    expect((await c.say('help')).text).toContain(texts.helpTitle);
    expect((await c.say('back')).text).toMatch(FIRST);
    expect((await c.say('start again')).text).toMatch(FIRST);
    expect((await c.press('Stop')).text).toContain(texts.stoppedTitle);
  });

  test('stopping passes on what has to be passed on, and more can be added', async () => {
    const c = await through(chatter(school, 'teacher'), 'a boy showed me something horrible', 'ok', 'not sure');
    const stopped = await c.say('stop');
    expect(stopped.text).toContain('You stopped, so I have passed on what you had told me.');
    expect(stopped.isLast).toBe(true);
    expect((await c.press(texts.add, { text: 'it was on Monday' })).text).toContain(texts.added);
    expect((await c.say('status')).text).toContain('stopped on');
    expect((await c.press('Report a concern')).text).toMatch(FIRST);
    expect((await c.event({ kind: 'installed' })).buttons.map((b) => b.title)).toContain(texts.resume);
  });
});

describe('files and pictures', () => {
  test('with no report open: not kept, what not to do, whom to ring', async () => {
    const shown = await chatter(school, 'teacher').say('', { files: 1 });
    expect(shown.text).toContain(texts.doNotTitle);
    expect(shown.text).toContain('999');
    expect(shown.buttons.map((b) => b.title)).toEqual([texts.report]);
  });

  test('in a report: noted, pictures count as meant, words beside it are kept', async () => {
    const c = await through(chatter(school, 'teacher'), 'report', 'ok', 'no');
    const shown = await c.say('this is what he sent https://x.example/y', { files: 2, keys: ['id 5'] });
    expect(shown.text).toContain(texts.doNot);
    expect(JSON.stringify(shown.card)).not.toContain('x.example');
    const again = await c.say('this is what he sent', { files: 2, keys: ['id 5'] });
    expect(again.text).toContain(texts.doNot);
    const stopped = await c.say('stop');
    expect(stopped.text).toContain('passed on');
  });
});

describe('a message that somebody points at', () => {
  const pointed = {
    kind: 'pointed',
    link: 'https://teams.microsoft.com/l/message/1',
    text: 'the awful words',
    files: 0,
  } as const;

  test('begins a report with the place of the message and not its words', async () => {
    const c = chatter(school, 'teacher');
    const shown = await c.event(pointed);
    expect(shown.text).toContain(texts.pointed);
    expect((await c.event({ ...pointed, link: '' })).text).toContain(texts.pointed);
    await through(c, 'ok', 'no');
    expect((await c.event(pointed)).text).toContain(texts.pointed);
    await c.say('no');
    expect((await c.event(pointed)).text).toContain(texts.pointedCopied);
    await through(c, 'no', 'a pupil', 'pupils', 'monday; the hall; I saw it');
    const offered = JSON.stringify(c.seen.card);
    expect(offered.match(/awful words/g)).toHaveLength(1);
  });
});

describe('beside reporting', () => {
  test('questions about the rules quote the policy, or say that there is nothing', async () => {
    await school.agreement({ statements: ['I will not use my own phone in lessons.'] });
    const c = chatter(school, 'teacher');
    expect((await c.say('Can I use my phone in lessons?')).text).toContain('I will not use my own phone in lessons.');
    expect((await c.say('Can I keep an elephant?')).text).toContain(texts.noAnswers);
    await c.say('hello');
    expect((await c.press(texts.ask, { q: 'phone in lessons' })).text).toContain(texts.answersTitle);
  });

  test('agreements: what waits, and what is signed', async () => {
    const { policyId } = await school.agreement();
    await school.campaign(policyId);
    const c = chatter(school, 'teacher');
    const shown = await c.say('my agreements');
    expect(shown.text).toContain('To sign:');
    expect(JSON.stringify(shown.card)).toContain('https://teams.example/tabs/sign/');
    await c.say('hello');
    expect((await c.press(texts.status)).text).toContain(texts.statusNone);
    await c.say('hello');
    expect((await c.press(texts.help)).text).toContain(texts.helpTitle);
    const news: Button = { title: '', verb: 'news', data: {} };
    expect((await c.again(news)).text).toContain(texts.newInLantern);
  });
});

describe('when things go wrong', () => {
  test('somebody who is not on the list is told whom to ring', async () => {
    const shown = await chatter(school, 'clerk').say('help me');
    expect(shown.text).toContain(texts.unknownPerson);
  });

  test('a failing turn is said with the school’s numbers, and the draft is there afterwards', async () => {
    let isDown = false;
    const conversation = makeConversation({
      perform: ((...args: Parameters<SchoolFixture['perform']>) =>
        isDown ? Promise.reject(new Error('down')) : school.perform(...args)) as SchoolFixture['perform'],
      actorOf: () => Promise.resolve(school.actor('teacher')),
      open: (path) => path,
      now: () => school.now(),
    });
    const c = chatter(school, 'teacher', conversation);
    await through(c, 'report', 'ok');
    isDown = true;
    await expect(c.say('no')).rejects.toThrow('down');
    const who = { tenantId: school.tenantId, objectId: school.id('teacher') };
    const failed = seenOf(conversation.failed(who), 'redraw', false);
    expect(failed.text).toContain(texts.failed);
    expect(failed.text).toContain('999');
    isDown = false;
    expect((await c.again(buttonOf(failed, texts.showWhereWeAre))).text).toMatch(DANGER);
  });

  test('nobody is cut off for long: too much at once is said, and goes on a minute later', async () => {
    const conversation = makeConversation({
      perform: school.perform,
      actorOf: () => Promise.resolve(school.actor('teacher')),
      open: (path) => path,
      now: () => school.now(),
      perMinute: 2,
    });
    const c = chatter(school, 'teacher', conversation);
    await through(c, 'report', 'ok');
    expect((await c.say('no')).text).toContain(texts.tooFast);
    school.at((await import('../support/school')).TODAY, 11);
    expect((await c.say('no')).text).toMatch(IMAGERY);
  });

  test('which card is newest is known again after a restart', async () => {
    const who = { tenantId: school.tenantId, objectId: school.id('teacher') };
    const { useCases } = await import('../../src/core/use-cases');
    await school.perform(useCases['chat.reach'], school.actor('teacher'), { reference: '{}' });
    expect(await conversationOf(school).shown(who, 'm1')).toBeNull();
    expect(await conversationOf(school).shown(who, 'm2')).toBe('m1');
    expect(await conversationOf(school).shown({ ...who, objectId: 'nobody' }, 'm3')).toBeNull();
  });
});

test('turns of one person wait for each other, of two do not; a failure holds nobody up', async () => {
  const ordered = inOrder();
  const done: string[] = [];
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => (release = resolve));
  const slow = ordered('a', async () => {
    await gate;
    done.push('a1');
    throw new Error('failed');
  });
  const next = ordered('a', async () => done.push('a2'));
  await ordered('b', async () => done.push('b'));
  release();
  await expect(slow).rejects.toThrow('failed');
  await next;
  expect(done).toEqual(['b', 'a1', 'a2']);
});

test('a pace is each person’s own', () => {
  let now = 0;
  const allows = pace({ perMinute: 2, now: () => now });
  expect([allows('a'), allows('a'), allows('a'), allows('b')]).toEqual([true, true, false, true]);
  now = 60_000;
  expect(allows('a')).toBe(true);
});
