import { accountPages as words } from '../../src/texts/en-gb';
import { useRoomStyles } from '../ui/Room.styles';
import { useAccountStyles } from './Accounts.styles';

/** What will happen, in sentences. */
export function Will({ sentences }: { sentences: readonly string[] }) {
  const styles = useAccountStyles();
  const texts = useRoomStyles();
  return (
    <section className={styles.will} aria-label={words.will.heading}>
      <h2 className={texts.heading}>{words.will.heading}</h2>
      {sentences.length === 0 ? (
        <p className={texts.quiet}>{words.will.begin}</p>
      ) : (
        <ol className={styles.sentences}>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ol>
      )}
    </section>
  );
}
