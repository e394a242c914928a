import { useRef, useState } from 'react';
import { useMe } from '../../ui/Me';
import { useAction } from '../../ui/useAction';
import { useDraft } from '../../ui/useDraft';

type Problems<T> = Partial<Record<keyof T, string>>;

interface Options<T> {
  /** The step and the version, such as `approve.<versionId>`. */
  readonly name: string;
  readonly initial: T;
  /** What is missing or wrong, by field; nothing when it can be sent. */
  readonly check: (values: T) => Problems<T>;
  readonly send: (values: T) => Promise<unknown>;
  /** After it was sent. */
  readonly done: () => void;
}

/** A short form in a dialog: what is typed survives a reload, and what is missing takes the focus. */
export function useStepForm<T extends object>({ name, initial, check, send, done }: Options<T>) {
  const me = useMe();
  const who = me.state === 'ready' ? me.data.person.id : '';
  const draft = useDraft<T>(`policies.${name}.${who}`, { initial });
  const [problems, setProblems] = useState<Problems<T>>({});
  const box = useRef<HTMLDivElement>(null);
  const sending = useAction(send);
  const set = (part: Partial<T>) => {
    draft.set((last) => ({ ...last, ...part }));
    setProblems({});
  };
  const submit = async () => {
    const found = check(draft.value);
    setProblems(found);
    if (Object.keys(found).length > 0) return focusFirst(box.current);
    if ((await sending.run(draft.value)) === undefined) return;
    draft.clear();
    done();
  };
  return { values: draft.value, set, problems, box, submit, busy: sending.state === 'busy', sending };
}

/** After the next drawing, when the fields know what is wrong with them. */
function focusFirst(box: HTMLElement | null): void {
  setTimeout(() => {
    const wrong = box?.querySelector<HTMLElement>('[aria-invalid="true"]');
    (wrong?.querySelector<HTMLElement>('input') ?? wrong)?.focus();
  }, 0);
}

/** For a `Field`: the message, when there is one. */
export const problem = (message: string | undefined) => (message === undefined ? {} : { validationMessage: message });
