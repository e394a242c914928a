import { Fragment } from 'react';
import { about, people } from '../../src/texts/en-gb';
import { AsyncView } from '../ui/AsyncView';
import { useMe } from '../ui/Me';
import { Page, Part } from '../ui/Page';
import { Phones } from '../ui/Phones';
import { useServices } from '../ui/services';
import { useAboutStyles } from './About.styles';

/** What Lantern is, how it knows me, and what it keeps. */
export function About() {
  const { settings } = useServices();
  const me = useMe();
  const styles = useAboutStyles();
  return (
    <Page title={about.title} lead={about.lead}>
      {settings.practice && <p className={styles.text}>{about.practice}</p>}
      <AsyncView load={me}>
        {({ person, phones, trustName }) => (
          <>
            <Part heading={about.you.heading}>
              <Facts
                rows={[
                  [about.you.name, person.name],
                  [about.you.role, people.jobRole[person.jobRole]],
                  [about.you.school, person.schoolName],
                  [about.you.trust, trustName],
                ]}
              />
              <p className={styles.text}>{about.you.wrong}</p>
            </Part>
            <Part heading={about.help.heading}>
              <Phones phones={phones} lead={about.help.danger} />
            </Part>
          </>
        )}
      </AsyncView>
      <Part heading={about.kept.heading}>
        <Points points={about.kept.points} />
      </Part>
      <Part heading={about.use.heading}>
        <Points points={about.use.points} />
      </Part>
      {settings.version !== '' && <p className={styles.small}>{about.version(settings.version)}</p>}
    </Page>
  );
}

function Facts({ rows }: { rows: readonly (readonly [string, string])[] }) {
  const styles = useAboutStyles();
  return (
    <dl className={styles.facts}>
      {rows.map(([name, value]) => (
        <Fragment key={name}>
          <dt className={styles.factName}>{name}</dt>
          <dd className={styles.fact}>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Points({ points }: { points: readonly string[] }) {
  const styles = useAboutStyles();
  return (
    <ul className={styles.points}>
      {points.map((point) => (
        <li key={point} className={styles.text}>
          {point}
        </li>
      ))}
    </ul>
  );
}
