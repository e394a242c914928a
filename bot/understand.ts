/** What is asked at the moment, as far as a typed answer can meet it. */
export interface Asked {
  readonly kind: 'question' | 'instruction' | 'terminal';
  readonly options: readonly { readonly key: string; readonly label: string }[];
  readonly multi: boolean;
}

export type Command = 'back' | 'stop' | 'start_again' | 'help' | 'agreements' | 'status' | 'report' | 'resume';

export type Understood =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'choices'; readonly keys: readonly string[] }
  | { readonly kind: 'words' };

const WORDS: Understood = { kind: 'words' };

const COMMANDS: Readonly<Record<Command, readonly string[]>> = {
  back: ['back', 'go back', 'previous', 'previous question', 'last question', 'undo'],
  stop: ['stop', 'stop now', 'i want to stop', 'quit', 'exit', 'cancel', 'end'],
  start_again: ['start again', 'start over', 'restart', 'begin again', 'from the start', 'new start'],
  help: ['help', 'help me', 'what can you do', 'menu', 'commands'],
  agreements: ['my agreements', 'my agreement', 'agreements', 'what do i have to sign', 'what do i still have to sign'],
  status: ['status', 'status of my report', 'report status', 'my report', 'my reports', 'what happened to my report'],
  report: [
    'report',
    'report a concern',
    'report a worry',
    'report something',
    'i want to report something',
    'new report',
  ],
  resume: ['resume', 'go on', 'carry on', 'continue', 'continue my report', 'where were we'],
};

const YES = [
  'yes',
  'y',
  'yep',
  'yeah',
  'yup',
  'ye',
  'eys',
  'yes please',
  'yes it is',
  'yes there is',
  'yes they are',
  'yes it could',
  'sure',
  'of course',
  'definitely',
  'correct',
  'thats right',
  'right',
];
// Never by likeness: a slip of the finger must not answer a safety question with "no".
const NO = [
  'no',
  'n',
  'nope',
  'nah',
  'no thanks',
  'no thank you',
  'definitely not',
  'certainly not',
  'no it isnt',
  'no it is not',
  'no there isnt',
  'no they arent',
  'no nobody',
];
const NOT_SURE = [
  'not sure',
  'unsure',
  'im not sure',
  'i am not sure',
  'not certain',
  'dont know',
  'i dont know',
  'do not know',
  'i do not know',
  'dunno',
  'idk',
  'no idea',
  'maybe',
  'perhaps',
  'possibly',
  'probably',
  'might be',
  'it might',
  'could be',
  'it could be',
  'i think so',
  'i dont think so',
  'not really',
  'not that i know of',
  'cant tell',
  'hard to say',
  'dont remember',
];
const GO_ON = [
  'ok',
  'okay',
  'k',
  'continue',
  'next',
  'go on',
  'carry on',
  'done',
  'understood',
  'i understand',
  'got it',
  'send',
  'send it',
  'all right',
  'alright',
  'fine',
  'ready',
];
const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
/** Words that say nothing about which option is meant. */
const EMPTY = new Set([
  'a',
  'an',
  'the',
  'its',
  'it',
  'is',
  'i',
  'was',
  'by',
  'my',
  'of',
  'or',
  'to',
  'think',
  'please',
  'option',
  'number',
  'answer',
  'somebody',
  'someone',
  's',
]);
/** What people call those whom the options name otherwise. */
const CALLED: Readonly<Record<string, string>> = {
  boy: 'pupil',
  girl: 'pupil',
  child: 'pupil',
  children: 'pupil',
  kid: 'pupil',
  student: 'pupil',
  students: 'pupil',
  teacher: 'adult',
  colleague: 'adult',
  staff: 'staff',
  head: 'headteacher',
  dsl: 'safeguarding',
  accident: 'accident',
  website: 'website',
  app: 'app',
  laptop: 'device',
  phone: 'device',
  mail: 'email',
  unknown: 'know',
};

