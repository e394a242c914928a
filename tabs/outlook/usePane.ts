import { useCallback, useEffect, useRef, useState } from 'react';
import { CallFailed } from '../api';
import { useServices } from '../ui/services';
import { type About, answerFor, BLANK, type Held, heldFrom, type View, wasSaid } from './flow';
import type { MailDetails, MailHost, MailPlace, Selection } from './mail-host';
import { type MyMail, useMail } from './useMail';
import { detailsOf, factsOf } from './facts';
import { keepNotes, type Notes, notesOf } from './notes';

/** Where the person stands with what is open in Outlook. */
export type Phase =
  | { readonly at: 'opening' }
  | { readonly at: 'nothing'; readonly why: 'none' | 'draft' | 'other' }
  | { readonly at: 'already'; readonly mails: readonly MyMail[] }
  | { readonly at: 'join' | 'resume'; readonly view: View }
  /** Being answered; `view` is null until the first answer, since opening the pane begins nothing. */
  | { readonly at: 'going'; readonly view: View | null };

export interface Pane {
  readonly phase: Phase;
  /** How many mails this is about, how many were chosen beyond that, and how many of them were flagged before. */
  readonly count: { readonly all: number; readonly left: number; readonly before: number };
  readonly held: Held;
  readonly about: About;
  /** Of the mail itself; null until imagery was answered, and for several. */
  readonly details: MailDetails | null;
  readonly mails: readonly MyMail[];
  readonly busy: boolean;
  readonly error: CallFailed | null;
  /** What was held did not fit: the chart's own question stands. */
  readonly isPlain: boolean;
  /** Keeps answers and sends as many of them as the chart asks for now. */
  readonly answer: (more: Held) => void;
  readonly change: (part: Partial<About>) => void;
  readonly send: () => void;
  /** With danger: whom the alert must not reach, ahead of everything else. */
  readonly sendWho: () => void;
  readonly join: (anew: boolean) => void;
  readonly retry: () => void;
  /** Looks again at what is open in Outlook. */
  readonly reopen: () => void;
}

/** More answers than any path of a chart has; a chart that asks on is somebody's mistake. */
const MOST = 30;

interface Open {
  readonly phase: Phase;
  readonly places: readonly MailPlace[];
  readonly left: number;
  readonly before: number;
}
const OPENING: Open = { phase: { at: 'opening' }, places: [], left: 0, before: 0 };

