import { Field, Input, Radio, RadioGroup, Select } from '@fluentui/react-components';
import { casePages } from '../../src/texts/en-gb';
import { saveFile } from '../ui/save';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCaseStyles } from './Cases.styles';
import { FormBox } from '../ui/FormBox';
import { Heading } from './Heading';
import type { Act } from './useCase';
import type { CaseView } from './words';

const words = casePages.exporting;

interface Props {
  readonly view: CaseView;
  readonly act: Act;
  readonly done: () => void;
}

/** Everything of a case in one file, with why and for whom. A large copy waits for a second person first. */
export function ExportPack({ view, act, done }: Props) {
  const styles = useCaseStyles();
  const { exporting } = view;
  return (
    <section className={styles.section}>
      <Heading>{words.heading}</Heading>
      <p className={styles.quiet}>{words.text}</p>
      {exporting && <p className={styles.words}>{[exporting.recipient, exporting.reason].join(' · ')}</p>}
      <Turn view={view} act={act} done={done} />
    </section>
  );
}

/** What is to be done about a copy now, by whoever looks at the page. */
function Turn({ view, act, done }: Props) {
  const styles = useCaseStyles();
  const { exporting } = view;
  if (exporting && !exporting.isAgreed && exporting.isForMe) return <Agree askId={exporting.id} act={act} />;
  if (exporting && !exporting.isAgreed) {
    const second = [...view.seconds, ...view.members].find((p) => p.id === exporting.secondId);
    return <p className={styles.quiet}>{casePages.step.waiting(second?.name ?? '')}</p>;
  }
  return <Make view={view} act={act} done={done} />;
}

/** Makes the copy, or asks for the agreement that a copy of this size needs. */
function Make({ view, act, done }: Props) {
  const { api } = useServices();
  const mustAsk = view.exportNeedsSecond && view.exporting === null;
  const { values, change } = useFleeting({
    reason: view.exporting?.reason ?? '',
    recipient: view.exporting?.recipient ?? '',
    secondId: '',
  });
  const second = view.seconds.find((s) => s.id === values.secondId);
  const form = useForm({
    values,
    change,
    check: (v) => ({
      ...(v.reason.trim().length < 3 && { reason: words.need }),
      ...(v.recipient.trim().length < 2 && { recipient: words.need }),
      ...(mustAsk && !second && { secondId: casePages.step.needSecond }),
    }),
    send: async (v) => {
      const [reason, recipient] = [v.reason.trim(), v.recipient.trim()];
      if (mustAsk && second)
        return act(({ caseId }) => api.call('cases.askExport', { caseId, recipient, reason, secondId: second.id }));
      saveFile(await api.download('casePack', { caseId: view.caseId, reason, recipient }));
      return true;
    },
    done: () => {
      if (!mustAsk) done();
    },
  });
  return (
    <FormBox form={form} go={mustAsk ? casePages.step.ask : words.go}>
      <Field label={words.recipient} {...problem(form.problems.recipient)}>
        <Input value={values.recipient} onChange={(_, { value }) => form.set({ recipient: value })} />
      </Field>
      <Field label={words.reason} {...problem(form.problems.reason)}>
        <Input value={values.reason} onChange={(_, { value }) => form.set({ reason: value })} />
      </Field>
      {mustAsk && (
        <Field label={casePages.step.second} hint={words.large} {...problem(form.problems.secondId)}>
          <Select value={values.secondId} onChange={(_, { value }) => form.set({ secondId: value })}>
            <option value="">{casePages.step.pick}</option>
            {view.seconds.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </FormBox>
  );
}

function Agree({ askId, act }: { askId: NonNullable<CaseView['exporting']>['id']; act: Act }) {
  const { api } = useServices();
  const { values, change } = useFleeting({ agrees: '', reason: '' });
  const form = useForm({
    values,
    change,
    check: (v) => ({
      ...(v.agrees === '' && { agrees: casePages.step.choose }),
      ...(v.reason.trim().length < 3 && { reason: casePages.step.needReason }),
    }),
    send: ({ agrees, reason }) =>
      act(({ caseId }) =>
        api.call('cases.agreeExport', { caseId, askId, agrees: agrees === 'yes', reason: reason.trim() }),
      ),
    done: () => undefined,
  });
  return (
    <FormBox form={form} go={casePages.step.go}>
      <Field label={casePages.step.choose} {...problem(form.problems.agrees)}>
        <RadioGroup value={values.agrees} onChange={(_, { value }) => form.set({ agrees: value })}>
          <Radio value="yes" label={casePages.step.agree} />
          <Radio value="no" label={casePages.step.disagree} />
        </RadioGroup>
      </Field>
      <Field label={casePages.step.reason} {...problem(form.problems.reason)}>
        <Input value={values.reason} onChange={(_, { value }) => form.set({ reason: value })} />
      </Field>
    </FormBox>
  );
}