/** Small letters, no punctuation, one space: what is compared. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLocaleLowerCase('en-GB')
    .replace(/[’'`´]/g, '')
    .replace(/[^\p{L}\p{N}\s]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\bhead (?=teacher|master|mistress)/g, 'head')
    .trim();

/** True when one is the other but for a slip of the finger: two letters swapped, one missing, doubled or extra. */
export function isSlip(typed: string, meant: string): boolean {
  if (typed === meant) return true;
  if (typed[0] !== meant[0] || meant.length < 3 || Math.abs(typed.length - meant.length) > 1) return false;
  let at = 0;
  while (at < typed.length && typed[at] === meant[at]) at += 1;
  const [rest, wanted] = [typed.slice(at), meant.slice(at)];
  if (rest.length === wanted.length)
    return rest[0] === wanted[1] && rest[1] === wanted[0] && rest.slice(2) === wanted.slice(2);
  return rest.length < wanted.length ? rest === wanted.slice(1) : rest.slice(1) === wanted;
}

const isAmong = (list: readonly string[], typed: string): boolean => list.some((meant) => isSlip(typed, meant));

/** Yes, or go on: whatever it is that was offered. */
export const isAssent = (text: string): boolean => [...YES, ...GO_ON].includes(bare(text));

/** A command, wherever it is typed. */
export function commandIn(text: string): Command | null {
  const typed = bare(text);
  const found = Object.entries(COMMANDS).find(([, words]) => words.includes(typed));
  const slipped = found ?? Object.entries(COMMANDS).find(([, words]) => isAmong(words, typed));
  return (slipped?.[0] as Command | undefined) ?? null; // its own keys
}

/**
 * What somebody means who types instead of pressing. Only a whole message is an answer: a sentence that happens to hold
 * "no" or "yes" is words, which answer nothing.
 */
export function understand(text: string, asked: Asked): Understood {
  const typed = bare(text);
  if (typed === '') return text.trim() === '?' ? choice(optionOf('not sure', asked)) : WORDS;
  const said = answerIn(typed, asked);
  if (said) return said;
  const command = commandIn(text);
  if (command) return { kind: 'command', command };
  return asked.multi ? several(text, asked) : choice(named(typed, asked.options));
}

const choice = (key: string | null): Understood => (key === null ? WORDS : { kind: 'choices', keys: [key] });

function answerIn(typed: string, asked: Asked): Understood | null {
  const label = asked.options.find((o) => bare(o.label) === typed);
  if (label) return choice(label.key);
  const numbered = numbersIn(typed, asked);
  if (numbered) return { kind: 'choices', keys: numbered };
  const [only] = asked.options;
  // Where there is one way on, any sign of assent takes it.
  if (only && asked.options.length === 1 && !asked.multi && (isAmong(GO_ON, typed) || isAmong(YES, typed)))
    return choice(only.key);
  if (NO.includes(typed)) return toOption('no', asked);
  if (isAmong(NOT_SURE, typed)) return toOption('not sure', asked);
  if (YES.includes(typed) || (typed.length >= 3 && isAmong(['yes', 'yeah', 'definitely'], typed)))
    return ['yes', 'right', 'send', 'none'].reduce<Understood | null>(
      (found, label) => found ?? toOption(label, asked),
      null,
    );
  if (typed === 'send' || typed === 'send it') return toOption('right', asked) ?? toOption('none', asked);
  return null;
}

const optionOf = (label: string, asked: Asked): string | null =>
  asked.options.find((o) => bare(o.label) === label || o.key === label.replaceAll(' ', '_'))?.key ??
  (label === 'not sure' ? (asked.options.find((o) => o.key === 'unknown')?.key ?? null) : null);

function toOption(label: string, asked: Asked): Understood | null {
  const key = optionOf(label, asked);
  return key === null ? null : choice(key);
}

/** "2", "option 2", "1 and 3", "two": places in the list as it is shown. */
function numbersIn(typed: string, { options, multi }: Asked): string[] | null {
  const parts = typed
    .replace(/^(option|number|answer|no) (?=\d)/, '')
    .split(/ and | /)
    .filter(Boolean)
    .map((part) => (/^\d{1,2}$/.test(part) ? Number(part) : NUMBERS.indexOf(part) + 1));
  if (parts.length === 0 || (!multi && parts.length > 1)) return null;
  const keys = parts.flatMap((place) => options[place - 1]?.key ?? []);
  return keys.length === parts.length ? [...new Set(keys)] : null;
}

