import { useRoomStyles } from './Room.styles';

export interface ListLine {
  /** Where it stands in the file; null for what the file does not name. */
  readonly line: number | null;
  readonly name: string;
  readonly what: string;
}

interface Props {
  readonly items: readonly ListLine[];
  readonly words: { readonly line: (n: number) => string; readonly more: (n: number) => string };
}

/** Shown of each kind; what is done is done for all of it. */
const MOST = 200;

/** What was read from a list, line by line. */
export function ListLines({ items, words }: Props) {
  const styles = useRoomStyles();
  return (
    <>
      <ul className={styles.entries}>
        {items.slice(0, MOST).map(({ line, name, what }, i) => (
          <li key={i} className={styles.entry}>
            <span className={styles.title}>{name}</span>
            {what !== '' && <span className={styles.text}>{what}</span>}
            {line !== null && <span className={styles.quiet}>{words.line(line)}</span>}
          </li>
        ))}
      </ul>
      {items.length > MOST && <p className={styles.quiet}>{words.more(items.length - MOST)}</p>}
    </>
  );
}
