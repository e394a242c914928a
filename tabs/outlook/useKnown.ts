import { useMemo, useRef, useState } from 'react';
import { useServices } from '../ui/services';
import type { View } from './flow';
import { type Open, OPENING } from './look';
import type { MailDetails } from './mail-host';
import { keepNotes, NO_NOTES, type Notes, notesOf } from './notes';

/** What the pane knows: what is open in Outlook, how far its report is, and what was pressed. */
export interface Known {
  readonly open: Open;
  readonly notes: Notes;
  /** Of the mail itself; null until imagery was answered, and for several. */
  readonly details: MailDetails | null;
  /** The newest of both, also between two drawings. */
  readonly now: () => { readonly open: Open; readonly notes: Notes };
  /** Something is open; what was noted of its report, if it was begun before, is known again. */
  readonly found: (open: Open) => void;
  /** Nothing is known until something is found. */
  readonly forget: () => void;
  /** The report has gone on. */
  readonly show: (view: View) => void;
  readonly note: (part: Partial<Notes>) => void;
  /** The report was passed on or dropped: nothing of it stays on this machine. */
  readonly drop: (view: View) => void;
  readonly setDetails: (details: MailDetails | null) => void;
}

const reportOf = ({ phase }: Open): string | null =>
  'view' in phase && phase.view !== null ? phase.view.reportId : null;

export function useKnown(): Known {
  const { storage } = useServices().host;
  const [drawn, draw] = useState<{ readonly open: Open; readonly notes: Notes }>({ open: OPENING, notes: NO_NOTES });
  const [details, setDetails] = useState<MailDetails | null>(null);
  const newest = useRef(drawn);
  const acts = useMemo(() => {
    const put = (part: Partial<typeof drawn>): void => {
      newest.current = { ...newest.current, ...part };
      draw(newest.current);
    };
    return {
      now: () => newest.current,
      found(open: Open) {
        const kept = open.phase.at === 'resume' ? notesOf(storage, open.phase.view.reportId) : null;
        put({ open, ...(kept && { notes: kept }) });
      },
      forget() {
        setDetails(null);
        put({ notes: NO_NOTES });
      },
      show(view: View) {
        put({ open: { ...newest.current.open, phase: { at: 'going', view } } });
      },
      note(part: Partial<Notes>) {
        const { open, notes } = newest.current;
        put({ notes: { ...notes, ...part } });
        const reportId = reportOf(open);
        if (reportId !== null) keepNotes(storage, reportId, newest.current.notes);
      },
      drop: (view: View) => keepNotes(storage, view.reportId, null),
    };
  }, [storage]);
  return { ...drawn, details, setDetails, ...acts };
}
