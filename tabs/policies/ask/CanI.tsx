import { Button, Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { useEffect, useId, useRef, useState, type SubmitEvent } from 'react';
import { Link } from 'wouter';
import type { Output } from '../../../src/api/contract';
import { policies } from '../../../src/texts/en-gb';
import { useAnnounce } from '../../ui/Announcer';
import { AsyncView } from '../../ui/AsyncView';
import { useCall } from '../../ui/useLoad';
import { paths } from '../paths';
import { useSharedStyles } from '../Policies.styles';
import type { Side } from '../types';
import { useCanIStyles } from './CanI.styles';

const words = policies.ask;
const LONGEST = 300;

type Answers = Output<'policies.ask'>;
type Answer = Answers['answers'][number];
interface Question {
  readonly q: string;
  readonly audience: Side;
}

/** An everyday question, answered with the policies' own sentences. `isHeaded` false: what is around it has said its name. */
export function CanI({ isHeaded = true, leave }: { isHeaded?: boolean; leave?: () => void }) {
  const shared = useSharedStyles();
  const styles = useCanIStyles();
  const [q, setQ] = useState('');
  const [audience, setAudience] = useState<Side>('staff');
  const [asked, setAsked] = useState<Question | null>(null);
  const [isEmpty, setEmpty] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setEmpty(q.trim() === '');
    if (q.trim() === '') return form.current?.querySelector('input')?.focus();
    setAsked({ q: q.trim(), audience });
  };
  return (
    <section className={isHeaded ? shared.box : shared.stack} aria-label={words.heading}>
      {isHeaded && <h2 className={shared.heading}>{words.heading}</h2>}
      <p className={shared.quiet}>{words.lead}</p>
      <form ref={form} className={styles.form} onSubmit={submit} noValidate>
        <Field label={words.label} {...(isEmpty && { validationMessage: words.empty })}>
          <Input
            value={q}
            maxLength={LONGEST}
            placeholder={words.example}
            onChange={(_, { value }) => {
              setQ(value);
              setEmpty(false);
            }}
          />
        </Field>
        <Field label={words.about}>
          <RadioGroup
            layout="horizontal"
            value={audience}
            onChange={(_, { value }) => setAudience(value === 'pupils' ? 'pupils' : 'staff')}
          >
            <Radio value="staff" label={words.sides.staff} />
            <Radio value="pupils" label={words.sides.pupils} />
          </RadioGroup>
        </Field>
        <Button type="submit" appearance="primary" className={styles.go}>
          {words.go}
        </Button>
      </form>
      {asked && (
        <div className={styles.found}>
          <Found asked={asked} leave={leave} />
        </div>
      )}
    </section>
  );
}

function Found({ asked, leave }: { asked: Question; leave: (() => void) | undefined }) {
  const load = useCall('policies.ask', asked);
  const say = useAnnounce();
  const count = load.state === 'ready' ? load.data.answers.length : null;
  useEffect(() => {
    if (count !== null) say(count === 0 ? words.none : words.found(count));
  }, [count, asked, say]);
  return (
    <AsyncView load={load} lines={3}>
      {({ answers, coordinator }) =>
        answers.length === 0 ? (
          <NothingSaid q={asked.q} coordinator={coordinator} />
        ) : (
          <Cards answers={answers} coordinator={coordinator} leave={leave} />
        )
      }
    </AsyncView>
  );
}

function Cards({ answers, coordinator, leave }: Answers & { leave: (() => void) | undefined }) {
  const shared = useSharedStyles();
  const styles = useCanIStyles();
  return (
    <div className={shared.stack}>
      <h3 className={shared.small}>{words.answers}</h3>
      <ul className={styles.cards}>
        {answers.map((answer) => (
          <li key={answer.policyId + answer.anchor + answer.quote} className={styles.card}>
            <Card answer={answer} leave={leave} />
          </li>
        ))}
      </ul>
      <p className={shared.quiet}>{coordinator ? words.unsure(coordinator.name) : words.unsurePlain}</p>
    </div>
  );
}

/** Word for word: the school's label for a row of a matrix, or the sentence; and where it stands. */
function Card({ answer, leave }: { answer: Answer; leave: (() => void) | undefined }) {
  const shared = useSharedStyles();
  const styles = useCanIStyles();
  const { policyId, anchor, title, version, heading, quote, rating } = answer;
  return (
    <>
      <blockquote className={styles.quote}>{quote}</blockquote>
      {rating && <p className={shared.strong}>{words.rated[rating.side](rating.label)}</p>}
      <Link href={paths.read(policyId, { anchor })} className={shared.link} {...(leave && { onClick: leave })}>
        {words.source(title, version, heading)}
      </Link>
    </>
  );
}

function NothingSaid({ q, coordinator }: { q: string; coordinator: Answers['coordinator'] }) {
  const shared = useSharedStyles();
  const heading = useId();
  return (
    <section className={shared.tight} aria-labelledby={heading}>
      <h3 id={heading} className={shared.small}>
        {words.none}
      </h3>
      <p className={shared.text}>{words.noneNext}</p>
      <p className={shared.text}>{coordinator ? words.person(coordinator.name) : words.nobody}</p>
      {coordinator?.email && (
        <Button as="a" href={letterTo(coordinator.email, q)}>
          {words.write(coordinator.name)}
        </Button>
      )}
    </section>
  );
}

/** The person's own mail program, with the question in it. */
const letterTo = (email: string, question: string): string =>
  `mailto:${encodeURIComponent(email)}?subject=${encodeURIComponent(words.letter)}&body=${encodeURIComponent(question)}`;
