const signatures = (n: number): string => (n === 1 ? '1 signature' : `${n} signatures`);

/** The room where managers accept signatures. */
export const countersign = {
  title: 'Accept signatures',
  lead: 'You confirm that these people signed. You never accept your own.',
  noneTitle: 'Nothing waits for you',
  noneNext: 'When somebody in your team signs, their signature waits here.',
  list: 'Signatures waiting',
  columns: { pick: 'Choose', name: 'Name', agreement: 'Agreement', signed: 'Signed on', school: 'School' },
  pick: (name: string) => `Choose ${name}`,
  pickAll: 'Choose all',
  accept: (n: number) => (n === 0 ? 'Accept' : `Accept ${signatures(n)}`),
  accepting: (done: number, total: number) => `Accepting ${done} of ${total}…`,
  accepted: (n: number) => `${signatures(n)} accepted`,
  others: (n: number) => `${signatures(n)} had been accepted by somebody else`,
} as const;
