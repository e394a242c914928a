import { Button, Field } from '@fluentui/react-components';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Output, Uploads } from '../../src/api/contract';
import { accountLists, accountPages } from '../../src/texts/en-gb';
import { useRoomStyles } from '../ui/Room.styles';
import { useAnnounce } from '../ui/Announcer';
import { AsyncView } from '../ui/AsyncView';
import { shortDate } from '../ui/dates';
import { Failure } from '../ui/Failure';
import { ListLines } from '../ui/ListLines';
import { Page, Part } from '../ui/Page';
import { saveFile } from '../ui/save';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { useCall } from '../ui/useLoad';

type Preview = Uploads['accounts.previewMany']['output'];
type Role = Output<'accounts.setUp'>['templates'][number];
const words = accountLists.many;

/** A list in two steps: look at what it would ask for, then ask for exactly that. */
export function Many() {
  const load = useCall('accounts.setUp', {});
  return (
    <Page title={words.title} lead={words.lead} back={{ to: '/work/accounts', name: accountPages.title }}>
      <AsyncView
        load={load}
        empty={{
          when: (d) => d.scheme === null,
          title: accountPages.notSetUp.title,
          next: accountPages.notSetUp.next,
        }}
      >
        {({ templates }) => <List roles={templates} />}
      </AsyncView>
    </Page>
  );
}

function List({ roles }: { roles: readonly Role[] }) {
  const { api, cache } = useServices();
  const say = useAnnounce();
  const styles = useRoomStyles();
  const [, navigate] = useLocation();
  const [file, setFile] = useState<File | null>(null);
  const [seen, setSeen] = useState<Preview | null>(null);
  const fileName = file?.name ?? '';
  const looking = useAction(async () => {
    if (file) setSeen(await api.upload('accounts.previewMany', { fileName }, file));
  });
  const asking = useAction(async () => {
    if (!file || !seen) return;
    const { batchId } = await api.upload('accounts.requestMany', { fileName, hash: seen.hash }, file);
    cache.forget('accounts.');
    say(words.sent);
    navigate(`/work/accounts/batch/${batchId}`);
  });
  const total = seen ? seen.starters.length + seen.leavers.length : 0;
  return (
    <div className={styles.section}>
      <Columns roles={roles} />
      <div className={styles.form}>
        <Field label={words.file}>
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".csv,text/csv,.txt"
              onChange={(e) => {
                setFile(e.target.files?.[0] ?? null);
                setSeen(null);
              }}
            />
          )}
        </Field>
        {!seen && (
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
      {seen && (
        <>
          <p role="status" className={styles.text}>
            {words.sentence(seen.starters.length, seen.leavers.length, wrongLines(seen))}
          </p>
          <Shown seen={seen} />
          {asking.state === 'failed' && <Failure error={asking.error} />}
          {total === 0 ? (
            <p className={styles.text}>{words.none}</p>
          ) : (
            <span>
              <Button
                appearance="primary"
                disabledFocusable={asking.state === 'busy'}
                onClick={() => void asking.run()}
              >
                {asking.state === 'busy' ? words.going : words.go(total)}
              </Button>
            </span>
          )}
        </>
      )}
    </div>
  );
}

const wrongLines = (seen: Preview): number => new Set(seen.problems.map((p) => p.line)).size;

/** What a list has to hold, and an empty one to begin with. */
function Columns({ roles }: { roles: readonly Role[] }) {
  const { api } = useServices();
  const styles = useRoomStyles();
  const saving = useAction(async () => saveFile(await api.download('manyTemplate', {})));
  return (
    <div className={styles.section}>
      <span>
        <Button disabledFocusable={saving.state === 'busy'} onClick={() => void saving.run()}>
          {words.template}
        </Button>
      </span>
      {saving.state === 'failed' && <Failure error={saving.error} />}
      <details>
        <summary className={styles.summary}>{words.columns}</summary>
        <dl className={styles.entries}>
          {words.column.map(({ name, what }) => (
            <div key={name} className={styles.entry}>
              <dt className={styles.title}>{name}</dt>
              <dd className={styles.quiet}>{what}</dd>
            </div>
          ))}
        </dl>
        <p className={styles.text}>{words.roles(roles.map((r) => r.label).join(', '))}</p>
      </details>
    </div>
  );
}

function Shown({ seen }: { seen: Preview }) {
  const styles = useRoomStyles();
  return (
    <>
      {seen.problems.length > 0 && (
        <Part heading={words.problems(wrongLines(seen))}>
          <p className={styles.quiet}>{words.problemsHint}</p>
          <ListLines words={words} items={seen.problems.map((p) => ({ line: p.line, name: p.where, what: p.what }))} />
        </Part>
      )}
      {seen.starters.length > 0 && (
        <Part heading={words.starting}>
          <ListLines
            words={words}
            items={seen.starters.map((s) => ({
              line: s.line,
              name: s.name,
              what: [
                words.starts(s.role, shortDate(s.startsOn)),
                ...(s.endsOn === null ? [] : [words.until(shortDate(s.endsOn))]),
              ].join(' '),
            }))}
          />
        </Part>
      )}
      {seen.leavers.length > 0 && (
        <Part heading={words.leaving}>
          <ListLines
            words={words}
            items={seen.leavers.map((l) => ({
              line: l.line,
              name: l.name,
              what: words.leaves(shortDate(l.lastWorkingDay), shortDate(l.contractEnd)),
            }))}
          />
        </Part>
      )}
      {seen.ignoredColumns.length > 0 && (
        <p className={styles.quiet}>{words.ignored(seen.ignoredColumns.join(', '))}</p>
      )}
    </>
  );
}