/** Each part of a list has to name an option, or the whole of it is words. */
function several(text: string, { options }: Asked): Understood {
  const parts = text
    .split(/[,;\n/+&]|\band\b/i)
    .map(bare)
    .filter(Boolean);
  const whole = named(bare(text), options);
  const keys = whole === null ? parts.map((part) => named(part, options)) : [whole];
  return keys.length > 0 && keys.every((key) => key !== null) ? { kind: 'choices', keys: [...new Set(keys)] } : WORDS;
}

/** The one option that holds every telling word of what was typed. */
function named(typed: string, options: Asked['options']): string | null {
  const telling = typed.split(' ').filter((word) => !EMPTY.has(word));
  if (telling.length === 0 || telling.length > 6) return null;
  const fits = options.filter(({ label }) => {
    const words = bare(label).split(' ');
    return telling.every((word) => words.some((w) => isWord(word, w) || isWord(CALLED[word] ?? word, w)));
  });
  const [first, ...others] = fits;
  return first && others.length === 0 ? first.key : null;
}

/** The word, its plural, or a slip of it. Short words have to be right. */
const isWord = (typed: string, meant: string): boolean =>
  typed === meant ||
  (typed.length >= 4 && meant.length >= 4 && (isSlip(typed, meant) || meant.startsWith(typed))) ||
  `${typed}s` === meant ||
  typed === `${meant}s`;

export type Wish =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'greeting' }
  | { readonly kind: 'ask'; readonly question: string }
  | { readonly kind: 'tell' }
  | { readonly kind: 'unclear' };

const GREETINGS = [
  'hi',
  'hello',
  'hey',
  'hiya',
  'good morning',
  'good afternoon',
  'good evening',
  'thanks',
  'thank you',
  'ok',
  'okay',
  'bye',
  'yes',
  'no',
  'morning',
  'ta',
  'cheers',
];
const ASKING = /^(can|may|could|am|are|is|do|does|should|must|what|whats|which|where|who|when|how|will) /;
/** "Can I tell somebody about …" is no question about the rules. */
const TELLING = /\b(report|tell|told|worr(y|ied)|concern(ed)?|happened|showed|sent me|someone|somebody|he|she|they)\b/;
const SENTENCE = 4;

/** What somebody wants who types while no report is open. A worry is never taken for a question about the rules. */
export function wishOf(text: string, hasWarningWords: boolean): Wish {
  const typed = bare(text);
  const command = commandIn(text);
  if (command) return { kind: 'command', command };
  if (hasWarningWords) return { kind: 'tell' };
  if (GREETINGS.includes(typed)) return { kind: 'greeting' };
  if (ASKING.test(typed) && !TELLING.test(typed)) return { kind: 'ask', question: text.trim() };
  return typed.split(' ').length >= SENTENCE ? { kind: 'tell' } : { kind: 'unclear' };
}

const ENGLISH = new Set(
  'the a an of to and in is was it he she they i me my on at for with that this his her has have had not but we you there been from said about some were did very who what when'.split(
    ' ',
  ),
);

/** True for a text of some length that is written in no English anybody could tell. */
export function isForeign(text: string): boolean {
  const words = bare(text).split(' ').filter(Boolean);
  if (words.length < SENTENCE) return false;
  return !words.some((word) => ENGLISH.has(word));
}

// Bounded everywhere: a message may be long, and made to be slow.
const LINK =
  /\b(?:https?:\/\/|www\.)\S{1,2000}|\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.(?:com|net|org|uk|eu|io|me|app|ly|ru|link|xyz|info|tv)\/\S{0,2000}/gi;

/** The text without addresses, and how many there were: while a picture may be meant, none is kept. */
export function withoutLinks(text: string, instead: string): { readonly text: string; readonly taken: number } {
  let taken = 0;
  return {
    text: text.replace(LINK, () => {
      taken += 1;
      return instead;
    }),
    taken,
  };
}
