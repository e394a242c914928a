import { dates, sign as words } from '../../src/texts/en-gb';
import { daysUntil, longDate } from '../ui/dates';
import { Changes } from './Changes';
import { AboutWhole, type Asking } from './Questions';
import { useSignStyles } from './Sign.styles';
import { StepFrame } from './Step';
import { type SigningView, minutesFor, statementsIn } from './steps';
import type { Flow } from './useFlow';

/** What changed since I last signed, or what is ahead of me the first time. */
export function Start({ flow, asking }: { flow: Flow; asking: Asking }) {
  const styles = useSignStyles();
  const { view } = flow;
  const { since } = view;
  const isSame = since !== null && since.changes.sections.every((section) => section.change === 'unchanged');
  const heading =
    since === null ? words.start.firstHeading : isSame ? words.start.sameHeading : words.start.changedHeading;
  return (
    <StepFrame flow={flow} heading={heading} action={words.begin}>
      {since && (
        <p className={styles.text}>
          {words.start.signedBefore(since.versionLabel, longDate(since.signedAt), view.versionLabel)}
        </p>
      )}
      {since && !isSame && <Changes changes={since.changes} />}
      <p className={styles.text}>
        {words.start.size(
          flow.steps.filter((step) => step.kind === 'section').length,
          statementsIn(view.document).length,
        )}{' '}
        {view.check.length > 0 ? words.start.how : words.start.howUnchecked}
      </p>
      <p className={styles.text}>{words.start.stop}</p>
      <AboutWhole flow={flow} asking={asking} />
    </StepFrame>
  );
}

/** By when, and how long it takes. */
export const leadOf = (view: SigningView, now: number): string =>
  words.lead(dueText(view.dueOn, now), minutesFor(view));

function dueText(day: string, now: number): string {
  const left = daysUntil(day, now);
  if (left === 0) return dates.dueToday;
  if (left === 1) return dates.dueTomorrow;
  return left < 0 ? dates.wasDue(longDate(day)) : dates.dueOn(longDate(day));
}
