import { Link } from 'wouter';
import { accountPages, accountRegisters, accounts } from '../../src/texts/en-gb';
import { AsyncView } from '../ui/AsyncView';
import { longDate } from '../ui/dates';
import { Page } from '../ui/Page';
import { useRoomStyles } from '../ui/Room.styles';
import { useCall } from '../ui/useLoad';

const words = accountRegisters.ending;

/** Whose time here ends within the week. */
export function Ending() {
  const styles = useRoomStyles();
  const load = useCall('accounts.ending', {});
  return (
    <Page title={words.title} lead={words.lead} back={{ to: '/work/accounts', name: accountPages.title }}>
      <AsyncView load={load} empty={{ when: (d) => d.people.length === 0, title: words.none, next: words.noneNext }}>
        {({ people }) => (
          <ul className={styles.list}>
            {people.map((p) => (
              <li key={p.personId} className={styles.card}>
                <Link href={`/work/accounts/person/${p.personId}`} className={styles.link}>
                  {p.name}
                </Link>
                <span>{words.ends(longDate(p.endsOn))}</span>
                <span className={styles.quiet}>
                  {[p.department, accounts.standings[p.standing]].filter((x) => x !== '').join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        )}
      </AsyncView>
    </Page>
  );
}
