/** What the bot says. One thing at a time, like a kind colleague; never chirpy, never a verdict. */
export const bot = {
  privately: 'Please message me privately.',
  lookInChat: 'I have written to you in your private chat with Lantern.',
  cannotReach: 'I could not write to you. Please open your private chat with Lantern and say “report a concern”.',
  unknownPerson:
    'I cannot find you on the school’s list, so I cannot take a report here. If anyone is in danger, ring 999. If you are worried about a child, ring the police on 101 or the NSPCC on 0808 800 5000, and tell the school office.',
  tooFast: 'That was a lot at once. Nothing is lost. Please wait a moment and go on.',
  newInLantern: 'There is something new in Lantern.',
  look: 'Look',
  urgent: (name: string) => `A report needs you now. Ring ${name}.`,
  urgentNext: 'Ring first and read later. If anyone is in danger, make sure that 999 has been rung.',
  openLantern: 'Open Lantern',

  failed:
    'Something went wrong on my side. What you told me before is kept. Please try again in a minute; if it is urgent, ring now.',
  showWhereWeAre: 'Show where we are',
  answered: 'Answered. The newest card is further down.',

  numbers: 'Numbers to ring',
  emergency: 'Police, ambulance (danger now)',
  police: 'Police (not an emergency)',
  nspcc: 'NSPCC',
  lead: 'Safeguarding lead',
  head: 'Headteacher',
  chair: 'Chair of governors',
  socialCare: 'Children’s social care',
  notSet: (who: string) =>
    `THE SCHOOL HAS NOT SET THESE NUMBERS YET: ${who}. Ask at the school office, and do not wait to ring 999 in an emergency.`,

  continue: 'Continue',
  send: 'Send',
  next: 'Next',
  back: 'Back',
  stop: 'Stop',
  startAgain: 'Start again',
  choose: 'Choose',
  tick: 'Tick all that fit',
  yourWords: 'Your own words',
  useKept: 'Use the words I wrote before',
  keptBefore: 'You wrote this before. Change it as you like.',
  keptLong: (letters: number) =>
    `You have written ${letters} letters so far. They are too long to show here, and kept word for word. Add to them, or use them as they are.`,
  wordsMissing: 'Please write a few words first.',
  chooseFirst: 'Please choose an answer first.',
  fieldMissing: 'Please fill this in. “About” or “not known” is fine.',
  nameOptional: 'A name, if you are sure who it is (staff and helpers only)',
  find: 'Find the name',
  found: 'People of that name',
  nobodyFound: (q: string) => `Nobody on the staff list matches “${q}”. You can go on without a name.`,

  checkTitle: 'What you have told me',
  noAnswer: 'Not answered',
  changeWhich: 'Change an answer',
  change: 'Change this answer',

  kept: 'I have kept what you wrote, word for word, and will offer it back when I ask what happened.',
  typed: 'What you type stays in your chat history. The buttons leave less behind.',
  nextField: (label: string, options: string) => (options ? `${label}: ${options}?` : `${label}?`),
  choosePlease: (options: string) => `Please choose one of these: ${options}.`,
  stale: 'You had answered that already. This is where we are now.',
  linkTaken: '[address taken out]',
  linksTaken: 'I took an address out of what you wrote. Links are not kept here, and nobody opens them.',
  foreign:
    'I can only read English. Your words are kept as you wrote them, and a person will read them. Please use the buttons below.',
  tooLong:
    'That was too long for one message. I have kept the first part, word for word. Please send the rest in a second message.',

  warningDanger:
    'Your words sound as if somebody may not be safe. If so, ring 999 now, and then the safeguarding lead.',
  warningImagery:
    'Your words mention pictures. Do not look, copy, share or delete anything, and do not describe a picture to me.',
  doNotTitle: 'Please do not send pictures, files or links here',
  doNot:
    'I did not open or keep it, and I cannot take it back: a copy stays in your own cloud storage. Leave it there. Do not look at it again, copy it, share it or delete it, and do not ask anybody to send it to you. Ring the safeguarding lead as soon as you can. Nobody is in trouble for telling.',
  doNotNoted: 'That it happened is noted, with the time, for the person who will deal with this.',
  doNotBegin: 'If it shows or may show a young person, or if you are worried at all, report it now.',

  sentTitle: 'Thank you for telling us',
  stoppedTitle: 'You stopped',
  receipt: (number: string) => `Receipt ${number}`,
  sentTo: (role: string) => `Sent to: ${role}`,
  nextTitle: 'What happens next',
  nextBody:
    'They read it and decide what to do. You may be asked more. Keep it to yourself, and do not look into it. You may not be told how it ends.',
  addLater: 'Anything to add? It goes to the same people.',
  add: 'Add this',
  added: 'Added. Thank you. It has gone to the same people.',
  addMissing: 'Please write what you want to add.',

  homeTitle: 'What can I help you with?',
  homeLead:
    'You can press a button or just type. If anyone is in danger, ring 999 first. Never send pictures, files or links here.',
  welcome:
    'This is Lantern. Only you can see this chat. Worries about safety go only to the people here who deal with them.',
  report: 'Report a concern',
  resume: 'Go on with my report',
  askLabel: 'Ask about the rules, such as “can I use my phone in lessons?”',
  ask: 'Look it up',
  askMissing: 'Please type your question first.',
  agreements: 'My agreements',
  status: 'Status of my report',
  help: 'Help',
  helpTitle: 'How I work',
  helpLines: [
    'Report a concern: I ask one question at a time. Type “back” to go back, “stop” to stop, “start again” to begin anew.',
    'Not sure is always an answer. You can stop and return later, also on another device.',
    'Can I…? Ask about the rules, and I quote the policy.',
    'My agreements: what you have signed and what is waiting.',
    'Status of my report: your receipts, and a way to add something.',
  ],

  answersTitle: 'This is what our policies say',
  source: (title: string, version: string, heading: string) => `${title}, version ${version}: ${heading}`,
  rated: (side: string, label: string) => `${side}: ${label}`,
  sides: { staff: 'Staff', pupils: 'Pupils' } as Readonly<Record<string, string>>,
  noAnswers: 'I found nothing about that in our policies, and I do not guess.',
  askCoordinator: (name: string, email: string | null) =>
    email ? `You can ask ${name} (${email}).` : `You can ask ${name}.`,
  askSomebody: 'Please ask the e-safety coordinator.',
  notARule: 'If this is a worry rather than a question, report it.',

  agreementsTitle: 'Your agreements',
  waiting: (title: string, due: string | null) => (due ? `To sign: ${title}, by ${due}` : `To sign: ${title}`),
  overdue: (title: string) => `Not signed yet: ${title}`,
  signed: (title: string, version: string, day: string) => `Signed: ${title}, version ${version}, on ${day}`,
  nothingSigned: 'Nothing is waiting for you, and nothing is signed yet.',
  read: 'Read and sign',

  statusTitle: 'Your reports',
  statusNone: 'You have sent no report. Whatever is on your mind, you can report it now.',
  statusLine: (number: string, day: string, role: string) => `${number}, sent on ${day} to: ${role}`,
  statusUnfinished: (number: string, day: string, role: string) =>
    `${number}, stopped on ${day}; what you had said was passed on to: ${role}`,
  statusLead: 'You may not be told what is done. You can always add to what you said.',
  addTo: (number: string) => `Add to ${number}`,
  openReport: 'You have a report that is not sent yet.',

  unclearTitle: 'I am not sure what you mean',
  unclear: (text: string) => `You wrote: ${text}`,
  unclearReport: 'Report it as a concern',
  unclearAsk: 'Look it up in the rules',

  noReport: 'There is no report open. Nothing you sent before is lost.',
  pointer: (link: string) => (link ? `A message in Teams: ${link}` : 'A message in Teams'),
  pointed:
    'You pointed at a message. I have noted where it is, and have not copied what it says. Once you have told me that no picture of a young person may be in it, choose “Report this message” again and I copy its words too.',
  pointedCopied: 'I have kept the words of that message.',
  listAnd: ' or ',
};
