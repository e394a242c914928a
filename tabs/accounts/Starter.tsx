import { Checkbox, Field, Input, Select } from '@fluentui/react-components';
import { useLocation } from 'wouter';
import { accountPages as words } from '../../src/texts/en-gb';
import { FormBox } from '../ui/FormBox';
import { PersonPicker } from '../ui/PersonPicker';
import { useAnnounce } from '../ui/Announcer';
import { AsyncView } from '../ui/AsyncView';
import { longDate } from '../ui/dates';
import { Page } from '../ui/Page';
import { useServices } from '../ui/services';
import { problem } from '../ui/useForm';
import { useCall } from '../ui/useLoad';
import { useAccountStyles } from './Accounts.styles';
import { useFindPeople } from './Leaver';
import { type Choice, type SetUp, type StarterForm, type StarterValues, useStarter } from './useStarter';
import { Will } from './Will';

const t = words.starter;

/** Somebody new on one screen, checked while it is filled in. */
export function Starter() {
  const load = useCall('accounts.setUp', {});
  return (
    <Page title={t.title} lead={t.lead} back={{ to: '/work/accounts', name: words.title }} width="wide">
      <AsyncView
        load={load}
        empty={{ when: (d) => d.scheme === null, title: words.notSetUp.title, next: words.notSetUp.next }}
      >
        {({ templates, schools }) => <Form roles={templates} schools={schools} />}
      </AsyncView>
    </Page>
  );
}

function Form({ roles, schools }: { roles: readonly Choice[]; schools: SetUp['schools'] }) {
  const styles = useAccountStyles();
  const { cache } = useServices();
  const say = useAnnounce();
  const [, navigate] = useLocation();
  const starter = useStarter(schools, () => {
    cache.forget('accounts.');
    say(t.sent);
    navigate('/work/accounts');
  });
  const { form, said, checked } = starter;
  const text = (field: 'given' | 'family' | 'number' | 'department', label: string, hint?: string) => (
    <Field label={label} {...(hint !== undefined && { hint })} {...problem(said(field))}>
      <Input value={form.values[field]} onChange={(_, { value }) => form.set({ [field]: value })} />
    </Field>
  );
  return (
    <div className={styles.sides}>
      <FormBox form={form} go={t.go}>
        {text('given', t.given)}
        {text('family', t.family, addressHint(checked))}
        {said('another') !== undefined && (
          <Field {...problem(said('another'))}>
            <Checkbox
              label={t.another}
              checked={form.values.another}
              onChange={(_, { checked }) => form.set({ another: checked === true })}
            />
          </Field>
        )}
        <Field label={t.born} hint={t.bornHint} {...problem(said('born'))}>
          <Input type="date" value={form.values.born} onChange={(_, { value }) => form.set({ born: value })} />
        </Field>
        {text('number', t.number)}
        <Job starter={starter} roles={roles} schools={schools} />
        {text('department', t.department)}
        <Days starter={starter} />
        <Who starter={starter} />
      </FormBox>
      <Will sentences={sentences(form.values, roles)} />
    </div>
  );
}

/** The address they would have; said while it is typed, so that nobody is surprised on the first day. */
function addressHint({ address, isUsual }: StarterForm['checked']): string | undefined {
  if (address === null) return undefined;
  return isUsual ? t.address(address) : t.otherAddress(address);
}

interface JobProps {
  readonly starter: StarterForm;
  readonly roles: readonly Choice[];
  readonly schools: SetUp['schools'];
}

function Job({ starter: { form, said, checked }, roles, schools }: JobProps) {
  const { values } = form;
  const fitting = roles.filter((r) => r.schoolId === null || r.schoolId === values.school);
  const KINDS = ['staff', 'supply', 'trainee', 'guest'] as const;
  return (
    <>
      <Field label={t.school} {...problem(said('school'))}>
        <Select value={values.school} onChange={(_, { value }) => form.set({ school: value })}>
          <option value="">{t.choose}</option>
          {schools.map((s) => (
            <option key={s.id} value={s.id}>
              {s.name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t.as}>
        <Select
          value={values.as}
          onChange={(_, { value }) => form.set({ as: KINDS.find((k) => k === value) ?? 'staff' })}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t.kinds[kind]}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label={t.role}
        {...(checked.seatsLeft !== null && { hint: t.seats(checked.seatsLeft) })}
        {...problem(said('role'))}
      >
        <Select value={values.role} onChange={(_, { value }) => form.set({ role: value })}>
          <option value="">{t.choose}</option>
          {fitting.map((r) => (
            <option key={r.id} value={r.id}>
              {r.label}
            </option>
          ))}
        </Select>
      </Field>
    </>
  );
}

const Days = ({ starter: { form, said } }: { starter: StarterForm }) => (
  <>
    {(['starts', 'ends'] as const).map((day) => (
      <Field key={day} label={t[day]} {...problem(said(day))}>
        <Input type="date" value={form.values[day]} onChange={(_, { value }) => form.set({ [day]: value })} />
      </Field>
    ))}
  </>
);

function Who({ starter: { form, said } }: { starter: StarterForm }) {
  const { values } = form;
  const find = useFindPeople();
  return (
    <>
      <PersonPicker
        label={t.manager}
        find={find}
        chosen={values.manager}
        choose={(manager) => form.set({ manager })}
        message={said('manager')}
      />
      {(values.as === 'guest' || values.as === 'supply') && (
        <PersonPicker
          label={t.sponsor}
          find={find}
          chosen={values.sponsor}
          choose={(sponsor) => form.set({ sponsor })}
          message={said('sponsor')}
        />
      )}
      {values.as === 'guest' && (
        <Field label={t.email} {...problem(said('email'))}>
          <Input type="email" value={values.email} onChange={(_, { value }) => form.set({ email: value })} />
        </Field>
      )}
      <Field hint={t.paperHint}>
        <Checkbox
          label={t.paper}
          checked={values.paper}
          onChange={(_, { checked }) => form.set({ paper: checked === true })}
        />
      </Field>
    </>
  );
}

function sentences(v: StarterValues, roles: readonly Choice[]): string[] {
  if (v.given === '' || v.starts === '') return [];
  const role = roles.find((r) => r.id === v.role)?.label;
  return [
    words.will.approve,
    words.will.make(`${v.given} ${v.family}`.trim(), longDate(v.starts)),
    v.paper ? words.will.paper : words.will.gate,
    ...(role === undefined ? [] : [words.will.opens(role)]),
    ...(v.ends === '' ? [] : [words.will.ends(longDate(v.ends))]),
  ];
}
