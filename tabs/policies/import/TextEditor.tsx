import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { policyImport } from '../../../src/texts/en-gb';
import { useAnnounce } from '../../ui/Announcer';
import { useSharedStyles } from '../Policies.styles';
import type { Edit, Editing } from './edit';
import { useEditorStyles } from './Editor.styles';
import { SectionRow } from './SectionRow';

const words = policyImport.edit;

interface Props {
  readonly editing: Editing;
  readonly dispatch: (edit: Edit) => void;
  readonly undo: () => void;
  readonly canUndo: boolean;
}

/** The text of a document, line by line, each with a way to change it. One is open at a time. */
export function TextEditor({ editing, dispatch, undo, canUndo }: Props) {
  const styles = useEditorStyles();
  const shared = useSharedStyles();
  const say = useAnnounce();
  const [open, setOpen] = useState<number | null>(null);
  const { sections } = editing;
  const owner = sections.find(({ id, blocks }) => id === open || blocks.some((one) => one.id === open))?.id;
  return (
    <section className={shared.stack} aria-label={words.heading}>
      <div>
        <h2 className={shared.heading}>{words.heading}</h2>
        <p className={shared.quiet}>{words.lead}</p>
      </div>
      <div>
        <Button
          disabled={!canUndo}
          onClick={() => {
            undo();
            say(words.undone);
          }}
        >
          {words.undo}
        </Button>
      </div>
      <div className={styles.sections}>
        {sections.map((section, i) => (
          <SectionRow
            key={section.id}
            section={section}
            isFirst={i === 0}
            open={owner === section.id ? open : null}
            nextId={(sections[i + 1] ?? sections[i - 1])?.id ?? null}
            setOpen={setOpen}
            dispatch={dispatch}
          />
        ))}
      </div>
    </section>
  );
}
