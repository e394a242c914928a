/** The pass handed over at the desk, and the way of a starter. */
export const accountDesk = {
  title: (name: string) => `A pass for ${name}`,
  lead: 'For the first time somebody signs in. You see it once, here, and hand it over.',
  open: 'Hand over a pass',
  no: {
    no_account: {
      title: 'There is no account yet',
      next: 'The pass can be made as soon as the account is ready. Guests get an invitation by mail and need no pass.',
    },
    shut: { title: 'This account is shut', next: 'A pass would open nothing. The plan says when the account opens.' },
    protected: { title: 'This account may not be touched from here', next: 'Ask an administrator of Microsoft 365.' },
    has_role: {
      title: 'Not for people with a responsibility in Lantern',
      next: 'Their sign-in opens other people’s records. An administrator of Microsoft 365 has to do this.',
    },
    pupil: {
      title: 'Pupils get a first password',
      next: 'Print the slips of the class under “Pupils’ accounts”.',
    },
    ict_only: {
      title: 'This person has signed in before',
      next: 'If they cannot sign in any more, the ICT manager can hand over a pass.',
    },
  },
  here: 'They are here with me, and I know them or have looked at a card with their photo',
  hereNeeded: 'Look who is in front of you before you go on. A pass is as good as the account.',
  earlier: (who: string, when: string, until: string) =>
    `${who} handed over a pass at ${when}. It works until ${until} if it was not used. A new one ends it.`,
  lost: (when: string, until: string) =>
    `A pass made at ${when} was never shown to anybody. It ends at ${until}, or when you make a new one.`,
  unknown: 'An earlier pass still works, made somewhere else. A new one ends it.',
  replaces: 'The new pass may end the earlier one',
  replacesNeeded: 'Say that the new pass may end the earlier one.',
  go: 'Make the pass',
  making: 'Being made. This takes a few seconds.',
  failed: {
    held: 'An earlier pass still works. Nothing was made.',
    refused: 'The directory gave no pass. Nothing was made. Ask the ICT manager whether passes are allowed.',
    unclear: 'Nobody can say whether a pass was made. Make another: it ends whichever there is.',
    late: 'Nobody made the pass in time. Nothing was made. Try again; if it stays so, tell the ICT manager.',
    lost: 'The pass was made and could not be shown. Make another: it ends that one.',
  },
  slip: {
    heading: 'Your pass for signing in',
    for: 'For',
    address: 'Sign in as',
    pass: 'Pass',
    until: (when: string) => `Works once, until ${when}.`,
    secret: 'Tell it to nobody. Lantern and the office will never ask you for it.',
    letters: 'Large and small letters are different.',
  },
  once: 'This is shown once and kept nowhere. When you leave this page it is gone.',
  print: 'Print the slip',
  again: 'Done: put it away',
  shown: 'The pass is on the screen.',
  timeline: {
    heading: 'How far it is',
    steps: {
      asked: 'Asked for',
      approved: 'Approved',
      ready: 'Account ready',
      pass: 'Pass handed over',
      signed: 'Agreement signed',
      full: 'Everything open',
    },
    waits: {
      asked: '',
      approved: 'Waits for somebody who may approve',
      ready: 'Waits for the directory; it is made in time for the first day',
      pass: 'Waits for the office: hand it over when they come in',
      signed: 'Waits for them to sign',
      full: 'Waits for the directory',
    },
    later: 'After that',
    on: (when: string, who: string | null) => (who === null ? when : `${when}, ${who}`),
  },
};
