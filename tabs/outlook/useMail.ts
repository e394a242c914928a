import { useMemo, useRef, useState } from 'react';
import type { Input, Output } from '../../src/api/contract';
import { CallFailed } from '../api';
import { useServices } from '../ui/services';
import { isAlone } from './facts';
import type { MailHost, MailPlace } from './mail-host';

export type MyMail = Output<'evidence.mine'>['mails'][number];
type Wishes = Input<'evidence.flag'>['wishes'];
type ReportId = MyMail['reportId'];

/** How long after a try that failed the next one comes, in ms; each wait is twice the one before. */
const WAIT_MS = 4_000;
const TRIES = 5;

export interface Mail {
  readonly mails: readonly MyMail[];
  /** Lantern itself did not answer about one of them; it is asked again. */
  readonly isOff: boolean;
  readonly mine: (places: readonly MailPlace[]) => Promise<readonly MyMail[]>;
  /** Writes down where they lie. Doing it again adds nothing but the wishes. */
  readonly flag: (reportId: ReportId, places: readonly MailPlace[], wishes: Wishes) => Promise<void>;
  readonly flagged: () => readonly MyMail[];
  /** Has copies kept, one after the other, in the background. `mayGive`: this client may hand over what it has. */
  readonly goOn: (mails: readonly MyMail[], mayGive: boolean) => void;
  readonly forget: () => void;
}

/** Flagged mails, and how far the keeping of each has got. The server fetches them; the pane sends ids. */
export function useMail(host: Pick<MailHost, 'current' | 'asEml'>): Mail {
  const { api } = useServices();
  const [mails, setMails] = useState<readonly MyMail[]>([]);
  const [isOff, setOff] = useState(false);
  const known = useRef<readonly MyMail[]>([]);
  /** Which run is the newest: an older one stops when it sees that it is not. */
  const turn = useRef(0);
  const acts = useMemo((): Omit<Mail, 'mails' | 'isOff'> => {
    const put = (next: readonly MyMail[]): void => {
      known.current = next;
      setMails(next);
    };
    const take = async (mail: MyMail, mayGive: boolean): Promise<MyMail> => {
      const taken = await api.call('evidence.capture', { mailId: mail.id });
      const isOut = taken.state === 'not_taken' && taken.trouble === 'no_permission';
      return isOut && mayGive ? give(taken) : taken;
    };
    /** Only what is open, only without imagery, and only where the server could not read it. */
    const give = async (mail: MyMail): Promise<MyMail> => {
      const now = await host.current();
      const isOpen = now.kind === 'mail' && now.places.length === 1 && isAlone([mail], now.places[0]);
      const bytes = isOpen ? await host.asEml().catch(() => null) : null;
      return bytes === null ? mail : api.upload('evidence.supply', { mailId: mail.id }, new Blob([bytes]));
    };
    const keepAll = async (mayGive: boolean, mine: number, tries: number): Promise<void> => {
      let hasFailed = false;
      // What could not be taken may be by now, so each is asked for once; only what may pass is asked for again.
      const due = known.current.filter((m) => isToCome(m) || (tries === 0 && m.state === 'not_taken'));
      for (const mail of due) {
        const taken = await take(mail, mayGive).catch((e: unknown) => {
          hasFailed ||= e instanceof CallFailed;
          return mail;
        });
        if (mine !== turn.current) return;
        put(known.current.map((m) => (m.id === taken.id ? taken : m)));
      }
      setOff(hasFailed);
      if ((!hasFailed && !known.current.some(isToCome)) || tries >= TRIES) return;
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS * 2 ** tries));
      if (mine === turn.current) await keepAll(mayGive, mine, tries + 1);
    };
    return {
      async mine(places) {
        const [first] = places;
        if (!first) return [];
        const itemIds = places.map((p) => p.itemId).join(',');
        return (await api.call('evidence.mine', { mailbox: first.mailbox, itemIds })).mails;
      },
      async flag(reportId, places, wishes) {
        const messages = places.map(({ mailbox, itemId }) => ({ mailbox, itemId }));
        put((await api.call('evidence.flag', { reportId, messages, wishes: [...wishes] })).mails);
      },
      flagged: () => known.current,
      goOn(list, mayGive) {
        put(list);
        setOff(false);
        turn.current += 1;
        void keepAll(mayGive, turn.current, 0);
      },
      forget() {
        turn.current += 1;
        setOff(false);
        put([]);
      },
    };
  }, [api, host]);
  return { ...acts, mails, isOff };
}

const isToCome = ({ state }: MyMail): boolean => state === 'waiting' || state === 'taking';
