import { Button, Field, Select } from '@fluentui/react-components';
import { useState } from 'react';
import type { Output } from '../../src/api/contract';
import { casePages, work } from '../../src/texts/en-gb';
import { AsyncView } from '../ui/AsyncView';
import { Failure } from '../ui/Failure';
import { Page, Part } from '../ui/Page';
import { saveFile } from '../ui/save';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { useCall } from '../ui/useLoad';
import { useCaseStyles } from './Cases.styles';

const words = casePages.figures;
type Data = Output<'figures.read'>;
type Count = Data['total'];
type Format = 'figuresCsv' | 'figuresXlsx' | 'figuresPdf';
interface Line {
  readonly name: string;
  readonly count: Count;
}

/** How many school years back can be chosen. */
const YEARS = 5;

/** "2026-27" for the school year of a day, which begins in September. */
function schoolYears(now: Date): string[] {
  const first = now.getMonth() >= 8 ? now.getFullYear() : now.getFullYear() - 1;
  return Array.from({ length: YEARS }, (_, n) => `${first - n}-${String(first - n + 1).slice(2)}`);
}

/** Numbers for governors: drawn, and the same again as tables. */
export function Figures() {
  const styles = useCaseStyles();
  const [year, setYear] = useState(schoolYears(new Date())[0] ?? '');
  const load = useCall('figures.read', { year });
  return (
    <Page title={words.title} lead={words.lead} back={{ to: '/work', name: work.title }} width="wide">
      <div className={styles.row}>
        <Field label={words.schoolYear}>
          <Select value={year} onChange={(_, { value }) => setYear(value)}>
            {schoolYears(new Date()).map((y) => (
              <option key={y} value={y}>
                {y}
              </option>
            ))}
          </Select>
        </Field>
        <Exports year={year} />
      </div>
      <AsyncView load={load} empty={{ when: (d) => d.total === 0, title: words.none }}>
        {(data) => (
          <>
            <p role="status">{words.total(shown(data.total), shown(data.open))}</p>
            {data.yearlyOnly && <p className={styles.quiet}>{words.yearlyOnly}</p>}
            {tablesOf(data).map(({ heading, lines }) => (
              <Part key={heading} heading={heading}>
                <Bars heading={heading} lines={lines} />
              </Part>
            ))}
          </>
        )}
      </AsyncView>
    </Page>
  );
}

const shown = (count: Count): string => (typeof count === 'number' ? String(count) : words.small[count]);
const lengthOf = (count: Count): number => (typeof count === 'number' ? count : 0);

const tablesOf = (data: Data): { heading: string; lines: Line[] }[] => [
  { heading: words.terms, lines: data.terms.map((t) => ({ name: t.label, count: t.count })) },
  {
    heading: words.categories,
    lines: data.categories.map((c) => ({ name: c.row === null ? words.noCategory : c.label, count: c.count })),
  },
  { heading: words.years, lines: data.years.map((y) => ({ name: words.year(y.year), count: y.count })) },
  {
    heading: words.outcomes,
    lines: data.outcomes.map((o) => ({
      name: o.outcome === null ? words.open : casePages.acts.outcome.outcomes[o.outcome],
      count: o.count,
    })),
  },
  {
    heading: words.firstAction,
    lines: data.firstAction.map((f) => ({ name: words.within[f.within], count: f.count })),
  },
];

/** Bars are drawn for the eye; the table beside them is what is read out. A small number has no bar to guess it from. */
function Bars({ heading, lines }: { heading: string; lines: readonly Line[] }) {
  const styles = useCaseStyles();
  const most = Math.max(1, ...lines.map((l) => lengthOf(l.count)));
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption className={styles.hiddenText}>{words.chart(heading)}</caption>
        <thead>
          <tr>
            <th scope="col">{heading}</th>
            <th scope="col">{words.countColumn}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, count }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className={styles.barCell}>
                <span className={styles.barNumber}>{shown(count)}</span>
                <span
                  aria-hidden="true"
                  className={styles.bar}
                  style={{ width: `${(lengthOf(count) / most) * 60}%` }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const FORMATS: readonly (readonly [Format, string])[] = [
  ['figuresCsv', 'CSV'],
  ['figuresXlsx', 'Excel'],
  ['figuresPdf', 'PDF'],
];

function Exports({ year }: { year: string }) {
  const styles = useCaseStyles();
  const { api } = useServices();
  const saving = useAction(async (format: Format) => saveFile(await api.download(format, { year })));
  return (
    <div className={styles.row}>
      {FORMATS.map(([format, name]) => (
        <Button key={format} disabledFocusable={saving.state === 'busy'} onClick={() => void saving.run(format)}>
          {words.save(name)}
        </Button>
      ))}
      {saving.state === 'failed' && <Failure error={saving.error} />}
    </div>
  );
}
