import { Link, Route, Switch } from 'wouter';
import { classSheets, work } from '../../src/texts/en-gb';
import { AsyncView } from '../ui/AsyncView';
import { useMe } from '../ui/Me';
import { Page, Part } from '../ui/Page';
import { useCall } from '../ui/useLoad';
import { useRoomStyles } from '../ui/Room.styles';
import { useSheetStyles } from './ClassSheets.styles';
import { ImportPupils } from './ImportPupils';
import { Sheet } from './Sheet';

/** The room of class sheets: all classes, and one class as a grid. */
export function ClassSheets() {
  return (
    <Switch>
      <Route path="/work/class-sheets" component={Classes} />
      <Route path="/work/class-sheets/bring-in" component={ImportPupils} />
      <Route path="/work/class-sheets/:schoolId/:className" component={Sheet} />
    </Switch>
  );
}

function Classes() {
  const load = useCall('classSheets.list', {});
  const me = useMe();
  const styles = useSheetStyles();
  const room = useRoomStyles();
  const schools = me.state === 'ready' ? me.data.schools : [];
  const abilities: readonly string[] = me.state === 'ready' ? me.data.abilities : [];
  return (
    <Page title={classSheets.title} lead={classSheets.lead} back={{ to: '/work', name: work.title }}>
      {abilities.includes('people.import') && (
        <Link href="/work/class-sheets/bring-in" className={room.link}>
          {classSheets.bringIn}
        </Link>
      )}
      <AsyncView
        load={load}
        empty={{ when: (d) => d.classes.length === 0, title: classSheets.noneTitle, next: classSheets.noneNext }}
      >
        {(d) =>
          schools.map((school) => {
            const classes = d.classes.filter((c) => c.schoolId === school.id);
            if (classes.length === 0) return null;
            return (
              <Part key={school.id} heading={school.name}>
                <ul className={styles.classes}>
                  {classes.map((c) => (
                    <li key={c.className}>
                      <Link
                        href={`/work/class-sheets/${c.schoolId}/${encodeURIComponent(c.className)}`}
                        className={styles.class}
                      >
                        <span className={styles.name}>{c.className}</span>
                        <span className={styles.quiet}>{classSheets.progress(c.done, c.pupils)}</span>
                      </Link>
                    </li>
                  ))}
                </ul>
              </Part>
            );
          })
        }
      </AsyncView>
    </Page>
  );
}
