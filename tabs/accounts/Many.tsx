import { useLocation } from 'wouter';
import type { Output, Uploads } from '../../src/api/contract';
import { accountLists, accountPages } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { AsyncView } from '../ui/AsyncView';
import { shortDate } from '../ui/dates';
import { EmptyList, ListImport } from '../ui/ListImport';
import { Page } from '../ui/Page';
import { useRoomStyles } from '../ui/Room.styles';
import { useServices } from '../ui/services';
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
  return (
    <div className={styles.section}>
      <Columns roles={roles} />
      <ListImport
        words={words}
        look={(file) => api.upload('accounts.previewMany', { fileName: file.name }, file)}
        show={found}
        send={async ({ hash }, file) => {
          const { batchId } = await api.upload('accounts.requestMany', { fileName: file.name, hash }, file);
          cache.forget('accounts.');
          say(words.sent);
          navigate(`/work/accounts/batch/${batchId}`);
        }}
      />
    </div>
  );
}

const wrongLines = (seen: Preview): number => new Set(seen.problems.map((p) => p.line)).size;

/** What a list has to hold, and an empty one to begin with. */
function Columns({ roles }: { roles: readonly Role[] }) {
  const { api } = useServices();
  const styles = useRoomStyles();
  return (
    <div className={styles.section}>
      <EmptyList label={words.template} download={() => api.download('manyTemplate', {})} />
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

const found = (seen: Preview) => ({
  sentence: words.sentence(seen.starters.length, seen.leavers.length, wrongLines(seen)),
  parts: [
    {
      heading: words.problems(wrongLines(seen)),
      hint: words.problemsHint,
      items: seen.problems.map((p) => ({ line: p.line, name: p.where, what: p.what })),
    },
    {
      heading: words.starting,
      items: seen.starters.map((s) => ({
        line: s.line,
        name: s.name,
        what: [
          words.starts(s.role, shortDate(s.startsOn)),
          ...(s.endsOn === null ? [] : [words.until(shortDate(s.endsOn))]),
        ].join(' '),
      })),
    },
    {
      heading: words.leaving,
      items: seen.leavers.map((l) => ({
        line: l.line,
        name: l.name,
        what: words.leaves(shortDate(l.lastWorkingDay), shortDate(l.contractEnd)),
      })),
    },
  ],
  ignoredColumns: seen.ignoredColumns,
  total: seen.starters.length + seen.leavers.length,
});
