import { dates } from './dates';

const some = (n: number, one: string, many: string): string => `${dates.count(n)} ${n === 1 ? one : many}`;
const cap = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Reading, ticking and signing one agreement. */
export const sign = {
  title: 'Read and sign',
  home: 'Home',
  lead: (due: string, minutes: number) =>
    `${due}. Reading and signing takes about ${some(minutes, 'minute', 'minutes')}.`,
  resumed: 'Welcome back. You are where you left off.',

  progress: {
    start: 'Before you start',
    section: (n: number, of: number) => `Section ${n} of ${of}`,
    check: (n: number, of: number) => `Short check, question ${n} of ${of}`,
    you: 'Almost done',
    sign: 'The last step',
    open: 'All steps',
    list: 'All steps of this agreement',
    toTick: (n: number) => `${n} to tick`,
    done: 'done',
    here: 'you are here',
  },

  kept: {
    saved: 'Saved',
    saving: 'Saving…',
    device: 'Kept on this device',
    screen: 'Not saved yet: keep this page open',
    /** Said once, when the words could not be sent. */
    lost: 'We cannot reach the school’s record just now. What you typed is kept on this device, and we go on trying.',
    back: 'Saved again.',
  },

  next: 'Next',
  back: 'Back',
  begin: 'Start reading',

  start: {
    firstHeading: 'Your first time with this agreement',
    changedHeading: 'What changed since you last signed',
    sameHeading: 'Nothing has changed since you last signed',
    signedBefore: (label: string, day: string, now: string) =>
      `You signed version ${label} on ${day}. This is version ${now}.`,
    size: (sections: number, statements: number) =>
      `It has ${some(sections, 'section', 'sections')} and ${some(statements, 'sentence', 'sentences')} to agree to.`,
    how: 'Read each section and tick each sentence. Then there is a short check, and you type your name.',
    howUnchecked: 'Read each section and tick each sentence. At the end you type your name.',
    stop: 'Stop whenever you like. You can go on later from the same place, here or on another device.',
  },

  changes: {
    summary: (n: { added: number; removed: number; reworded: number; moved: number }) => {
      const parts = [
        ...(n.added > 0 ? [some(n.added, 'is new', 'are new')] : []),
        ...(n.reworded > 0 ? [some(n.reworded, 'is worded differently', 'are worded differently')] : []),
        ...(n.removed > 0 ? [some(n.removed, 'was taken out', 'were taken out')] : []),
        ...(n.moved > 0 ? [some(n.moved, 'has moved', 'have moved')] : []),
      ];
      if (parts.length === 0) return 'The sentences you agree to are the same. Other text has changed.';
      const last = parts.pop() ?? '';
      return `Of the sentences you agree to, ${parts.length > 0 ? `${parts.join(', ')} and ${last}` : last}.`;
    },
    key: {
      before: 'Words with a line under them are ',
      added: 'new',
      between: '. Words with a line through them have ',
      removed: 'gone',
      after: '.',
    },
    /** Read out before marked words by a screen reader. */
    now: 'now: ',
    was: 'was: ',
    kind: { added: 'New', removed: 'Taken out', reworded: 'Worded differently', moved: 'Moved', unchanged: 'The same' },
    movedFrom: (heading: string) => `Moved from “${heading}”`,
    newPicture: 'A new picture',
    same: (n: number) => `${cap(some(n, 'section is', 'sections are'))} the same`,
    sameParts: (n: number) => `${cap(some(n, 'part', 'parts'))} of this section ${n === 1 ? 'is' : 'are'} the same`,
  },

  section: {
    agree: 'Tick each sentence to agree to it',
    keys: 'With the keyboard: Space or Enter ticks, the arrow keys go up and down.',
    nothing: 'There is nothing to tick in this section.',
    isNew: 'New',
    isReworded: 'Worded differently',
    notTicked: 'Not ticked yet',
    left: (n: number) =>
      `${cap(some(n, 'sentence is', 'sentences are'))} not ticked yet. Tick ${n === 1 ? 'it' : 'each one'}, or ask a question about it.`,
    table: 'Table',
    missingPicture: (alt: string) => `A picture is missing here${alt === '' ? '' : `: ${alt}`}`,
  },

  check: {
    heading: 'Short check',
    which: 'Which of these sentences is in the agreement you have just read?',
    private: 'This helps you to remember. Nobody sees your answers.',
    check: 'Check',
    choose: 'Choose one of the sentences.',
    right: 'Yes. That is what the agreement says.',
    wrong: 'Not that one. The agreement says:',
  },

  you: {
    heading: 'About you',
    name: 'Name',
    job: 'Job',
    wrong: 'Is something wrong here? You can still sign. Tell the school office; they keep the list.',
    laptop: 'Number of your school laptop',
    ipad: 'Number of your school iPad',
    none: 'It is on the label. Leave this empty if you have none.',
    use: (number: string) => `Use ${number}`,
    useFor: (number: string, device: string) => `Use ${number}, as last time: ${device}`,
  },

  name: {
    heading: 'Your signature',
    declare: 'This is what you declare:',
    sentence: (name: string, title: string, label: string, sentences: number) =>
      `I, ${name}, have read “${title}”, version ${label}, and I agree to ${
        sentences === 1 ? 'its one sentence' : sentences === 0 ? 'it' : `all ${dates.count(sentences)} of its sentences`
      }. I accept my own part in keeping to it. I know that breaking it may lead to disciplinary action.`,
    devices: (laptop: string, ipad: string) => `School laptop: ${laptop || 'none'}. School iPad: ${ipad || 'none'}.`,
    change: 'Change the numbers',
    label: 'Type your name',
    hint: (name: string) => `As the school has it: ${name}`,
    empty: 'Type your name to sign.',
    kept: 'With your name we keep the time, the exact text you read and how you signed in.',
    sign: 'Sign',
    signing: 'Signing…',
    leftHeading: (n: number) => `${cap(some(n, 'sentence is', 'sentences are'))} not ticked yet`,
    leftNext: 'You can sign once each one is ticked.',
    go: (heading: string, n: number) => `${heading}: ${n} to tick`,
    openQuestion: 'You have asked a question. You can wait for the answer, or sign now if you are happy to.',
    offline:
      'You are offline, so nothing has been signed yet. What you typed is kept. Press Sign again when the connection is back.',
  },

  superseded: {
    title: 'This agreement has changed',
    kept: (kept: number, of: number) =>
      kept === 0
        ? 'A newer version came out after you began. What you typed is kept. Please tick the sentences again.'
        : `A newer version came out after you began. What you typed is kept, and ${dates.count(kept)} of ${dates.count(of)} ticks still stand. Please look at the rest.`,
    openNewer: 'Open the newer version',
    movedTo: 'A newer version has taken its place. What you typed here is kept for it.',
    closed:
      'A newer version is taking its place, or the school has closed this round. If you are asked again, it will be on your Home page. What you typed here is kept.',
    closedTitle: 'This agreement can no longer be signed here',
    toHome: 'Go to Home',
  },
  excused: 'You are excused from signing this at the moment. You may still sign it if you like.',

  question: {
    ask: 'I have a question about this',
    askAbout: (statement: string) => `I have a question about this: ${statement}`,
    askWhole: 'I have a question, or cannot accept this yet',
    heading: 'Your questions',
    title: 'Ask a question',
    aboutStatement: 'About this sentence:',
    aboutWhole: (title: string) => `About ${title} as a whole.`,
    lead: 'Ask, or say why you cannot accept this yet. Asking is not refusing: read on, and sign when you have your answer.',
    label: 'Your question',
    empty: 'Type your question first.',
    send: 'Send my question',
    sending: 'Sending…',
    cancel: 'Not now',
    sent: 'Your question has been sent.',
    asked: (day: string) => `You asked on ${day}:`,
    waiting: (owner: string) => `${owner} has your question. You get a notice when there is an answer.`,
    answered: (owner: string, day: string) => `${owner} answered on ${day}:`,
    answerTitle: 'Your question has an answer',
    show: 'Go to the sentence',
    showAbout: (statement: string) => `Go to the sentence: ${statement}`,
    withdraw: (n: number) => (n === 1 ? 'I no longer need an answer' : 'I no longer need any of these answers'),
    withdrawing: 'Taking it back…',
    withdrawn: 'Done. Nobody is waiting to answer you now.',
  },

  receipt: {
    heading: (name: string) => `Thank you, ${name}. You have signed.`,
    again: 'You have signed this',
    already: 'You had signed this before. That signature stands, and nothing was signed twice.',
    facts: {
      signed: 'Signed',
      version: 'Version',
      accepted: 'Accepted by the school',
    },
    at: (day: string, time: string) => `${day} at ${time}`,
    acceptedBy: (name: string, day: string) => `${name}, ${day}`,
    notYet: 'not yet',
    pdf: 'Download receipt (PDF)',
    json: 'Download proof file',
    fetching: 'Fetching…',
    saved: (file: string) => `${file} saved`,
    proof: 'The proof file lets anyone check years from now, without Lantern, that this receipt is real.',
    nextHeading: 'What happens next',
    next: {
      accept: (name: string) => `${name} is asked to accept your agreement. You need do nothing.`,
      acceptPlain: 'Your line manager or the school office is asked to accept your agreement. You need do nothing.',
      accepted: (name: string | null) => `${name ?? 'The school'} has accepted your agreement.`,
      home: 'Your receipt stays on your Home page, with those of earlier years.',
      again: 'You are asked again next school year, or if the agreement changes.',
    },
    read: 'Read the agreement again',
    toHome: 'Go to Home',
  },
};
