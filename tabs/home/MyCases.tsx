import { Button } from '@fluentui/react-components';
import { Link } from 'wouter';
import { home } from '../../src/texts/en-gb';
import { useCall } from '../ui/useLoad';
import { useHomeStyles } from './Home.styles';

/** That cases are with me, and no more: Home is seen over shoulders. */
export function MyCases() {
  const styles = useHomeStyles();
  const load = useCall('cases.list', { view: 'mine', limit: 1 });
  if (load.state !== 'ready' || load.data.counts.mine === 0) return null;
  const { mine } = load.data.counts;
  return (
    <div className={styles.card}>
      <div className={styles.words}>
        <h2 className={styles.what}>{home.cases.what(mine)}</h2>
      </div>
      <Link href="/work/cases?view=mine" asChild>
        <Button as="a" size="large">
          {home.cases.go}
        </Button>
      </Link>
    </div>
  );
}
