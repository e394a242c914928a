import type { SafeStorage } from '../storage';
import { type About, BLANK, type Held } from './flow';

/** What the pane itself remembers of a report that is open: it survives a reload, and goes when the report does. */
export interface Notes {
  readonly held: Held;
  readonly about: About;
  /** Imagery was answered with no on this pane: without it no byte leaves the client, whatever the server says. */
  readonly saidNo: boolean;
}

export const NO_NOTES: Notes = { held: {}, about: BLANK, saidNo: false };

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

/** With more answers. Each question about pictures that is answered with anything but no takes the no away. */
export function noted(notes: Notes, more: Held): Notes {
  const about = more['R2'] ?? more['R8i'];
  const isNo = about?.choices[0] === 'no' && (more['R2'] !== undefined || notes.saidNo);
  return { ...notes, held: { ...notes.held, ...more }, saidNo: about ? isNo : notes.saidNo };
}

/** Without what the chart has taken: what a change leads back to is asked anew. */
export const without = ({ held }: Notes, node: string): Pick<Notes, 'held'> => ({
  held: Object.fromEntries(Object.entries(held).filter(([key]) => key !== node)),
});
