import { Field, Input, Select } from '@fluentui/react-components';
import type { Input as Sent } from '../../src/api/contract';
import { casePages } from '../../src/texts/en-gb';
import { useServices } from '../ui/services';
import { type Found, PersonPicker } from '../ui/PersonPicker';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCaseStyles } from './Cases.styles';
import { FormBox } from '../ui/FormBox';
import { Heading } from './Heading';
import type { Act } from './useCase';
import type { CaseView } from './words';

const words = casePages.acts.sanctions;
type Suggestion = CaseView['suggestions'][number];
type SentLine = Sent<'cases.decideSanctions'>['lines'][number];
type Doer = NonNullable<SentLine['doerId']>;
type SentDay = NonNullable<SentLine['dueOn']>;
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
            <Decide
              key={p.key}
              personKey={p.key}
              name={p.who.name}
              caseId={view.caseId}
              suggestion={suggestion}
              act={act}
            />
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
  readonly doer: Found | null;
  readonly dueOn: string;
}

interface DecideProps {
  readonly personKey: string;
  readonly name: string;
  readonly caseId: CaseView['caseId'];
  readonly suggestion: Suggestion;
  readonly act: Act;
}

const BLANK: Line = { decision: '', reason: '', instead: '', doer: null, dueOn: '' };
const isDone = ({ decision, reason, instead, doer, dueOn }: Line): boolean =>
  reason.trim().length >= 3 &&
  (decision === 'declined' ||
    (decision !== '' && doer !== null && dueOn !== '' && (decision !== 'changed' || instead.trim() !== '')));

function Decide({ personKey, name, caseId, suggestion, act }: DecideProps) {
  const { api } = useServices();
  const { values, change } = useFleeting<{ lines: Readonly<Record<string, Line>> }>({ lines: {} });
  const lineOf = (column: string): Line => values.lines[column] ?? BLANK;
  const form = useForm({
    values,
    change,
    check: () => (suggestion.lines.every((l) => isDone(lineOf(l.column))) ? {} : { lines: words.need }),
    send: () =>
      act((at) =>
        api.call('cases.decideSanctions', {
          caseId: at.caseId,
          personKey,
          row: suggestion.row,
          lines: suggestion.lines.map(({ column }) => sent(column, lineOf(column))),
        }),
      ),
    done: () => undefined,
  });
  return (
    <FormBox form={form} go={words.save}>
      <strong>{`${words.for(name)}: ${suggestion.category}`}</strong>
      {suggestion.lines.map(({ column, label, isSanction }) => (
        <OneLine
          key={column}
          legend={isSanction ? `${label} (${words.isSanction})` : label}
          caseId={caseId}
          line={lineOf(column)}
          set={(part) => form.set({ lines: { ...values.lines, [column]: { ...lineOf(column), ...part } } })}
          message={isDone(lineOf(column)) ? undefined : form.problems.lines}
        />
      ))}
    </FormBox>
  );
}

interface LineProps {
  readonly legend: string;
  readonly caseId: CaseView['caseId'];
  readonly line: Line;
  readonly set: (part: Partial<Line>) => void;
  readonly message: string | undefined;
}

/** One suggested line: what is decided and why, and where something is done, by whom and by when. */
function OneLine({ legend, caseId, line, set, message }: LineProps) {
  const styles = useCaseStyles();
  const { api } = useServices();
  const isToDo = line.decision === 'accepted' || line.decision === 'changed';
  return (
    <fieldset className={styles.card}>
      <legend>{legend}</legend>
      <Field label={words.line} {...problem(message)}>
        <Select value={line.decision} onChange={(_, d) => set({ decision: d.value })}>
          <option value="">{words.undecided}</option>
          {DECISIONS.map((d) => (
            <option key={d} value={d}>
              {words[d]}
            </option>
          ))}
        </Select>
      </Field>
      {line.decision === 'changed' && (
        <Field label={words.instead}>
          <Input value={line.instead} onChange={(_, d) => set({ instead: d.value })} />
        </Field>
      )}
      <Field label={words.reason}>
        <Input value={line.reason} onChange={(_, d) => set({ reason: d.value })} />
      </Field>
      {isToDo && (
        <>
          <PersonPicker
            label={words.doer}
            find={async (q) => (await api.call('cases.find', { caseId, kind: 'staff', q })).people}
            chosen={line.doer}
            choose={(doer) => set({ doer })}
          />
          <Field label={words.due}>
            <Input type="date" value={line.dueOn} onChange={(_, d) => set({ dueOn: d.value })} />
          </Field>
        </>
      )}
    </fieldset>
  );
}

/** Every line was decided before it is sent. The picker's ids are the directory's; the service checks the day again. */
const sent = (column: string, { decision, reason, instead, doer, dueOn }: Line): SentLine => ({
  column,
  decision: DECISIONS.find((d) => d === decision) ?? 'declined',
  reason: reason.trim(),
  ...(decision === 'changed' && { instead: instead.trim() }),
  ...(decision !== 'declined' && { doerId: doer?.id as Doer, dueOn: dueOn as SentDay }),
});
