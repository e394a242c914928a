/** Lists of starters and leavers: many asked for at once, looked at and approved together. */
const people = (n: number): string => (n === 1 ? '1 person' : `${n} people`);
const lines = (n: number): string => (n === 1 ? '1 line' : `${n} lines`);

export const accountLists = {
  door: { name: 'Many at once', what: 'A list of starters and leavers from a spreadsheet' },
  many: {
    title: 'Many at once',
    lead: 'Choose a list. You see what it would ask for, line by line, before anything is sent.',
    template: 'Save an empty list to fill in',
    file: 'The list, saved as CSV',
    look: 'Look at the list',
    reading: 'Reading…',
    columns: 'What each column holds',
    column: [
      { name: 'Starting or leaving', what: 'One of the two words. A list of starters alone may leave it out.' },
      { name: 'Staff number', what: 'Everybody needs one. It tells people apart.' },
      { name: 'First name, Family name', what: 'As they are to stand in the address book.' },
      { name: 'Date of birth', what: 'Only to tell two people of one name apart. It may stay empty.' },
      { name: 'School, Department', what: 'The school may stay empty where there is one only.' },
      { name: 'Comes as', what: 'Staff, Supply, Trainee or Guest. Empty means Staff.' },
      { name: 'Role', what: 'For starters: one of your roles, by its name.' },
      { name: 'First day', what: 'For starters, such as 04/09/2026.' },
      {
        name: 'Last working day, Contract ends',
        what: 'For leavers. One of them is enough when both are the same day. Supply, trainees and guests need the second.',
      },
      { name: 'Manager’s staff number', what: 'For starters. Somebody new may stand on an earlier line.' },
      { name: 'Sponsor’s staff number, Email for a guest', what: 'For supply and guests.' },
      { name: 'Signs on paper, Another person of this name', what: 'Yes, where it is so.' },
    ],
    roles: (names: string) => `Your roles: ${names}.`,
    sentence: (starting: number, leaving: number, wrong: number) =>
      [
        `${people(starting)} starting and ${people(leaving)} leaving.`,
        wrong === 0 ? 'Every line can be used.' : `${lines(wrong)} to put right.`,
      ].join(' '),
    problems: (n: number) => `To put right: ${lines(n)}`,
    problemsHint: 'These lines are left out. Correct them in the list and choose it again, or send the others now.',
    starting: 'Starting',
    leaving: 'Leaving',
    starts: (role: string, day: string) => `${role}, from ${day}`,
    until: (day: string) => `until ${day}`,
    leaves: (last: string, end: string) => `last working day ${last}, contract ends ${end}`,
    line: (n: number) => `Line ${n}`,
    more: (n: number) => `And ${n} more like these.`,
    ignored: (columns: string) => `Columns that were not used: ${columns}.`,
    go: (n: number) => `Ask for ${n === 1 ? 'this person' : `these ${n} people`}`,
    going: 'Sending…',
    nothing: 'No line of this list can be used.',
    sent: 'Asked for. Another person has to approve the list.',
  },
  batch: {
    lead: (who: string, day: string) => `Asked for by ${who} on ${day}.`,
    parts: {
      asked: 'being worked out',
      waiting: 'waiting for approval',
      running: 'on their way',
      settled: 'done for now',
      stuck: 'need somebody to look',
    },
    part: (n: number, what: string) => `${n} ${what}`,
    over: (n: number) =>
      `Nothing is to be done for ${people(n)}: the account was there already, or the request was taken back.`,
    progress: (done: number, total: number) => `${done} of ${people(total)} done for now`,
    left: (minutes: number) =>
      minutes < 1 ? 'Less than a minute left.' : `About ${minutes === 1 ? '1 minute' : `${minutes} minutes`} left.`,
    soon: 'What exactly would change is being worked out. This takes a minute or two.',
    own: 'Somebody else has to approve this list: nobody approves what they asked for.',
    nothing: 'Nothing of this list waits for you.',
    heading: 'What would change',
    change: (what: string, n: number) => `${what}: ${n === 1 ? 'once' : `${n} times`}`,
    approve: (n: number) => `Approve ${n === 1 ? 'this plan' : `these ${n} plans`}`,
    approving: 'Approving…',
    approved: (approved: number, begun: number) =>
      begun === approved
        ? `Approved for ${people(approved)}. The changes begin within a minute.`
        : `Approved for ${people(approved)}. ${people(approved - begun)} need a second person.`,
    people: 'People on this list',
    columns: { name: 'Name', kind: 'What', state: 'How it stands' },
    first: (n: number, total: number) => `The first ${n} of ${total} are shown, those that need somebody first.`,
    withdraw: 'Take this list back',
    reason: 'Why is it taken back?',
    withdrawn: (n: number) => `Taken back for ${people(n)}. Nothing was changed.`,
  },
  confirm: {
    until: (when: string) => `A second person has to confirm this until ${when}.`,
    late: 'The day is over and no second person has confirmed this. The account stays closed.',
  },
  lapses: {
    heading: 'Agreement not signed this school year',
    warned: (n: number) =>
      n === 1
        ? 'One person has not signed yet. Reminders go out by themselves.'
        : `${n} people have not signed yet. Reminders go out by themselves.`,
    escalated: (n: number) =>
      n === 1
        ? 'One person has still not signed. Nothing is closed by itself: look, and decide.'
        : `${n} people have still not signed. Nothing is closed by itself: look, and decide.`,
    signed: (day: string) => `Signed last on ${day}`,
    more: (n: number) => `And ${n} more.`,
    warn: (day: string) => `The agreement was signed last on ${day}. This year’s signature is being asked for.`,
    escalate: (day: string) =>
      `The agreement was signed last on ${day}, and reminders did not help. You may ask for access to be restricted until it is signed.`,
    restrict: 'Restrict access until signed',
    restrictHint:
      'When another person has approved it, they reach the signing page and nothing else. Signing opens everything again.',
    go: 'Ask for this',
    cancel: 'Leave it as it is',
    sent: 'Asked for. Another person has to approve it.',
  },
  asking: { state: 'Asked for, being worked out', since: (at: string) => `Since ${at}` },
} as const;
