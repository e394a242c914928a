import { type Asked, isForeign, isSlip, understand, wishOf, withoutLinks } from '../../bot/understand';

const options = (...labels: string[]): Asked['options'] =>
  labels.map((label) => ({ key: label.toLowerCase().replace(/\W+/g, '_').replace(/_$/, ''), label }));
const SAFETY: Asked = { kind: 'question', options: options('Yes', 'Not sure', 'No'), multi: false };
const GO: Asked = { kind: 'instruction', options: options('Continue'), multi: false };
const WHO: Asked = {
  kind: 'question',
  multi: true,
  options: [
    { key: 'pupil', label: 'A pupil' },
    { key: 'adult', label: 'An adult who works or helps here' },
    { key: 'head', label: 'Headteacher' },
    { key: 'lead', label: 'Safeguarding lead' },
    { key: 'deputy', label: 'Deputy lead' },
    { key: 'outside', label: 'Someone outside' },
    { key: 'nobody', label: 'Nobody (accident)' },
    { key: 'unknown', label: 'I do not know' },
  ],
};
const CHECK: Asked = {
  kind: 'question',
  multi: false,
  options: options('Right', 'Choose another', 'None of these', 'Not sure'),
};
const WORDS_ONLY: Asked = { kind: 'question', options: [], multi: false };
const said = (text: string, asked: Asked) => {
  const u = understand(text, asked);
  return u.kind === 'choices' ? u.keys.join('+') : u.kind === 'command' ? `(${u.command})` : null;
};

describe('a typed answer to a safety question', () => {
  test.each([
    'yes',
    'Yes',
    'YES!',
    ' yes. ',
    'yep',
    'yeah',
    'y',
    'yse',
    'yess',
    'yes please',
    'definitely',
    '1',
    'one',
  ])('%j is yes', (text) => expect(said(text, SAFETY)).toBe('yes'));
  test.each([
    'not sure',
    'Not sure.',
    'unsure',
    'I’m not sure',
    "I don't know",
    'dunno',
    'maybe',
    'no idea',
    'not suer',
    'nott sure',
    'I think so',
    'not really',
    '2',
    'two',
    'option 2',
    '?',
    'I dont think so',
    'dont konw',
  ])('%j is not sure', (text) => expect(said(text, SAFETY)).toBe('not_sure'));
  test.each(['no', 'No', 'NO.', 'nope', 'n', '3', 'three', 'no thank you'])('%j is no', (text) =>
    expect(said(text, SAFETY)).toBe('no'),
  );
  test.each([
    'now',
    'know',
    'on',
    'noo',
    'nno',
    'not',
    'no one is hurt but he has a knife',
    'yes and he ran away',
    'not yet',
    'oui',
    'nein',
    '4',
    '0',
    '13',
    '1 2',
    '1 and 3',
    'non',
    'nothing happened',
    'he said no',
    '不',
    'нет',
    '   ',
    '.',
  ])('%j answers nothing', (text) => expect([null, 'not_sure']).toContain(said(text, SAFETY)));
  test.each(['noo', 'now', 'know', 'on', 'nno', 'non', 'nah nah'])('%j is never taken for no', (text) =>
    expect(said(text, SAFETY)).not.toBe('no'),
  );
});

test.each([
  ['back', '(back)'],
  ['go back', '(back)'],
  ['bakc', '(back)'],
  ['Previous', '(back)'],
  ['stop', '(stop)'],
  ['STOP!', '(stop)'],
  ['sotp', '(stop)'],
  ['stopp', '(stop)'],
  ['quit', '(stop)'],
  ['cancel', '(stop)'],
  ['start again', '(start_again)'],
  ['strat again', '(start_again)'],
  ['start agian', '(start_again)'],
  ['restart', '(start_again)'],
  ['help', '(help)'],
  ['hlep', '(help)'],
  ['my agreements', '(agreements)'],
  ['my agreemnts', '(agreements)'],
  ['status', '(status)'],
  ['status of my report', '(status)'],
  ['report a concern', '(report)'],
])('the command %j is known in the middle of a report', (text, command) => {
  expect(said(text, SAFETY)).toBe(command);
  expect(said(text, WORDS_ONLY)).toBe(command);
});

test.each([
  'he would not stop',
  'stop it he said',
  'he went back',
  'she needs help with it',
  'step',
  'top',
  'a report was made',
])('%j is no command', (text) => expect(understand(text, WORDS_ONLY)).toEqual({ kind: 'words' }));

