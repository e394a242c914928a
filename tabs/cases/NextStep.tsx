import { Field, Input, mergeClasses, Radio, RadioGroup, Select, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { casePages } from '../../src/texts/en-gb';
import { longDate } from '../ui/dates';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCaseStyles } from './Cases.styles';
import { Confirm } from './Confirm';
import { FormBox } from '../ui/FormBox';
import { SecondPerson } from './SecondPerson';
import { StepMoves } from './StepMoves';
import { type Found, PersonPicker } from '../ui/PersonPicker';
import { Ticks } from '../ui/Ticks';
import type { Act } from './useCase';
import { type CaseView, clockOf } from './words';

const words = casePages.step;
type Step = NonNullable<CaseView['step']>;
/** The server puts the numbers for this step first; the others are a press away. */
const FIRST_CONTACTS = 3;

/** What comes next, big, with its clock, what must not be done meanwhile, and who does it. */
export function NextStep({ view, act, now }: { view: CaseView; act: Act; now: number }) {
  const styles = useCaseStyles();
  const { step } = view;
  const clock = step && clockOf(step.dueAt, now);
  return (
    <section className={styles.step} aria-labelledby="next-step">
      <h2 id="next-step" className={styles.quiet}>
        {words.heading}
      </h2>
      {view.closedAt !== null && <p className={styles.prompt}>{words.closed(longDate(view.closedAt))}</p>}
      {!step && view.closedAt === null && <p className={styles.prompt}>{words.none}</p>}
      {step && (
        <>
          <p className={styles.prompt}>{step.prompt}</p>
          {clock && <p className={mergeClasses(styles.quiet, clock.isLate && styles.late)}>{clock.text}</p>}
          {step.advice.map((line) => (
            <p key={line} className={styles.text}>
              {line}
            </p>
          ))}
          <Forbids step={step} />
          <Answering key={`${view.rev} ${step.node}`} view={view} step={step} act={act} />
        </>
      )}
      <Contacts contacts={view.contacts} />
      <StepMoves view={view} act={act} />
    </section>
  );
}

/** Whom to ring now: the school's own numbers. One that is not set is said, not left out. */
function Contacts({ contacts }: { contacts: CaseView['contacts'] }) {
  const styles = useCaseStyles();
  const [first, others] = [contacts.slice(0, FIRST_CONTACTS), contacts.slice(FIRST_CONTACTS)];
  if (first.length === 0) return null;
  return (
    <>
      <h3 className={styles.quiet}>{words.phones}</h3>
      <Numbers contacts={first} />
      {others.length > 0 && (
        <details>
          <summary className={styles.summary}>{words.morePhones}</summary>
          <Numbers contacts={others} />
        </details>
      )}
    </>
  );
}

function Numbers({ contacts }: { contacts: CaseView['contacts'] }) {
  const styles = useCaseStyles();
  return (
    <ul className={styles.phones}>
      {contacts.map(({ key, label, number }) => (
        <li key={key}>
          {number === null ? (
            <strong className={styles.late}>{`${label}: ${words.noPhone}`}</strong>
          ) : (
            <a className={styles.link} href={`tel:${number.replace(/[^\d+]/g, '')}`}>{`${label} ${number}`}</a>
          )}
        </li>
      ))}
    </ul>
  );
}

function Forbids({ step }: { step: Step }) {
  const styles = useCaseStyles();
  const known: Readonly<Record<string, string>> = words.forbidden;
  const said = step.forbids.flatMap((capability) => known[capability] ?? []);
  if (said.length === 0) return null;
  return <p className={styles.text}>{`${words.forbids} ${said.join(', ')}.`}</p>;
}

function Answering({ view, step, act }: { view: CaseView; step: Step; act: Act }) {
  const styles = useCaseStyles();
  if (view.waiting) return <Confirm waiting={view.waiting} act={act} />;
  if (step.mayAnswer && view.abilities.includes('answer')) return <StepForm view={view} step={step} act={act} />;
  const who = step.doers.map((d) => d.name).join(', ') || words.doers[step.by];
  return <p className={styles.quiet}>{step.kind === 'terminal' ? '' : words.notYours(who)}</p>;
}

interface Given {
  readonly choices: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly secondId: string;
}

