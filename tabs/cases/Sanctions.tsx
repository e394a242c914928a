import { Field, Input, Select } from '@fluentui/react-components';
import type { Input as Sent } from '../../src/api/contract';
import { casePages } from '../../src/texts/en-gb';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCaseStyles } from './Cases.styles';
import { FormBox } from '../ui/FormBox';
import { Heading } from './Heading';
import type { Act } from './useCase';
import type { CaseView } from './words';

const words = casePages.acts.sanctions;
type Suggestion = CaseView['suggestions'][number];
type SentLine = Sent<'cases.decideSanctions'>['lines'][number];
const DECISIONS = ['accepted', 'changed', 'declined'] as const;

/** What the school's table suggests for each person responsible. Nothing is ticked; each line is somebody's decision. */
export function Sanctions({ view, act }: { view: CaseView; act: Act }) {
  const styles = useCaseStyles();
  const responsible = view.people.filter((p) => p.parts.includes('instigator') && p.who.kind !== 'other');
  const isOpen = view.abilities.includes('sanctions') && view.suggestions.length > 0;
  return (
    <section className={styles.section}>
      <Heading>{words.heading}</Heading>
      {view.sanctions.map((decided) => (
        <div key={decided.personKey}>
          <strong>{words.for(view.people.find((p) => p.key === decided.personKey)?.who.name ?? '')}</strong>
          <ul>
            {decided.lines.map((line) => (
              <li key={line.column}>
                {`${labelOf(view, line.column)}: ${words[line.decision]}. ${[line.instead, line.reason].filter(Boolean).join(' · ')}`}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {!isOpen && view.sanctions.length === 0 && <p className={styles.quiet}>{words.none}</p>}
      {isOpen && <p className={styles.quiet}>{words.intro}</p>}
      {isOpen &&
        responsible
          .filter((p) => !view.sanctions.some((s) => s.personKey === p.key))
          .flatMap((p) => {
            const audience = p.who.kind === 'pupil' ? 'pupils' : 'staff';
            const suggestion = view.suggestions.find((s) => s.audience === audience);
            return suggestion ? [{ p, suggestion }] : [];
          })
          .map(({ p, suggestion }) => (
            <Decide key={p.key} personKey={p.key} name={p.who.name} suggestion={suggestion} act={act} />
          ))}
    </section>
  );
}

const labelOf = (view: CaseView, column: string): string =>
  view.suggestions.flatMap((s) => s.lines).find((line) => line.column === column)?.label ?? column;

interface Line {
  readonly decision: string;
  readonly reason: string;
  readonly instead: string;
}

interface DecideProps {
  readonly personKey: string;
  readonly name: string;
  readonly suggestion: Suggestion;
  readonly act: Act;
}

const BLANK: Line = { decision: '', reason: '', instead: '' };

function Decide({ personKey, name, suggestion, act }: DecideProps) {
  const styles = useCaseStyles();
  const { api } = useServices();
  const { values, change } = useFleeting<{ lines: Readonly<Record<string, Line>> }>({ lines: {} });
  const lineOf = (column: string): Line => values.lines[column] ?? BLANK;
  const isDone = ({ decision, reason, instead }: Line): boolean =>
    decision !== '' && reason.trim().length >= 3 && (decision !== 'changed' || instead.trim() !== '');
  const form = useForm({
    values,
    change,
    check: () => (suggestion.lines.every((l) => isDone(lineOf(l.column))) ? {} : { lines: words.need }),
    send: () =>
      act(({ caseId }) =>
        api.call('cases.decideSanctions', {
          caseId,
          personKey,
          row: suggestion.row,
          lines: suggestion.lines.map(({ column }) => sent(column, lineOf(column))),
        }),
      ),
    done: () => undefined,
  });
  const set = (column: string, part: Partial<Line>) =>
    form.set({ lines: { ...values.lines, [column]: { ...lineOf(column), ...part } } });
  return (
    <FormBox form={form} go={words.save}>
      <strong>{`${words.for(name)}: ${suggestion.category}`}</strong>
      {suggestion.lines.map(({ column, label, isSanction }) => (
        <fieldset key={column} className={styles.card}>
          <legend>{isSanction ? `${label} (${words.isSanction})` : label}</legend>
          <Field label={words.line} {...problem(isDone(lineOf(column)) ? undefined : form.problems.lines)}>
            <Select value={lineOf(column).decision} onChange={(_, d) => set(column, { decision: d.value })}>
              <option value="">{words.undecided}</option>
              {DECISIONS.map((d) => (
                <option key={d} value={d}>
                  {words[d]}
                </option>
              ))}
            </Select>
          </Field>
          {lineOf(column).decision === 'changed' && (
            <Field label={words.instead}>
              <Input value={lineOf(column).instead} onChange={(_, d) => set(column, { instead: d.value })} />
            </Field>
          )}
          <Field label={words.reason}>
            <Input value={lineOf(column).reason} onChange={(_, d) => set(column, { reason: d.value })} />
          </Field>
        </fieldset>
      ))}
    </FormBox>
  );
}

/** Every line was decided before it is sent. */
const sent = (column: string, { decision, reason, instead }: Line): SentLine => ({
  column,
  decision: DECISIONS.find((d) => d === decision) ?? 'declined',
  reason: reason.trim(),
  ...(decision === 'changed' && { instead: instead.trim() }),
});
