import { Field, Input } from '@fluentui/react-components';
import { useLocation } from 'wouter';
import type { Input as Sent } from '../../src/api/contract';
import { accountPages as words } from '../../src/texts/en-gb';
import { FormBox } from '../ui/FormBox';
import { type Found, PersonPicker } from '../ui/PersonPicker';
import { useAnnounce } from '../ui/Announcer';
import { longDate } from '../ui/dates';
import { Page } from '../ui/Page';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useAccountStyles } from './Accounts.styles';
import { Will } from './Will';

type Leaving = Extract<Sent<'accounts.request'>, { kind: 'leaver' }>;
type PersonId = Leaving['personId'];
type Day = Leaving['contractEnd'];
const BACK = { to: '/work/accounts', name: words.title };

/** People of the register, found by a few letters. */
export function useFindPeople() {
  const { api } = useServices();
  return async (q: string): Promise<readonly Found[]> =>
    (await api.call('reports.directory', { q })).people.map((p) => ({ id: p.id, name: p.name, detail: p.job }));
}

/** Both days of a leaving, and what each of them does. */
export function Leaver() {
  const styles = useAccountStyles();
  const { api, cache } = useServices();
  const say = useAnnounce();
  const [, navigate] = useLocation();
  const find = useFindPeople();
  const { values, change } = useFleeting<{ who: Found | null; last: string; end: string }>({
    who: null,
    last: '',
    end: '',
  });
  const form = useForm({
    values,
    change,
    check: (v) => ({
      ...(v.who === null && { who: words.need }),
      ...(v.last === '' && { last: words.need }),
      ...(v.end === '' && { end: words.need }),
    }),
    // The picker's ids are the register's, and the browser gives days as the contract wants them.
    send: ({ who, last, end }) =>
      api.call('accounts.request', {
        kind: 'leaver',
        personId: who?.id as PersonId,
        lastWorkingDay: last as Day,
        contractEnd: end as Day,
      }),
    done: () => {
      cache.forget('accounts.');
      say(words.leaver.sent);
      navigate('/work/accounts');
    },
  });
  const will = [
    ...(values.last === '' ? [] : [words.will.work(values.who?.name ?? '', longDate(values.last))]),
    ...(values.end === '' ? [] : [words.will.contract(longDate(values.end)), words.will.kept]),
  ];
  return (
    <Page title={words.leaver.title} lead={words.leaver.lead} back={BACK} width="wide">
      <div className={styles.sides}>
        <FormBox form={form} go={words.leaver.go}>
          <PersonPicker
            label={words.leaver.who}
            find={find}
            chosen={values.who}
            choose={(who) => form.set({ who })}
            message={form.problems.who}
          />
          <Field label={words.leaver.last} hint={words.leaver.lastHint} {...problem(form.problems.last)}>
            <Input type="date" value={values.last} onChange={(_, { value }) => form.set({ last: value })} />
          </Field>
          <Field label={words.leaver.end} hint={words.leaver.endHint} {...problem(form.problems.end)}>
            <Input type="date" value={values.end} onChange={(_, { value }) => form.set({ end: value })} />
          </Field>
        </FormBox>
        <Will sentences={will.length === 0 ? [] : [words.will.approve, ...will]} />
      </div>
    </Page>
  );
}

/** The red door: sent at once, confirmed by a second person afterwards. */
export function Block() {
  const { api, cache } = useServices();
  const say = useAnnounce();
  const [, navigate] = useLocation();
  const find = useFindPeople();
  const { values, change } = useFleeting<{ who: Found | null; reason: string }>({ who: null, reason: '' });
  const form = useForm({
    values,
    change,
    check: (v) => ({
      ...(v.who === null && { who: words.need }),
      ...(v.reason.trim() === '' && { reason: words.need }),
    }),
    send: async ({ who, reason }) => {
      const personId = who?.id as PersonId; // the picker's ids are the register's
      const { planId } = await api.call('accounts.closeAtOnce', { personId, reason: reason.trim() });
      cache.forget('accounts.');
      say(words.block.sent);
      navigate(`/work/accounts/plan/${planId}`);
    },
    done: () => undefined,
  });
  return (
    <Page title={words.block.title} lead={words.block.lead} back={BACK}>
      <FormBox form={form} go={words.block.go}>
        <PersonPicker
          label={words.block.who}
          find={find}
          chosen={values.who}
          choose={(who) => form.set({ who })}
          message={form.problems.who}
        />
        <Field label={words.block.reason} hint={words.block.reasonHint} {...problem(form.problems.reason)}>
          <Input value={values.reason} onChange={(_, { value }) => form.set({ reason: value })} />
        </Field>
      </FormBox>
    </Page>
  );
}
