import { mergeClasses } from '@fluentui/react-components';
import type { Output } from '../../src/api/contract';
import { accountDesk } from '../../src/texts/en-gb';
import { longDate } from '../ui/dates';
import { Part } from '../ui/Page';
import { useRoomStyles } from '../ui/Room.styles';
import { useTimelineStyles } from './Timeline.styles';

const words = accountDesk.timeline;

/** The way of a starter: what is behind, who is waited for now, and what comes then. */
export function Timeline({ moments }: { moments: Output<'accounts.plan'>['timeline'] }) {
  const styles = useTimelineStyles();
  const texts = useRoomStyles();
  if (moments.length === 0) return null;
  const next = moments.findIndex((m) => m.at === null);
  return (
    <Part heading={words.heading}>
      <ol className={styles.way}>
        {moments.map(({ name, at, who }, i) => (
          <li
            key={name}
            className={mergeClasses(styles.step, at !== null && styles.done, i === next && styles.next)}
            {...(i === next && { 'aria-current': 'step' })}
          >
            <span className={texts.title}>{words.steps[name]}</span>
            <span className={texts.quiet}>
              {at !== null ? words.on(longDate(at), who) : i === next ? words.waits[name] : words.later}
            </span>
          </li>
        ))}
      </ol>
    </Part>
  );
}
