import { useRef, useState } from 'react';
import { sign } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { useSignStyles } from './Sign.styles';
import { StepFrame } from './Step';
import type { Step } from './steps';
import type { Flow } from './useFlow';

const words = sign.check;
type CheckStep = Extract<Step, { kind: 'check' }>;

/** One question of the short check. Whatever is chosen, the sentence comes back to be read; nothing is kept. */
export function Check({ flow, step }: { flow: Flow; step: CheckStep }) {
  const styles = useSignStyles();
  const say = useAnnounce();
  const { item } = step;
  const [chosen, setChosen] = useState<string | null>(null);
  const [isMissing, setMissing] = useState(false);
  const [isMarked, setMarked] = useState(false);
  const sentence = item.options.find((option) => option.id === item.answer)?.text ?? '';
  const isRight = chosen === item.answer;
  const options = useRef<HTMLDivElement>(null);

  const mark = () => {
    setMissing(chosen === null);
    if (chosen === null) {
      say(words.choose);
      options.current?.querySelector('input')?.focus();
      return;
    }
    setMarked(true);
    say(isRight ? words.right : `${words.wrong} ${sentence}`);
  };
  return (
    <StepFrame flow={flow} heading={words.heading} {...(!isMarked && { action: words.check, onAction: mark })}>
      <p className={styles.quiet}>{words.private}</p>
      <fieldset className={styles.group}>
        <legend className={styles.legend}>{words.which}</legend>
        <div ref={options} className={styles.options}>
          {item.options.map((option) => (
            <label key={option.id} className={styles.option}>
              <input
                type="radio"
                className={styles.radio}
                name={item.statementKey}
                checked={chosen === option.id}
                onChange={() => {
                  setChosen(option.id);
                  setMissing(false);
                  setMarked(false);
                }}
              />
              {option.text}
            </label>
          ))}
        </div>
      </fieldset>
      {isMissing && <p className={styles.problem}>{words.choose}</p>}
      {isMarked && (
        <div className={styles.aside}>
          <p className={styles.strong}>{isRight ? words.right : words.wrong}</p>
          <p className={styles.words}>{sentence}</p>
        </div>
      )}
    </StepFrame>
  );
}
