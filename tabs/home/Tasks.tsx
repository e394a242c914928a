import { Button, mergeClasses } from '@fluentui/react-components';
import { Link } from 'wouter';
import { home } from '../../src/texts/en-gb';
import { useHomeStyles } from './Home.styles';
import type { TaskCard } from './useHome';

/** Most urgent first. Only the first card's button is the primary one. */
export function Tasks({ cards }: { cards: readonly TaskCard[] }) {
  const styles = useHomeStyles();
  return (
    <ul className={styles.cards} aria-label={home.tasksHeading}>
      {cards.map((card, i) => (
        <li key={card.key} className={mergeClasses(styles.card, card.isOverdue && styles.overdue)}>
          <div className={styles.words}>
            <h2 className={styles.what}>{card.what}</h2>
            {card.due !== null && <p className={styles.due}>{card.due}</p>}
          </div>
          <Link href={card.to} asChild>
            <Button
              as="a"
              size="large"
              appearance={i === 0 ? 'primary' : 'secondary'}
              aria-label={`${card.go}: ${card.what}`}
            >
              {card.go}
            </Button>
          </Link>
        </li>
      ))}
    </ul>
  );
}
