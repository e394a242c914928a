import { Button, Checkbox, mergeClasses } from '@fluentui/react-components';
import { type KeyboardEvent, useId } from 'react';
import { sign as words } from '../../src/texts/en-gb';
import { Blocks } from './Blocks';
import { type Asking, QuestionCard } from './Questions';
import { useSignStyles } from './Sign.styles';
import { StepFrame } from './Step';
import { type Statement, type Step, newsOf, questionsAbout } from './steps';
import type { Flow } from './useFlow';

type SectionStep = Extract<Step, { kind: 'section' }>;

/** One section: its text, and then its sentences, each with its own tick. */
export function Section({ flow, step, asking }: { flow: Flow; step: SectionStep; asking: Asking }) {
  const styles = useSignStyles();
  const { above, heading, text, statements } = step.chapter;
  const agree = useId();
  const news = newsOf(flow.view);
  const missing = statements.filter(({ key }) => flow.problems[`ticked.${key}`] !== undefined);
  return (
    <StepFrame flow={flow} heading={heading}>
      {above.length > 0 && <p className={styles.above}>{above.join(' · ')}</p>}
      <Blocks blocks={text} heading={heading} />
      {statements.length === 0 && <p className={styles.quiet}>{words.section.nothing}</p>}
      {statements.length > 0 && (
        <div className={styles.group} role="group" aria-labelledby={agree}>
          <div>
            <h3 id={agree} className={styles.strong}>
              {words.section.agree}
            </h3>
            <p className={mergeClasses(styles.quiet, styles.forKeys)}>{words.section.keys}</p>
          </div>
          <ul className={styles.ticks} onKeyDown={walk}>
            {statements.map((statement) => (
              <Tick
                key={statement.key}
                flow={flow}
                statement={statement}
                news={news.get(statement.key)}
                asking={asking}
              />
            ))}
          </ul>
          {missing.length > 0 && <p className={styles.problem}>{words.section.left(missing.length)}</p>}
        </div>
      )}
    </StepFrame>
  );
}

/** Enter ticks as Space does; the arrow keys go from tick to tick. */
function walk(event: KeyboardEvent<HTMLUListElement>) {
  const ticks = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
  const at = ticks.findIndex((tick) => tick === event.target);
  if (at < 0) return;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Enter: at }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  if (event.key === 'Enter') ticks[at]?.click();
  else ticks[to]?.focus();
}

interface TickProps {
  readonly flow: Flow;
  readonly statement: Statement;
  readonly news: 'added' | 'reworded' | undefined;
  readonly asking: Asking;
}

function Tick({ flow, statement, news, asking }: TickProps) {
  const styles = useSignStyles();
  const { key, text } = statement;
  const [newsId, problemId] = [useId(), useId()];
  const problem = flow.problems[`ticked.${key}`];
  return (
    <li className={mergeClasses(styles.tick, problem !== undefined && styles.wanting)} data-spot={`ticked.${key}`}>
      <Checkbox
        size="large"
        label={{ children: text, className: styles.tickLabel }}
        checked={flow.draft.ticked.includes(key)}
        aria-describedby={`${newsId} ${problemId}`}
        aria-invalid={problem !== undefined}
        onChange={(_, { checked }) => flow.tick(key, checked === true)}
      />
      <div className={styles.under}>
        {news && (
          <span id={newsId} className={styles.mark}>
            {news === 'added' ? words.section.isNew : words.section.isReworded}
          </span>
        )}
        {problem !== undefined && (
          <span id={problemId} className={styles.problem}>
            {problem}
          </span>
        )}
        <Button
          appearance="transparent"
          className={styles.ask}
          aria-label={words.question.askAbout(text)}
          onClick={() => asking.ask(statement)}
        >
          {words.question.ask}
        </Button>
      </div>
      {questionsAbout(flow.view.questions, statement).map((question) => (
        <QuestionCard key={question.questionId} question={question} asking={asking} />
      ))}
    </li>
  );
}
