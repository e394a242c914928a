import { useLocation } from 'wouter';
import type { Uploads } from '../../src/api/contract';
import { register } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { shortDate } from '../ui/dates';
import { ListImport } from '../ui/ListImport';
import { Page } from '../ui/Page';
import { useRoomStyles } from '../ui/Room.styles';
import { useServices } from '../ui/services';

type Plan = Uploads['people.previewList']['output'];
const words = register.importing;
const queryOf = (file: File, isComplete: boolean) =>
  ({ fileName: file.name, complete: isComplete ? '1' : '0' }) as const;

/** The staff list. */
export function ImportList() {
  const { api } = useServices();
  const say = useAnnounce();
  const styles = useRoomStyles();
  const [, navigate] = useLocation();
  return (
    <Page title={words.title} lead={words.lead} back={{ to: '/work/people', name: register.title }}>
      <p className={styles.text}>{words.how}</p>
      <ListImport
        words={words}
        tick={words.complete}
        look={(file, isComplete) => api.upload('people.previewList', queryOf(file, isComplete), file)}
        show={found}
        send={async ({ hash }, file, isComplete) => {
          const done = await api.upload('people.applyList', { ...queryOf(file, isComplete), hash }, file);
          say(words.applied(done.added, done.changed, done.left));
          navigate('/work/people');
        }}
      />
    </Page>
  );
}

const found = ({ problems, adds, changes, leaves, unchanged, ignoredColumns }: Plan) => ({
  sentence: words.sentence(adds.length, changes.length, leaves.length, unchanged),
  parts: [
    {
      heading: words.problems(problems.length),
      items: problems.map((p) => ({ line: p.line, name: p.where, what: p.what })),
    },
    {
      heading: words.adds,
      items: adds.map(({ line, record }) => ({
        line,
        name: `${record.givenName} ${record.familyName}`.trim(),
        what: record.department,
      })),
    },
    {
      heading: words.changes,
      items: changes.map(({ line, name, fields }) => ({
        line,
        name,
        what: fields.map((f) => words.change(words.fields[f.field] ?? f.field, f.before, f.after)).join('; '),
      })),
    },
    {
      heading: words.leaves,
      items: leaves.map(({ line, name, endsOn }) => ({ line, name, what: words.leaving(shortDate(endsOn)) })),
    },
  ],
  ignoredColumns,
  total: adds.length + changes.length + leaves.length,
});
