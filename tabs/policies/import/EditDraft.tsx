import { Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { policies as texts, policyImport } from '../../../src/texts/en-gb';
import { useAnnounce } from '../../ui/Announcer';
import { AsyncView } from '../../ui/AsyncView';
import { Failure } from '../../ui/Failure';
import { useMe } from '../../ui/Me';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { useCall } from '../../ui/useLoad';
import { paths } from '../paths';
import { useSharedStyles } from '../Policies.styles';
import { problem } from '../../ui/useForm';
import { policyIdOf, type PolicyView, versionIdOf } from '../types';
import { Label } from './AboutFields';
import { useEditorStyles } from './Editor.styles';
import { type Problems, problemsOf } from './found';
import { TextEditor } from './TextEditor';
import { useDraftEditing } from './useDraftEditing';

const words = policyImport.draft;

/** A draft that is there already, corrected in the same way as one that is brought in. */
export function EditDraft({ policyId }: { policyId: string }) {
  const [params] = useSearchParams();
  const versionId = params.get('versionId');
  const load = useCall('policies.read', {
    policyId: policyIdOf(policyId),
    ...(versionId && { versionId: versionIdOf(versionId) }),
  });
  const me = useMe();
  const view = load.state === 'ready' ? load.data : null;
  const isDraft = view?.version.state === 'draft' && view.abilities.includes('policy.draft');
  return (
    <Page
      title={view ? words.title(view.title) : texts.title}
      lead={view && isDraft ? words.lead(view.version.label) : undefined}
      back={{
        to: view ? paths.read(view.policyId, { versionId: view.version.versionId }) : paths.list,
        name: words.back,
      }}
      width="wide"
    >
      <AsyncView load={load}>
        {(shown) => {
          if (!isDraft) return <Notice title={words.notDraft.title}>{words.notDraft.next}</Notice>;
          if (me.state !== 'ready') return null;
          return (
            <Editor
              // Other words on the server are another beginning.
              key={shown.version.versionId + shown.version.textHash}
              view={shown}
              personId={me.data.person.id}
              reload={load.reload}
            />
          );
        }}
      </AsyncView>
    </Page>
  );
}

interface EditorProps {
  readonly view: PolicyView;
  readonly personId: string;
  readonly reload: () => void;
}

function Editor({ view, personId, reload }: EditorProps) {
  const shared = useSharedStyles();
  const styles = useEditorStyles();
  const draft = useDraftEditing(view, personId);
  const [problems, setProblems] = useState<Problems>({});
  const { value, work } = draft;
  return (
    <div className={shared.stack}>
      <p className={shared.quiet}>{words.author}</p>
      {draft.isBehind && <Behind theirs={draft.drop} mine={draft.keepMine} />}
      {draft.hasChanges && !draft.isBehind && <Resumed drop={draft.drop} />}
      <div className={styles.about}>
        <Field label={policyImport.about.title} {...problem(problems.title)}>
          <Input
            value={value.editing.fields.title}
            onChange={(_, { value: title }) => work.dispatch({ do: 'fields', fields: { title } })}
          />
        </Field>
        <Label value={value.label} wrong={problems.label} set={draft.setLabel} />
      </div>
      {problems.text !== undefined && (
        <p role="alert" className={shared.strong}>
          {problems.text}
        </p>
      )}
      <TextEditor editing={value.editing} {...work} />
      <Foot view={view} draft={draft} setProblems={setProblems} reload={reload} />
    </div>
  );
}

function Behind({ theirs, mine }: { theirs: () => void; mine: () => void }) {
  const shared = useSharedStyles();
  return (
    <Notice
      isProblem
      title={words.conflict.title}
      actions={
        <div className={shared.row}>
          <Button onClick={theirs}>{words.conflict.theirs}</Button>
          <Button onClick={mine}>{words.conflict.mine}</Button>
        </div>
      }
    >
      {words.conflict.next}
    </Notice>
  );
}

function Resumed({ drop }: { drop: () => void }) {
  const shared = useSharedStyles();
  const say = useAnnounce();
  return (
    <div className={shared.row}>
      <span className={shared.text}>{words.resumed}</span>
      <Button
        size="small"
        onClick={() => {
          drop();
          say(words.dropped);
        }}
      >
        {words.drop}
      </Button>
    </div>
  );
}

interface FootProps {
  readonly view: PolicyView;
  readonly draft: ReturnType<typeof useDraftEditing>;
  readonly setProblems: (problems: Problems) => void;
  readonly reload: () => void;
}

function Foot({ view, draft, setProblems, reload }: FootProps) {
  const styles = useEditorStyles();
  const shared = useSharedStyles();
  const say = useAnnounce();
  const [, navigate] = useLocation();
  const { saving, value } = draft;
  const back = paths.read(view.policyId, { versionId: view.version.versionId });
  const busy = saving.state === 'busy';
  const save = async () => {
    const { kind, audience, schoolId } = view;
    const found = { editing: value.editing, label: value.label, kind, audience, schoolId };
    const wrong = problemsOf({ ...found, target: null, isDropped: false, saved: null }, []);
    setProblems(wrong);
    if (Object.keys(wrong).length > 0) return;
    if (await saving.run()) {
      say(words.saved);
      return navigate(back);
    }
    // It may be that somebody else was first: what is there now says so.
    reload();
  };
  return (
    <>
      {saving.state === 'failed' && !draft.isBehind && <Failure error={saving.error} />}
      <div className={styles.foot}>
        <Button
          appearance="primary"
          size="large"
          disabled={draft.isBehind}
          disabledFocusable={busy}
          onClick={() => void save()}
        >
          {busy ? policyImport.save.busy : words.go}
        </Button>
        <span className={shared.quiet}>{policyImport.preview.keptHere}</span>
      </div>
    </>
  );
}
