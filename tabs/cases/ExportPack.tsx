import { Field, Input } from '@fluentui/react-components';
import { casePages } from '../../src/texts/en-gb';
import { saveFile } from '../ui/save';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCaseStyles } from './Cases.styles';
import { FormBox } from './FormBox';
import { Heading } from './Heading';
import type { CaseView } from './words';

const words = casePages.exporting;

/** Everything of a case in one file that anybody can check without us. Why and for whom is kept with it. */
export function ExportPack({ view, done }: { view: CaseView; done: () => void }) {
  const styles = useCaseStyles();
  const { api } = useServices();
  const { values, change, clear } = useFleeting({ reason: '', recipient: '' });
  const form = useForm({
    values,
    change,
    check: (v) => ({
      ...(v.reason.trim().length < 3 && { reason: words.need }),
      ...(v.recipient.trim() === '' && { recipient: words.need }),
    }),
    send: async ({ reason, recipient }) => {
      saveFile(
        await api.download('casePack', { caseId: view.caseId, reason: reason.trim(), recipient: recipient.trim() }),
      );
      return true;
    },
    done: () => {
      clear();
      done();
    },
  });
  return (
    <section className={styles.section}>
      <Heading>{words.heading}</Heading>
      <p className={styles.quiet}>{words.text}</p>
      <FormBox form={form} go={form.busy ? words.busy : words.go}>
        <Field label={words.recipient} {...problem(form.problems.recipient)}>
          <Input value={values.recipient} onChange={(_, { value }) => form.set({ recipient: value })} />
        </Field>
        <Field label={words.reason} {...problem(form.problems.reason)}>
          <Input value={values.reason} onChange={(_, { value }) => form.set({ reason: value })} />
        </Field>
      </FormBox>
    </section>
  );
}
