/** What the breaker has stopped, and letting it go on. */
export const accountStops = {
  heading: 'Stopped: please look',
  what: (n: number) => (n === 1 ? '1 account would be closed now.' : `${n} accounts would be closed now.`),
  why: {
    too_many_closed: (closing: number, limit: number) =>
      `That makes ${closing} within an hour. The school has said that more than ${limit} an hour need a look.`,
    too_large_a_share: (closing: number, limit: number, accounts: number) =>
      `That makes ${closing} of ${accounts} accounts. The school has said that more than ${limit} in a hundred need a look.`,
    larger_than_usual: (closing: number, limit: number, usual: number) =>
      `That makes ${closing} within an hour. The most there ever were is ${usual}. The school has said that more than ${limit} times as many need a look.`,
  },
  since: (when: string) => `Nothing of it has happened since ${when}. Every plan was approved by somebody before.`,
  names: 'Whose accounts these are',
  own: 'Somebody who asked for none of this, and is not among them, can let it go on.',
  open: 'I have looked: let it go on',
  reason: 'Why do so many leave at once?',
  reasonHint: 'Such as: contracts end on 31 August.',
  need: 'Say why so many leave at once.',
  go: (n: number) => (n === 1 ? 'Close this account' : `Close these ${n} accounts`),
  gone: 'They go on within a minute.',
};
