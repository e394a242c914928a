import { Button } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';
import { frame, outlook as words } from '../../src/texts/en-gb';
import { Bar } from '../ui/Bar';
import { Failure } from '../ui/Failure';
import { Notice } from '../ui/Notice';
import { Waiting } from '../ui/Waiting';
import { AboutIt, Alert } from './About';
import { Already, End } from './End';
import { type Screen, screenOf, type View } from './flow';
import type { Phase } from './look';
import type { MailHost } from './mail-host';
import { usePaneStyles } from './Pane.styles';
import { Question } from './Question';
import { Read, Safety, SafetySaid } from './Safety';
import { type Pane as PaneState, usePane } from './usePane';

/** Outside of Outlook there is nothing to flag. */
export function NotOutlook() {
  return (
    <Frame title={words.title} at="nowhere">
      <Notice title={words.notOutlook.title}>{words.notOutlook.next}</Notice>
    </Frame>
  );
}

/** The pane beside a mail. Its places are in memory alone: Outlook takes the history away from its pages. */
export function Pane({ mailHost }: { mailHost: MailHost }) {
  const pane = usePane(mailHost);
  const { phase, count, error } = pane;
  const view = phase.at === 'going' ? phase.view : null;
  const screen = phase.at === 'going' ? screenOf(view, pane.isPlain) : phase.at;
  return (
    <Frame
      title={titleOf(screen, view, count.all)}
      at={MANY.includes(screen) ? screen : `${screen} ${view?.step.node}`}
    >
      {count.left > 0 && <Bar>{words.tooMany(count.left)}</Bar>}
      {count.before > 0 && <Bar>{words.already.some(count.before, count.all + count.before)}</Bar>}
      {view?.warning && <p>{words.stop[view.warning]}</p>}
      {error?.code === 'offline' ? (
        <Bar action={<Button onClick={pane.retry}>{words.again}</Button>}>{words.offline}</Bar>
      ) : (
        error && <Failure error={error} retry={pane.retry} />
      )}
      <Body pane={pane} view={view} />
      {view?.state === 'open' && phase.at === 'going' && screen !== 'safety' && <SafetySaid pane={pane} view={view} />}
    </Frame>
  );
}

/** Screens of several questions: answering one of them is no other place. */
const MANY: readonly string[] = ['safety', 'about'];

function titleOf(screen: Screen | Phase['at'], view: View | null, all: number): string {
  if (screen === 'read') return view && ['I1', 'I7'].includes(view.step.node) ? words.stop.danger : words.stop.imagery;
  if (screen === 'end' && view?.state !== 'dropped') return words.titleDone(all);
  return all > 1 ? words.titleMany(all) : words.title;
}

function Body({ pane, view }: { pane: PaneState; view: View | null }) {
  const { phase } = pane;
  if (phase.at === 'opening') return pane.error ? null : <Waiting lines={6} />;
  if (phase.at === 'nothing') return <Notice title={words[phase.why].title}>{words[phase.why].next}</Notice>;
  if (phase.at === 'already')
    return <Already mails={pane.mails.length > 0 ? pane.mails : phase.mails} isOff={pane.isOff} />;
  if (phase.at !== 'going') return <Begun pane={pane} at={phase.at} />;
  const screen = screenOf(view, pane.isPlain);
  if (view === null || screen === 'safety') return <Safety pane={pane} view={view} />;
  if (screen === 'read') return <Read pane={pane} view={view} />;
  if (screen === 'alert') return <Alert pane={pane} />;
  if (screen === 'about') return <AboutIt pane={pane} view={view} />;
  if (screen === 'question') return <Question key={view.step.node} pane={pane} view={view} />;
  return <End pane={pane} view={view} />;
}

/** A report is open: of this mail, or of something else that it can be added to. */
function Begun({ pane, at }: { pane: PaneState; at: 'join' | 'resume' }) {
  const styles = usePaneStyles();
  return (
    <div className={styles.done}>
      <h2 className={styles.question}>{words[at].title}</h2>
      <p className={styles.text}>{words[at].next}</p>
      <Button appearance="primary" disabledFocusable={pane.busy} onClick={() => pane.join(false)}>
        {words[at].go}
      </Button>
      {at === 'join' && (
        <>
          <Button disabledFocusable={pane.busy} onClick={() => pane.join(true)}>
            {words.join.anew}
          </Button>
          <p className={styles.small}>{words.join.anewHint}</p>
        </>
      )}
    </div>
  );
}

/** `at` names the screen: when it changes, the heading takes the focus, so that nothing is missed. */
function Frame({ title, at, children }: { title: string; at: string; children: ReactNode }) {
  const styles = usePaneStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef<string>(undefined);
  useEffect(() => {
    document.title = frame.title(title);
  }, [title]);
  useEffect(() => {
    if (before.current !== undefined && before.current !== at && !before.current.startsWith('opening')) {
      window.scrollTo(0, 0);
      heading.current?.focus({ preventScroll: true });
    }
    before.current = at;
  }, [at]);
  return (
    <main className={styles.pane}>
      <h1 ref={heading} tabIndex={-1} className={styles.title}>
        {title}
      </h1>
      {children}
    </main>
  );
}
