import { Field, Select, Textarea } from '@fluentui/react-components';
import { casePages } from '../../src/texts/en-gb';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCaseStyles } from './Cases.styles';
import { FormBox, Opening } from '../ui/FormBox';
import type { Act } from './useCase';
import type { CaseView } from './words';

const words = casePages.step;

/** What can be done at any step: stop and make safe, hand on, reopen. */
export function StepMoves({ view, act }: { view: CaseView; act: Act }) {
  const may = (ability: CaseView['abilities'][number]): boolean => view.abilities.includes(ability);
  return (
    <>
      {may('stop') && <Opening name={words.stop}>{(close) => <Stop act={act} close={close} />}</Opening>}
      {may('hand_on') && (
        <Opening name={words.handOn}>{(close) => <HandOn view={view} act={act} close={close} />}</Opening>
      )}
      {may('reopen') && (
        <Opening name={casePages.acts.close.reopen}>{(close) => <Reopen act={act} close={close} />}</Opening>
      )}
    </>
  );
}

interface Props {
  readonly act: Act;
  readonly close: () => void;
}

const missingReason = ({ reason }: { reason: string }) =>
  reason.trim().length < 3 ? { reason: words.needReason } : {};

function Stop({ act, close }: Props) {
  const styles = useCaseStyles();
  const { api } = useServices();
  const { values, change } = useFleeting({ reason: '' });
  const send = ({ reason }: typeof values) => act((at) => api.call('cases.stop', { ...at, reason: reason.trim() }));
  const form = useForm({ values, change, check: missingReason, send, done: close });
  return (
    <FormBox form={form} go={words.stopGo} cancel={close}>
      <p className={styles.heading}>{words.stopTitle}</p>
      <p className={styles.text}>{words.stopText}</p>
      <Field label={words.reason} {...problem(form.problems.reason)}>
        <Textarea value={values.reason} onChange={(_, { value }) => form.set({ reason: value })} />
      </Field>
    </FormBox>
  );
}

function HandOn({ view, act, close }: Props & { view: CaseView }) {
  const styles = useCaseStyles();
  const { api } = useServices();
  const { values, change } = useFleeting({ to: '', reason: '' });
  const form = useForm({
    values,
    change,
    check: missingReason,
    send: ({ to, reason }) =>
      act(({ caseId }) =>
        api.call('cases.handOn', {
          caseId,
          to: view.heirs.find((h) => h.id === to)?.id ?? null,
          reason: reason.trim(),
        }),
      ),
    done: close,
  });
  return (
    <FormBox form={form} go={words.handOnGo} cancel={close}>
      <p className={styles.heading}>{words.handOnTitle}</p>
      <p className={styles.text}>{words.handOnText}</p>
      <Field label={words.handOnTo}>
        <Select value={values.to} onChange={(_, { value }) => form.set({ to: value })}>
          <option value="">{words.handOnNext}</option>
          {view.heirs.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.reason} {...problem(form.problems.reason)}>
        <Textarea value={values.reason} onChange={(_, { value }) => form.set({ reason: value })} />
      </Field>
    </FormBox>
  );
}

function Reopen({ act, close }: Props) {
  const { api } = useServices();
  const { values, change } = useFleeting({ reason: '' });
  const send = ({ reason }: typeof values) =>
    act(({ caseId }) => api.call('cases.reopen', { caseId, reason: reason.trim() }));
  const form = useForm({ values, change, check: missingReason, send, done: close });
  return (
    <FormBox form={form} go={casePages.acts.close.reopen} cancel={close}>
      <Field label={words.reason} {...problem(form.problems.reason)}>
        <Textarea value={values.reason} onChange={(_, { value }) => form.set({ reason: value })} />
      </Field>
    </FormBox>
  );
}
