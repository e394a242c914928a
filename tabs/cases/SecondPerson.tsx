import { Field, Radio, RadioGroup, Select, Textarea } from '@fluentui/react-components';
import { casePages } from '../../src/texts/en-gb';
import { FormBox } from '../ui/FormBox';
import { problem, useFleeting, useForm } from '../ui/useForm';
import type { CaseView } from './words';

const words = casePages.step;

interface ChoiceProps {
  readonly seconds: CaseView['seconds'];
  readonly value: string;
  readonly set: (id: string) => void;
  readonly message: string | undefined;
  readonly hint?: string;
}

/** Who is to agree: only those whom the service would take. */
export function SecondPerson({ seconds, value, set, message, hint = words.secondHint }: ChoiceProps) {
  return (
    <Field label={words.second} hint={hint} {...problem(message)}>
      <Select value={value} onChange={(_, d) => set(d.value)}>
        <option value="">{words.pick}</option>
        {seconds.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** The second person's own turn: yes or no, and why. */
export function Agreement({ send }: { send: (agrees: boolean, reason: string) => Promise<unknown> }) {
  const { values, change } = useFleeting({ agrees: '', reason: '' });
  const form = useForm({
    values,
    change,
    check: (v) => ({
      ...(v.agrees === '' && { agrees: words.choose }),
      ...(v.reason.trim().length < 3 && { reason: words.needReason }),
    }),
    send: ({ agrees, reason }) => send(agrees === 'yes', reason.trim()),
    done: () => undefined,
  });
  return (
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
  );
}
