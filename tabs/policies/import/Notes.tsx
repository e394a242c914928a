import { Button } from '@fluentui/react-components';
import { policyImport } from '../../../src/texts/en-gb';
import { useSharedStyles } from '../Policies.styles';
import { useEditorStyles } from './Editor.styles';
import type { Note } from './found';

const words = policyImport.notes;
/** From so many notes of one kind on, they are folded under one line. */
const FOLD_FROM = 4;

interface Group {
  readonly code: Note['code'];
  readonly notes: readonly Note[];
}

/** What was guessed, lost or left out, with the way to the place it is about. */
export function Notes({ groups }: { groups: readonly Group[] }) {
  const shared = useSharedStyles();
  const styles = useEditorStyles();
  const count = groups.reduce((sum, { notes }) => sum + notes.length, 0);
  return (
    <section className={shared.box} aria-label={words.heading(count)}>
      <h2 className={shared.small}>{words.heading(count)}</h2>
      {count === 0 && <p className={shared.quiet}>{words.none}</p>}
      {count > 0 && (
        <ul className={shared.list}>
          {groups.map(({ code, notes }) => (
            <li key={code}>
              {notes.length < FOLD_FROM ? (
                notes.map((note, i) => <OneNote key={i} note={note} />)
              ) : (
                <details className={styles.notes}>
                  <summary>{words.many(code, notes.length)}</summary>
                  {notes.map((note, i) => (
                    <OneNote key={i} note={note} />
                  ))}
                </details>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function OneNote({ note: { code, params, place } }: { note: Note }) {
  const shared = useSharedStyles();
  const styles = useEditorStyles();
  const said = words.say(code, params);
  return (
    <div className={styles.note}>
      <span className={shared.text}>{said}</span>
      {place.anchor !== '' && (
        <Button
          size="small"
          appearance="transparent"
          aria-label={words.showPlace(said)}
          onClick={() => show(place.anchor)}
        >
          {words.show}
        </Button>
      )}
    </div>
  );
}

/** Brings the section to the top; its first button takes the focus. */
function show(anchor: string): void {
  const place = document.querySelector(`[data-section="${CSS.escape(anchor)}"]`);
  place?.scrollIntoView();
  place?.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
}
