import { Button } from '@fluentui/react-components';
import { errors, frame } from '../../src/texts/en-gb';
import { Notice } from './Notice';
import { useServices } from './services';
import { useAction } from './useAction';

interface Props {
  readonly code: 'sign_in' | 'practice_shell';
  readonly done?: () => void;
}

/** The one place a sign-in window opens from: a click, so that the browser lets it. */
export function SignIn({ code, done }: Props) {
  const { auth, host } = useServices();
  const signIn = useAction(async () => {
    await auth.signIn();
    done?.();
  });
  const words = errors.of(code);
  if (code === 'practice_shell')
    return (
      <Notice
        title={words.title}
        actions={
          <Button appearance="primary" as="a" href={host.linkTo(location.pathname.replace(/^\/tabs/, '') || '/home')}>
            {frame.openShell}
          </Button>
        }
      >
        {words.next}
      </Notice>
    );
  const busy = signIn.state === 'busy';
  return (
    <Notice
      title={words.title}
      actions={
        <Button appearance="primary" disabledFocusable={busy} onClick={() => void signIn.run()}>
          {busy ? frame.signingIn : frame.signIn}
        </Button>
      }
    >
      {words.next}
      {signIn.state === 'failed' && <p role="alert">{frame.signInFailed}</p>}
    </Notice>
  );
}
