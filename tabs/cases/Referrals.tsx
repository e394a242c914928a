import { Field, Input, Select, Textarea } from '@fluentui/react-components';
import type { Input as Sent } from '../../src/api/contract';
import { casePages } from '../../src/texts/en-gb';
import { londonMoment, longDate } from '../ui/dates';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCaseStyles } from './Cases.styles';
import { FormBox, Opening } from '../ui/FormBox';
import { Heading } from './Heading';
import type { Act } from './useCase';
import { type CaseView, moment } from './words';

const words = casePages.referrals;
type Referral = CaseView['referrals'][number];
type Day = Sent<'cases.refer'>['chaseOn'];
/** The date field writes days as the server reads them; it checks them again. */
const dayOf = (text: string): Day => (text === '' ? null : (text as Day));
const AGENCIES = Object.keys(words.agencies) as Sent<'cases.refer'>['agency'][];

/** Calls people made to agencies, with times and reference numbers. Lantern makes none. */
export function Referrals({ view, act }: { view: CaseView; act: Act }) {
  const styles = useCaseStyles();
  const may = view.abilities.includes('refer');
  return (
    <section className={styles.stack}>
      <Heading>{words.heading}</Heading>
      <p className={styles.quiet}>{words.intro}</p>
      {view.referrals.length === 0 && <p className={styles.quiet}>{words.none}</p>}
      <ul className={styles.list}>
        {view.referrals.map((r) => (
          <li key={r.referralId} className={styles.card}>
            <One referral={r} />
            {may && (
              <Opening name={words.chase} about={`${words.agencies[r.agency]}, ${moment(r.at)}`}>
                {(close) => <Chase referral={r} act={act} close={close} />}
              </Opening>
            )}
          </li>
        ))}
      </ul>
      {may && <Opening name={words.add}>{(close) => <Refer act={act} close={close} />}</Opening>}
    </section>
  );
}

function One({ referral: r }: { referral: Referral }) {
  const styles = useCaseStyles();
  return (
    <>
      <span className={styles.title}>{words.agencies[r.agency]}</span>
      <span className={styles.quiet}>{[moment(r.at), r.contact, r.reference].filter((x) => x !== '').join(' · ')}</span>
      {r.advice !== '' && <p className={styles.text}>{r.advice}</p>}
      {r.chases.map((c) => (
        <p key={c.at} className={styles.text}>
          {[words.chased(longDate(c.at)), c.said, c.reference].filter((x) => x !== '').join(' · ')}
        </p>
      ))}
      {r.chaseOn !== null && <span className={styles.quiet}>{words.chaseDue(longDate(r.chaseOn))}</span>}
    </>
  );
}

interface Props {
  readonly act: Act;
  readonly close: () => void;
}

function Refer({ act, close }: Props) {
  const styles = useCaseStyles();
  const { api } = useServices();
  const { values, change } = useFleeting({ agency: '', contact: '', when: '', reference: '', advice: '', chaseOn: '' });
  const agency = AGENCIES.find((a) => a === values.agency);
  const form = useForm({
    values,
    change,
    check: (v) => ({ ...(!agency && { agency: words.need }), ...(v.when === '' && { when: words.need }) }),
    send: async ({ contact, when, reference, advice, chaseOn }) =>
      agency &&
      act(({ caseId }) =>
        api.call('cases.refer', {
          caseId,
          agency,
          contact: contact.trim(),
          at: londonMoment(when),
          reference: reference.trim(),
          advice: advice.trim(),
          chaseOn: dayOf(chaseOn),
        }),
      ),
    done: close,
  });
  return (
    <FormBox form={form} go={words.save} cancel={close}>
      <Field label={words.agency} {...problem(form.problems.agency)}>
        <Select value={values.agency} onChange={(_, { value }) => form.set({ agency: value })}>
          <option value="">{casePages.step.pick}</option>
          {AGENCIES.map((a) => (
            <option key={a} value={a}>
              {words.agencies[a]}
            </option>
          ))}
        </Select>
      </Field>
      <div className={styles.row}>
        <Field label={words.when} {...problem(form.problems.when)}>
          <Input type="datetime-local" value={values.when} onChange={(_, { value }) => form.set({ when: value })} />
        </Field>
        <Field label={words.reference}>
          <Input value={values.reference} onChange={(_, { value }) => form.set({ reference: value })} />
        </Field>
      </div>
      <Field label={words.contact}>
        <Input value={values.contact} onChange={(_, { value }) => form.set({ contact: value })} />
      </Field>
      <Field label={words.advice}>
        <Textarea value={values.advice} resize="vertical" onChange={(_, { value }) => form.set({ advice: value })} />
      </Field>
      <Field label={words.chaseOn}>
        <Input type="date" value={values.chaseOn} onChange={(_, { value }) => form.set({ chaseOn: value })} />
      </Field>
    </FormBox>
  );
}

function Chase({ referral, act, close }: Props & { referral: Referral }) {
  const { api } = useServices();
  const { values, change } = useFleeting({ said: '', reference: referral.reference, chaseOn: '' });
  const form = useForm({
    values,
    change,
    check: ({ said }) => (said.trim() === '' ? { said: casePages.step.required } : {}),
    send: ({ said, reference, chaseOn }) =>
      act(({ caseId }) =>
        api.call('cases.chase', {
          caseId,
          referralId: referral.referralId,
          said: said.trim(),
          reference: reference.trim(),
          chaseOn: dayOf(chaseOn),
        }),
      ),
    done: close,
  });
  return (
    <FormBox form={form} go={words.save} cancel={close}>
      <Field label={words.chaseSaid} {...problem(form.problems.said)}>
        <Textarea value={values.said} onChange={(_, { value }) => form.set({ said: value })} />
      </Field>
      <Field label={words.reference}>
        <Input value={values.reference} onChange={(_, { value }) => form.set({ reference: value })} />
      </Field>
      <Field label={words.chaseOn}>
        <Input type="date" value={values.chaseOn} onChange={(_, { value }) => form.set({ chaseOn: value })} />
      </Field>
    </FormBox>
  );
}
