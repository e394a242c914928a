import { useLocation } from 'wouter';
import type { Uploads } from '../../src/api/contract';
import { classSheets } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { EmptyList, ListImport } from '../ui/ListImport';
import { Page } from '../ui/Page';
import { useRoomStyles } from '../ui/Room.styles';
import { useServices } from '../ui/services';

type Plan = Uploads['pupils.previewList']['output'];
const words = classSheets.importing;
const queryOf = (file: File, isComplete: boolean) =>
  ({ fileName: file.name, complete: isComplete ? '1' : '0' }) as const;

/** The list of the pupil system. */
export function ImportPupils() {
  const { api, cache } = useServices();
  const say = useAnnounce();
  const styles = useRoomStyles();
  const [, navigate] = useLocation();
  return (
    <Page title={words.title} lead={words.lead} back={{ to: '/work/class-sheets', name: classSheets.title }}>
      <div className={styles.section}>
        <p className={styles.text}>{words.how}</p>
        <EmptyList label={words.template} download={() => api.download('pupilTemplate', {})} />
        <ListImport
          words={words}
          tick={words.complete}
          look={(file, isComplete) => api.upload('pupils.previewList', queryOf(file, isComplete), file)}
          show={found}
          send={async ({ hash }, file, isComplete) => {
            const done = await api.upload('pupils.applyList', { ...queryOf(file, isComplete), hash }, file);
            cache.forget('classSheets.');
            say(words.applied(done.added, done.changed, done.left));
            navigate('/work/class-sheets');
          }}
        />
      </div>
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
    { heading: words.adds, items: adds.map((a) => ({ line: a.line, name: a.name, what: a.className })) },
    {
      heading: words.changes,
      items: changes.map((c) => ({
        line: c.line,
        name: c.name,
        what: c.before === c.className ? words.details : words.moves(c.before, c.className),
      })),
    },
    { heading: words.leaves, items: leaves.map((l) => ({ line: null, name: l.name, what: l.className })) },
  ],
  ignoredColumns,
  total: adds.length + changes.length + leaves.length,
});
