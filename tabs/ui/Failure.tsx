import { Button } from '@fluentui/react-components';
import { errors } from '../../src/texts/en-gb';
import type { CallFailed } from '../api';
import { Notice } from './Notice';
import { SignIn } from './SignIn';

interface Props {
  readonly error: CallFailed;
  /** Absent when trying again would do nothing. */
  readonly retry?: () => void;
}

/** What happened, what was wrong with what was sent, what to do, and the reference to quote. */
export function Failure({ error, retry }: Props) {
  const { code } = error;
  if (code === 'sign_in' || code === 'practice_shell' || code === 'step_up')
    return <SignIn code={code} {...(retry && { done: retry })} />;
  const words = errors.of(code);
  return (
    <Notice isProblem title={words.title} actions={retry && <Button onClick={retry}>{errors.tryAgain}</Button>}>
      {words.next}
      {error.problems.length > 0 && (
        <ul>
          {error.problems.map(({ where, what }) => (
            <li key={where + what}>{what}</li>
          ))}
        </ul>
      )}
      {error.requestId !== null && <div>{errors.reference(error.requestId)}</div>}
    </Notice>
  );
}
