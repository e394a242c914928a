interface Sentence {
  /** What happened. */
  readonly title: string;
  /** What to do about it. */
  readonly next: string;
}

/** One sentence for each code of the API, and for what can go wrong on the way to it. */
const sentences: Readonly<Record<string, Sentence>> = {
  invalid_input: { title: 'Something needs changing', next: 'Please look at the points below and send it again.' },
  not_signed_in: { title: 'You are not signed in', next: 'Please sign in to go on.' },
  step_up: {
    title: 'Please sign in again',
    next: 'Cases close by themselves after 15 minutes. Sign in once more and you go on where you were.',
  },
  not_registered: {
    title: 'Your account is not on the school’s list yet',
    next: 'Please ask the school office to add you, then open Lantern again.',
  },
  sign_in: { title: 'Please sign in', next: 'Lantern needs to know who you are. Use your school account.' },
  practice_shell: {
    title: 'Open this page in the practice Teams',
    next: 'You are in the practice school. Pick a person to be in the practice Teams window first.',
  },
  not_found: {
    title: 'We cannot find this page',
    next: 'It may have moved, or it may not be meant for you. Go back to Home and try from there.',
  },
  conflict: {
    title: 'Somebody changed this first',
    next: 'Load the page again to see it as it is now. What you typed is kept.',
  },
  version_superseded: {
    title: 'There is a newer version',
    next: 'A new version was published while you were reading. Load the page again to see what changed.',
  },
  too_large: { title: 'This is too large', next: 'Please use a smaller file, or split it in two.' },
  unreadable_document: {
    title: 'We could not read this document',
    next: 'Please open it in Word, save it as a new .docx file and try again.',
  },
  protected_document: {
    title: 'This document has a password',
    next: 'Please take the password off in Word, save it and try again.',
  },
  macro_document: {
    title: 'This document holds macros',
    next: 'Please save it in Word as a plain .docx file and try again.',
  },
  unreadable_table: {
    title: 'We could not read this list',
    next: 'Please save it as “CSV UTF-8” from Excel and try again.',
  },
  too_many_requests: { title: 'That was a lot at once', next: 'Please wait a minute and try again.' },
  unavailable: {
    title: 'Lantern is busy or being looked after',
    next: 'Nothing is lost. Please try again in a minute.',
  },
  offline: {
    title: 'You are offline',
    next: 'What you typed is kept. We try again by ourselves when the connection is back.',
  },
};

const unexpected: Sentence = {
  title: 'Something went wrong on our side',
  next: 'Nothing you did caused this. Please try again. If it happens again, tell your IT team the reference.',
};

export const errors = {
  /** A code without a sentence of its own is ours to answer for. */
  of: (code: string): Sentence => sentences[code] ?? unexpected,
  reference: (id: string) => `Reference: ${id}`,
  tryAgain: 'Try again',
  loadAgain: 'Load the page again',
  broken: { title: 'This page stopped working', next: 'What you typed is kept. Please load the page again.' },
};
