import { Button, Field, Input, Select, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { charts } from '../../../src/texts/en-gb';
import { useChartStyles } from './Chart.styles';
import {
  type Chart,
  type ChartView,
  type ChartWork,
  type ClockName,
  movedEarlier,
  movedLater,
  stepOf,
  withClock,
  withLabel,
  withPrompt,
  withQuestion,
  withWord,
  withoutQuestion,
  wordsOf,
} from './useChart';

const words = charts.edit;
const LONGEST_PROMPT = 1_500;
const LONGEST_LABEL = 200;
const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

/** One step at a time: what it says, its answers, and a question of the school's own after it. */
export function StepWords({ view, writing }: { view: ChartView; writing: ChartWork }) {
  const styles = useChartStyles();
  const { chart, set } = writing;
  const ids = Object.keys(chart.nodes).filter((id) => wordsOf(chart, id) !== null);
  const [chosen, choose] = useState(ids[0] ?? '');
  const id = ids.includes(chosen) ? chosen : (ids[0] ?? '');
  const node = wordsOf(chart, id);
  const isOwn = view.chart.nodes[id] === undefined || id.startsWith('Q');
  return (
    <div className={styles.card}>
      <Field label={words.step} className={styles.narrow}>
        <Select value={id} onChange={(_, { value }) => choose(value)}>
          {ids.map((one) => (
            <option key={one} value={one}>
              {`${one}: ${short(wordsOf(chart, one)?.prompt ?? '')}`}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.prompt}>
        <Textarea
          rows={4}
          resize="vertical"
          maxLength={LONGEST_PROMPT}
          value={node?.prompt ?? ''}
          onChange={(_, { value }) => set(withPrompt(chart, id, value))}
        />
      </Field>
      <Labels chart={chart} id={id} set={set} />
      {view.openAfter.includes(id) && (
        <Button onClick={() => set(withQuestion(chart, id, words.question))}>{words.ownQuestion}</Button>
      )}
      <Moves view={view} writing={writing} id={id} />
      {isOwn && <Button onClick={() => set(withoutQuestion(chart, id))}>{words.remove}</Button>}
    </div>
  );
}

/** A step changes places with its neighbour, where a school may order them; the proof says whether it may be so. */
function Moves({ view, writing, id }: { view: ChartView; writing: ChartWork; id: string }) {
  const styles = useChartStyles();
  const { chart, set } = writing;
  const mayMove = (one: string): boolean => view.mayMove.includes(one) || one.startsWith('Q');
  const [earlier, later] = [movedEarlier(chart, id, mayMove), movedLater(chart, id, mayMove)];
  if (!mayMove(id) || (earlier === null && later === null)) return null;
  return (
    <div className={styles.row}>
      <Button disabled={earlier === null} onClick={() => earlier && set(earlier)}>
        {words.earlier}
      </Button>
      <Button disabled={later === null} onClick={() => later && set(later)}>
        {words.later}
      </Button>
    </div>
  );
}

function Labels({ chart, id, set }: { chart: Chart; id: string; set: (chart: Chart) => void }) {
  const styles = useChartStyles();
  const options = stepOf(chart, id)?.options ?? [];
  return (
    <div className={styles.clocks}>
      {options.map(({ key, label }) => (
        <Field key={key} label={words.answer(key.replaceAll('_', ' '))}>
          <Input
            maxLength={LONGEST_LABEL}
            value={label}
            onChange={(_, { value }) => set(withLabel(chart, id, key, value))}
          />
        </Field>
      ))}
    </div>
  );
}

export function Times({ view, writing }: { view: ChartView; writing: ChartWork }) {
  const styles = useChartStyles();
  const { chart, set } = writing;
  // The clocks of a chart are the clocks there are.
  const names = (Object.keys(chart.clocks) as ClockName[]).filter((name) => !view.fixedClocks.includes(name));
  return (
    <div className={styles.card}>
      <h3 className={styles.heading}>{words.times}</h3>
      <p className={styles.quiet}>{words.timesLead}</p>
      <div className={styles.clocks}>
        {names.map((name) => (
          <Field key={name} label={words.clocks[name] ?? name} hint={words.units[chart.clocks[name].unit]}>
            <Input
              type="number"
              min={0}
              max={100}
              value={String(chart.clocks[name].count)}
              onChange={(_, { value }) =>
                set(withClock(chart, name, Math.max(0, Math.min(100, Math.round(Number(value))))))
              }
            />
          </Field>
        ))}
      </div>
    </div>
  );
}

export function WarningWords({ writing }: { writing: ChartWork }) {
  const styles = useChartStyles();
  return (
    <div className={styles.card}>
      <h3 className={styles.heading}>{words.words}</h3>
      {(['danger', 'imagery'] as const).map((list) => (
        <AddWord key={list} list={list} writing={writing} />
      ))}
    </div>
  );
}

function AddWord({ list, writing }: { list: 'danger' | 'imagery'; writing: ChartWork }) {
  const styles = useChartStyles();
  const { chart, set } = writing;
  const [typed, setTyped] = useState('');
  const word = typed.trim();
  return (
    <form
      className={styles.row}
      onSubmit={(e) => {
        e.preventDefault();
        if (word.length < 2) return;
        set(withWord(chart, list, word));
        setTyped('');
      }}
    >
      <Field label={`${words.lists[list]}: ${words.addWord}`} hint={words.wordsLead(chart.words[list].length)}>
        <Input value={typed} maxLength={60} onChange={(_, { value }) => setTyped(value)} />
      </Field>
      <Button type="submit" disabled={word.length < 2}>
        {words.add(words.lists[list])}
      </Button>
    </form>
  );
}
