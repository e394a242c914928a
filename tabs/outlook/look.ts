import type { Api } from '../api';
import type { Held, View } from './flow';
import type { MailPlace, Selection } from './mail-host';
import type { MyMail } from './useMail';

/** Where the person stands with what is open in Outlook. */
export type Phase =
  | { readonly at: 'opening' }
  | { readonly at: 'nothing'; readonly why: 'none' | 'draft' | 'other' }
  | { readonly at: 'already'; readonly mails: readonly MyMail[] }
  | { readonly at: 'join' | 'resume'; readonly view: View }
  /** Being answered; `view` is null until the first answer, since opening the pane begins nothing. */
  | { readonly at: 'going'; readonly view: View | null };

/** What is open in Outlook, and where the person stands with it. */
export interface Open {
  readonly phase: Phase;
  /** The mails this is about. */
  readonly places: readonly MailPlace[];
  /** Chosen beyond as many as can be flagged at once. */
  readonly left: number;
  /** Chosen too, and flagged before. */
  readonly before: number;
}

export const OPENING: Open = { phase: { at: 'opening' }, places: [], left: 0, before: 0 };

interface Asking {
  readonly api: Pick<Api, 'call'>;
  readonly mine: (places: readonly MailPlace[]) => Promise<readonly MyMail[]>;
}

/** What is open in Outlook, what of it was flagged before, and whether a report is open. */
export async function look(selection: Selection, { api, mine }: Asking): Promise<Open> {
  if (selection.kind !== 'mail') return { ...OPENING, phase: { at: 'nothing', why: selection.kind } };
  const { places, left } = selection;
  const [known, { report }] = await Promise.all([mine(places), api.call('reports.current', {})]);
  const before = known.filter((m) => m.state !== 'waiting');
  const fresh = places.filter((p) => !before.some((m) => m.itemId === p.itemId));
  if (fresh.length === 0) return { phase: { at: 'already', mails: before }, places, left, before: 0 };
  const isInIt = known.some((m) => m.state === 'waiting' && m.reportId === report?.reportId);
  return { phase: phaseOf(report, isInIt), places: fresh, left, before: before.length };
}

/** `isInIt`: the report that is open is about what is open in Outlook. */
function phaseOf(report: View | null, isInIt: boolean): Phase {
  if (report === null) return { at: 'going', view: null };
  if (isInIt) return { at: 'resume', view: report };
  // One in which nothing was said yet is as good as none.
  return report.summary.length > 0 ? { at: 'join', view: report } : { at: 'going', view: report };
}

/** Something was pressed, and it has not been sent yet: a pinned pane then stays with its mail. */
export function isAnswering(phase: Phase, held: Held): boolean {
  if (phase.at !== 'going') return false;
  const isBegun = Object.keys(held).length > 0 || (phase.view?.summary.length ?? 0) > 0;
  return isBegun && (phase.view === null || phase.view.state === 'open');
}
