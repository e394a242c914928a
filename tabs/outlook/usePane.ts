import { useCallback, useEffect, useState } from 'react';
import type { CallFailed } from '../api';
import { useServices } from '../ui/services';
import { type About, type Held, heldFrom, type Safety } from './flow';
import { isAnswering, look, type Phase } from './look';
import type { MailDetails, MailHost } from './mail-host';
import { useKnown } from './useKnown';
import { type MyMail, useMail } from './useMail';
import { useOneAtATime } from './useOneAtATime';
import { useSending } from './useSending';

export interface Pane {
  readonly phase: Phase;
  /** How many mails this is about, how many were chosen beyond that, and how many of them were flagged before. */
  readonly count: { readonly all: number; readonly left: number; readonly before: number };
  readonly held: Held;
  readonly about: About;
  /** Of the mail itself; null until imagery was answered, and for several. */
  readonly details: MailDetails | null;
  readonly mails: readonly MyMail[];
  /** Lantern itself does not answer about the mails; each is asked for again. */
  readonly isOff: boolean;
  readonly busy: boolean;
  readonly error: CallFailed | null;
  /** What was held did not fit: the chart's own question stands. */
  readonly isPlain: boolean;
  /** Keeps answers and sends as many of them as the chart asks for now. */
  readonly answer: (more: Held) => void;
  /** Asks a question of safety again. */
  readonly askAgain: (node: Safety) => void;
  /** The one that is being asked again; what else stands is used again. */
  readonly again: Safety | null;
  readonly change: (part: Partial<About>) => void;
  readonly send: () => void;
  /** With danger: whom the alert must not reach, ahead of everything else. */
  readonly sendWho: () => void;
  readonly join: (anew: boolean) => void;
  readonly retry: () => void;
  /** Looks again at what is open in Outlook. */
  readonly reopen: () => void;
}

/**
 * The pane beside a mail, out of its parts: what it knows (`useKnown`), how what was pressed gets to the chart
 * (`useSending`), and the keeping of the mails (`useMail`). One thing is done at a time.
 */
export function usePane(mailHost: MailHost): Pane {
  const { api } = useServices();
  const known = useKnown();
  const mail = useMail(mailHost);
  const [isPlain, setPlain] = useState(false);
  const [again, setAgain] = useState<Safety | null>(null);
  const { run, busy, error, retry } = useOneAtATime();
  const sending = useSending({ mailHost, known, mail, setPlain });
  const { now, note, found, forget } = known;
  const { mine, goOn, forget: forgetMails } = mail;
  const reopen = useCallback(
    () =>
      run(async () => {
        setPlain(false);
        setAgain(null);
        forget();
        forgetMails();
        const open = await look(await mailHost.current(), { api, mine });
        found(open);
        if (open.phase.at === 'already') goOn(open.phase.mails, false);
      }),
    [api, forget, forgetMails, found, goOn, mailHost, mine, run],
  );
  useEffect(() => {
    reopen();
    // A pinned pane follows what is chosen, but never while something is being answered.
    mailHost.changed(() => {
      if (!isAnswering(now().open.phase, now().notes.held)) reopen();
    });
  }, [mailHost, now, reopen]);
  const { open, notes, details } = known;
  return {
    phase: open.phase,
    count: { all: open.places.length, left: open.left, before: open.before },
    held: notes.held,
    about: notes.about,
    details,
    mails: mail.mails,
    isOff: mail.isOff,
    busy,
    error,
    isPlain,
    again,
    answer: (more) => {
      setAgain(null);
      run(() => sending.answer(more));
    },
    askAgain: (node) =>
      run(async () => {
        setAgain(node);
        await sending.askAgain(node);
      }),
    change: (part) => note({ about: { ...now().notes.about, ...part } }),
    send: () => run(sending.send),
    sendWho: () => {
      const { R4 } = heldFrom(now().notes.about, {});
      if (R4) run(() => sending.answer({ R4 }));
    },
    join: (anew) => run(() => sending.join(anew)),
    retry,
    reopen,
  };
}
