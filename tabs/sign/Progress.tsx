import { Button, ProgressBar } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { sign as words } from '../../src/texts/en-gb';
import { useScrollStyles, useSignStyles } from './Sign.styles';
import { type Step, unticked } from './steps';
import type { Flow } from './useFlow';

/** Where I am, how much there is, and whether my words are kept. It stays in view while I read. */
export function Progress({ flow }: { flow: Flow }) {
  const styles = useSignStyles();
  useScrollStyles();
  const { steps, place, step, kept } = flow;
  const [isOpen, setOpen] = useState(false);
  const [where, list] = [useId(), useId()];
  return (
    <div className={styles.bar} data-sticky="">
      <div className={styles.barLine}>
        <span id={where} className={styles.where}>
          {nameOf(step)}
        </span>
        {kept !== null && <span className={styles.kept}>{words.kept[kept]}</span>}
        <Button
          appearance="subtle"
          size="small"
          aria-expanded={isOpen}
          aria-controls={list}
          onClick={() => setOpen((was) => !was)}
        >
          {words.progress.open}
        </Button>
      </div>
      <ProgressBar value={place} max={steps.length - 1} thickness="large" aria-labelledby={where} />
      <ul id={list} hidden={!isOpen} className={isOpen ? styles.stepsList : undefined} aria-label={words.progress.list}>
        {isOpen &&
          steps.map((_, at) => (
            <li key={at}>
              <StepButton
                flow={flow}
                at={at}
                leave={() => {
                  setOpen(false);
                  flow.go(at);
                }}
              />
            </li>
          ))}
      </ul>
    </div>
  );
}

function StepButton({ flow, at, leave }: { flow: Flow; at: number; leave: () => void }) {
  const styles = useSignStyles();
  const { steps, place, reach, draft } = flow;
  const step = steps[at];
  if (!step) return null;
  const left = unticked(step, draft.ticked).length;
  const isTicked = step.kind === 'section' && left === 0 && at < reach;
  const standing =
    at === place
      ? words.progress.here
      : left > 0 && at <= reach
        ? words.progress.toTick(left)
        : isTicked
          ? words.progress.done
          : '';
  return (
    <Button
      appearance="subtle"
      className={styles.stepsButton}
      disabled={at > reach}
      {...(at === place && { 'aria-current': 'step' as const })}
      onClick={leave}
    >
      <span>{titleOf(step)}</span>
      <span className={styles.kept}>{standing}</span>
    </Button>
  );
}

/** "Section 3 of 7". */
function nameOf(step: Step): string {
  if (step.kind === 'section') return words.progress.section(step.n, step.of);
  if (step.kind === 'check') return words.progress.check(step.n, step.of);
  return words.progress[step.kind];
}

/** "3. My account". */
function titleOf(step: Step): string {
  if (step.kind === 'section') return `${step.n}. ${step.chapter.heading}`;
  if (step.kind === 'you') return words.you.heading;
  return step.kind === 'sign' ? words.name.heading : nameOf(step);
}
