import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { home } from '../../src/texts/en-gb';
import { CHAT } from '../bridge';
import { useServices } from '../ui/services';
import { useHomeStyles } from './Home.styles';

/** The way to the bot, where worries are reported. */
export function ToChat() {
  const { host } = useServices();
  const styles = useHomeStyles();
  const [isElsewhere, setElsewhere] = useState(false);
  const open = async () => setElsewhere(!(await host.openTab(CHAT)));
  return (
    <p className={styles.toChat}>
      <Button onClick={() => void open()}>{home.toChat}</Button>
      {isElsewhere && <span role="status">{home.chatElsewhere}</span>}
    </p>
  );
}
