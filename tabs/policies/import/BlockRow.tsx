import { Button, mergeClasses } from '@fluentui/react-components';
import { memo } from 'react';
import { policyImport } from '../../../src/texts/en-gb';
import { useAnnounce } from '../../ui/Announcer';
import { DataTable } from '../reader/DataTable';
import { useSharedStyles } from '../Policies.styles';
import type { Block } from '../types';
import { BlockFields } from './BlockFields';
import { type Edit, type EditBlock, isEmptyBlock, startOf } from './edit';
import { useEditorStyles } from './Editor.styles';
import { focusSoon, spot } from './focus';

const words = policyImport.edit;
type Paragraph = Extract<Block, { kind: 'paragraph' }>;
type Statement = Extract<Block, { kind: 'statement' }>;
type List = Extract<Block, { kind: 'list' }>;

interface Props {
  readonly one: EditBlock;
  readonly isOpen: boolean;
  /** The block that takes the focus when this one is removed. */
  readonly nextId: number | null;
  readonly setOpen: (id: number | null) => void;
  readonly dispatch: (edit: Edit) => void;
}

/** One block: as it reads, and when opened, with everything that can be changed about it. */
export const BlockRow = memo(function BlockRow(props: Props) {
  return props.isOpen ? <OpenRow {...props} /> : <ClosedRow {...props} />;
});

function ClosedRow({ one, setOpen }: Props) {
  const styles = useEditorStyles();
  const { id, block } = one;
  const open = () => {
    setOpen(id);
    focusSoon(spot('panel', id));
  };
  return (
    <div className={mergeClasses(styles.line, block.kind === 'statement' && styles.agreed)} data-block={id}>
      <div className={styles.words}>
        {block.kind !== 'paragraph' && <span className={styles.tag}>{words.kind[block.kind]}</span>}
        <Reading block={block} />
      </div>
      <Button
        size="small"
        appearance="subtle"
        data-spot={spot('change', id)}
        aria-label={words.changeBlock(words.kind[block.kind], startOf(block))}
        onClick={open}
      >
        {words.change}
      </Button>
    </div>
  );
}

function Reading({ block }: { block: Block }) {
  const styles = useEditorStyles();
  if (isEmptyBlock(block)) return <p className={styles.empty}>{words.empty}</p>;
  switch (block.kind) {
    case 'paragraph':
    case 'statement':
      return <p className={styles.text}>{block.text}</p>;
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul';
      return (
        <List className={styles.points}>
          {block.items.map((item, i) => (
            <li key={i}>{item}</li>
          ))}
        </List>
      );
    }
    case 'table':
      return <DataTable table={block} name={block.caption || startOf(block)} />;
    case 'picture':
      return (
        <>
          {block.data === null ? (
            <p className={styles.empty}>{words.picture.missing}</p>
          ) : (
            <img className={styles.picture} src={block.data} alt={block.alt} />
          )}
          <p className={styles.text}>{block.alt}</p>
        </>
      );
  }
}

function OpenRow({ one, nextId, setOpen, dispatch }: Props) {
  const styles = useEditorStyles();
  const shared = useSharedStyles();
  const say = useAnnounce();
  const { id, block } = one;
  const close = () => {
    setOpen(null);
    focusSoon(spot('change', id));
  };
  const move = (by: -1 | 1) => {
    dispatch({ do: 'move', id, by });
    say(words.moved);
    focusSoon(spot(by < 0 ? 'up' : 'down', id));
  };
  const remove = () => {
    dispatch({ do: 'remove', id });
    setOpen(null);
    say(words.removed);
    if (nextId !== null) focusSoon(spot('change', nextId));
  };
  return (
    <div
      className={mergeClasses(styles.open, block.kind === 'statement' && styles.agreed)}
      data-block={id}
      data-spot={spot('panel', id)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <span className={styles.tag}>{words.kind[block.kind]}</span>
      <BlockFields
        block={block}
        replace={(next) => dispatch({ do: 'replace', id, block: next })}
        turnItem={(item) => dispatch({ do: 'turnItem', id, item })}
      />
      <div className={styles.tools}>
        <Turns block={block} id={id} dispatch={dispatch} />
        <Button size="small" data-spot={spot('up', id)} onClick={() => move(-1)}>
          {words.up}
        </Button>
        <Button size="small" data-spot={spot('down', id)} onClick={() => move(1)}>
          {words.down}
        </Button>
        <Button size="small" onClick={remove}>
          {words.remove}
        </Button>
      </div>
      <div className={shared.row}>
        <Button appearance="primary" size="small" onClick={close}>
          {words.done}
        </Button>
      </div>
    </div>
  );
}

/** What a line or a list can be made into. */
function Turns({ block, id, dispatch }: { block: Block; id: number; dispatch: (edit: Edit) => void }) {
  const say = useAnnounce();
  const turn = (into: 'statement' | 'paragraph' | 'list', name: string) => (
    <Button
      key={into}
      size="small"
      onClick={() => {
        dispatch({ do: 'turn', id, into });
        say(words.turned(words.kind[into]));
        focusSoon(spot('panel', id));
      }}
    >
      {name}
    </Button>
  );
  if (isLine(block))
    return [
      block.kind === 'paragraph' ? turn('statement', words.turn.statement) : turn('paragraph', words.turn.paragraph),
      turn('list', words.turn.list),
    ];
  if (block.kind !== 'list') return null;
  return (
    <>
      {turn('statement', words.turn.statements)}
      {turn('paragraph', words.turn.paragraphs)}
      <Order list={block} id={id} dispatch={dispatch} />
    </>
  );
}

const isLine = (block: Block): block is Paragraph | Statement =>
  block.kind === 'paragraph' || block.kind === 'statement';

function Order({ list, id, dispatch }: { list: List; id: number; dispatch: (edit: Edit) => void }) {
  return (
    <Button size="small" onClick={() => dispatch({ do: 'replace', id, block: { ...list, ordered: !list.ordered } })}>
      {list.ordered ? words.turn.unordered : words.turn.ordered}
    </Button>
  );
}
