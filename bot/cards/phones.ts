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

const all = (p: Phones): readonly (readonly [string, string | null])[] => [
  [texts.emergency, p.emergency],
  [texts.lead, p.lead],
  [texts.head, p.head],
  [texts.chair, p.chair],
  [texts.socialCare, p.socialCare],
  [texts.police, p.police],
  [texts.nspcc, p.nspcc],
];

const known = (p: Phones): string[] =>
  all(p).flatMap(([who, number]) => (number === null ? [] : [`${who}: ${number}`]));

/** Said loudly: a number that is missing is found out when it is needed. */
function missing(p: Phones): string[] {
  const unset = all(p).flatMap(([who, number]) => (number === null ? [who] : []));
  return unset.length > 0 ? [texts.notSet(unset.join(', '))] : [];
}

/** The school's own numbers, and which it has not set. */
export const phoneLines = (p: Phones) => [
  heading(texts.numbers),
  ...known(p).map((words) => text(words, { spacing: 'small' })),
  ...missing(p).map((words) => text(words, { spacing: 'small', weight: 'bolder' })),
];

export const phoneText = (p: Phones): string => [...known(p), ...missing(p)].join('\n');
