import { Button, Checkbox, Field } from '@fluentui/react-components';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Uploads } from '../../src/api/contract';
import { classSheets } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { Failure } from '../ui/Failure';
import { ListLines, type ListLine } from '../ui/ListLines';
import { Page, Part } from '../ui/Page';
import { useRoomStyles } from '../ui/Room.styles';
import { saveFile } from '../ui/save';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';

type Plan = Uploads['pupils.previewList']['output'];
const words = classSheets.importing;

/** A pupil list in two steps: look at what it would change, then change exactly that. */
export function ImportPupils() {
  const { api, cache } = useServices();
  const say = useAnnounce();
  const styles = useRoomStyles();
  const [, navigate] = useLocation();
  const [file, setFile] = useState<File | null>(null);
  const [isComplete, setComplete] = useState(false);
  const [plan, setPlan] = useState<Plan | null>(null);
  const query = { fileName: file?.name ?? '', complete: isComplete ? '1' : '0' } as const;
  const saving = useAction(async () => saveFile(await api.download('pupilTemplate', {})));
  const looking = useAction(async () => {
    if (file) setPlan(await api.upload('pupils.previewList', query, file));
  });
  return (
    <Page title={words.title} lead={words.lead} back={{ to: '/work/class-sheets', name: classSheets.title }}>
      <div className={styles.section}>
        <p className={styles.text}>{words.how}</p>
        <span>
          <Button disabledFocusable={saving.state === 'busy'} onClick={() => void saving.run()}>
            {words.template}
          </Button>
        </span>
        {saving.state === 'failed' && <Failure error={saving.error} />}
        <div className={styles.form}>
          <Field label={words.file}>
            {(control) => (
              <input
                {...control}
                type="file"
                accept=".csv,text/csv,.txt"
                onChange={(e) => {
                  setFile(e.target.files?.[0] ?? null);
                  setPlan(null);
                }}
              />
            )}
          </Field>
          <Checkbox
            label={words.complete}
            checked={isComplete}
            onChange={(_, { checked }) => {
              setComplete(checked === true);
              setPlan(null);
            }}
          />
          {!plan && (
            <span>
              <Button
                appearance="primary"
                disabledFocusable={!file || looking.state === 'busy'}
                onClick={() => void looking.run()}
              >
                {looking.state === 'busy' ? words.reading : words.look}
              </Button>
            </span>
          )}
        </div>
        {looking.state === 'failed' && <Failure error={looking.error} />}
        {plan && file && (
          <Found
            plan={plan}
            send={async () => {
              const done = await api.upload('pupils.applyList', { ...query, hash: plan.hash }, file);
              cache.forget('classSheets.');
              say(words.applied(done.added, done.changed, done.left));
              navigate('/work/class-sheets');
            }}
          />
        )}
      </div>
    </Page>
  );
}

function Found({ plan, send }: { plan: Plan; send: () => Promise<void> }) {
  const styles = useRoomStyles();
  const applying = useAction(send);
  const total = plan.adds.length + plan.changes.length + plan.leaves.length;
  const parts: readonly { heading: string; items: readonly ListLine[] }[] = [
    {
      heading: words.problems(plan.problems.length),
      items: plan.problems.map((p) => ({ line: p.line, name: p.where, what: p.what })),
    },
    { heading: words.adds, items: plan.adds.map((a) => ({ line: a.line, name: a.name, what: a.className })) },
    {
      heading: words.changes,
      items: plan.changes.map((c) => ({
        line: c.line,
        name: c.name,
        what: c.before === c.className ? words.details : words.moves(c.before, c.className),
      })),
    },
    { heading: words.leaves, items: plan.leaves.map((l) => ({ line: null, name: l.name, what: l.className })) },
  ];
  return (
    <div className={styles.section}>
      <p role="status" className={styles.text}>
        {words.sentence(plan.adds.length, plan.changes.length, plan.leaves.length, plan.unchanged)}
      </p>
      {parts
        .filter((part) => part.items.length > 0)
        .map(({ heading, items }) => (
          <Part key={heading} heading={heading}>
            <ListLines items={items} words={words} />
          </Part>
        ))}
      {plan.ignoredColumns.length > 0 && (
        <p className={styles.quiet}>{words.ignored(plan.ignoredColumns.join(', '))}</p>
      )}
      {applying.state === 'failed' && <Failure error={applying.error} />}
      {total === 0 ? (
        <p className={styles.text}>{words.nothing}</p>
      ) : (
        <span>
          <Button
            appearance="primary"
            disabledFocusable={applying.state === 'busy'}
            onClick={() => void applying.run()}
          >
            {applying.state === 'busy' ? words.applying : words.apply(total)}
          </Button>
        </span>
      )}
    </div>
  );
}
