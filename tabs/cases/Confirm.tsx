import { Field, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import { casePages } from '../../src/texts/en-gb';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';
import { useCaseStyles } from './Cases.styles';
import { FormBox } from '../ui/FormBox';
import type { Act } from './useCase';
import type { CaseView } from './words';

const words = casePages.step;

/** An answer that counts only with a second person: who proposed what and why, and the second person's yes or no. */
export function Confirm({ waiting, act }: { waiting: NonNullable<CaseView['waiting']>; act: Act }) {
  const styles = useCaseStyles();
  const { api } = useServices();
  const { values, change } = useFleeting({ agrees: '', reason: '' });
  const form = useForm({
    values,
    change,
    check: (v) => ({
      ...(v.agrees === '' && { agrees: words.choose }),
      ...(v.reason.trim().length < 3 && { reason: words.needReason }),
    }),
    send: ({ agrees, reason }) =>
      act(({ caseId }) =>
        api.call('cases.confirm', {
          caseId,
          proposalId: waiting.proposalId,
          agrees: agrees === 'yes',
          reason: reason.trim(),
        }),
      ),
    done: () => undefined,
  });
  return (
    <>
      <p className={styles.text}>{words.proposed(waiting.by?.name ?? '', waiting.answers.join(', '))}</p>
      <p className={styles.words}>{waiting.reason}</p>
      {waiting.isForMe ? (
        <FormBox form={form} go={words.go}>
          <Field label={words.choose} {...problem(form.problems.agrees)}>
            <RadioGroup value={values.agrees} onChange={(_, { value }) => form.set({ agrees: value })}>
              <Radio value="yes" label={words.agree} />
              <Radio value="no" label={words.disagree} />
            </RadioGroup>
          </Field>
          <Field label={words.reason} hint={words.reasonHint} {...problem(form.problems.reason)}>
            <Textarea value={values.reason} onChange={(_, { value }) => form.set({ reason: value })} />
          </Field>
        </FormBox>
      ) : (
        <p className={styles.quiet}>{words.waiting(waiting.second.name)}</p>
      )}
    </>
  );
}
