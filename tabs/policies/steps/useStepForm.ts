import { useMe } from '../../ui/Me';
import { useDraft } from '../../ui/useDraft';
import { type Form, useForm } from '../../ui/useForm';

interface Options<T> {
  /** The step and the version, such as `approve.<versionId>`. */
  readonly name: string;
  readonly initial: T;
  /** What is missing or wrong, by field; nothing when it can be sent. */
  readonly check: (values: T) => Partial<Record<keyof T, string>>;
  readonly send: (values: T) => Promise<unknown>;
  /** After it was sent. */
  readonly done: () => void;
}

/** A short form in a dialog: what is typed survives a reload, and what is missing takes the focus. */
export function useStepForm<T extends object>({ name, initial, check, send, done }: Options<T>): Form<T> {
  const me = useMe();
  const who = me.state === 'ready' ? me.data.person.id : '';
  const draft = useDraft<T>(`policies.${name}.${who}`, { initial });
  return useForm<T>({
    values: draft.value,
    change: (part) => draft.set((last) => ({ ...last, ...part })),
    check,
    send,
    done: () => {
      draft.clear();
      done();
    },
  });
}
