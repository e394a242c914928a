import { dates } from './dates';

const jobs = (n: number, one: string, many: (n: string) => string) => (n === 1 ? one : many(dates.count(n)));

/** One line for each kind of task: what it is, and what the button does. */
const tasks = {
  sign: { what: (title: string) => `Read and sign: ${title}`, go: 'Read and sign' },
  question_answered: { what: (title: string) => `Your question has an answer: ${title}`, go: 'Read the answer' },
  questions_waiting: {
    what: (_: string, n: number) =>
      jobs(n, 'One question is waiting for an answer', (c) => `${cap(c)} questions are waiting for an answer`),
    go: 'Answer',
  },
  countersign: {
    what: (_: string, n: number) =>
      jobs(
        n,
        'One agreement is waiting for you to accept',
        (c) => `${cap(c)} agreements are waiting for you to accept`,
      ),
    go: 'Look and accept',
  },
  policy_to_approve: { what: (title: string) => `For your approval: ${title}`, go: 'Read and decide' },
  policy_to_ratify: { what: (title: string) => `For the governors: ${title}`, go: 'Record the decision' },
  policy_to_publish: { what: (title: string) => `Ready to publish: ${title}`, go: 'Look and publish' },
  policy_review_due: { what: (title: string) => `Due for review: ${title}`, go: 'Start the review' },
  set_up: { what: () => 'Finish setting up Lantern', go: 'See what is missing' },
} as const;

const cap = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export const home = {
  title: 'Home',
  greeting: (hour: number, name: string) =>
    `Good ${hour < 12 ? 'morning' : hour < 17 ? 'afternoon' : 'evening'}, ${name}`,
  /** What is asked of the person, in one sentence. */
  lead: (n: number) =>
    n === 0 ? 'You are up to date.' : n === 1 ? 'One thing needs you.' : `${cap(dates.count(n))} things need you.`,
  tasksHeading: 'What needs you',
  tasks,
  lastSigned: (title: string, day: string) => `You last signed ${title} on ${day}.`,
  neverSigned: 'There is nothing for you to sign at the moment. When there is, it shows here and you get a notice.',
  signedHeading: 'Agreements I have signed',
  signedNone: 'You have not signed an agreement here yet. Each one you sign is kept here with its receipt.',
  signedOn: (day: string) => `signed ${day}`,
  acceptedOn: (day: string) => `accepted ${day}`,
  version: (label: string) => `version ${label}`,
  receipt: 'Receipt (PDF)',
  receiptOf: (title: string, year: string) => `Receipt for ${title}, ${year} (PDF)`,
  proof: 'Proof file',
  proofOf: (title: string, year: string) => `Proof file for ${title}, ${year}`,
  fetching: 'Fetching…',
  saved: (name: string) => `${name} saved`,
  worryHeading: 'Worried about something?',
  worry: 'If a child is in danger now, call 999. For anything else, speak to your safeguarding lead or report it here.',
  toChat: 'Report a worry in the chat',
  chatElsewhere: 'The chat is in Teams: open Lantern there and choose Chat.',
  reports: {
    heading: 'Worries I have reported',
    sent: (number: string, to: string, day: string) => `Receipt ${number} · to ${to} · ${day}`,
    unfinished: 'You stopped half-way. What you had said was passed on.',
    mine: 'What I said',
    add: 'Add something',
    addLabel: 'What else do you want them to know? Do not describe any picture.',
    send: 'Send it to them',
    sending: 'Sending…',
    added: 'Sent. They can read it now.',
    addedOn: (day: string) => `Added ${day}`,
    need: 'Write a few words.',
    cancel: 'Cancel',
  },
  cases: {
    what: (n: number) => (n === 1 ? 'One case is with you' : `${cap(dates.count(n))} cases are with you`),
    go: 'Open cases',
  },
  safeguarding: 'Safeguarding lead',
  office: 'School office',
  outOfHours: 'Out of hours',
  noPhone: 'Your school has not put its safeguarding number here yet. Please ask the office for it.',
};
