import { Link } from 'wouter';
import { accountRegisters as words } from '../../src/texts/en-gb';
import { Part } from '../ui/Page';
import { useRoomStyles } from '../ui/Room.styles';

const LISTS = [
  { to: 'access', name: words.links.access },
  { to: 'ending', name: words.links.ending },
  { to: 'equipment', name: words.links.equipment },
  { to: 'set-up', name: words.links.setUp },
] as const;

/** The ways to what is kept about accounts. */
export function Registers() {
  const styles = useRoomStyles();
  return (
    <Part heading={words.nav}>
      <nav aria-label={words.nav} className={styles.row}>
        {LISTS.map(({ to, name }) => (
          <Link key={to} href={`/work/accounts/${to}`} className={styles.link}>
            {name}
          </Link>
        ))}
      </nav>
    </Part>
  );
}