function StepForm({ view, step, act }: { view: CaseView; step: Step; act: Act }) {
  const { api } = useServices();
  const [first, ...others] = step.options;
  const only = others.length === 0 ? first : undefined;
  const { values, change } = useFleeting<Given>({
    choices: only ? [only.key] : [],
    fields: {},
    reason: '',
    secondId: '',
  });
  const asksSecond = step.options.some((o) => o.confirm && values.choices.includes(o.key));
  const second = view.seconds.find((s) => s.id === values.secondId);
  const empty = step.fields.filter((f) => f.required && (values.fields[f.key] ?? '').trim() === '');
  const form = useForm<Given>({
    values,
    change,
    check: (v) => ({
      ...(v.choices.length === 0 && { choices: step.multi ? words.chooseSome : words.choose }),
      ...(empty.length > 0 && { fields: words.required }),
      ...(asksSecond && v.reason.trim().length < 3 && { reason: words.needReason }),
      ...(asksSecond && !second && { secondId: words.needSecond }),
    }),
    send: (v) =>
      act((at) =>
        api.call('cases.answer', {
          ...at,
          node: step.node,
          choices: [...v.choices],
          ...(step.fields.length > 0 && { fields: v.fields }),
          ...(v.reason.trim() !== '' && { reason: v.reason.trim() }),
          ...(asksSecond && second && { secondId: second.id }),
        }),
      ),
    done: () => undefined,
  });
  return (
    <FormBox form={form} go={asksSecond ? words.ask : (only?.label ?? words.go)}>
      {!only && <Choices step={step} form={form} />}
      {step.fields.map((field) => (
        <OneField
          key={field.key}
          field={field}
          caseId={view.caseId}
          value={values.fields[field.key] ?? ''}
          set={(value) => form.set({ fields: { ...values.fields, [field.key]: value } })}
          message={empty.includes(field) ? form.problems.fields : undefined}
        />
      ))}
      {asksSecond && (
        <>
          <Field label={words.reason} hint={words.reasonHint} {...problem(form.problems.reason)}>
            <Textarea value={values.reason} onChange={(_, { value }) => form.set({ reason: value })} />
          </Field>
          <SecondPerson
            seconds={view.seconds}
            value={values.secondId}
            set={(secondId) => form.set({ secondId })}
            message={form.problems.secondId}
          />
        </>
      )}
    </FormBox>
  );
}

interface ChoicesForm {
  readonly values: Given;
  readonly set: (part: Partial<Given>) => void;
  readonly problems: Partial<Record<keyof Given, string>>;
}

function Choices({ step, form: { values, set, problems } }: { step: Step; form: ChoicesForm }) {
  if (step.multi)
    return (
      <Ticks
        legend={words.chooseSome}
        options={step.options}
        chosen={values.choices}
        set={(choices) => set({ choices })}
        message={problems.choices}
      />
    );
  return (
    <Field label={words.choose} {...problem(problems.choices)}>
      <RadioGroup value={values.choices[0] ?? ''} onChange={(_, { value }) => set({ choices: [value] })}>
        {step.options.map(({ key, label }) => (
          <Radio key={key} value={key} label={label} />
        ))}
      </RadioGroup>
    </Field>
  );
}

interface FieldProps {
  readonly field: Step['fields'][number];
  readonly caseId: CaseView['caseId'];
  readonly value: string;
  readonly set: (value: string) => void;
  readonly message: string | undefined;
}

function OneField({ field, caseId, value, set, message }: FieldProps) {
  const { api } = useServices();
  const [chosen, choose] = useState<Found | null>(null);
  if (field.kind === 'person')
    return (
      <PersonPicker
        label={field.label}
        find={async (q) => (await api.call('cases.find', { caseId, kind: 'staff', q })).people}
        chosen={chosen}
        choose={(who) => {
          choose(who);
          set(who.id);
        }}
        message={message}
      />
    );
  return (
    <Field label={field.label} {...problem(message)}>
      {field.kind === 'choice' ? (
        <Select value={value} onChange={(_, d) => set(d.value)}>
          <option value="">{words.pick}</option>
          {field.options.map(({ key, label }) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </Select>
      ) : (
        <Plain kind={field.kind} value={value} set={set} />
      )}
    </Field>
  );
}

const TYPES = { text: 'text', time: 'datetime-local', day: 'date' } as const;

function Plain({ kind, value, set, ...field }: { kind: keyof typeof TYPES; value: string; set: (v: string) => void }) {
  if (kind === 'text') return <Textarea {...field} value={value} resize="vertical" onChange={(_, d) => set(d.value)} />;
  return <Input {...field} type={TYPES[kind]} value={value} onChange={(_, d) => set(d.value)} />;
}
