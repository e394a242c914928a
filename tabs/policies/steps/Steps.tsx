import { Button } from '@fluentui/react-components';
import { type ComponentType, Suspense, useRef, useState } from 'react';
import { Link } from 'wouter';
import { policies } from '../../../src/texts/en-gb';
import { useAnnounce } from '../../ui/Announcer';
import { later } from '../../ui/later';
import { paths } from '../paths';
import { useSharedStyles } from '../Policies.styles';
import { onItsWay } from '../reader/useReader';
import type { PolicyView } from '../types';
import type { StepProps } from './dialogs';
import { useStepsStyles } from './Steps.styles';

const words = policies.steps;
type Step = 'approve' | 'sendBack' | 'ratify' | 'publish';

const dialog = (load: () => Promise<ComponentType<StepProps>>) => later<StepProps>(load);
const DIALOGS: Readonly<Record<Step, ComponentType<StepProps>>> = {
  approve: dialog(() => import('./dialogs').then((m) => m.Approve)),
  sendBack: dialog(() => import('./dialogs').then((m) => m.SendBack)),
  ratify: dialog(() => import('./dialogs').then((m) => m.Ratify)),
  publish: dialog(() => import('./dialogs').then((m) => m.Publish)),
};

/** The steps that this person may take with this version now; the first is the one that is waited for. */
export function stepsOf({ abilities, version }: PolicyView): Step[] {
  const may = (action: string): boolean => abilities.some((one) => one === action);
  const isApproved = version.state !== 'draft';
  return [
    ...(may('policy.approve') && !isApproved ? (['approve'] as const) : []),
    ...(may('policy.ratify') ? (['ratify'] as const) : []),
    ...(may('policy.publish') ? (['publish'] as const) : []),
    ...(may('policy.approve') && isApproved ? (['sendBack'] as const) : []),
  ];
}

const whereOf = ({ state, ratifiedOn }: PolicyView['version']): string =>
  state === 'published' && ratifiedOn === null ? words.where.publishedPending : words.where[state];

/** Where the version stands and what can be done with it; nothing for those who can do nothing. */
export function Steps({ view, changed }: { view: PolicyView; changed: () => void }) {
  const styles = useStepsStyles();
  const shared = useSharedStyles();
  const say = useAnnounce();
  const bar = useRef<HTMLElement>(null);
  const [open, setOpen] = useState<Step | null>(null);
  const steps = stepsOf(view);
  if (view.abilities.length === 0) return null;
  const done = (outcome: string) => {
    setOpen(null);
    say(outcome);
    changed();
    bar.current?.focus();
  };
  const Dialog = open && DIALOGS[open];
  const { state, changeReason } = view.version;
  return (
    <section ref={bar} tabIndex={-1} className={styles.bar} aria-label={words.heading}>
      <div className={styles.words}>
        <p className={shared.strong}>{whereOf(view.version)}</p>
        {state === 'draft' && changeReason !== null && (
          <p className={shared.text}>{policies.reader.sentBack(changeReason)}</p>
        )}
      </div>
      <div className={shared.row}>
        <Links view={view} />
        {steps.map((step, i) => (
          <Button
            key={step}
            appearance={i === 0 && step !== 'sendBack' ? 'primary' : 'secondary'}
            onClick={() => setOpen(step)}
          >
            {words[step].open}
          </Button>
        ))}
      </div>
      {Dialog && (
        <Suspense>
          <Dialog view={view} close={() => setOpen(null)} done={done} />
        </Suspense>
      )}
    </section>
  );
}

/** Ways to the other pages of somebody who writes policies. */
function Links({ view }: { view: PolicyView }) {
  const { policyId, version, abilities } = view;
  if (!abilities.includes('policy.draft')) return null;
  if (version.state === 'draft')
    return (
      <Link href={paths.edit(policyId, version.versionId)} asChild>
        <Button as="a">{words.edit}</Button>
      </Link>
    );
  const next = onItsWay(view);
  const to = next ? paths.read(policyId, { versionId: next.versionId }) : paths.bringIn(policyId);
  return (
    <Link href={to} asChild>
      <Button as="a">{next ? words.onItsWay(next.label) : words.newVersion}</Button>
    </Link>
  );
}
