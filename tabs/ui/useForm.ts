import { useRef, useState } from 'react';
import { type Action, useAction } from './useAction';

type Problems<T> = Partial<Record<keyof T, string>>;

interface Options<T> {
  readonly values: T;
  readonly change: (part: Partial<T>) => void;
  /** What is missing or wrong, by field; nothing when it can be sent. */
  readonly check: (values: T) => Problems<T>;
  readonly send: (values: T) => Promise<unknown>;
  /** After it was sent. */
  readonly done: () => void;
}

export interface Form<T> {
  readonly values: T;
  readonly set: (part: Partial<T>) => void;
  readonly problems: Problems<T>;
  /** Around the fields: the first wrong one in it takes the focus. */
  readonly box: React.RefObject<HTMLDivElement | null>;
  readonly submit: () => Promise<void>;
  readonly busy: boolean;
  readonly sending: Action<[T], unknown>;
}

/** A short form: what is missing is said and takes the focus; a failed sending keeps what was typed. */
export function useForm<T extends object>({ values, change, check, send, done }: Options<T>): Form<T> {
  const [problems, setProblems] = useState<Problems<T>>({});
  const box = useRef<HTMLDivElement>(null);
  const sending = useAction(send);
  const set = (part: Partial<T>) => {
    change(part);
    setProblems({});
  };
  const submit = async () => {
    const found = check(values);
    setProblems(found);
    if (Object.keys(found).length > 0) return focusFirst(box.current);
    if ((await sending.run(values)) !== undefined) done();
  };
  return { values, set, problems, box, submit, busy: sending.state === 'busy', sending };
}

/** Values held by the page alone: what is written about children is not left behind on a shared laptop. */
export function useFleeting<T extends object>(initial: T) {
  const [values, setValues] = useState(initial);
  const change = (part: Partial<T>) => setValues((last) => ({ ...last, ...part }));
  return { values, change, clear: () => setValues(initial) };
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
