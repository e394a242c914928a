import { Button } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { errors, frame } from '../../src/texts/en-gb';
import { Notice } from './Notice';
import { useServices } from './services';

interface Props {
  readonly code: 'sign_in' | 'practice_shell';
  readonly done?: () => void;
}

/** What stands where a page would be, while nobody is signed in. */
export function SignIn({ code, done }: Props) {
  const { host } = useServices();
  if (code === 'sign_in') return <AskToSignIn {...(done && { done })} />;
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
function AskToSignIn({ done }: { done?: () => void }) {
  const { auth } = useServices();
  const [state, setState] = useState<'idle' | 'open' | 'failed'>('idle');
  const turn = useRef(0);
  const signIn = async () => {
    const mine = (turn.current += 1);
    setState('open');
    try {
      await auth.signIn();
      done?.();
    } catch {
      if (mine === turn.current) setState('failed');
    }
  };
  const words = errors.of('sign_in');
  return (
    <Notice
      title={words.title}
      actions={
        <Button appearance="primary" onClick={() => void signIn()}>
          {state === 'open' ? frame.signInAgain : frame.signIn}
        </Button>
      }
    >
      {words.next}
      {state !== 'idle' && <p role="alert">{state === 'open' ? frame.signingIn : frame.signInFailed}</p>}
    </Notice>
  );
}
