import { Button, mergeClasses, Tab, TabList } from '@fluentui/react-components';
import { useCallback, useEffect, useRef, useState } from 'react';
import { policyImport as words } from '../../../src/texts/en-gb';
import { useAnnounce } from '../../ui/Announcer';
import { Failure } from '../../ui/Failure';
import { useSharedStyles } from '../Policies.styles';
import type { Summary } from '../types';
import { AboutFields } from './AboutFields';
import { countsOf, type Editing } from './edit';
import { useEditorStyles } from './Editor.styles';
import { type Found, type ImportDraft, notesFor, type Problems } from './found';
import { Notes } from './Notes';
import { TextEditor } from './TextEditor';
import { useEditing } from './useEditing';
import { fitsInBrowser, type useImport } from './useImport';

type Work = ReturnType<typeof useImport>;

interface Props {
  readonly work: Work;
  readonly now: ImportDraft;
  readonly policies: readonly Summary[];
  readonly places: readonly Summary['schoolId'][];
  /** True right after the file was read: what was understood is what comes next. */
  readonly takesFocus: boolean;
  readonly again: () => void;
  /** Everything that was to be saved is saved. */
  readonly finish: () => void;
}

/** What was understood of a file, document by document, to be put right and saved. */
export function Preview({ work, now, policies, places, takesFocus, again, finish }: Props) {
  const shared = useSharedStyles();
  const styles = useEditorStyles();
  const [shown, setShown] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  const { documents } = now;
  const at = Math.min(shown, documents.length - 1);
  const found = documents[at];
  const failure = work.failures[at];
  return (
    <div className={shared.stack}>
      <div className={shared.tight}>
        <h2 ref={heading} tabIndex={-1} className={mergeClasses(shared.heading, shared.quietFocus)}>
          {words.preview.heading}
        </h2>
        <p className={shared.quiet}>{words.preview.from(now.fileName)}</p>
        <p className={shared.text}>{words.preview.found(documents.length)}</p>
        <div>
          <StartAgain again={again} />
        </div>
      </div>
      {documents.length > 1 && (
        <TabList
          selectedValue={at}
          aria-label={words.preview.documents}
          onTabSelect={(_, { value }) => setShown(Number(value))}
          vertical
        >
          {documents.map((one, i) => (
            <Tab key={i} value={i} className={styles.tab}>
              {nameOf(one)}
            </Tab>
          ))}
        </TabList>
      )}
      {failure && <Failure error={failure} />}
      {found && (
        <FoundDocument
          key={at}
          found={found}
          index={at}
          draft={now}
          policies={policies}
          places={places}
          problems={work.problems[at] ?? {}}
          change={work.change}
        />
      )}
      <Foot work={work} now={now} setShown={setShown} finish={finish} />
    </div>
  );
}

function nameOf({ editing, kind, isDropped, saved }: Found): string {
  const state = saved ? words.preview.saved : isDropped ? words.preview.dropped : null;
  const name = `${editing.fields.title} (${words.preview.kinds[kind].toLowerCase()})`;
  return state === null ? name : `${name}: ${state}`;
}

/** Asks once before corrections are lost. */
function StartAgain({ again }: { again: () => void }) {
  const shared = useSharedStyles();
  const [asks, setAsks] = useState(false);
  if (!asks) return <Button onClick={() => setAsks(true)}>{words.choose.again}</Button>;
  return (
    <div className={shared.row}>
      <span className={shared.text}>{words.choose.againWarning}</span>
      <Button onClick={again}>{words.choose.againAsk}</Button>
      <Button appearance="subtle" onClick={() => setAsks(false)}>
        {words.choose.keep}
      </Button>
    </div>
  );
}

interface FoundProps {
  readonly found: Found;
  readonly index: number;
  readonly draft: ImportDraft;
  readonly policies: readonly Summary[];
  readonly places: readonly Summary['schoolId'][];
  readonly problems: Problems;
  readonly change: Work['change'];
}

function FoundDocument({ found, index, draft, policies, places, problems, change }: FoundProps) {
  const shared = useSharedStyles();
  const setEditing = useCallback(
    (next: (now: Editing) => Editing) => change(index, (one) => ({ ...one, editing: next(one.editing) })),
    [change, index],
  );
  const work = useEditing(setEditing);
  const isOnly = draft.documents.length === 1;
  const set = (part: Partial<Found>) => change(index, (one) => ({ ...one, ...part }));
  if (found.isDropped)
    return (
      <div className={shared.tight}>
        <p className={shared.text}>{words.preview.droppedNote}</p>
        <div>
          <Button onClick={() => set({ isDropped: false })}>{words.preview.takeBack}</Button>
        </div>
      </div>
    );
  return (
    <div className={shared.stack}>
      <div className={shared.row}>
        <span className={shared.strong}>{words.preview.counts(countsOf(found.editing))}</span>
        {!isOnly && !found.saved && (
          <Button size="small" onClick={() => set({ isDropped: true })}>
            {words.preview.drop}
          </Button>
        )}
      </div>
      <Notes groups={notesFor(draft.notes, index)} />
      <AboutFields
        found={found}
        policies={policies}
        places={places}
        problems={problems}
        set={set}
        dispatch={work.dispatch}
      />
      <TextEditor editing={found.editing} {...work} />
    </div>
  );
}

interface FootProps {
  readonly work: Work;
  readonly now: ImportDraft;
  readonly setShown: (index: number) => void;
  readonly finish: () => void;
}

function Foot({ work, now, setShown, finish }: FootProps) {
  const styles = useEditorStyles();
  const shared = useSharedStyles();
  const say = useAnnounce();
  const left = now.documents.filter(({ isDropped, saved }) => !isDropped && !saved).length;
  const busy = work.saving.state === 'busy';
  const wrong = Object.keys(work.problems).map(Number);
  const save = async () => {
    const first = work.check(now);
    if (first !== null) {
      setShown(first);
      say(words.save.wrong);
      return focusWrong();
    }
    const outcome = await work.saving.run(now);
    if (!outcome) return;
    if (outcome.isDone) return finish();
    setShown(outcome.firstFailed);
    window.scrollTo(0, 0);
  };
  return (
    <div className={styles.foot}>
      <Button
        appearance="primary"
        size="large"
        disabled={left === 0}
        disabledFocusable={busy}
        onClick={() => void save()}
      >
        {busy ? words.save.busy : words.save.go(Math.max(left, 1))}
      </Button>
      <span className={shared.quiet}>
        {left === 0
          ? words.save.nothing
          : fitsInBrowser(now.documents)
            ? words.preview.keptHere
            : words.preview.keptOnly}
      </span>
      {wrong.length > 0 && (
        <span className={shared.text} role="alert">
          {words.save.wrong}{' '}
          {wrong.map((i) => words.save.wrongIn(now.documents[i]?.editing.fields.title ?? '')).join('. ')}
        </span>
      )}
    </div>
  );
}

/** After the next drawing, when the fields know what is wrong with them. */
const focusWrong = (): void =>
  void setTimeout(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), 0);
