import { Field, Input } from '@fluentui/react-components';
import { casePages } from '../../src/texts/en-gb';
import { saveFile } from '../ui/save';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCaseStyles } from './Cases.styles';
import { FormBox } from '../ui/FormBox';
import { Heading } from './Heading';
import { Agreement, SecondPerson } from './SecondPerson';
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
  const { api } = useServices();
  const { exporting } = view;
  if (exporting && !exporting.isAgreed && exporting.isForMe)
    return (
      <Agreement
        send={(agrees, reason) =>
          act(({ caseId }) => api.call('cases.agreeExport', { caseId, askId: exporting.id, agrees, reason }))
        }
      />
    );
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
        <SecondPerson
          seconds={view.seconds}
          value={values.secondId}
          set={(secondId) => form.set({ secondId })}
          message={form.problems.secondId}
          hint={words.large}
        />
      )}
    </FormBox>
  );
}
