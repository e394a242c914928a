import { agreements, people } from '../../src/texts/en-gb';
import { useAgreementStyles } from './Agreements.styles';
import type { Summary, Tally } from './figures';

const STATES = ['signed', 'pending', 'question', 'excused', 'left'] as const;

/** One stacked bar for each school. Each is a picture with a name that says the figures. */
export function Bars({ tallies }: { tallies: readonly Tally[] }) {
  const styles = useAgreementStyles();
  const look = {
    signed: styles.signed,
    pending: styles.pending,
    question: styles.question,
    excused: styles.aside,
    left: styles.aside,
  };
  return (
    <div className={styles.bars}>
      {tallies.map((t) => (
        <div key={t.key} className={styles.bar}>
          <span>{agreements.barOf(t.label, t.counts.signed, t.expected)}</span>
          <div className={styles.track} role="img" aria-label={agreements.barOf(t.label, t.counts.signed, t.expected)}>
            {STATES.map((state) => (
              <span key={state} className={look[state]} style={{ flexGrow: t.counts[state] }} />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

const jobName = (key: string): string => (people.jobRole as Readonly<Record<string, string>>)[key] ?? key;

/** The drawing's table, and the same by job and department. */
export function Figures({ summary }: { summary: Summary }) {
  const styles = useAgreementStyles();
  const groups = [
    { title: agreements.by.school, rows: summary.bySchool },
    { title: agreements.by.role, rows: summary.byRole.map((t) => ({ ...t, label: jobName(t.label) })) },
    { title: agreements.by.department, rows: summary.byDepartment },
  ];
  return (
    <details>
      <summary>{agreements.asTable}</summary>
      {groups.map(({ title, rows }) => (
        <div key={title} className={styles.figures} tabIndex={0} role="region" aria-label={title}>
          <table className={styles.table}>
            <caption>{title}</caption>
            <thead>
              <tr>
                <th scope="col">{agreements.columns.group}</th>
                <th scope="col">{agreements.columns.expected}</th>
                {STATES.map((s) => (
                  <th key={s} scope="col">
                    {agreements.state[s]}
                  </th>
                ))}
                <th scope="col">{agreements.columns.overdue}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((t) => (
                <tr key={t.key}>
                  <th scope="row">{t.label}</th>
                  <td>{t.expected}</td>
                  {STATES.map((s) => (
                    <td key={s}>{t.counts[s]}</td>
                  ))}
                  <td>{t.overdue}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </details>
  );
}
