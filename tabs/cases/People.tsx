import { Button, Field, Input, Radio, RadioGroup, Select, Textarea } from '@fluentui/react-components';
import type { Input as Sent } from '../../src/api/contract';
import { casePages } from '../../src/texts/en-gb';
import { longDate } from '../ui/dates';
import { Failure } from '../ui/Failure';
import { useServices } from '../ui/services';
import { useAction } from '../ui/useAction';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCaseStyles } from './Cases.styles';
import { FormBox, Opening } from '../ui/FormBox';
import { Heading } from './Heading';
import { type Found, PersonPicker } from '../ui/PersonPicker';
import { Ticks } from '../ui/Ticks';
import type { Act } from './useCase';
import type { CaseView } from './words';

const words = casePages.parties;
type Named = Sent<'cases.namePerson'>;
type Part = Named['parts'][number];
const PARTS = ['victim', 'instigator', 'witness'] as const;
const KINDS = ['pupil', 'staff', 'other'] as const;
type Kind = (typeof KINDS)[number];

/** Who is in the case and as what, who may see it, and what was decided about support and parents. */
export function People({ view, act }: { view: CaseView; act: Act }) {
  const styles = useCaseStyles();
  return (
    <div className={styles.stack}>
      <section className={styles.section}>
        <Heading>{words.heading}</Heading>
        {view.people.length === 0 && <p className={styles.quiet}>{words.none}</p>}
        <ul className={styles.list}>
          {view.people.map((p) => (
            <li key={p.key} className={styles.card}>
              <span className={styles.title}>{p.who.name}</span>
              <span className={styles.quiet}>
                {[words.kinds[p.who.kind], ...p.parts.map((part) => words.parts[part])].join(' · ')}
              </span>
              {p.who.kind === 'pupil' && <Chronology pupilId={p.who.pupilId} not={view.caseId} />}
            </li>
          ))}
        </ul>
        {view.abilities.includes('name_person') && (
          <Opening name={words.add}>{(close) => <NamePerson view={view} act={act} close={close} />}</Opening>
        )}
      </section>
      <Support view={view} act={act} />
      <Parents view={view} act={act} />
      <section className={styles.section}>
        <Heading>{words.investigators.heading}</Heading>
        <p className={styles.text}>
          {view.pair.length === 0
            ? words.investigators.none
            : [view.pair.map((p) => p.name).join(', '), view.device].filter((x) => x !== '').join(' · ')}
        </p>
      </section>
      <section className={styles.section}>
        <Heading>{words.members}</Heading>
        <ul className={styles.list}>
          {view.members.map((m) => (
            <li key={m.id + m.part}>{`${m.name} · ${words.member[m.part]}`}</li>
          ))}
        </ul>
      </section>
    </div>
  );
}

interface Props {
  readonly view: CaseView;
  readonly act: Act;
}

interface NameForm {
  readonly kind: Kind;
  readonly found: Found | null;
  readonly other: string;
  readonly parts: readonly Part[];
}

/** The picker's ids are those of the list it was filled from. */
const whoOf = (v: NameForm): Named['who'] =>
  (v.kind === 'other'
    ? { kind: 'other', id: null, name: v.other.trim() }
    : v.kind === 'staff'
      ? { kind: 'staff', personId: v.found?.id }
      : { kind: 'pupil', pupilId: v.found?.id }) as Named['who'];

function NamePerson({ view, act, close }: Props & { close: () => void }) {
  const styles = useCaseStyles();
  const { api } = useServices();
  const { values, change } = useFleeting<NameForm>({ kind: 'pupil', found: null, other: '', parts: [] });
  const { kind, found, other, parts } = values;
  const form = useForm<NameForm>({
    values,
    change,
    check: (v) => ({
      ...((v.kind === 'other' ? v.other.trim() === '' : v.found === null) && { found: words.need }),
      ...(v.parts.length === 0 && { parts: words.need }),
    }),
    send: (v) => act(({ caseId }) => api.call('cases.namePerson', { caseId, who: whoOf(v), parts: [...v.parts] })),
    done: close,
  });
  const message = form.problems.found;
  return (
    <FormBox form={form} go={words.save} cancel={close}>
      <Field label={words.kind}>
        <RadioGroup
          layout="horizontal"
          value={kind}
          onChange={(_, { value }) => form.set({ kind: KINDS.find((k) => k === value) ?? 'pupil', found: null })}
        >
          {KINDS.map((k) => (
            <Radio key={k} value={k} label={words.kinds[k]} />
          ))}
        </RadioGroup>
      </Field>
      {kind === 'other' ? (
        <Field label={words.search} {...problem(message)}>
          <Input value={other} onChange={(_, { value }) => form.set({ other: value })} />
        </Field>
      ) : (
        <PersonPicker
          key={kind}
          label={words.search}
          find={async (q) => (await api.call('cases.find', { caseId: view.caseId, kind, q })).people}
          chosen={found}
          choose={(who) => form.set({ found: who })}
          message={message}
        />
      )}
      <Ticks
        legend={words.partsLabel}
        options={PARTS.map((key) => ({ key, label: words.parts[key] }))}
        chosen={parts}
        set={(chosen) => form.set({ parts: chosen })}
        message={form.problems.parts}
      />
      {kind === 'staff' && parts.includes('instigator') && <p className={styles.late}>{words.barWarning}</p>}
    </FormBox>
  );
}

