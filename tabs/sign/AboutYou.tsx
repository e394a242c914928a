import { Button, Field, Input } from '@fluentui/react-components';
import { people, sign } from '../../src/texts/en-gb';
import { Facts } from './Facts';
import { useSignStyles } from './Sign.styles';
import { StepFrame } from './Step';
import type { Flow } from './useFlow';

const words = sign.you;
/** As many letters and figures as the server takes. */
const LONGEST = 40;

/** What the school has of me, and the numbers on the things it gave me. */
export function AboutYou({ flow }: { flow: Flow }) {
  const styles = useSignStyles();
  const { view } = flow;
  return (
    <StepFrame flow={flow} heading={words.heading}>
      <Facts
        rows={[
          [words.name, view.name],
          [words.job, people.jobRole[view.jobRole]],
        ]}
      />
      <p className={styles.quiet}>{words.wrong}</p>
      <div className={styles.fields}>
        <Device flow={flow} which="laptop" />
        <Device flow={flow} which="ipad" />
      </div>
    </StepFrame>
  );
}

function Device({ flow, which }: { flow: Flow; which: 'laptop' | 'ipad' }) {
  const styles = useSignStyles();
  const value = flow.draft[which];
  const known = flow.view.knownDevices[which];
  const problem = flow.problems[which];
  return (
    <div className={styles.field} data-spot={which}>
      <Field label={words[which]} hint={words.none} {...(problem !== undefined && { validationMessage: problem })}>
        <Input
          size="large"
          value={value}
          maxLength={LONGEST}
          autoComplete="off"
          onChange={(_, data) => flow.change({ [which]: data.value })}
        />
      </Field>
      {known !== '' && known !== value && (
        <Button
          className={styles.offer}
          aria-label={words.useFor(known, words[which])}
          onClick={() => flow.change({ [which]: known })}
        >
          {words.use(known)}
        </Button>
      )}
    </div>
  );
}
