import type { ReportView } from '../../src/core/incidents/report-views';
import { bot as texts } from '../../src/texts/en-gb/bot';
import { heading, text } from './parts';

export type Phones = ReportView['phones'];

/** What everybody in England may ring, whatever the school has set. */
export const NATIONAL: Phones = {
  lead: null,
  head: null,
  chair: null,
  socialCare: null,
  nspcc: '0808 800 5000',
  police: '101',
  emergency: '999',
};

const line = (who: string, number: string | null): string =>
  number === null ? texts.notSet(who) : `${who}: ${number}`;

const lines = (p: Phones): string[] => [
  line(texts.emergency, p.emergency),
  line(texts.lead, p.lead),
  line(texts.head, p.head),
  line(texts.chair, p.chair),
  line(texts.socialCare, p.socialCare),
  line(texts.police, p.police),
  line(texts.nspcc, p.nspcc),
];

/** The school's own numbers, and loudly which are missing. */
export const phoneLines = (p: Phones) => [
  heading(texts.numbers),
  ...lines(p).map((words) => text(words, { spacing: 'small' })),
];

export const phoneText = (p: Phones): string => lines(p).join('\n');
