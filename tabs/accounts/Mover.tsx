import { Field, Input, Select } from '@fluentui/react-components';
import { useLocation, useParams } from 'wouter';
import type { Input as Sent, Output } from '../../src/api/contract';
import { accountPages, accountSetUp } from '../../src/texts/en-gb';
import { useAnnounce } from '../ui/Announcer';
import { AsyncView } from '../ui/AsyncView';
import { longDate } from '../ui/dates';
import { FormBox } from '../ui/FormBox';
import { Page } from '../ui/Page';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCall } from '../ui/useLoad';
import { useAccountStyles } from './Accounts.styles';
import { Will } from './Will';

const words = accountSetUp.mover;
type PersonId = Sent<'accounts.person'>['personId'];
type Moving = Extract<Sent<'accounts.request'>, { kind: 'mover' }>;
type Role = Output<'accounts.setUp'>['templates'][number];

/** Somebody takes another role. */
export function Mover() {
  const { personId } = useParams<{ personId: string }>();
  // The address's own; the server checks it.
  const person = useCall('accounts.person', { personId: personId as PersonId });
  const setUp = useCall('accounts.setUp', {});
  const name = person.state === 'ready' ? person.data.name : '';
  return (
    <Page
      title={words.title(name)}
      lead={words.lead}
      back={{ to: `/work/accounts/person/${personId}`, name: name || accountPages.title }}
      width="wide"
    >
      <AsyncView load={person}>
        {(p) => (
          <AsyncView load={setUp}>
            {(d) => (
              <Form
                personId={p.personId}
                roles={d.templates.filter((t) => t.schoolId === null || t.schoolId === p.schoolId)}
              />
            )}
          </AsyncView>
        )}
      </AsyncView>
    </Page>
  );
}

function Form({ personId, roles }: { personId: PersonId; roles: readonly Role[] }) {
  const styles = useAccountStyles();
  const { api, cache } = useServices();
  const say = useAnnounce();
  const [, navigate] = useLocation();
  const { values, change } = useFleeting({ role: '', on: '' });
  const form = useForm({
    values,
    change,
    check: (v) => ({
      ...(v.role === '' && { role: accountPages.need }),
      ...(v.on === '' && { on: accountPages.need }),
    }),
    send: ({ role, on }) =>
      // The browser gives days as the contract wants them.
      api.call('accounts.request', { kind: 'mover', personId, templateId: role, on: on as Moving['on'] }),
    done: () => {
      cache.forget('accounts.');
      say(words.sent);
      navigate('/work/accounts');
    },
  });
  const label = roles.find((r) => r.id === values.role)?.label;
  const will =
    label === undefined || values.on === '' ? [] : [accountPages.will.approve, words.will(label, longDate(values.on))];
  return (
    <div className={styles.sides}>
      <FormBox form={form} go={words.go}>
        <Field label={words.role} {...problem(form.problems.role)}>
          <Select value={values.role} onChange={(_, { value }) => form.set({ role: value })}>
            <option value="">{accountPages.starter.choose}</option>
            {roles.map((r) => (
              <option key={r.id} value={r.id}>
                {r.label}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={words.on} {...problem(form.problems.on)}>
          <Input type="date" value={values.on} onChange={(_, { value }) => form.set({ on: value })} />
        </Field>
      </FormBox>
      <Will sentences={will} />
    </div>
  );
}
