import { Checkbox, Field, Input, mergeClasses, Radio, RadioGroup } from '@fluentui/react-components';
import type { Output } from '../../src/api/contract';
import { accountPages, accountRegisters } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { AsyncView } from '../ui/AsyncView';
import { daysUntil, longDate, shortDate } from '../ui/dates';
import { FormBox, Opening } from '../ui/FormBox';
import { useMe } from '../ui/Me';
import { Page, Part } from '../ui/Page';
import { useRoomStyles } from '../ui/Room.styles';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCall } from '../ui/useLoad';

const words = accountRegisters.access;
type Register = Output<'access.register'>;
type Line = Register['lines'][number];

/** Who has what by role, and the termly look through it. */
export function Access() {
  const load = useCall('access.register', {});
  return (
    <Page title={words.title} lead={words.lead} back={{ to: '/work/accounts', name: accountPages.title }}>
      <AsyncView load={load} empty={{ when: (d) => d.lines.length === 0, title: words.none, next: words.noneNext }}>
        {(d) => <Lines register={d} done={load.reload} />}
      </AsyncView>
    </Page>
  );
}

function Lines({ register: { term, lines }, done }: { register: Register; done: () => void }) {
  const styles = useRoomStyles();
  const me = useMe();
  const schools = me.state === 'ready' ? me.data.schools : [];
  const signed = lines.filter((l) => !l.isDue).length;
  const isLate = signed < lines.length && daysUntil(term.dueOn, Date.now()) < 0;
  return (
    <>
      <p role="status" className={mergeClasses(styles.text, isLate && styles.late)}>
        {`${words.due(words.season[term.season], longDate(term.dueOn))} ${words.count(signed, lines.length)}`}
      </p>
      {schools
        .filter((s) => lines.some((l) => l.schoolId === s.id))
        .map((school) => (
          <Part key={school.id} heading={school.name}>
            <ul className={styles.list}>
              {lines
                .filter((l) => l.schoolId === school.id)
                .map((line) => (
                  <Role key={line.templateId} line={line} school={school.name} done={done} />
                ))}
            </ul>
          </Part>
        ))}
    </>
  );
}

function Role({ line, school, done }: { line: Line; school: string; done: () => void }) {
  const styles = useRoomStyles();
  const { signed } = line;
  return (
    <li className={styles.card}>
      <h3 className={styles.title}>{line.label}</h3>
      <span className={styles.quiet}>
        {signed !== null && !line.isDue ? words.signedBy(signed.byName, shortDate(signed.at)) : words.notSigned}
      </span>
      {line.toChange.length > 0 && (
        <Listed
          name={words.toChange}
          items={line.toChange.map((l) => `${words.question(l.system, l.right)}. ${l.note}`)}
        />
      )}
      <details>
        <summary className={styles.summary}>{words.people(line.holders.length)}</summary>
        <Listed items={line.holders.map((p) => p.name)} />
      </details>
      <details>
        <summary className={styles.summary}>{words.rights}</summary>
        <Listed items={line.rights.map((r) => `${words.question(r.system, r.right)}. ${r.why}`)} />
        <Listed name={words.groups} items={line.groups} />
      </details>
      {line.abilities.includes('account.review') && line.isDue && (
        <Opening name={words.open} about={`${line.label}, ${school}`}>
          {(close) => <Sign line={line} close={close} done={done} />}
        </Opening>
      )}
      {!line.abilities.includes('account.review') && line.isDue && <p className={styles.quiet}>{words.notYours}</p>}
    </li>
  );
}

function Listed({ name, items }: { name?: string; items: readonly string[] }) {
  const styles = useRoomStyles();
  if (items.length === 0) return null;
  return (
    <>
      {name !== undefined && <p className={styles.quiet}>{name}</p>}
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </>
  );
}

interface Looked {
  readonly stays: Readonly<Record<number, 'yes' | 'no' | undefined>>;
  readonly notes: Readonly<Record<number, string>>;
  readonly declared: boolean;
}

function Sign({ line, close, done }: { line: Line; close: () => void; done: () => void }) {
  const { api, cache } = useServices();
  const say = useAnnounce();
  const { values, change } = useFleeting<Looked>({ stays: {}, notes: {}, declared: false });
  const wrong = (v: Looked, i: number): string | undefined => {
    if (v.stays[i] === undefined) return words.need;
    return v.stays[i] === 'no' && (v.notes[i] ?? '').trim() === '' ? words.needNote : undefined;
  };
  const form = useForm({
    values,
    change,
    check: (v) => ({
      ...(line.rights.some((_, i) => wrong(v, i) !== undefined) && { stays: words.need }),
      ...(!v.declared && { declared: words.needDeclare }),
    }),
    send: (v) =>
      api.call('access.sign', {
        ...{ schoolId: line.schoolId, templateId: line.templateId, hash: line.hash },
        lines: line.rights.map(({ system, right }, i) => ({
          ...{ system, right, stays: v.stays[i] === 'yes' },
          note: v.stays[i] === 'no' ? (v.notes[i] ?? '').trim() : '',
        })),
      }),
    done: () => {
      cache.forget('access.');
      say(words.signed);
      done();
    },
  });
  return (
    <FormBox form={form} go={words.go} cancel={close}>
      {line.rights.map((right, i) => (
        <Judge
          key={words.question(right.system, right.right)}
          name={words.question(right.system, right.right)}
          stays={values.stays[i]}
          note={values.notes[i] ?? ''}
          message={form.problems.stays === undefined ? undefined : wrong(values, i)}
          change={(o) =>
            form.set({
              ...(o.stays && { stays: { ...values.stays, [i]: o.stays } }),
              ...(o.note !== undefined && { notes: { ...values.notes, [i]: o.note } }),
            })
          }
        />
      ))}
      <Field {...problem(form.problems.declared)}>
        <Checkbox
          label={words.declare}
          checked={values.declared}
          onChange={(_, { checked }) => form.set({ declared: checked === true })}
        />
      </Field>
    </FormBox>
  );
}

interface JudgeProps {
  readonly name: string;
  readonly stays: 'yes' | 'no' | undefined;
  readonly note: string;
  readonly message: string | undefined;
  readonly change: (o: { stays?: 'yes' | 'no'; note?: string }) => void;
}

function Judge({ name, stays, note, message, change }: JudgeProps) {
  return (
    <>
      <Field label={name} {...problem(message)}>
        <RadioGroup
          layout="horizontal"
          value={stays ?? ''}
          onChange={(_, { value }) => change({ stays: value === 'no' ? 'no' : 'yes' })}
        >
          <Radio value="yes" label={words.stays} />
          <Radio value="no" label={words.changes} />
        </RadioGroup>
      </Field>
      {stays === 'no' && (
        <Field label={words.note}>
          <Input value={note} onChange={(_, { value }) => change({ note: value })} />
        </Field>
      )}
    </>
  );
}
