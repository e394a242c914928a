import { Button } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { errors, frame } from '../../src/texts/en-gb';
import { Notice } from './Notice';
import { useServices } from './services';

interface Props {
  /** `step_up`: signed in, and too long ago for what is confidential. */
  readonly code: 'sign_in' | 'practice_shell' | 'step_up';
  /** Absent where whoever signed in presses once more what they had pressed. */
  readonly done?: () => void;
}

/** What stands where a page would be, while nobody is signed in. */
export function SignIn({ code, done }: Props) {
  const { host } = useServices();
  if (code !== 'practice_shell') return <AskToSignIn code={code} {...(done && { done })} />;
  const words = errors.of(code);
  const here = location.pathname.replace(/^\/tabs/, '') || '/home';
  return (
    <Notice
      title={words.title}
      actions={
        <Button appearance="primary" as="a" href={host.linkTo(here)}>
          {frame.openShell}
        </Button>
      }
    >
      {words.next}
    </Notice>
  );
}

/**
 * The one place a sign-in window opens from: a click, so that the browser lets it. Nothing tells us that the person has
 * closed the window, so the button can be pressed again at any time.
 */
function AskToSignIn({ code, done }: Props & { code: 'sign_in' | 'step_up' }) {
  const { auth } = useServices();
  const [state, setState] = useState<'idle' | 'open' | 'failed' | 'done'>('idle');
  const turn = useRef(0);
  const signIn = async () => {
    const mine = (turn.current += 1);
    setState('open');
    try {
      await auth.signIn({ anew: code === 'step_up' });
      if (mine === turn.current) setState('done');
      done?.();
    } catch {
      if (mine === turn.current) setState('failed');
    }
  };
  const words = errors.of(code);
  if (state === 'done' && !done) return <Notice title={frame.signedIn.title}>{frame.signedIn.next}</Notice>;
  return (
    <Notice
      title={words.title}
      actions={
        <Button appearance="primary" onClick={() => void signIn()}>
          {state === 'open' || code === 'step_up' ? frame.signInAgain : frame.signIn}
        </Button>
      }
    >
      {words.next}
      {state === 'open' && <p role="alert">{frame.signingIn}</p>}
      {state === 'failed' && <p role="alert">{frame.signInFailed}</p>}
    </Notice>
  );
}