test.each(['ok', 'OK.', 'continue', 'next', 'yes', 'done', 'understood', 'got it', 'contiune', '1', 'go on'])(
  '%j goes on from an instruction',
  (text) => expect(said(text, GO)).toBe('continue'),
);

test.each([
  ['a pupil', 'pupil'],
  ['pupil', 'pupil'],
  ['pupils', 'pupil'],
  ['puipl', 'pupil'],
  ['a boy', 'pupil'],
  ['the head', 'head'],
  ['headteacher', 'head'],
  ['head teacher', 'head'],
  ['DSL', 'lead'],
  ['safeguarding lead', 'lead'],
  ['deputy', 'deputy'],
  ['a pupil and someone outside', 'pupil+outside'],
  ['1, 3', 'pupil+head'],
  ['1 and 3', 'pupil+head'],
  ['1 1', 'pupil'],
  ['pupil, deputy lead', 'pupil+deputy'],
  ['I do not know', 'unknown'],
  ["don't know", 'unknown'],
  ['not sure', 'unknown'],
  ['nobody', 'nobody'],
  ['an accident', 'nobody'],
  ['a teacher', 'adult'],
  ['lead', null],
  ['a boy in my class showed me something', null],
  ['pupil, banana', null],
  ['', null],
])('who is responsible: %j is %j', (text, keys) => expect(said(text, WHO)).toBe(keys));

test.each([
  ['yes', 'right'],
  ['right', 'right'],
  ['send', 'right'],
  ['that’s right', 'right'],
  ['choose another', 'choose_another'],
  ['another', 'choose_another'],
  ['none', 'none_of_these'],
  ['not sure', 'not_sure'],
  ['3', 'none_of_these'],
  ['no', null],
])('check and send: %j is %j', (text, key) => expect(said(text, CHECK)).toBe(key));

test.each([
  ['stop', 'stop', true],
  ['stpo', 'stop', true],
  ['stp', 'stop', true],
  ['sttop', 'stop', true],
  ['shop', 'stop', false],
  ['top', 'stop', false],
  ['stops', 'stop', true],
  ['no', 'on', false],
  ['yse', 'yes', true],
  ['', 'yes', false],
])('%j for %j is a slip: %j', (typed, meant, is) => expect(isSlip(typed, meant)).toBe(is));

test.each([
  ['hello', 'greeting'],
  ['Thanks!', 'greeting'],
  ['help', 'command'],
  ['report', 'command'],
  ['Can I use my phone in lessons?', 'ask'],
  ['may pupils play games', 'ask'],
  ['what is the password rule', 'ask'],
  ['Can I tell you about a boy in my class?', 'tell'],
  ['a boy in my class showed me something horrible on his phone', 'tell'],
  ['is it ok that he sent me this', 'tell'],
  ['games', 'unclear'],
  ['asdf qwer', 'unclear'],
  ['Un garçon m’a montré quelque chose d’horrible', 'tell'],
])('with no report open, %j is %s', (text, kind) => expect(wishOf(text, false).kind).toBe(kind));

test('words of danger or of pictures are told, never asked', () => {
  expect(wishOf('Can pupils bring a knife?', true)).toEqual({ kind: 'tell' });
  expect(wishOf('nudes', true)).toEqual({ kind: 'tell' });
});

test.each([
  ['Un garçon m’a montré quelque chose', true],
  ['Chłopiec pokazał mi coś strasznego', true],
  ['a boy showed me something', false],
  ['hello', false],
  ['мальчик показал мне что-то ужасное', true],
  ['look what happened to him', false],
])('%j is written in another language: %j', (text, is) => {
  expect(isForeign(text)).toBe(is);
});

test.each([
  ['see https://example.org/a?b=1 now', 'see [link] now', 1],
  ['www.example.org and bit.ly/x', '[link] and [link]', 2],
  ['http://a.example\nhttp://b.example', '[link]\n[link]', 2],
  ['no link. Nothing at all, e.g. here', 'no link. Nothing at all, e.g. here', 0],
])('addresses are taken out of %j', (text, left, taken) =>
  expect(withoutLinks(text, '[link]')).toEqual({ text: left, taken }),
);

test.each([
  '-a'.repeat(10_000),
  'a.'.repeat(10_000),
  'no '.repeat(6_000),
  'www.'.repeat(5_000),
  '\u0301'.repeat(20_000),
])('twenty thousand letters made to be slow are read in no time: %#', (text) => {
  const since = Date.now();
  withoutLinks(text, '[link]');
  understand(text, SAFETY);
  wishOf(text, false);
  isForeign(text);
  // Milliseconds; the bound is for a busy machine.
  expect(Date.now() - since).toBeLessThan(10_000);
});
