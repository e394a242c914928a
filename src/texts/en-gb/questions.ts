/** The room where questions about agreements are answered. */
export const questions = {
  title: 'Questions',
  lead: 'Somebody has a question before they sign. Your answer lets them go on.',
  noneTitle: 'No open questions',
  noneNext: 'When somebody asks about an agreement, the question waits here.',
  asked: (name: string, day: string) => `${name} asked on ${day}`,
  about: 'About this sentence',
  whole: 'About the agreement as a whole',
  owner: (name: string) => `For ${name}`,
  answer: 'Your answer',
  hint: 'Only the person who asked sees it.',
  send: (name: string) => `Send the answer to ${name}`,
  sending: 'Sending…',
  sent: (name: string) => `${name} can read your answer now`,
} as const;
