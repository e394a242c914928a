import { Button } from '@fluentui/react-components';
import { errors, sign } from '../../src/texts/en-gb';
import { longDate } from '../ui/dates';
import type { Action } from '../ui/useAction';
import { useSignStyles } from './Sign.styles';
import { type Question, type Statement, isWaiting, questionsAboutWhole, statementsIn } from './steps';
import type { Flow } from './useFlow';

const words = sign.question;

/** The ways to ask and to take it back. */
export interface Asking {
  /** About one sentence, or about the whole agreement. */
  readonly ask: (statement: Statement | null) => void;
  readonly withdrawing: Action<[], unknown>;
  /** How many questions wait for an answer: taking back takes back all of them. */
  readonly waiting: number;
}

/** A question of mine: who has it, and the answer when it has come. */
export function QuestionCard({ question, asking }: { question: Question; asking: Asking }) {
  const styles = useSignStyles();
  const { ownerName, answer, answeredAt } = question;
  return (
    <div className={styles.aside}>
      <p className={styles.quiet}>{words.asked(longDate(question.askedAt))}</p>
      <p className={styles.words}>{question.text}</p>
      {answer !== null && answeredAt !== null && (
        <>
          <p className={styles.strong}>{words.answered(ownerName, longDate(answeredAt))}</p>
          <p className={styles.words}>{answer}</p>
        </>
      )}
      {isWaiting(question) && (
        <>
          <p className={styles.strong}>{words.waiting(ownerName)}</p>
          <Withdraw asking={asking} />
        </>
      )}
    </div>
  );
}

function Withdraw({ asking: { withdrawing, waiting } }: { asking: Asking }) {
  const styles = useSignStyles();
  const busy = withdrawing.state === 'busy';
  return (
    <>
      <Button size="small" disabledFocusable={busy} onClick={() => void withdrawing.run()}>
        {busy ? words.withdrawing : words.withdraw(waiting)}
      </Button>
      {withdrawing.state === 'failed' && (
        <p role="alert" className={styles.problem}>
          {errors.of(withdrawing.error.code).title}
        </p>
      )}
    </>
  );
}

/** What I asked about the agreement as a whole, and the way to ask. */
export function AboutWhole({ flow, asking }: { flow: Flow; asking: Asking }) {
  const styles = useSignStyles();
  const whole = questionsAboutWhole(flow.view.questions, statementsIn(flow.view.document));
  return (
    <>
      {whole.map((question) => (
        <QuestionCard key={question.questionId} question={question} asking={asking} />
      ))}
      <div>
        <Button appearance="transparent" className={styles.ask} onClick={() => asking.ask(null)}>
          {words.askWhole}
        </Button>
      </div>
    </>
  );
}

/** Answers that have come and are not on this step: shown wherever the person comes in. */
export function Answers({ flow, asking }: { flow: Flow; asking: Asking }) {
  const styles = useSignStyles();
  const { view, step, draft } = flow;
  const all = statementsIn(view.document);
  const isHere = (statement: Statement) => step.kind === 'section' && step.chapter.statements.includes(statement);
  const answered = view.questions.filter((question) => question.answer !== null);
  const elsewhere = all.filter(
    (statement) =>
      !isHere(statement) &&
      !draft.ticked.includes(statement.key) &&
      answered.some((question) => question.statement === statement.text),
  );
  const hasWholeHere = step.kind === 'start' || step.kind === 'sign';
  const whole = hasWholeHere ? [] : questionsAboutWhole(answered, all);
  return (
    <>
      {elsewhere.map((statement) => (
        <div key={statement.key} className={styles.box}>
          <p className={styles.strong}>{words.answerTitle}</p>
          <p className={styles.text}>{statement.text}</p>
          <Button aria-label={words.showAbout(statement.text)} onClick={() => flow.goTo(statement.key)}>
            {words.show}
          </Button>
        </div>
      ))}
      {whole.map((question) => (
        <details key={question.questionId} className={styles.folded}>
          <summary>{words.answerTitle}</summary>
          <QuestionCard question={question} asking={asking} />
        </details>
      ))}
    </>
  );
}
