import { Button, Field, Input } from '@fluentui/react-components';
import { sign } from '../../src/texts/en-gb';
import { Failure } from '../ui/Failure';
import { type Asking, AboutWhole } from './Questions';
import { useSignStyles } from './Sign.styles';
import { StepFrame } from './Step';
import { isWaiting, statementsIn, unticked } from './steps';
import type { Flow } from './useFlow';

const words = sign.name;

/** What I declare, word for word, and my name under it. */
export function Signature({ flow, asking }: { flow: Flow; asking: Asking }) {
  const styles = useSignStyles();
  const { view, draft, sending } = flow;
  const busy = sending.state === 'busy';
  const problem = flow.problems['typedName'];
  return (
    <StepFrame
      flow={flow}
      heading={words.heading}
      action={busy ? words.signing : words.sign}
      onAction={() => void flow.submit()}
      isBusy={busy}
    >
      <LeftOver flow={flow} />
      {view.questions.some(isWaiting) && <p className={styles.text}>{words.openQuestion}</p>}
      <p className={styles.text}>{words.declare}</p>
      <blockquote className={styles.declaration}>
        {words.sentence(view.name, view.title, view.versionLabel, statementsIn(view.document).length)}
      </blockquote>
      <div className={styles.row}>
        <p className={styles.text}>{words.devices(draft.laptop, draft.ipad)}</p>
        <Button size="small" disabled={busy} onClick={() => flow.go(flow.place - 1)}>
          {words.change}
        </Button>
      </div>
      <div className={styles.fields} data-spot="typedName">
        <Field
          label={words.label}
          hint={words.hint(view.name)}
          {...(problem !== undefined && { validationMessage: problem })}
        >
          <Input
            size="large"
            value={draft.typedName}
            maxLength={200}
            autoComplete="name"
            disabled={busy}
            onChange={(_, { value }) => flow.change({ typedName: value })}
          />
        </Field>
      </div>
      <p className={styles.quiet}>{words.kept}</p>
      <Refused flow={flow} />
      <AboutWhole flow={flow} asking={asking} />
    </StepFrame>
  );
}

/** Sentences that still want a tick, each a step away. */
function LeftOver({ flow }: { flow: Flow }) {
  const styles = useSignStyles();
  const left = flow.steps.flatMap((step, at) => {
    const open = unticked(step, flow.draft.ticked);
    return step.kind === 'section' && open[0]
      ? [{ at, heading: step.chapter.heading, n: open.length, first: open[0] }]
      : [];
  });
  if (left.length === 0) return null;
  return (
    <div className={styles.box} data-spot="left">
      <h3 className={styles.strong}>{words.leftHeading(left.reduce((sum, { n }) => sum + n, 0))}</h3>
      <p className={styles.text}>{words.leftNext}</p>
      {left.map(({ at, heading, n, first }) => (
        <Button key={at} onClick={() => flow.go(at, `ticked.${first.key}`)}>
          {words.go(heading, n)}
        </Button>
      ))}
    </div>
  );
}

/** Why the signature was not taken, unless a field or a sentence says so already. */
function Refused({ flow: { sending, reload } }: { flow: Flow }) {
  const styles = useSignStyles();
  if (sending.state !== 'failed') return null;
  const { error } = sending;
  if (error.code === 'offline')
    return (
      <p role="alert" className={styles.problem}>
        {words.offline}
      </p>
    );
  if (error.code === 'invalid_input' && error.problems.every(({ where }) => isPlaced(where))) return null;
  return <Failure error={error} {...(error.code === 'version_superseded' && { retry: reload })} />;
}

const isPlaced = (where: string): boolean =>
  ['laptop', 'ipad', 'typedName'].includes(where) || where.startsWith('ticked.');
