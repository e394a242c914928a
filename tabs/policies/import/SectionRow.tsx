import { Button, Field, Input, mergeClasses, Select } from '@fluentui/react-components';
import { memo } from 'react';
import { policyImport } from '../../../src/texts/en-gb';
import { useAnnounce } from '../../ui/Announcer';
import { problem } from '../../ui/useForm';
import { BlockRow } from './BlockRow';
import type { Edit, EditSection } from './edit';
import { useEditorStyles } from './Editor.styles';
import { focusSoon, spot } from './focus';

const words = policyImport.edit;

interface Props {
  readonly section: EditSection;
  readonly isFirst: boolean;
  /** The open block or heading of this section; null when it is elsewhere. */
  readonly open: number | null;
  /** The section after this one. */
  readonly nextId: number | null;
  readonly setOpen: (id: number | null) => void;
  readonly dispatch: (edit: Edit) => void;
}

export const SectionRow = memo(function SectionRow(props: Props) {
  const styles = useEditorStyles();
  const { section, open, setOpen, dispatch } = props;
  return (
    <section className={styles.section} aria-label={section.heading} data-section={section.anchor}>
      {open === section.id ? <OpenHeading {...props} /> : <ClosedHeading {...props} />}
      {section.blocks.map((one, i) => (
        <BlockRow
          key={one.id}
          one={one}
          isOpen={open === one.id}
          nextId={(section.blocks[i + 1] ?? section.blocks[i - 1])?.id ?? section.id}
          setOpen={setOpen}
          dispatch={dispatch}
        />
      ))}
      {section.blocks.length === 0 && (
        <div>
          <Button size="small" appearance="subtle" onClick={() => dispatch({ do: 'addText', section: section.id })}>
            {words.addText}
          </Button>
        </div>
      )}
    </section>
  );
});

function ClosedHeading({ section, setOpen }: Props) {
  const styles = useEditorStyles();
  const { id, heading, level } = section;
  const looks = level === 1 ? styles.level1 : level === 2 ? styles.level2 : styles.level3;
  return (
    <div className={styles.line}>
      <h3 className={mergeClasses(styles.heading, looks)}>{heading}</h3>
      <Button
        size="small"
        appearance="subtle"
        data-spot={spot('change', id)}
        aria-label={words.heading_.change(heading)}
        onClick={() => {
          setOpen(id);
          focusSoon(spot('panel', id));
        }}
      >
        {words.change}
      </Button>
    </div>
  );
}

function OpenHeading({ section, isFirst, nextId, setOpen, dispatch }: Props) {
  const styles = useEditorStyles();
  const { id, heading, level } = section;
  const close = () => {
    setOpen(null);
    focusSoon(spot('change', id));
  };
  const isEmpty = heading.trim() === '';
  return (
    <div
      className={styles.open}
      data-spot={spot('panel', id)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <div className={styles.two}>
        <Field label={words.heading_.text} {...problem(isEmpty ? words.heading_.empty : undefined)}>
          <Input
            value={heading}
            onChange={(_, { value }) => dispatch({ do: 'heading', section: id, heading: value })}
          />
        </Field>
        <Field label={words.heading_.level}>
          <Select
            value={String(level)}
            onChange={(_, { value }) => dispatch({ do: 'level', section: id, level: Number(value) })}
          >
            {words.heading_.levels.map((name, i) => (
              <option key={name} value={i + 1}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <HeadingTools section={section} isFirst={isFirst} nextId={nextId} setOpen={setOpen} dispatch={dispatch} />
      <div>
        <Button appearance="primary" size="small" onClick={close}>
          {words.done}
        </Button>
      </div>
    </div>
  );
}

function HeadingTools({ section, isFirst, nextId, setOpen, dispatch }: Omit<Props, 'open'>) {
  const styles = useEditorStyles();
  const say = useAnnounce();
  const { id, blocks } = section;
  const take = (edit: Edit, focusOn: number | null) => {
    dispatch(edit);
    setOpen(null);
    say(words.removed);
    if (focusOn !== null) focusSoon(spot('change', focusOn));
  };
  return (
    <div className={styles.tools}>
      <Button size="small" onClick={() => dispatch({ do: 'addText', section: id })}>
        {words.addText}
      </Button>
      <Button
        size="small"
        onClick={() => dispatch({ do: 'addSection', section: id, heading: words.heading_.newHeading })}
      >
        {words.heading_.add}
      </Button>
      {!isFirst && (
        <Button size="small" onClick={() => take({ do: 'mergeSection', section: id }, blocks[0]?.id ?? nextId)}>
          {words.heading_.merge}
        </Button>
      )}
      <Button size="small" onClick={() => take({ do: 'removeSection', section: id }, nextId)}>
        {words.heading_.remove}
      </Button>
    </div>
  );
}
