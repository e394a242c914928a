import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { Suspense, lazy, useEffect, useRef } from 'react';
import { sign as words } from '../../src/texts/en-gb';
import { AboutYou } from './AboutYou';
import { Check } from './Check';
import { Progress } from './Progress';
import { Answers, type Asking } from './Questions';
import { Section } from './Section';
import { useSignStyles } from './Sign.styles';
import { Signature } from './Signature';
import { Start, leadOf } from './Start';
import { type Draft, type SigningView, statementsIn } from './steps';
import { useAsking } from './useAsking';
import { type Flow, useFlow } from './useFlow';
import type { Signed } from './useSigning';

const loadDialog = () => import('./AskDialog').then((m) => ({ default: m.AskDialog }));
const AskDialog = lazy(loadDialog);

interface Props {
  readonly view: SigningView;
  /** Where this device keeps what is typed: one place for each agreement and person. */
  readonly draftKey: string;
  readonly save: (draft: Draft) => Promise<{ readonly savedAt: number }>;
  readonly finish: (result: Signed) => void;
  readonly reload: () => void;
}

/** The way from "what changed" to the signature, one step at a time. */
export function SigningFlow(props: Props) {
  const styles = useSignStyles();
  const flow = useFlow(props);
  const { view, draftKey, reload } = props;
  const { asking, hasAsked, ...dialog } = useAsking(view, reload);
  const region = useFocus(flow);
  useEffect(() => {
    // Fetched beforehand: a question must be possible when the connection goes.
    void loadDialog().catch(() => undefined);
  }, []);
  return (
    <div ref={region} className={styles.flow}>
      {flow.step.kind === 'start' && <p className={styles.lead}>{leadOf(view, Date.now())}</p>}
      <Progress flow={flow} />
      <News flow={flow} />
      <Answers flow={flow} asking={asking} />
      <CurrentStep key={flow.place} flow={flow} asking={asking} />
      {hasAsked && (
        <Suspense fallback={null}>
          <AskDialog view={view} draftKey={draftKey} {...dialog} />
        </Suspense>
      )}
    </div>
  );
}

/** What is different from when the person was last here. */
function News({ flow: { carried, isResumed, view } }: { flow: Flow }) {
  const styles = useSignStyles();
  if (carried !== null)
    return (
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{words.superseded.title}</MessageBarTitle>{' '}
          {words.superseded.kept(carried, statementsIn(view.document).length)}
        </MessageBarBody>
      </MessageBar>
    );
  return (
    <>
      {isResumed && <p className={styles.news}>{words.resumed}</p>}
      {view.state === 'excused' && <p className={styles.news}>{words.excused}</p>}
    </>
  );
}

function CurrentStep({ flow, asking }: { flow: Flow; asking: Asking }) {
  const { step } = flow;
  switch (step.kind) {
    case 'start':
      return <Start flow={flow} asking={asking} />;
    case 'section':
      return <Section flow={flow} step={step} asking={asking} />;
    case 'check':
      return <Check flow={flow} step={step} />;
    case 'you':
      return <AboutYou flow={flow} />;
    case 'sign':
      return <Signature flow={flow} asking={asking} />;
  }
}

/** After a move the focus goes to the place that needs the person, else to the heading, with the top in view. */
function useFocus({ focus }: Flow) {
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focus.turn === 0) return;
    const places = [...(region.current?.querySelectorAll<HTMLElement>('[data-spot]') ?? [])];
    const spot = places.find((place) => place.dataset['spot'] === focus.spot);
    const control = spot?.querySelector<HTMLElement>('input, button');
    if (control) return control.focus();
    window.scrollTo(0, 0);
    region.current?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }, [focus]);
  return region;
}
