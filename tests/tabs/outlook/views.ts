import { outlook as words } from '../../../src/texts/en-gb';
import type { View } from '../../../tabs/outlook/flow';
import type { MyMail } from '../../../tabs/outlook/useMail';

/** A report of somebody's that stands at a step; `said` are the questions answered before. */
export const view = (step: Partial<View['step']>, said: readonly string[] = [], part: Partial<View> = {}): View => ({
  reportId: 'r1' as View['reportId'],
  rev: 1,
  state: 'open',
  stale: false,
  step: {
    node: 'R1',
    kind: 'question',
    prompt: 'A question?',
    options: [],
    multi: false,
    text: false,
    fields: [],
    people: false,
    suggestions: [],
    check: false,
    ...step,
  },
  summary: said.map((node) => ({ node, question: promptOf(node), answer: 'as said', canChange: true })),
  keptWords: null,
  warning: null,
  canGoBack: false,
  phones: {
    lead: '01632 960123',
    head: null,
    chair: null,
    socialCare: null,
    nspcc: '0808 800 5000',
    police: '101',
    emergency: '999',
  },
  receipt: null,
  ...part,
});

/** A mail that I have flagged. */
export const mine = (itemId: string, state: MyMail['state'], reportId = 'r1', part: Partial<MyMail> = {}): MyMail => ({
  id: `m-${itemId}` as MyMail['id'],
  reportId: reportId as MyMail['reportId'],
  mailbox: 'mary@school.example',
  itemId,
  flaggedAt: 0,
  state,
  supplied: false,
  trouble: null,
  ...part,
});

/** What the chart asks at a node. */
export const promptOf = (node: string): string =>
  ({ R1: words.danger, R2: words.imagery } as Readonly<Record<string, string>>)[node] ?? node;
