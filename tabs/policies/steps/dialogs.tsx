import { Field, Input, Radio, RadioGroup, Textarea } from '@fluentui/react-components';
import type { Input as Sent } from '../../../src/api/contract';
import { policies } from '../../../src/texts/en-gb';
import { daysUntil } from '../../ui/dates';
import { useServices } from '../../ui/services';
import type { PolicyView } from '../types';
import { inForce } from '../reader/useReader';
import { StepDialog } from './StepDialog';
import { problem } from '../../ui/useForm';
import { useStepForm } from './useStepForm';

const words = policies.steps;
/** As the server takes them. */
const SHORTEST_REASON = 3;
const LONGEST_REASON = 1_000;
const LONGEST_MINUTE = 200;

export interface StepProps {
  readonly view: PolicyView;
  readonly close: () => void;
  /** It has been done; `words` say so. */
  readonly done: (words: string) => void;
}

type Change = Sent<'policies.approve'>['change'];
const NOTHING_SAID: { change: Change | ''; reason: string } = { change: '', reason: '' };
/** The date field writes days as the server reads them; it checks them again. */
const dayOf = (text: string) => text as Sent<'policies.ratify'>['ratifiedOn'];
const isShort = (text: string): boolean => text.trim().length < SHORTEST_REASON;

export function Approve({ view, close, done }: StepProps) {
  const { api } = useServices();
  const { versionId, textHash } = view.version;
  const form = useStepForm({
    name: `approve.${versionId}`,
    initial: NOTHING_SAID,
    check: ({ change, reason }) => ({
      ...(change === '' && { change: words.approve.chooseKind }),
      ...(isShort(reason) && { reason: words.approve.reasonEmpty }),
    }),
    send: ({ change, reason }) =>
      api.call('policies.approve', { versionId, textHash, change: change || 'substantive', reason: reason.trim() }),
    done: () => done(words.approve.done),
  });
  const { values, set, problems } = form;
  return (
    <StepDialog {...words.approve} form={form} close={close}>
      <Field label={words.approve.kind} {...problem(problems.change)}>
        <RadioGroup
          value={values.change}
          onChange={(_, { value }) => set({ change: value === 'minor' ? 'minor' : 'substantive' })}
        >
          <Choice value="substantive" name={words.approve.substantive} more={words.approve.substantiveMore} />
          <Choice value="minor" name={words.approve.minor} more={words.approve.minorMore} />
        </RadioGroup>
      </Field>
      <Reason
        label={words.approve.reasonLabel}
        hint={words.approve.reasonHint}
        value={values.reason}
        wrong={problems.reason}
        set={(reason) => set({ reason })}
      />
    </StepDialog>
  );
}

function Choice({ value, name, more }: { value: string; name: string; more: string }) {
  return (
    <Radio
      value={value}
      label={
        <>
          <strong>{name}</strong>
          <br />
          {more}
        </>
      }
    />
  );
}

interface ReasonProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly wrong: string | undefined;
  readonly set: (text: string) => void;
}

function Reason({ label, hint, value, wrong, set }: ReasonProps) {
  return (
    <Field label={label} hint={hint} {...problem(wrong)}>
      <Textarea
        rows={3}
        resize="vertical"
        value={value}
        maxLength={LONGEST_REASON}
        onChange={(_, { value: text }) => set(text)}
      />
    </Field>
  );
}

export function SendBack({ view, close, done }: StepProps) {
  const { api } = useServices();
  const { versionId } = view.version;
  const form = useStepForm({
    name: `sendBack.${versionId}`,
    initial: { reason: '' },
    check: ({ reason }) => (isShort(reason) ? { reason: words.sendBack.reasonEmpty } : {}),
    send: ({ reason }) => api.call('policies.sendBack', { versionId, reason: reason.trim() }),
    done: () => done(words.sendBack.done),
  });
  return (
    <StepDialog {...words.sendBack} form={form} close={close}>
      <Reason
        label={words.sendBack.reasonLabel}
        hint={words.sendBack.reasonHint}
        value={form.values.reason}
        wrong={form.problems.reason}
        set={(reason) => form.set({ reason })}
      />
    </StepDialog>
  );
}

export function Ratify({ view, close, done }: StepProps) {
  const { api } = useServices();
  const { versionId } = view.version;
  const form = useStepForm({
    name: `ratify.${versionId}`,
    initial: { day: '', minute: '' },
    check: ({ day, minute }) => ({
      ...(day === '' && { day: words.ratify.dayEmpty }),
      ...(day !== '' && daysUntil(day, Date.now()) > 0 && { day: words.ratify.dayFuture }),
      ...(minute.trim() === '' && { minute: words.ratify.minuteEmpty }),
    }),
    send: ({ day, minute }) =>
      api.call('policies.ratify', { versionId, ratifiedOn: dayOf(day), minute: minute.trim() }),
    done: () => done(words.ratify.done),
  });
  const { values, set, problems } = form;
  return (
    <StepDialog {...words.ratify} form={form} close={close}>
      <Field label={words.ratify.day} {...problem(problems.day)}>
        <Input type="date" value={values.day} onChange={(_, { value }) => set({ day: value })} />
      </Field>
      <Field label={words.ratify.minute} hint={words.ratify.minuteHint} {...problem(problems.minute)}>
        <Input value={values.minute} maxLength={LONGEST_MINUTE} onChange={(_, { value }) => set({ minute: value })} />
      </Field>
    </StepDialog>
  );
}

export function Publish({ view, close, done }: StepProps) {
  const { api } = useServices();
  const { versionId, ratifiedOn } = view.version;
  const isEarly = ratifiedOn === null;
  const form = useStepForm({
    name: `publish.${versionId}`,
    initial: { review: '', pending: '' },
    check: ({ review, pending }) => ({
      ...(review === '' && { review: words.publish.reviewEmpty }),
      ...(review !== '' && daysUntil(review, Date.now()) <= 0 && { review: words.publish.reviewPast }),
      ...(isEarly && isShort(pending) && { pending: words.publish.pendingEmpty }),
    }),
    send: ({ review, pending }) =>
      api.call('policies.publish', {
        versionId,
        nextReviewOn: dayOf(review),
        ...(isEarly && { pendingRatification: pending.trim() }),
      }),
    done: () => done(words.publish.done),
  });
  const { values, set, problems } = form;
  const consequence = inForce(view) ? words.publish.consequence : words.publish.consequenceFirst;
  return (
    <StepDialog title={words.publish.title} go={words.publish.go} consequence={consequence} form={form} close={close}>
      <Field label={words.publish.review} hint={words.publish.reviewHint} {...problem(problems.review)}>
        <Input type="date" value={values.review} onChange={(_, { value }) => set({ review: value })} />
      </Field>
      {isEarly && (
        <Reason
          label={words.publish.pending}
          hint={words.publish.pendingHint}
          value={values.pending}
          wrong={problems.pending}
          set={(pending) => set({ pending })}
        />
      )}
    </StepDialog>
  );
}