/** Earlier cases with the same child, of those the reader may see. */
function Chronology({ pupilId, not }: { pupilId: Sent<'cases.chronology'>['pupilId']; not: CaseView['caseId'] }) {
  const styles = useCaseStyles();
  const { api } = useServices();
  const looking = useAction(async () => {
    const { rows } = await api.call('cases.chronology', { pupilId });
    return rows.filter((r) => r.caseId !== not);
  });
  if (looking.state !== 'done')
    return (
      <span>
        <Button disabledFocusable={looking.state === 'busy'} onClick={() => void looking.run()}>
          {words.chronology}
        </Button>
        {looking.state === 'failed' && <Failure error={looking.error} />}
      </span>
    );
  if (looking.result.length === 0) return <span className={styles.text}>{words.chronologyNone}</span>;
  return (
    <ul>
      {looking.result.map((r) => (
        <li key={r.caseId}>
          {[r.reference, longDate(r.openedAt), r.parts.map((p) => words.parts[p]).join(', ')].join(' · ')}
        </li>
      ))}
    </ul>
  );
}

function Support({ view, act }: Props) {
  const styles = useCaseStyles();
  const nameOf = (key: string | null): string =>
    view.people.find((p) => p.key === key)?.who.name ?? words.support.everyone;
  return (
    <section className={styles.section}>
      <Heading>{words.support.heading}</Heading>
      {view.support.length === 0 && <p className={styles.quiet}>{words.support.none}</p>}
      {view.support.map((s) => (
        <div key={s.personKey ?? ''}>
          <strong>{nameOf(s.personKey)}</strong>
          <p className={styles.text}>{s.plan}</p>
        </div>
      ))}
      {view.abilities.includes('record') && (
        <Opening name={words.support.go}>{(close) => <SupportForm view={view} act={act} close={close} />}</Opening>
      )}
    </section>
  );
}

function SupportForm({ view, act, close }: Props & { close: () => void }) {
  const { api } = useServices();
  const { values, change } = useFleeting({ personKey: '', plan: '' });
  const form = useForm({
    values,
    change,
    check: ({ plan }) => (plan.trim() === '' ? { plan: words.support.need } : {}),
    send: ({ personKey, plan }) =>
      act(({ caseId }) =>
        api.call('cases.record', {
          caseId,
          record: { kind: 'support', personKey: personKey || null, plan: plan.trim() },
        }),
      ),
    done: close,
  });
  return (
    <FormBox form={form} go={words.support.go} cancel={close}>
      <Field label={words.support.for}>
        <Select value={values.personKey} onChange={(_, { value }) => form.set({ personKey: value })}>
          <option value="">{words.support.everyone}</option>
          {view.people.map((p) => (
            <option key={p.key} value={p.key}>
              {p.who.name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.support.plan} {...problem(form.problems.plan)}>
        <Textarea value={values.plan} resize="vertical" onChange={(_, { value }) => form.set({ plan: value })} />
      </Field>
    </FormBox>
  );
}

function Parents({ view, act }: Props) {
  const styles = useCaseStyles();
  const { parents } = view;
  const said = parents && [
    words.parents.decisions[parents.decision],
    parents.on && longDate(parents.on),
    parents.reason,
  ];
  return (
    <section className={styles.section}>
      <Heading>{words.parents.heading}</Heading>
      <p className={styles.text}>{said ? said.filter((x) => x).join(' · ') : words.parents.none}</p>
      {view.abilities.includes('record') && (
        <Opening name={words.parents.go}>{(close) => <ParentsForm act={act} close={close} />}</Opening>
      )}
    </section>
  );
}

const DECISIONS = ['told', 'later', 'not'] as const;

function ParentsForm({ act, close }: { act: Act; close: () => void }) {
  const { api } = useServices();
  const { values, change } = useFleeting({ decision: '', on: '', reason: '' });
  const decision = DECISIONS.find((d) => d === values.decision);
  const form = useForm({
    values,
    change,
    check: (v) => ({
      ...(!decision && { decision: words.parents.need }),
      ...(v.reason.trim().length < 3 && { reason: words.parents.need }),
    }),
    send: async (v) =>
      decision &&
      act(({ caseId }) =>
        api.call('cases.record', {
          caseId,
          // The date field writes days as the server reads them; it checks them again.
          record: { kind: 'parents', decision, on: (v.on || null) as never, reason: v.reason.trim() },
        }),
      ),
    done: close,
  });
  return (
    <FormBox form={form} go={words.parents.go} cancel={close}>
      <Field label={words.parents.decision} {...problem(form.problems.decision)}>
        <RadioGroup value={values.decision} onChange={(_, { value }) => form.set({ decision: value })}>
          {DECISIONS.map((d) => (
            <Radio key={d} value={d} label={words.parents.decisions[d]} />
          ))}
        </RadioGroup>
      </Field>
      <Field label={words.parents.on}>
        <Input type="date" value={values.on} onChange={(_, { value }) => form.set({ on: value })} />
      </Field>
      <Field label={words.parents.reason} {...problem(form.problems.reason)}>
        <Textarea value={values.reason} onChange={(_, { value }) => form.set({ reason: value })} />
      </Field>
    </FormBox>
  );
}
