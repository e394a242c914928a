import { useMemo } from 'react';
import { useServices } from '../ui/services';
import { detailsOf, factsOf } from './facts';
import { answerFor, changedIn, type Held, heldFrom, type Safety, type View, wasSaid } from './flow';
import type { MailHost } from './mail-host';
import { noted, without } from './notes';
import type { Known } from './useKnown';
import type { Mail } from './useMail';

/** More answers than any path of a chart has; a chart that asks on is somebody's mistake. */
const MOST = 30;

export interface Sending {
  /** Keeps answers and sends as many of them as the chart asks for now. */
  readonly answer: (more: Held) => Promise<void>;
  /** Asks one of the questions of safety again. */
  readonly askAgain: (node: Safety) => Promise<void>;
  /** Everything that was ticked. */
  readonly send: () => Promise<void>;
  /** Goes on with a report that is open, or passes it on and begins `anew`. */
  readonly join: (anew: boolean) => Promise<void>;
}

interface Parts {
  readonly mailHost: MailHost;
  readonly known: Pick<Known, 'now' | 'note' | 'show' | 'drop' | 'setDetails'>;
  readonly mail: Pick<Mail, 'flag' | 'flagged' | 'goOn'>;
  /** What was held did not fit: the chart's own question stands. */
  readonly setPlain: (isPlain: boolean) => void;
}

/** From what was pressed to the chart, one answer after the other; and on to the keeping of the mails once it is sent. */
export function useSending({ mailHost, known, mail, setPlain }: Parts): Sending {
  const { api } = useServices();
  const { now, note, show, drop, setDetails } = known;
  const { flag, flagged, goOn } = mail;
  return useMemo(() => {
    const change = async ({ reportId, rev }: View, node: Safety): Promise<View> => {
      const view = await api.call('reports.change', { reportId, rev, node });
      show(view);
      return view;
    };
    /** Sends held answers for as long as the chart asks for one of them, or has taken another before. */
    const pump = async (from: View): Promise<View> => {
      let view = from;
      for (let n = 0; n < MOST && view.state === 'open'; n += 1) {
        const changed = changedIn(view, now().notes.held);
        if (changed) {
          view = await change(view, changed);
          if (view.stale) break;
        }
        const given = answerFor(view, now().notes.held);
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
        show(view);
        // A no that came too late takes back nothing that was said on another device: that is shown.
        const isOvertaken = given.choices[0] === 'no' && wasSaid(view, step.node);
        if (!view.stale || isOvertaken) note(without(now().notes, step.node));
      }
      return view;
    };
    const afterwards = async (view: View): Promise<void> => {
      if (view.state === 'open') {
        if (wasSaid(view, 'R2')) setDetails(await detailsOf(mailHost, now().open.places));
        return;
      }
      drop(view);
      if (view.state !== 'dropped') goOn(flagged(), now().notes.saidNo);
    };
    return {
      async answer(more) {
        note(noted(now().notes, more));
        const { phase, places } = now().open;
        const begun = phase.at === 'going' ? phase.view : null;
        if (begun === null && !now().notes.held['R1']) return;
        const view = await pump(begun ?? (await api.call('reports.begin', { source: 'outlook' })));
        // Where the mail lies, and no more: so that the report is found again from it.
        if (view.state === 'open') await flag(view.reportId, places, []);
        await afterwards(view);
      },
      async askAgain(node) {
        const { phase } = now().open;
        if (phase.at !== 'going' || phase.view === null) return;
        // Until it is answered, nobody has said of this mail that it has no such picture.
        if (node === 'R2') note({ saidNo: false });
        setDetails(null);
        await afterwards(await change(phase.view, node));
      },
      async send() {
        const { phase, places } = now().open;
        if (phase.at !== 'going' || phase.view === null) return;
        const { about, held } = now().notes;
        const facts = factsOf(await detailsOf(mailHost, places), places);
        note({ held: { ...held, ...heldFrom(about, facts) } });
        await flag(phase.view.reportId, places, about.wishes);
        await afterwards(await pump(phase.view));
      },
      async join(anew) {
        const { phase, places } = now().open;
        if (phase.at !== 'join' && phase.at !== 'resume') return;
        const { reportId, rev } = phase.view;
        let { view } = phase;
        if (anew) view = await api.call('reports.startAgain', { reportId, rev });
        // Asked of this mail too: what was said of another does not count for it.
        else if (phase.at === 'join' && wasSaid(view, 'R2'))
          view = await api.call('reports.change', { reportId, rev, node: 'R2' });
        await flag(view.reportId, places, []);
        show(view);
        await afterwards(view);
      },
    };
  }, [api, drop, flag, flagged, goOn, mailHost, note, now, setDetails, setPlain, show]);
}
