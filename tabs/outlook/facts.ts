import { outlook as words } from '../../src/texts/en-gb';
import { longDate, time } from '../ui/dates';
import type { MailDetails, MailHost, MailPlace } from './mail-host';

/** Of one mail that is still the one open; null for several, and when somebody has gone on to another. */
export async function detailsOf(host: MailHost, places: readonly MailPlace[]): Promise<MailDetails | null> {
  const now = await host.current();
  const isSame = now.kind === 'mail' && now.places.length === 1 && isAlone(places, now.places[0]);
  return isSame ? host.details() : null;
}

export const isAlone = (places: readonly MailPlace[], place: MailPlace | undefined): boolean =>
  places.length === 1 && places[0]?.itemId === place?.itemId && places[0]?.mailbox === place?.mailbox;

/** The chart's own key. */
const BY_EMAIL = 'email';

/** When, where and how it is known, as the chart's fields want them. */
export function factsOf(details: MailDetails | null, places: readonly MailPlace[]): Readonly<Record<string, string>> {
  const at = details?.at ?? null;
  return {
    when: at === null ? words.whenUnknown : words.when(longDate(at), time(at)),
    where: words.where([...new Set(places.map((p) => p.mailbox))].join(', ')),
    known: BY_EMAIL,
  };
}
