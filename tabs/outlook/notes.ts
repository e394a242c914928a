import type { SafeStorage } from '../storage';
import type { About, Held } from './flow';
import type { MailPlace } from './mail-host';

/** What the pane itself remembers of a report that is open: it survives a reload, and goes when the report does. */
export interface Notes {
  readonly held: Held;
  readonly about: About;
  readonly places: readonly MailPlace[];
  /** Imagery was answered with no on this pane: without it no byte leaves the client, whatever the server says. */
  readonly saidNo: boolean;
}

const keyOf = (reportId: string): string => `outlook.${reportId}`;

export function keepNotes(storage: SafeStorage, reportId: string, notes: Notes | null): void {
  if (notes === null) storage.remove(keyOf(reportId));
  else storage.set(keyOf(reportId), JSON.stringify(notes));
}

export function notesOf(storage: SafeStorage, reportId: string): Notes | null {
  try {
    // Written above, under this key.
    return JSON.parse(storage.get(keyOf(reportId)) ?? 'null') as Notes | null;
  } catch {
    return null;
  }
}