export function usePane(mailHost: MailHost): Pane {
  const { api, host } = useServices();
  const [open, setOpen] = useState<Open>(OPENING);
  const [notes, setNotes] = useState<Notes>({ held: {}, about: BLANK, places: [], saidNo: false });
  const [details, setDetails] = useState<MailDetails | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallFailed | null>(null);
  const [isPlain, setPlain] = useState(false);
  const again = useRef<() => void>(() => undefined);
  const mail = useMail(mailHost);
  /** The newest of both, also between two drawings: each change is made here first. */
  const now = useRef({ open, notes });

  /** One thing at a time; what fails can be tried again with `retry`, and is when the connection is back. */
  const run = useCallback((act: () => Promise<void>) => {
    again.current = () => run(act);
    setBusy(true);
    setError(null);
    act()
      .catch((e: unknown) => setError(e instanceof CallFailed ? e : new CallFailed('unexpected', { cause: e })))
      .finally(() => setBusy(false));
  }, []);

  const show = useCallback((view: View, part: Partial<Open> = {}) => {
    now.current = { ...now.current, open: { ...now.current.open, ...part, phase: { at: 'going', view } } };
    setOpen(now.current.open);
  }, []);

  const note = useCallback(
    (part: Partial<Notes>, reportId: string | null) => {
      const next = { ...now.current.notes, ...part };
      now.current = { ...now.current, notes: next };
      setNotes(next);
      if (reportId !== null) keepNotes(host.storage, reportId, next);
    },
    [host.storage],
  );

  const reopen = useCallback(
    () =>
      run(async () => {
        setPlain(false);
        setDetails(null);
        mail.forget();
        note({ held: {}, about: BLANK, places: [], saidNo: false }, null);
        const found = await look(await mailHost.current(), { api, mine: mail.mine });
        const kept = found.phase.at === 'resume' ? notesOf(host.storage, found.phase.view.reportId) : null;
        if (kept) note(kept, null);
        now.current = { ...now.current, open: found };
        setOpen(found);
        if (found.phase.at === 'already') mail.goOn(found.phase.mails, false);
      }),
    [api, host.storage, mail, mailHost, note, run],
  );

  useEffect(() => {
    reopen();
    // A pinned pane follows what is chosen, but never while something is being answered.
    mailHost.changed(() => {
      if (!isAnswering(now.current.open.phase, now.current.notes.held)) reopen();
    });
    // Once, on arrival.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useEffect(() => {
    const back = () => {
      if (error?.code === 'offline') again.current();
    };
    window.addEventListener('online', back);
    return () => window.removeEventListener('online', back);
  }, [error]);

  /** Sends held answers for as long as the chart asks for one of them. */
  const pump = useCallback(
    async (from: View): Promise<View> => {
      let view = from;
      for (let n = 0; n < MOST && view.state === 'open'; n += 1) {
        const given = answerFor(view, now.current.notes.held);
        setPlain(given === 'unfit');
        if (given === null || given === 'unfit') break;
        const { reportId, rev, step } = view;
        view = await api.call('reports.answer', {
          reportId,
          rev,
          node: step.node,
          choices: [...given.choices],
          ...(given.text !== undefined && { text: given.text }),
          ...(given.fields !== undefined && { fields: { ...given.fields } }),
          ...(given.people !== undefined && { people: [...given.people] }),
        });
        // Said once. What a change leads back to is asked anew.
        if (!view.stale) note({ held: without(now.current.notes.held, step.node) }, reportId);
        show(view);
      }
      return view;
    },
    [api, note, show],
  );

  const afterwards = useCallback(
    async (view: View) => {
      if (view.state === 'open') {
        if (wasSaid(view, 'R2')) setDetails(await detailsOf(mailHost, now.current.open.places));
        return;
      }
      keepNotes(host.storage, view.reportId, null);
      if (view.state === 'dropped') return;
      mail.goOn(mail.flagged(), now.current.notes.saidNo);
    },
    [host.storage, mail, mailHost],
  );

  const answer = useCallback(
    (more: Held) =>
      run(async () => {
        const { open: at, notes: before } = now.current;
        const known = at.phase.at === 'going' ? at.phase.view : null;
        const saidNo = isStillNo(more, before.saidNo);
        note({ held: { ...before.held, ...more }, saidNo, places: at.places }, known?.reportId ?? null);
        if (known === null && !now.current.notes.held['R1']) return;
        const view = await pump(known ?? (await api.call('reports.begin', { source: 'outlook' })));
        // Where the mail lies, and no more: so that the report is found again from it.
        if (view.state === 'open') await mail.flag(view.reportId, at.places, []);
        await afterwards(view);
      }),
    [afterwards, api, mail, note, pump, run],
  );

  const send = useCallback(
    () =>
      run(async () => {
        const { open: at, notes: before } = now.current;
        if (at.phase.at !== 'going' || at.phase.view === null) return;
        const { view } = at.phase;
        const facts = factsOf(await detailsOf(mailHost, at.places), at.places);
        note({ held: { ...before.held, ...heldFrom(before.about, facts) } }, view.reportId);
        await mail.flag(view.reportId, at.places, before.about.wishes);
        await afterwards(await pump(view));
      }),
    [afterwards, mail, mailHost, note, pump, run],
  );

  const join = useCallback(
    (anew: boolean) =>
      run(async () => {
        const { phase, places } = now.current.open;
        if (phase.at !== 'join' && phase.at !== 'resume') return;
        const { reportId, rev } = phase.view;
        const isNew = phase.at === 'join';
        let view = phase.view;
        if (anew) view = await api.call('reports.startAgain', { reportId, rev });
        // Asked of this mail too: what was said of another does not count for it.
        else if (isNew && wasSaid(view, 'R2')) view = await api.call('reports.change', { reportId, rev, node: 'R2' });
        await mail.flag(view.reportId, places, []);
        show(view);
        await afterwards(view);
      }),
    [afterwards, api, mail, run, show],
  );

  const reportId = open.phase.at === 'going' ? (open.phase.view?.reportId ?? null) : null;
  return {
    phase: open.phase,
    count: { all: open.places.length, left: open.left, before: open.before },
    held: notes.held,
    about: notes.about,
    details,
    mails: mail.mails,
    busy,
    error,
    isPlain,
    answer,
    change: (part) => note({ about: { ...now.current.notes.about, ...part } }, reportId),
    send,
    sendWho: () => {
      const { R4 } = heldFrom(now.current.notes.about, {});
      if (R4) answer({ R4 });
    },
    join,
    retry: () => again.current(),
    reopen,
  };
}

/** Something was pressed, and it has not been sent yet. */
function isAnswering(phase: Phase, held: Held): boolean {
  if (phase.at !== 'going') return false;
  const isBegun = Object.keys(held).length > 0 || (phase.view?.summary.length ?? 0) > 0;
  return isBegun && (phase.view === null || phase.view.state === 'open');
}

/** Each question about pictures that is answered with anything but no takes the no away. */
function isStillNo(more: Held, before: boolean): boolean {
  const about = more['R2'] ?? more['R8i'];
  if (!about) return before;
  return about.choices[0] === 'no' && (more['R2'] !== undefined || before);
}

const without = (held: Held, node: string): Held =>
  Object.fromEntries(Object.entries(held).filter(([key]) => key !== node));

interface Asking {
  readonly api: ReturnType<typeof useServices>['api'];
  readonly mine: (places: readonly MailPlace[]) => Promise<readonly MyMail[]>;
}

/** What is open in Outlook, what of it was flagged before, and whether a report is open. */
async function look(selection: Selection, { api, mine }: Asking): Promise<Open> {
  if (selection.kind !== 'mail') return { ...OPENING, phase: { at: 'nothing', why: selection.kind } };
  const { places, left } = selection;
  const [known, { report }] = await Promise.all([mine(places), api.call('reports.current', {})]);
  const here = known.filter((m) => m.state === 'waiting' && m.reportId === report?.reportId);
  const before = known.filter((m) => m.state !== 'waiting');
  const fresh = places.filter((p) => !before.some((m) => m.itemId === p.itemId));
  if (fresh.length === 0) return { phase: { at: 'already', mails: before }, places, left, before: 0 };
  const phase = ((): Phase => {
    if (report === null) return { at: 'going', view: null };
    if (here.length > 0) return { at: 'resume', view: report };
    return report.summary.length > 0 ? { at: 'join', view: report } : { at: 'going', view: report };
  })();
  return { phase, places: fresh, left, before: before.length };
}
