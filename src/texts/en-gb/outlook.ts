/** The pane beside a mail in Outlook: flagging it as evidence. */
export const outlook = {
  title: 'Flag this email',
  titleDone: (n: number) => (n === 1 ? 'You have flagged this email' : `You have flagged ${n} emails`),
  titleMany: (n: number) => `Flag ${n} emails`,
  tooMany: (n: number) => `${n} more are chosen. Flag these first, then the others.`,
  notOutlook: {
    title: 'This page belongs inside Outlook',
    next: 'Open an email in Outlook and press “Flag as evidence”. Elsewhere, report a worry in the chat with Lantern.',
  },
  none: { title: 'No email is open', next: 'Open the email that worries you, and this pane will follow.' },
  draft: {
    title: 'This is a draft',
    next: 'Only email that has been sent or received can be flagged. Open the one that worries you, or report a worry in the chat with Lantern.',
  },
  other: {
    title: 'This is not an email',
    next: 'Open the email that worries you. For a meeting or a task, report a worry in the chat with Lantern.',
  },

  intro:
    'This goes only to the people here who deal with worries about safety. If anyone is in danger, ring 999 first. If you stop half-way, we may pass on what you have told us.',
  danger: 'Is anyone in danger right now?',
  imagery:
    'Could this involve a nude, part-nude or sexual picture or video of anyone under 18? Drawings and AI-made pictures count. Do not check.',
  answers: { yes: 'Yes', not_sure: 'Not sure', no: 'No' },
  /** By the chart's question; `answer` in the chart's own words. */
  change: {
    R1: (answer: string) => `In danger: ${answer} – change`,
    R2: (answer: string) => `Sexual pictures: ${answer} – change`,
  },
  phishing: 'Only a scam or junk? Use Outlook’s own Report button instead.',

  phones: 'Numbers to ring',
  phone: {
    emergency: 'Emergency',
    lead: 'Safeguarding lead',
    head: 'Headteacher',
    chair: 'Chair of governors',
  },
  notSet: 'NOT SET',
  notSetNext: 'A number is not set: ask the school office, or ring 999 or 101.',
  read: 'I have read this',
  stop: { danger: 'Ring now', imagery: 'Leave it exactly as it is' },

  next: 'Next',
  alert: 'Alert the right person now',
  alertLead: 'One question first, so that the alert does not go to the person it is about.',

  why: 'What is it like?',
  whyHint: 'Tick all that fit.',
  reasons: {
    frightening: 'Frightening',
    threatening: 'Threatening',
    offensive: 'Offensive',
    bullying: 'Bullying',
    sexual: 'Sexual',
    contact: 'Unwanted contact',
    none: 'None of these',
  },
  who: 'Who seems to be responsible?',
  whoHint: 'Asked so that this does not go to them. Not only who sent it: who is behind it.',
  whoMore: 'The head, a lead, the chair, ICT, me or nobody',
  whoOptions: {
    pupil: 'A pupil',
    adult: 'An adult who works or helps here',
    outside: 'Someone outside',
    unknown: 'I do not know',
    head: 'Headteacher',
    lead: 'Safeguarding lead',
    deputy: 'Deputy lead',
    ict: 'ICT manager',
    chair: 'Chair of governors',
    me: 'Me',
    nobody: 'Nobody (accident)',
  },
  /** `job` as the directory has it. */
  sender: (name: string, job: string) => `${name}, ${job}: the name on the email`,
  senderHint: 'Anyone can write any name on an email. Tick it only if you believe it.',
  from: (who: string) => `It says it is from ${who}.`,
  affected: 'Who is affected?',
  affectedOptions: {
    me: 'Me',
    pupils: 'Pupils',
    staff: 'Staff or another adult here',
    outside: 'Someone outside',
    nobody: 'Nobody I know of',
    not_sure: 'Not sure',
  },
  wishes: 'What would you like? (if anything)',
  wish: {
    just_log: 'Just log it',
    contact_me: 'Please contact me',
    no_replies: 'I do not want to see replies',
  },
  words: 'In your own words (if you like)',
  wordsHint: 'Facts, not opinions. Do not describe any picture.',
  ownWords: 'Add something in your own words',
  send: 'Send',
  sending: 'Sending',
  needOne: 'Tick at least one.',

  /** What is sent in place of words nobody typed. */
  said7: {
    reasons: (list: string) => `Flagged in Outlook. They ticked: ${list}.`,
    none: 'Flagged in Outlook. They added no words.',
  },
  where: (mailbox: string) => `In an email (mailbox ${mailbox})`,
  when: (date: string, time: string) => `${date} at ${time}`,
  whenUnknown: 'Not known',

  resume: {
    title: 'You have begun this',
    next: 'Go on where you stopped. Nothing that you answered is lost.',
    go: 'Go on',
  },
  join: {
    title: 'You have a report that is not finished',
    next: 'This email can be added to it. The question about pictures is asked again, for this email.',
    go: 'Add it and go on',
    anew: 'Start a new report',
    anewHint: 'What you had begun is then passed on, if it says anything that matters.',
  },
  already: {
    title: 'You have flagged this already',
    on: (day: string) => `On ${day}.`,
    some: (n: number, all: number) => `${n} of these ${all} you have flagged already. Choose the others alone.`,
  },

  kept: 'Kept. Do not reply, delete or forward.',
  leave: 'Leave it where it is. Do not reply, delete or forward.',
  receipt: (number: string) => `Receipt ${number}`,
  knows: (post: string) => `Who knows now: ${post}.`,
  another: 'Open another email to flag it as well.',
  states: {
    waiting: 'Will be kept when this is sent.',
    taking: 'A copy is being kept…',
    kept: 'The original is kept, unchanged.',
    supplied:
      'A copy from your own Outlook is kept. It counts as weaker than one from the mail server, and is marked so.',
    facts_only:
      'Nothing of its content was copied, on purpose. Kept: who sent it, to whom, when, and the names of its attachments.',
    not_taken: 'It could not be copied.',
  },
  /** Why, and what happens instead. */
  trouble: {
    gone: 'It is no longer where it was: moved or deleted. Do not look for it. Whoever deals with this is told and will ask you.',
    no_permission:
      'Lantern may not read that mailbox. Whoever deals with this is told where the email is and will arrange to see it.',
    too_large:
      'It is too large to copy. Leave it where it is: whoever deals with this is told and will keep it another way.',
    unreachable:
      'The mail server did not answer. Whoever deals with this knows where the email is. Lantern tries again while this stands open, and whenever you open the email and press the button.',
    protected:
      'It is encrypted. It is kept as it is, and can be read only with your key: do not delete it. Whoever deals with this may ask you to show it.',
    no_room:
      'Lantern has no room left to keep it. Leave it where it is: whoever deals with this is told, and Lantern tries again whenever you open the email and press the button.',
    no_key:
      'Lantern could not lock it away safely, so it kept no copy. Your report is safe. Leave the email where it is: Lantern tries again while this stands open, and whenever you open the email and press the button.',
    closed: 'The case is closed by now. Whoever dealt with it is told of this email.',
  },
  /** Lantern itself does not answer while the mails are being kept. */
  off: 'Lantern does not answer just now. What you sent is safe; leave the email where it is. Lantern tries again while this stands open, and whenever you open the email and press the button.',
  again: 'Try again',
  offline: 'The connection is lost. What you answered is safe: it goes on by itself when the connection is back.',
  anew: 'Flag this email anew',
  check: 'Check and send',
};
